package postgres

import (
	"errors"
	"strings"
	"testing"

	"github.com/privet-dev/privet/schema"
)

// chain repeats a term; each of these killed the process when it was given to
// the grammar unguarded.
func chain(head, term, tail string, n int) string {
	return head + strings.Repeat(term, n) + tail
}

func TestStatementsThatKillTheGrammarAreRefused(t *testing.T) {
	killers := map[string]string{
		"sum of 30,000 terms in a default":        chain("CREATE TABLE t (a int DEFAULT 1", "+1", ")", 30000),
		"concatenation of 30,000 terms in CHECK":  chain("CREATE TABLE t (a text CHECK (a = ''", "||a", "))", 30000),
		"30,000 cross joins":                      chain("CREATE VIEW v AS SELECT 1 FROM t", " CROSS JOIN t", "", 30000),
		"50,000 unions":                           chain("CREATE VIEW v AS SELECT 1", " UNION ALL SELECT 1", "", 50000),
		"unions of lists with commas":             chain("CREATE VIEW v AS SELECT 1,2", " UNION ALL SELECT 1,2", "", 50000),
		"calls with commas between the operators": chain("CREATE VIEW v AS SELECT 1", "+f(1,2)", "", 30000),
		"unary operators":                         chain("CREATE VIEW v AS SELECT ", "- ", "1", 60000),
		"casts of casts":                          chain("CREATE VIEW v AS SELECT 1", "::int", "", 60000),
		"NOT of NOT":                              chain("CREATE VIEW v AS SELECT ", "NOT ", "true", 30000),
		"brackets":                                chain("CREATE VIEW v AS SELECT ", "(", "1", 30000),
		"operators behind a carriage return":      chain("CREATE VIEW v AS SELECT 1 --\r", "+1", "", 30000),
		"modulo that looks like a template":       chain("CREATE VIEW v AS SELECT 1", "%B%C", "", 30000),
		"a statement of more than 1 MiB":          chain("CREATE VIEW v AS SELECT '", "x", "'", 1<<20),
		"a sum inside a DO block":                 chain("DO $$ BEGIN CREATE VIEW v AS SELECT 1", "+1", "; END $$", 30000),
	}
	for name, text := range killers {
		t.Run(name, func(t *testing.T) {
			stmt, err := Read(text, schema.Position{File: "k.sql", Line: 1, Column: 1})
			if strings.HasPrefix(text, "DO") {
				if len(stmt.Ops) != 1 {
					t.Fatalf("a refused statement in a block is one dynamic op, got %v", stmt.Ops)
				}
				if _, ok := stmt.Ops[0].(schema.DynamicDDL); !ok {
					t.Fatalf("got %T", stmt.Ops[0])
				}
				return
			}
			var refused *RefusedError
			if !errors.As(err, &refused) {
				t.Fatalf("Read returned %v, want a *RefusedError", err)
			}
			if stmt.Verb == "" || refused.Position.Line != 1 {
				t.Errorf("the refused statement is not placed: %q at %v", stmt.Verb, refused.Position)
			}
		})
	}
}

func TestLongButFlatStatementsAreNotRefused(t *testing.T) {
	columns := make([]string, 3000)
	for i := range columns {
		columns[i] = "c" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + " int NOT NULL DEFAULT 1 + 2 CHECK (1 < 2)"
	}
	for name, text := range map[string]string{
		"3,000 columns":    "CREATE TABLE t (" + strings.Join(columns, ",\n") + ")",
		"3,000 enum items": chain("CREATE TYPE e AS ENUM ('x'", ",'y'", ")", 3000),
		"1,000 ANDs":       chain("CREATE VIEW v AS SELECT 1 WHERE a = 1", " AND a = 1", "", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read(text, schema.Position{}); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func FuzzGuard(f *testing.F) {
	for _, seed := range []string{"SELECT 1+1", "a(b[c,d])", "$$x$$ '' \"\" E'\\'' -- x\r+", "/* /* */ */ ::int", ")]((", "a%B%c"} {
		f.Add(seed, 3)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = min(max(n, 0), 50)
		once, many := nesting(text), nesting(strings.Repeat(text+"\n", n))
		if once < 0 || n > 0 && many < 0 {
			t.Fatalf("negative nesting: %d, %d", once, many)
		}
		if guard(text) == "" && len(text) > maxStatement {
			t.Fatal("a statement above the limit passed")
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"CREATE TABLE t (a int DEFAULT 1, b text CHECK (b IN ('x','y')), PRIMARY KEY (a)) -- x", "ALTER TABLE t ALTER a SET DEFAULT 'x', ADD b text -- y\n",
		"DO $$ BEGIN IF x THEN ALTER TABLE t ADD c int; END IF; EXECUTE 'DROP TABLE t'; EXECUTE format('x'); END $$",
		"CREATE POLICY p ON t USING (true) WITH CHECK (a = 1)", "GRANT SELECT (a) ON t TO PUBLIC", "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
		"CREATE INDEX i ON t (lower(a)) WHERE a > 1", "SELECT set_config('search_path', '', false)", "CREATE SCHEMA s CREATE TABLE t (a int)", ":x {{y}} %s",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		Read(text, schema.Position{File: "f.sql", Line: 1, Column: 1})
		masked, _ := Masked(text)
		if len(masked) != len(text) {
			t.Fatalf("Masked changed the length: %q -> %q", text, masked)
		}
		Read(masked, schema.Position{})
	})
}
