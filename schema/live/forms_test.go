package live

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite" // SQLite itself, for tests

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
	"github.com/privet-dev/privet/schema/source"
)

// TestEveryFormLeavesWhatThePostgreSQLServerHas runs every form of statement
// that the model replays, one by one, and compares the whole model.
func TestEveryFormLeavesWhatThePostgreSQLServerHas(t *testing.T) {
	text, file := fromFile(t, filepath.Join("forms", "postgres.sql"), schema.PostgreSQL)
	url, db := livetest.Postgres(t)
	for _, statement := range statements(t, text, schema.PostgreSQL) {
		if _, err := db.Exec(context.Background(), statement, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Errorf("the server refuses %q: %v", statement, err)
		}
	}
	server, err := Open(context.Background(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, file, server, "postgres")
}

// TestEveryFormLeavesWhatTheMariaDBServerHas does the same with MySQL's forms.
func TestEveryFormLeavesWhatTheMariaDBServerHas(t *testing.T) {
	text, file := fromFile(t, filepath.Join("forms", "mysql.sql"), schema.MySQL)
	url, db := livetest.MariaDB(t)
	db.SetMaxOpenConns(1)
	for _, statement := range statements(t, text, schema.MySQL) {
		if _, err := db.Exec(statement); err != nil {
			t.Errorf("the server refuses %q: %v", statement, err)
		}
	}
	server, err := Open(context.Background(), url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, file, server, "root")
}

// TestEveryFormLeavesWhatSQLiteHas asks SQLite itself, in memory, what a script
// of SQLite's forms leaves.
func TestEveryFormLeavesWhatSQLiteHas(t *testing.T) {
	text, file := fromFile(t, filepath.Join("forms", "sqlite.sql"), schema.SQLite)
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, statement := range statements(t, text, schema.SQLite) {
		if _, err := db.Exec(statement); err != nil {
			t.Errorf("SQLite refuses %q: %v", statement, err)
		}
	}
	got, want := sqliteFacts(file), sqliteCatalog(t, db)
	if diff := lines(got, want); diff != "" || len(want) < 20 {
		t.Errorf("%d facts (-file +SQLite):\n%s", len(want), diff)
	}
}

// sqliteCatalog lists tables, views, indexes and triggers, and columns with type
// and NOT NULL. CREATE TABLE AS keeps no more of a type than its affinity.
func sqliteCatalog(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.Query(`SELECT type || ' ' || name FROM sqlite_schema s WHERE name NOT LIKE 'sqlite_%'
		AND NOT (type = 'trigger' AND tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'view'))
		UNION ALL SELECT m.name || '.' || c.name || ' ' || CASE m.name WHEN 'kopie' THEN '' ELSE lower(c.type) END || ' ' || c."notnull"
		FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

func sqliteFacts(db *schema.Database) []string {
	var list []string
	for _, t := range db.Tables {
		if t.Kind == schema.TemporaryTable {
			continue
		}
		list = append(list, "table "+t.Name.Name)
		for _, c := range t.Columns {
			kind := strings.ToLower(c.Type.Raw)
			if t.Name.Name == "kopie" {
				kind = ""
			}
			notNull := 0
			if c.NotNull == schema.Yes {
				notNull = 1
			}
			list = append(list, fmt.Sprintf("%s.%s %s %d", t.Name.Name, c.Name, kind, notNull))
		}
		for _, i := range t.Indexes {
			list = append(list, "index "+i.Name)
		}
		for _, g := range t.Triggers {
			list = append(list, "trigger "+g.Name)
		}
	}
	for _, v := range db.Views {
		list = append(list, "view "+v.Name.Name)
	}
	slices.Sort(list)
	return list
}

// statements cuts a script as a scan does.
func statements(t *testing.T, script string, d schema.Dialect) (list []string) {
	t.Helper()
	splitter := source.NewSplitter(strings.NewReader(script), d)
	for {
		piece, err := splitter.Next()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if piece.Kind == source.Statement {
			list = append(list, piece.Text)
		}
	}
}
