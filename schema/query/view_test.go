package query

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

func withView(db *schema.Database, name, query string, columns ...string) *schema.View {
	v := &schema.View{Name: schema.Name{Schema: "public", Name: name}, Query: query}
	for _, c := range columns {
		v.Columns = append(v.Columns, schema.ViewColumn{Name: c})
	}
	db.AddView(v)
	return v
}

// lineage spells a view's columns: "mail = users.email via lower".
func lineage(v *schema.View) []string {
	var out []string
	for _, c := range v.Columns {
		s := c.Name + " ="
		for _, u := range c.From {
			s += " " + u.Table.Name + "." + u.Column
		}
		if len(c.Via) > 0 {
			s += " via " + strings.Join(c.Via, " ")
		}
		out = append(out, s)
	}
	return out
}

func TestViews(t *testing.T) {
	tests := []struct {
		name, query string
		columns     []string
		want        []string
	}{
		{"a star is all columns of the table", `SELECT * FROM roles`, nil,
			[]string{"id = roles.id", "name = roles.name", "permissions = roles.permissions"}},
		{"the view's own column names win", `SELECT id, lower(email) FROM users`, []string{"uid", "mail"},
			[]string{"uid = users.id", "mail = users.email via lower"}},
		{"a set operation merges by position", `SELECT email FROM users UNION ALL SELECT o.email FROM orders o`, nil,
			[]string{"email = users.email orders.email"}},
		{"USING merges the column and the star shows it once", `SELECT * FROM roles JOIN (SELECT id, email FROM users) u USING (id)`, nil,
			[]string{"id = roles.id users.id", "name = roles.name", "permissions = roles.permissions", "email = users.email"}},
		{"a lateral sub-query sees its neighbours",
			`SELECT u.id, l.last FROM users u LEFT JOIN LATERAL (SELECT max(o.total) AS last FROM orders o WHERE o.user_id = u.id) l ON true`, nil,
			[]string{"id = users.id", "last = orders.total via max"}},
		{"a whole row is all its columns", `SELECT row_to_json(r) AS doc FROM roles r`, nil,
			[]string{"doc = roles.id roles.name roles.permissions via row_to_json"}},
		{"a recursive CTE ends", `WITH RECURSIVE t (n, mail) AS (SELECT id, email FROM users UNION ALL SELECT n + 1, mail FROM t) SELECT mail FROM t`, nil,
			[]string{"mail = users.email"}},
		{"a column definition list names a function's output", `SELECT * FROM crosstab('x') AS t(a int, b text)`, nil,
			[]string{"a =", "b ="}},
		{"a masked column says how", `SELECT left(email, 2) || '***' AS hint FROM users`, nil,
			[]string{"hint = users.email via left ||"}},
		{"a count shows nothing of anybody", `SELECT count(*) AS n FROM users`, nil, []string{"n ="}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			db := shop()
			v := withView(db, "v", tt.query, tt.columns...)
			ResolveViews(db)
			if v.Incomplete {
				t.Error("incomplete")
			}
			if diff := cmp.Diff(tt.want, lineage(v)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestViewsOnViewsLeadToTables(t *testing.T) {
	db := shop()
	outer := withView(db, "mailing", `SELECT address FROM people WHERE state = 'active'`) // stated before what it reads
	withView(db, "people", `SELECT upper(email) AS address, status AS state FROM users`)
	ResolveViews(db)
	if diff := cmp.Diff([]string{"address = users.email via upper"}, lineage(outer)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	people := schema.Name{Schema: "public", Name: "people"}
	want := []schema.ColumnUse{{Table: people, Column: "state", Role: schema.FilterUse}, {Table: people, Column: "address"}}
	if diff := cmp.Diff(want, outer.Uses); diff != "" {
		t.Errorf("uses name the view itself (-want +got)\n%s", diff)
	}
	st, err := Parse(`SELECT address FROM mailing WHERE address = $1`, schema.PostgreSQL, db)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"filter users.email = $1 around upper", "read users.email"}, describe(st.Accesses)); diff != "" {
		t.Errorf("a query on a view reads the table (-want +got)\n%s", diff)
	}
}

func TestViewsInACircleAreIncompleteAndEnd(t *testing.T) {
	db := shop()
	a := withView(db, "a", `SELECT * FROM b`)
	b := withView(db, "b", `SELECT * FROM a`)
	ResolveViews(db)
	if !a.Incomplete || !b.Incomplete {
		t.Errorf("incomplete: a %v, b %v; want both", a.Incomplete, b.Incomplete)
	}
}

func TestFunctionBodies(t *testing.T) {
	db := shop()
	f := &schema.Function{Language: "plpgsql", Args: []schema.Arg{{Name: "p_mail"}}, Body: `
DECLARE
  found_id int;
BEGIN
  IF EXISTS (SELECT 1 FROM users WHERE email = p_mail) THEN
    UPDATE users SET status = lower(p_mail) WHERE id = found_id;
  END IF;
  FOR r IN SELECT name FROM roles LOOP
    PERFORM notify(total) FROM orders;
  END LOOP;
  RETURN QUERY SELECT password FROM users;
END`}
	db.Functions = append(db.Functions, f)
	ResolveViews(db)
	spell := func(list []schema.ColumnUse) (out []string) {
		for _, u := range list {
			out = append(out, u.Table.Name+"."+u.Column)
		}
		return out
	}
	want := []string{"users.email", "users.id", "roles.name", "orders.total", "users.password"}
	if diff := cmp.Diff(want, spell(f.Reads)); diff != "" {
		t.Errorf("reads (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"users.status"}, spell(f.Writes)); diff != "" {
		t.Errorf("writes (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"lower", "notify"}, f.Calls); diff != "" {
		t.Errorf("calls (-want +got)\n%s", diff)
	}
}
