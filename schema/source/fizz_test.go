package source

import (
	"strings"
	"testing"
)

func TestFizzBecomesDDLOnTheSameLines(t *testing.T) {
	for _, tt := range []struct{ name, fizz, want string }{
		{"table", `create_table("users") {
  t.Column("id", "integer", {primary: true})
  t.Column("email", "string", {"size": 120})
  t.Column("born", "date", {"null": true})
  t.Column("level", "integer", {"default": 1})
}
`, `CREATE TABLE "users" (
"id" integer NOT NULL PRIMARY KEY
, "email" varchar(120) NOT NULL
, "born" date
, "level" integer NOT NULL DEFAULT '1'
);
`},
		{"timestamps", "create_table(`t`) {\n\tt.Column(`note`, `text`)\n\tt.Timestamps()\n}", "CREATE TABLE \"t\" (\n\"note\" text NOT NULL\n, created_at timestamp NOT NULL, updated_at timestamp NOT NULL\n);"},
		{"alter", `add_column("users", "phone", "string", {"null": true})
drop_column("users", "fax")
rename_column("users", "mail", "email")`, `ALTER TABLE "users" ADD COLUMN "phone" varchar(255);
ALTER TABLE "users" DROP COLUMN "fax";
ALTER TABLE "users" RENAME COLUMN "mail" TO "email";`},
		{"keys", `add_foreign_key("orders", "user_id", {"users": ["id"]}, {
    "on_delete": "cascade",
})
add_index("users", ["email", "phone"], {"unique": true})`, `ALTER TABLE "orders" ADD FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE;


CREATE UNIQUE INDEX ON "users" ("email", "phone");`},
		{"hostile", `create_table("a\"; DROP TABLE x") { t.Column("b`, `CREATE TABLE "a\" (`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := string(fizzDDL([]byte(tt.fizz)))
			if tt.name == "hostile" { // no quoted word holds a quote
				if strings.Contains(got, "DROP TABLE x;") {
					t.Errorf("got %s", got)
				}
				return
			}
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
