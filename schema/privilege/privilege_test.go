package privilege_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/privilege"
	"github.com/privet-dev/privet/schema/query"
	"github.com/privet-dev/privet/schema/replay"
)

// model replays a PostgreSQL script, one statement a line.
func model(t testing.TB, script string) *schema.Database {
	t.Helper()
	r := replay.New("shop", schema.PostgreSQL)
	for i, line := range strings.Split(strings.TrimSpace(script), "\n") {
		stmt, err := postgres.Read(strings.TrimSpace(line), schema.Position{File: "in.sql", Line: i + 1, Column: 1})
		if err != nil {
			t.Fatal(err)
		}
		r.Apply(stmt)
	}
	db := r.Databases()[0]
	query.ResolveViews(db)
	return db
}

// describe writes one right a line: role, privileges, rows, path.
func describe(rights []privilege.Right) string {
	var b strings.Builder
	for _, r := range rights {
		role := r.Role
		if role == schema.Public {
			role = "PUBLIC"
		}
		fmt.Fprintf(&b, "%s %s", role, r.Privileges)
		if r.Privileges&schema.Select != 0 {
			fmt.Fprintf(&b, " (%s rows)", r.Rows)
		}
		for _, s := range r.Path {
			fmt.Fprintf(&b, " < %s", strings.TrimSpace(string(s.Kind)+" "+s.Object))
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func TestWhoReachesAColumn(t *testing.T) {
	const table = "CREATE TABLE person (id int, email text)\n"
	tests := []struct{ name, script, want string }{
		{"nobody without a grant", "CREATE ROLE a", ""},
		{"a grant on the table", "CREATE ROLE a\nGRANT SELECT ON person TO a", "a SELECT (all rows) < grant person\n"},
		{"a grant on the column only", "CREATE ROLE a\nGRANT SELECT (email), UPDATE (id) ON person TO a", "a SELECT (all rows) < column person.email\n"},
		{"a column revoked after a grant on the table stays readable", "CREATE ROLE a\nGRANT SELECT ON person TO a\nREVOKE SELECT (email) ON person FROM a", "a SELECT (all rows) < grant person\n"},
		{"PUBLIC gives it to every role", "CREATE ROLE a\nGRANT SELECT ON person TO PUBLIC", "PUBLIC SELECT (all rows) < public < grant person\na SELECT (all rows) < public < grant person\n"},
		{"membership inherits through another role", "CREATE ROLE a\nCREATE ROLE b\nCREATE ROLE c\nGRANT a TO b\nGRANT b TO c\nGRANT SELECT ON person TO a",
			"a SELECT (all rows) < grant person\nb SELECT (all rows) < member a < grant person\nc SELECT (all rows) < member b < member a < grant person\n"},
		{"a member that does not inherit needs SET ROLE", "CREATE ROLE a\nCREATE ROLE b NOINHERIT\nGRANT a TO b\nGRANT SELECT ON person TO a",
			"a SELECT (all rows) < grant person\nb SELECT (all rows) < set role a < grant person\n"},
		{"the owner and its members", "CREATE ROLE a\nCREATE ROLE b IN ROLE a\nALTER TABLE person OWNER TO a", "a SELECT, INSERT, UPDATE, REFERENCES (all rows) < owner person\nb SELECT, INSERT, UPDATE, REFERENCES (all rows) < member a < owner person\n"},
		{"without USAGE on the schema nothing is reached", "CREATE ROLE a\nCREATE SCHEMA s\nALTER TABLE person SET SCHEMA s\nGRANT SELECT ON s.person TO a", ""},
		{"a predefined role reads everything", "CREATE ROLE a\nGRANT pg_read_all_data TO a\nCREATE SCHEMA s\nALTER TABLE person SET SCHEMA s", "a SELECT (all rows) < member pg_read_all_data < predefined pg_read_all_data\n"},
		{"row security without policy", "CREATE ROLE a\nGRANT SELECT ON person TO a\nALTER TABLE person ENABLE ROW LEVEL SECURITY", "a SELECT (none rows) < grant person\n"},
		{"a policy that is always true restricts nothing", "CREATE ROLE a\nGRANT SELECT ON person TO a\nALTER TABLE person ENABLE ROW LEVEL SECURITY\nCREATE POLICY p ON person USING (id = 1 OR true)", "a SELECT (all rows) < grant person\n"},
		{"a restrictive policy on top", "CREATE ROLE a\nGRANT SELECT ON person TO a\nALTER TABLE person ENABLE ROW LEVEL SECURITY\nCREATE POLICY p ON person USING (true)\nCREATE POLICY q ON person AS RESTRICTIVE USING (id = 1)", "a SELECT (restricted rows) < grant person\n"},
		{"a policy for another role", "CREATE ROLE a\nCREATE ROLE b\nGRANT SELECT ON person TO a\nALTER TABLE person ENABLE ROW LEVEL SECURITY\nCREATE POLICY p ON person TO b USING (true)", "a SELECT (none rows) < grant person\n"},
		{"a view reads as its owner, past row security", "CREATE ROLE o\nCREATE ROLE a\nALTER TABLE person OWNER TO o\nALTER TABLE person ENABLE ROW LEVEL SECURITY\nCREATE VIEW v AS SELECT email FROM person\nALTER VIEW v OWNER TO o\nGRANT SELECT ON v TO a",
			"o SELECT, INSERT, UPDATE, REFERENCES (all rows) < owner person\no SELECT (all rows) < owner v < view v\na SELECT (all rows) < grant v < view v\n"},
		{"a view with security_invoker gives nothing by itself", "CREATE ROLE a\nCREATE VIEW v WITH (security_invoker) AS SELECT email FROM person\nGRANT SELECT ON v TO a", ""},
		{"a partition is read past its parent's policies", "CREATE ROLE a\nCREATE TABLE part (email text) INHERITS (person)\nALTER TABLE person ENABLE ROW LEVEL SECURITY\nGRANT SELECT ON part TO a", "a SELECT (all rows) < grant part < partition part\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db := model(t, table+tt.script)
			got := describe(privilege.Effective(db).Column(schema.Name{Name: "person"}, "email"))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rights (-want +got):\n%s", diff)
			}
		})
	}
}
