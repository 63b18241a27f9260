package report

import (
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

func fix(rule, file, sql string) finding.Finding {
	return finding.Finding{Rule: rule, FixSQL: sql, Message: phrase.Textf("why %s", "waarom %s", rule),
		Span: schema.Span{Position: schema.Position{File: file, Line: 1, Column: 1}}}
}

// Statements are sorted by database and by what they do, each once; of two MODIFY
// for a column one remains that does both.
func TestFixSQLIsAScriptThatRunsFromTopToBottom(t *testing.T) {
	r := &Result{
		Inventory: &inventory.Inventory{Databases: []*schema.Database{
			{Name: "pg", Dialect: schema.PostgreSQL, Sources: []string{"a.sql"}}, {Name: "my", Dialect: schema.MySQL, Sources: []string{"b.sql"}},
		}},
		Findings: []finding.Finding{
			fix("MIN-001", "a.sql", "ALTER TABLE t DROP COLUMN c;"),
			fix("MIN-002", "a.sql", "ALTER TABLE t ALTER COLUMN c DROP NOT NULL;"),
			fix("MIN-008", "a.sql", "ALTER TABLE t DROP COLUMN c;"),
			fix("ACC-006", "a.sql", "REVOKE SELECT ON TABLE t FROM bi;\nGRANT SELECT (d) ON TABLE t TO bi;"),
			fix("CRED-002", "b.sql", "ALTER TABLE `t u` MODIFY `p w` varchar(255) NOT NULL;"),
			fix("MIN-007", "b.sql", "ALTER TABLE `t u` MODIFY `p w` varchar(40) NULL;"),
			fix("SPC-001", "c.go", "ALTER TABLE t DROP COLUMN e;\x1b"),
		},
	}
	var out strings.Builder
	if err := FixSQL(&out, r, Options{Lang: phrase.Dutch}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range strings.Split(out.String(), "\n") {
		if l != "" && !strings.HasPrefix(l, "--") {
			got = append(got, strings.TrimSuffix(l, "\x1b"))
		}
	}
	want := []string{"BEGIN;", "REVOKE SELECT ON TABLE t FROM bi;", "GRANT SELECT (d) ON TABLE t TO bi;", "ALTER TABLE t ALTER COLUMN c DROP NOT NULL;",
		"ALTER TABLE t DROP COLUMN c;", "ALTER TABLE t DROP COLUMN e;", "COMMIT;", "ALTER TABLE `t u` MODIFY `p w` varchar(255) NULL;"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !strings.Contains(out.String(), "-- MIN-002: waarom MIN-002 (a.sql:1:1)") {
		t.Errorf("no reason in Dutch:\n%s", out.String())
	}
}
