package query_test

import (
	"context"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
	"github.com/privet-dev/privet/schema/load"
	"github.com/privet-dev/privet/schema/query"
)

// PostgreSQL keeps in pg_depend which columns each view's rule mentions: our
// View.Uses must be the same, edge for edge, and so must the output columns.
func TestViewsAgainstTheCatalogOfPostgreSQL(t *testing.T) {
	_, conn := livetest.Postgres(t)
	const script = "testdata/views.sql"
	sql, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(context.Background(), string(sql)); err != nil {
		t.Fatal(err)
	}
	loaded, err := load.Load(context.Background(), script, load.Options{Dialect: schema.PostgreSQL})
	if err != nil {
		t.Fatal(err)
	}
	db := loaded.Databases[0]
	query.ResolveViews(db)
	edges := catalog(t, conn, `
		SELECT DISTINCT v.relname || ' ' || t.relname || '.' || a.attname
		FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class
		JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
		WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
		  AND v.relnamespace = 'public'::regnamespace AND t.oid <> v.oid`)
	columns := catalog(t, conn, `
		SELECT v.relname || ' ' || a.attnum || ' ' || a.attname FROM pg_class v JOIN pg_attribute a ON a.attrelid = v.oid
		WHERE v.relkind IN ('v', 'm') AND v.relnamespace = 'public'::regnamespace AND a.attnum > 0`)
	var ourEdges, ourColumns []string
	for _, v := range db.Views {
		for _, u := range v.Uses {
			ourEdges = append(ourEdges, v.Name.Name+" "+u.Table.Name+"."+u.Column)
		}
		for i, c := range v.Columns {
			ourColumns = append(ourColumns, v.Name.Name+" "+strconv.Itoa(i+1)+" "+c.Name)
		}
		if v.Incomplete {
			t.Errorf("%s is incomplete", v.Name.Name)
		}
	}
	if diff := cmp.Diff(edges, sorted(ourEdges)); diff != "" {
		t.Errorf("columns mentioned (-catalog +ours)\n%s", diff)
	}
	if diff := cmp.Diff(columns, sorted(ourColumns)); diff != "" {
		t.Errorf("output columns (-catalog +ours)\n%s", diff)
	}
	t.Logf("%d views, %d edges, %d output columns", len(db.Views), len(edges), len(columns))
}

func catalog(t *testing.T, conn *pgx.Conn, sql string) []string {
	t.Helper()
	rows, err := conn.Query(context.Background(), sql)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return sorted(list)
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
