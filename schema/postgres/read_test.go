package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
)

// read reads one statement that begins at line 10, column 3 of a file.
func read(t *testing.T, text string) schema.Statement {
	t.Helper()
	stmt, err := postgres.Read(text, schema.Position{File: "s.sql", Offset: 100, Line: 10, Column: 3})
	if err != nil {
		t.Fatal(err)
	}
	return stmt
}

func table(t *testing.T, text string) *schema.Table {
	t.Helper()
	for _, op := range read(t, text).Ops {
		if x, ok := op.(schema.CreateTable); ok {
			return x.Table
		}
	}
	t.Fatalf("no CREATE TABLE in %q", text)
	return nil
}

func TestTypesHaveTheServersSpelling(t *testing.T) {
	for written, want := range map[string]string{
		"int4": "integer: integer", "INT": "integer: integer", "bigserial": "bigint: bigserial", "varchar(60)": "varchar: character varying(60)",
		"character varying (60)": "varchar: character varying(60)", "char": "char: character(1)", "text[]": "text: text[]", "numeric(10)": "numeric: numeric(10,0)",
		"timestamp(3) with time zone": "timestamptz: timestamp(3) with time zone", "double precision": "double precision: double precision",
		"interval day to second(3)": "interval: interval day to second(3)", "app.mood": "mood: app.mood", "citext": "citext: citext", "bool": "boolean: boolean",
	} {
		c := table(t, "CREATE TABLE t (c "+written+")").Columns[0]
		if got := c.Type.Base + ": " + c.Type.Raw; got != want {
			t.Errorf("%s is read as %q, want %q", written, got, want)
		}
	}
}

