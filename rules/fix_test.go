package rules_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
	"golang.org/x/tools/txtar"
)

// scanned is a case with its inventory and all findings.
type scanned struct {
	dir      string
	inv      *inventory.Inventory
	findings []finding.Finding
}

func scan(t *testing.T, dir string) scanned {
	t.Helper()
	var opts rules.Options
	if f, err := os.Open(filepath.Join(dir, "privet.yaml")); err == nil {
		defer f.Close()
		if opts.Policy, err = policy.Read(f, "privet.yaml"); err != nil {
			t.Fatal(err)
		}
	}
	inv, err := analyzer.Scan(t.Context(), analyzer.Options{Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	return scanned{dir, inv, rules.Run(inv, opts)}
}

// fixable is a rule's bad case whose findings propose statements.
type fixable struct {
	scanned
	rule string // "": any
	file string // the file that states the database
	db   *schema.Database
	sql  []string
}

// fixables calls check for the bad case of every rule that proposes statements,
// and for a shop in MySQL.
func fixables(t *testing.T, check func(t *testing.T, f fixable)) {
	t.Helper()
	for _, r := range rules.All() {
		a, err := rules.ArchiveOf(r.ID)
		if err != nil || !strings.Contains(a.Want, "    sql: ") {
			continue
		}
		t.Run(r.ID, func(t *testing.T) { check(t, newFixable(t, r.ID, a.Bad)) })
	}
	t.Run("MySQL", func(t *testing.T) {
		a, err := txtar.ParseFile(filepath.Join("testdata", "fix", "mysql.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		check(t, newFixable(t, "", a.Files))
	})
}

// notInMySQL are the rules whose statements MySQL does not have, and those that
// need Go code to find anything and propose what others propose.
var notInMySQL = []string{"ACC-005", "ACC-009", "MIN-008", "MKT-013"}

// What can be proposed for PostgreSQL is proposed for MySQL too.
func TestEveryFixableRuleKnowsMySQL(t *testing.T) {
	a, err := txtar.ParseFile(filepath.Join("testdata", "fix", "mysql.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	proposes := map[string]bool{}
	for _, f := range scan(t, unpack(t, a.Files)).findings {
		proposes[f.Rule] = proposes[f.Rule] || f.FixSQL != ""
	}
	for _, r := range rules.All() {
		a, err := rules.ArchiveOf(r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(a.Want, "    sql: ") != (proposes[r.ID] || slices.Contains(notInMySQL, r.ID)) {
			t.Errorf("%s proposes statements in its archive: %v, for MySQL: %v", r.ID, strings.Contains(a.Want, "    sql: "), proposes[r.ID])
		}
	}
}

func newFixable(t *testing.T, id string, files []txtar.File) fixable {
	t.Helper()
	s := scan(t, unpack(t, files))
	f := fixable{scanned: s, rule: id}
	for _, db := range s.inv.Databases {
		for _, file := range db.Sources {
			if strings.HasSuffix(file, ".sql") {
				f.db, f.file = db, file
			}
		}
	}
	if f.file == "" {
		t.Fatal("no schema file to append the statements to")
	}
	var script strings.Builder
	own := &report.Result{Inventory: s.inv}
	for _, x := range s.findings {
		if id == "" || x.Rule == id {
			own.Findings = append(own.Findings, x)
		}
	}
	if err := report.FixSQL(&script, own, report.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(script.String(), "\n") {
		if line != "" && !strings.HasPrefix(line, "--") && line != "BEGIN;" && line != "COMMIT;" {
			f.sql = append(f.sql, line)
		}
	}
	return f
}

// What a rule proposes puts an end to what it found: the schema with the
// statements behind it, scanned again, has none of those findings.
func TestProposedStatementsEndTheFinding(t *testing.T) {
	fixables(t, func(t *testing.T, f fixable) {
		name := filepath.Join(f.dir, filepath.FromSlash(f.file))
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(string(text)+"\n"+strings.Join(f.sql, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		again := scan(t, f.dir)
		if n := len(again.inv.Scope.Unparsed) + len(again.inv.Scope.Skipped); n > len(f.inv.Scope.Unparsed)+len(f.inv.Scope.Skipped) {
			t.Errorf("privet does not understand its own statements: %+v", again.inv.Scope.Unparsed)
		}
		for _, before := range f.findings {
			for _, after := range again.findings {
				if (f.rule == "" || before.Rule == f.rule) && before.FixSQL != "" && after.Print == before.Print && after.Rule == before.Rule {
					t.Errorf("still there after its statements: %s\n%s", after.Message.EN, before.FixSQL)
				}
			}
		}
	})
}

// dropRoles drops every role that is not the server's own (16384 is the first id
// of what users make) with what it owns.
const dropRoles = `DO $$ DECLARE r name; BEGIN
	FOR r IN SELECT rolname FROM pg_roles WHERE oid >= 16384 AND rolname <> current_user LOOP
		EXECUTE format('DROP OWNED BY %I CASCADE', r);
		EXECUTE format('DROP ROLE %I', r);
	END LOOP;
END $$`

// And a real PostgreSQL runs them.
func TestPostgreSQLRunsTheProposedStatements(t *testing.T) {
	_, conn := livetest.Postgres(t)
	run := func(t *testing.T, sql string) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Errorf("%v\n%s", err, sql)
		}
	}
	fixables(t, func(t *testing.T, f fixable) {
		if f.db.Dialect != schema.PostgreSQL {
			return
		}
		run(t, dropRoles) // roles are the server's, and another case may have made them
		run(t, "DROP SCHEMA IF EXISTS public CASCADE")
		run(t, "CREATE SCHEMA public")
		// Some cases are Supabase's, which brings this function.
		run(t, "CREATE SCHEMA IF NOT EXISTS auth; CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'")
		for _, file := range f.db.Sources {
			text, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(file)))
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, ".sql") {
				run(t, string(text))
			}
		}
		for _, stmt := range f.sql {
			run(t, stmt)
		}
	})
}

// A real MariaDB runs them too, where the case is MySQL's.
func TestMariaDBRunsTheProposedStatements(t *testing.T) {
	_, db := livetest.MariaDB(t)
	db.SetMaxOpenConns(1) // USE holds for a connection
	fixables(t, func(t *testing.T, f fixable) {
		if f.db.Dialect != schema.MySQL {
			return
		}
		statements := []string{"DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop", "USE shop"}
		for _, file := range f.db.Sources {
			text, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(file)))
			if err != nil {
				t.Fatal(err)
			}
			statements = append(statements, strings.Split(string(text), ";\n")...)
		}
		for _, stmt := range append(statements, f.sql...) {
			if strings.TrimSpace(stmt) == "" {
				continue
			}
			if _, err := db.ExecContext(t.Context(), stmt); err != nil {
				t.Errorf("%v\n%s", err, stmt)
			}
		}
	})
}
