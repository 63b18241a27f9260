package replay_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
)

// TestReplayAgreesWithTheServer runs every script of testdata/server on a real
// server and compares each column's name, type and NOT NULL, and each relation's
// owner and row security, with what the replay says.
func TestReplayAgreesWithTheServer(t *testing.T) {
	url, _ := livetest.Postgres(t)
	files, err := filepath.Glob("testdata/server/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".sql")
		t.Run(name, func(t *testing.T) {
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			conn := freshDatabase(t, url, name)
			defer conn.Close(context.Background())
			for _, text := range statements(string(script)) {
				if _, err := conn.Exec(context.Background(), text, pgx.QueryExecModeSimpleProtocol); err != nil {
					t.Fatalf("the server refuses %q: %v", text, err)
				}
			}
			if _, err := conn.Exec(context.Background(), "ROLLBACK; RESET ROLE"); err != nil {
				t.Fatal(err)
			}
			want, got := catalog(t, conn), columns(run(t, string(script))[0])
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("columns (-server +replay):\n%s", diff)
			}
		})
	}
}

// freshDatabase returns a connection to a new database.
func freshDatabase(t *testing.T, url, name string) *pgx.Conn {
	t.Helper()
	ctx := context.Background()
	admin, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(ctx)
	if _, err := admin.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()); err != nil {
		t.Fatal(err)
	}
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	config.Database = name
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// catalogQuery lists the columns of tables. The owner "postgres" is the role that
// runs the script, which the replay does not know by name.
const catalogQuery = `
SELECT n.nspname || '.' || c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       CASE WHEN c.relowner = 10 THEN '' ELSE pg_get_userbyid(c.relowner) END, c.relrowsecurity, c.relforcerowsecurity
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'`

func catalog(t *testing.T, conn *pgx.Conn) []string {
	t.Helper()
	rows, err := conn.Query(context.Background(), "SET search_path = pg_catalog")
	if err != nil {
		t.Fatal(err)
	}
	rows.Close()
	rows, err = conn.Query(context.Background(), catalogQuery)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (string, error) {
		var table, column, kind, owner string
		var notNull, secured, forced bool
		err := row.Scan(&table, &column, &kind, &notNull, &owner, &secured, &forced)
		return line(table, column, unqualified(kind), notNull, owner, secured, forced), err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

func columns(db *schema.Database) []string {
	var lines []string
	for _, t := range db.Tables {
		if t.Kind == schema.TemporaryTable {
			continue
		}
		name := t.Name.String()
		if t.Name.Schema == "" {
			name = "public." + name
		}
		for _, c := range t.Columns {
			lines = append(lines, line(name, c.Name, stored(c.Type), c.NotNull == schema.Yes, t.Owner, t.RowSecurity == schema.Yes, t.ForceRLS == schema.Yes))
		}
	}
	slices.Sort(lines)
	return lines
}

func line(table, column, kind string, notNull bool, owner string, secured, forced bool) string {
	return fmt.Sprintf("%s.%s %s not null %t, owner %q, row security %t %t", table, column, kind, notNull, owner, secured, forced)
}

// stored returns a type as the catalog has it, where a serial is an integer.
func stored(t schema.TypeRef) string {
	if strings.HasSuffix(t.Raw, "serial") {
		return t.Base
	}
	return unqualified(t.Raw)
}

// unqualified leaves out the schema of a type: format_type prints it only where
// the search path does not have it.
func unqualified(kind string) string {
	if i := strings.LastIndexByte(kind, '.'); i >= 0 {
		kind = kind[i+1:]
	}
	return strings.ReplaceAll(kind, `"`, "")
}