func TestOriginsPointAtNames(t *testing.T) {
	text := "-- a comment\nCREATE TABLE app.\"Person\" ( -- who buys\n  id int, mail text, -- where to write\n\tname text NOT NULL -- as on the passport\n)"
	x := table(t, text)
	if got, want := x.Origin.Span, (schema.Span{Position: schema.Position{File: "s.sql", Offset: 126, Line: 11, Column: 14}, Length: len(`app."Person"`)}); got != want {
		t.Errorf("table at %+v, want %+v", got, want)
	}
	var got []string
	for _, c := range x.Columns {
		comment := ""
		if c.LineComment != nil {
			comment = c.LineComment.Text
		}
		got = append(got, fmt.Sprintf("%s %d:%d+%d %s", c.Name, c.Origin.Line, c.Origin.Column, c.Origin.Length, comment))
	}
	want := []string{"id 12:3+2 ", "mail 12:11+4 where to write", "name 13:2+4 as on the passport"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if x.LineComment == nil || x.LineComment.Text != "who buys" {
		t.Errorf("the table's comment is %v", x.LineComment)
	}
}

func TestExpressionsKeepTheirTextAndFacts(t *testing.T) {
	for name, tt := range map[string]struct{ clause, want string }{
		"a string":              {"DEFAULT 'a''b' NOT NULL", `'a''b' = a'b`},
		"a negative number":     {"DEFAULT -1", `-1 = -1`},
		"a call":                {"DEFAULT gen_random_uuid() PRIMARY KEY", `gen_random_uuid() calls gen_random_uuid`},
		"a cast":                {"DEFAULT 'x'::character varying, b int", `'x'::character varying = x`},
		"brackets":              {"DEFAULT (now() AT TIME ZONE 'utc')", `(now() AT TIME ZONE 'utc') calls timezone calls now`},
		"null":                  {"DEFAULT NULL", `NULL null`},
		"a list of values":      {"CHECK (c IN ('m', 'f'))", `c IN ('m', 'f') on c values m,f`},
		"an array of values":    {"CHECK (((c)::text = ANY ((ARRAY['m'::varchar, 'f'::varchar])::text[])))", `((c)::text = ANY ((ARRAY['m'::varchar, 'f'::varchar])::text[])) on c values m,f`},
		"alternatives":          {"CHECK (c = 'm' OR c = 'f')", `c = 'm' OR c = 'f' on c values m,f`},
		"a tautology":           {"CHECK (1 = 1 OR c = 'x')", `1 = 1 OR c = 'x' on c always true`},
		"a contradiction":       {"CHECK (false AND c = 'x')", `false AND c = 'x' on c never true`},
		"a computed column":     {"GENERATED ALWAYS AS (lower(c)) STORED", `lower(c) on c calls lower`},
		"a value function":      {"DEFAULT CURRENT_USER", `CURRENT_USER calls current_user`},
		"a default and a check": {"DEFAULT 1 + 2 CHECK (c > 0)", `1 + 2`},
	} {
		t.Run(name, func(t *testing.T) {
			x := table(t, "CREATE TABLE t (c text "+tt.clause+")")
			e := x.Columns[0].Default
			if e == nil {
				e = x.Columns[0].Generated
			}
			if e == nil {
				e = x.Constraints[0].Expr
			}
			if got := facts(e); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func facts(e *schema.Expr) string {
	var b strings.Builder
	b.WriteString(e.Text)
	for _, c := range e.Columns {
		b.WriteString(" on " + c)
	}
	for _, f := range e.Funcs {
		b.WriteString(" calls " + f)
	}
	if e.Literal != nil {
		b.WriteString(" = " + *e.Literal)
	}
	if e.IsNull {
		b.WriteString(" null")
	}
	if e.Values != nil {
		b.WriteString(" values " + strings.Join(e.Values, ","))
	}
	if e.Const != schema.Unsaid && !e.IsNull {
		b.WriteString(map[schema.Tri]string{schema.Yes: " always true", schema.No: " never true"}[e.Const])
	}
	return b.String()
}

func TestPasswordsAreClassifiedAndNotKept(t *testing.T) {
	for clause, want := range map[string]schema.PasswordKind{
		"LOGIN":                        schema.PasswordUnsaid,
		"PASSWORD NULL":                schema.PasswordNone,
		"PASSWORD 'hunter2'":           schema.PasswordPlain,
		"ENCRYPTED PASSWORD 'hunter2'": schema.PasswordPlain,
		"PASSWORD 'SCRAM-SHA-256$4096:hunter2$x:y'":      schema.PasswordHashed,
		"PASSWORD 'md5hunter2hunter2hunter2hunter2aa'":   schema.PasswordPlain,
		"PASSWORD 'md50123456789abcdef0123456789abcdef'": schema.PasswordHashed,
	} {
		stmt := read(t, "CREATE ROLE app "+clause)
		if got := stmt.Ops[0].(schema.CreateRole).Role; got.Password != want {
			t.Errorf("%s: %v, want %v", clause, got.Password, want)
		}
		if strings.Contains(fmt.Sprintf("%+v", stmt.Ops[0].(schema.CreateRole).Role), "hunter2") {
			t.Errorf("%s: the password is kept", clause)
		}
	}
}

func TestStatementsInBlocksAreConditional(t *testing.T) {
	stmt := read(t, `DO $body$
BEGIN
  IF NOT EXISTS (SELECT 1) THEN
    ALTER TABLE t ADD COLUMN mail text;
  ELSE CREATE TABLE u (a int);
  END IF;
  EXECUTE 'DROP TABLE ''x''';
  EXECUTE format('GRANT SELECT ON %I TO %I', a, b);
  PERFORM 1; SELECT 'CREATE TABLE no (a int)';
END $body$`)
	var got []string
	for _, op := range stmt.Ops {
		switch x := op.(type) {
		case schema.AddColumn:
			got = append(got, fmt.Sprintf("add %s %d:%d %s", x.Column.Name, x.Column.Origin.Line, x.Column.Origin.Column, x.Column.Origin.Certainty))
		case schema.CreateTable:
			got = append(got, fmt.Sprintf("create %s %d:%d %s", x.Table.Name, x.Table.Origin.Line, x.Table.Origin.Column, x.Table.Origin.Certainty))
		case schema.DynamicDDL:
			got = append(got, fmt.Sprintf("dynamic %s %d:%d", x.About, x.Origin.Line, x.Origin.Column))
		default:
			got = append(got, fmt.Sprintf("%T", op))
		}
	}
	want := []string{"add mail 13:30 conditional", "create u 14:21 conditional", "dynamic tables 16:12", "dynamic grant 17:3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRefusedStatementsSayWhereAndWhy(t *testing.T) {
	for name, tt := range map[string]struct{ text, near, hint string }{
		"nonsense":                {"CREATE TABLE t (a int,, b int)", ",", ""},
		"virtual columns":         {"CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL)", "VIRTUAL", "PostgreSQL 18 syntax"},
		"bare generated":          {"CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a))", ")", "PostgreSQL 18 syntax: a generated column without STORED"},
		"behind other characters": {"CREATE TABLE té (a int COMMENT 'geheim')", "COMMENT", ""},
		"at a value":              {"CREATE TABLE t (a int 'geheim')", "a string", ""},
		"psql variables":          {"CREATE TABLE :schema.t (a int)", ":", "a psql variable"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := postgres.Read(tt.text, schema.Position{File: "s.sql", Line: 1, Column: 1})
			var refused *postgres.SyntaxError
			if !errors.As(err, &refused) {
				t.Fatalf("got %v", err)
			}
			if refused.Near != tt.near || refused.Hint != tt.hint {
				t.Errorf("near %q, hint %q; want %q, %q", refused.Near, refused.Hint, tt.near, tt.hint)
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("the message shows a value: %v", err)
			}
		})
	}
}

func TestMaskedStatementsKeepTheirLength(t *testing.T) {
	for text, want := range map[string]string{
		`CREATE TABLE {{ index .Options "Namespace" }}.users (a int)`:  `CREATE TABLE _index_Options_Namespace        .users (a int)`,
		`CREATE TABLE {{prefix}}users (a int DEFAULT '{{x}}')`:         `CREATE TABLE _prefix___users (a int DEFAULT '{{x}}')`,
		`CREATE TABLE ${NS}.t (a int)`:                                 `CREATE TABLE _NS  .t (a int)`,
		`CREATE TABLE %s (a int)`:                                      `CREATE TABLE _s (a int)`,
		`GRANT SELECT ON t TO :"role"`:                                 `GRANT SELECT ON t TO "_role"`,
		`CREATE TABLE t (a int DEFAULT :n, b text DEFAULT :'v'::text)`: `CREATE TABLE t (a int DEFAULT _n, b text DEFAULT '_v'::text)`,
		`CREATE TABLE t (b int GENERATED ALWAYS AS (a) VIRTUAL)`:       `CREATE TABLE t (b int GENERATED ALWAYS AS (a) STORED )`,
		`ALTER TABLE t ADD CONSTRAINT x NOT NULL a`:                    `ALTER TABLE t ALTER a SET NOT NULL       `,
		`CREATE TABLE t (b int GENERATED ALWAYS AS (a), c int)`:        `CREATE TABLE t (b int                        , c int)`,
	} {
		got, changed := postgres.Masked(text)
		if got != want || !changed || len(got) != len(text) {
			t.Errorf("Masked(%s)\n    = %s\nwant  %s", text, got, want)
		}
	}
	if got, changed := postgres.Masked("SELECT a[1:2], b::int, '%s' FROM t"); changed {
		t.Errorf("a statement without placeholders was changed to %s", got)
	}
}

func TestPassiveStatementsAreNotParsed(t *testing.T) {
	for _, text := range []string{"INSERT INTO t VALUES (((", "SELECT 1 FROM (", "", "-- only a comment", "COPY t FROM stdin"} {
		if stmt, err := postgres.Read(text, schema.Position{}); err != nil || stmt.Ops != nil {
			t.Errorf("%q: %v, %v", text, stmt.Ops, err)
		}
	}
}
