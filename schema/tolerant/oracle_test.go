package tolerant

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
	"github.com/privet-dev/privet/schema/postgres"
)

// A columnFact is what a server and the reader must agree on.
type columnFact struct {
	Name, Type string
	NotNull    bool
}

// tablesOf returns the CREATE TABLE statements of a file of this package's
// testdata with the table each makes.
func tablesOf(t *testing.T, file string, d schema.Dialect) (statements []string, tables []*schema.Table) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	list, _ := statementsOf(string(text))
	for _, s := range list {
		stmt, ok, err := Read(s, schema.Position{Line: 1, Column: 1}, d)
		if !ok || err != nil {
			t.Fatalf("%s: ok %v, error %v", s, ok, err)
		}
		for _, op := range stmt.Ops {
			if c, ok := op.(schema.CreateTable); ok {
				statements, tables = append(statements, s), append(tables, c.Table)
			}
		}
	}
	return statements, tables
}

// TestColumnsAgreeWithSQLite runs every CREATE TABLE and asks SQLite what it
// made of it.
func TestColumnsAgreeWithSQLite(t *testing.T) {
	statements, tables := tablesOf(t, "columns.sqlite.sql", schema.SQLite)
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for i, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		rows, err := db.Query(`SELECT name, type, "notnull" FROM pragma_table_xinfo(?) WHERE hidden <> 1`, tables[i].Name.Name)
		if err != nil {
			t.Fatal(err)
		}
		want := scanFacts(t, rows)
		for j := range want {
			want[j].Type = strings.ToLower(want[j].Type)
		}
		var got []columnFact
		for _, c := range tables[i].Columns {
			got = append(got, columnFact{c.Name, strings.ToLower(c.Type.Raw), c.NotNull == schema.Yes})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-SQLite +reader):\n%s", s, diff)
		}
	}
}

// TestColumnsAgreeWithMariaDB does the same with a MariaDB server.
func TestColumnsAgreeWithMariaDB(t *testing.T) {
	statements, tables := tablesOf(t, "columns.mysql.sql", schema.MySQL)
	_, db := livetest.MariaDB(t)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE DATABASE shop; USE shop"); err != nil {
		t.Fatal(err)
	}
	for i, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Errorf("%s: %v", s, err)
			continue
		}
		rows, err := db.Query(`SELECT column_name, data_type, is_nullable = 'NO' FROM information_schema.columns
			WHERE table_schema = 'shop' AND table_name = ? ORDER BY ordinal_position`, tables[i].Name.Name)
		if err != nil {
			t.Fatal(err)
		}
		var got []columnFact
		for _, c := range tables[i].Columns {
			got = append(got, columnFact{c.Name, storedType(c.Type.Base), c.NotNull == schema.Yes})
		}
		if diff := cmp.Diff(scanFacts(t, rows), got); diff != "" {
			t.Errorf("%s (-MariaDB +reader):\n%s", s, diff)
		}
	}
}

// storedType is the type MariaDB's catalog names where the statement may use an
// alias that the model keeps: a boolean says more than a tinyint.
func storedType(base string) string {
	switch base {
	case "bool", "boolean":
		return "tinyint"
	case "json":
		return "longtext"
	}
	return base
}

// TestColumnsAgreeWithPostgreSQLsGrammar reads with both readers what the
// grammar accepts: as its fallback this one must see the same, positions
// included.
func TestColumnsAgreeWithPostgreSQLsGrammar(t *testing.T) {
	statements, tables := tablesOf(t, "columns.postgres.sql", schema.PostgreSQL)
	for i, s := range statements {
		stmt, err := postgres.Read(s, schema.Position{Line: 1, Column: 1})
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		want := stmt.Ops[0].(schema.CreateTable).Table
		if diff := cmp.Diff(grammarFacts(want), grammarFacts(tables[i])); diff != "" {
			t.Errorf("%s (-grammar +tokens):\n%s", s, diff)
		}
	}
}

type grammarFact struct {
	Column                   columnFact
	Array, Identity, Default bool
	Offset                   int
}

func grammarFacts(t *schema.Table) (facts []grammarFact) {
	for _, c := range t.Columns {
		facts = append(facts, grammarFact{columnFact{c.Name, c.Type.Base, c.NotNull == schema.Yes}, c.Type.Array, c.Identity, c.Default != nil, c.Origin.Offset})
	}
	return facts
}

func scanFacts(t *testing.T, rows *sql.Rows) []columnFact {
	t.Helper()
	defer rows.Close()
	var facts []columnFact
	for rows.Next() {
		var f columnFact
		if err := rows.Scan(&f.Name, &f.Type, &f.NotNull); err != nil {
			t.Fatal(err)
		}
		facts = append(facts, f)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return facts
}
