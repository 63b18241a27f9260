package query_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// shop is a model with the tables the queries speak of.
func shop() *schema.Database {
	db := &schema.Database{Dialect: schema.PostgreSQL}
	for table, columns := range map[string]string{
		"users":  "id username password email status",
		"orders": "id user_id total note",
	} {
		t := &schema.Table{Name: schema.Name{Name: table}}
		for _, c := range strings.Fields(columns) {
			t.Columns = append(t.Columns, &schema.Column{Name: c})
		}
		db.AddTable(t)
	}
	return db
}

// told renders accesses one a line: "write users.password $2 via crypt(gen_salt bf)".
func told(st *query.Statement) string {
	var b strings.Builder
	for _, a := range st.Accesses {
		fmt.Fprintf(&b, "%s %s.%s", a.Op, a.Table.Name, a.Column)
		switch {
		case a.Param.Index > 0:
			fmt.Fprintf(&b, " $%d", a.Param.Index)
		case a.Param.Name != "":
			fmt.Fprintf(&b, " :%s", a.Param.Name)
		case a.Literal:
			b.WriteString(" literal")
		}
		for _, f := range a.Via {
			fmt.Fprintf(&b, " via %s(%s)", f.Name, strings.Join(f.Args, " "))
		}
		if a.Operator != "" {
			b.WriteString(" " + a.Operator)
		}
		if a.Verify {
			b.WriteString(" verify")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestParseTellsWhichParameterReachesWhichColumn(t *testing.T) {
	cases := []struct {
		name, sql, want string
	}{
		{"an insert with a column list", `INSERT INTO users (username, password) VALUES ($1, $2)`,
			"write users.username $1\nwrite users.password $2\n"},
		{"an insert without one takes the table's order", `INSERT INTO orders VALUES (DEFAULT, $1, $2, $3)`,
			"write orders.user_id $1\nwrite orders.total $2\nwrite orders.note $3\n"},
		{"question marks count themselves", `INSERT INTO users (username, email) VALUES (?, ?)`,
			"write users.username $1\nwrite users.email $2\n"},
		{"named parameters keep their names", `UPDATE users SET email = :email WHERE id = :id`,
			"write users.email :email\nfilter users.id :id =\n"},
		{"a hash in SQL is on the way", `INSERT INTO users (password) VALUES (CRYPT($3, GEN_SALT('bf', 8)))`,
			"write users.password $3 via crypt(gen_salt bf 8)\n"},
		{"a hash behind a condition still counts", `UPDATE users SET password = (CASE WHEN $1 THEN CRYPT($3, GEN_SALT('bf')) ELSE password END) WHERE id = $2`,
			"write users.password $3 via crypt(gen_salt bf)\n"},
		{"a login by hash is a verification", `SELECT id FROM users WHERE username = $1 AND password = CRYPT($2, password)`,
			"filter users.password $2 via crypt(password) = verify\n"},
		{"a login by equality is not", `SELECT id FROM users WHERE username = $1 AND password = $2`,
			"filter users.password $2 =\n"},
		{"user is a table, whatever PostgreSQL means by it", `SELECT mail FROM user u WHERE u.mail = $1`,
			"read user.mail\nfilter user.mail $1 =\n"},
		{"an insert inside WITH", `WITH u AS (INSERT INTO users (email) VALUES ($1) RETURNING id) INSERT INTO orders (user_id, note) SELECT id, $2 FROM u`,
			"write users.email $1\nwrite orders.note $2\n"},
		{"an upsert writes twice", `INSERT INTO users (username, email) VALUES ($1, $2) ON CONFLICT (username) DO UPDATE SET email = EXCLUDED.email`,
			"write users.email $2\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			st, err := query.Parse(c.sql, schema.PostgreSQL, shop())
			if err != nil {
				t.Fatal(err)
			}
			got := told(st)
			for _, line := range strings.Split(strings.TrimSpace(c.want), "\n") {
				if !strings.Contains("\n"+got, "\n"+line+"\n") {
					t.Errorf("no line %q in\n%s", line, got)
				}
			}
		})
	}
}

func TestParseRefusesWhatIsNoQuery(t *testing.T) {
	for _, sql := range []string{"", "CREATE TABLE t (a int)", "hello world", strings.Repeat("1+", 40_000)} {
		if st, err := query.Parse(sql, schema.PostgreSQL, nil); err == nil {
			t.Errorf("%.30q: no error, but %+v", sql, st)
		}
	}
}
