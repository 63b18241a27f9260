package postgres

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// ddl returns the DDL statements that replay is held against the server with.
func ddl(b *testing.B) []string {
	b.Helper()
	files, err := filepath.Glob("../replay/testdata/server/*.sql")
	if err != nil || len(files) == 0 {
		b.Fatalf("no scripts: %v", err)
	}
	var list []string
	for _, file := range files {
		script, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		for _, text := range strings.Split(string(script), ";\n") {
			if _, err := pg.Parse(text); err == nil && strings.TrimSpace(text) != "" && !strings.Contains(text, "DO $$") {
				list = append(list, text)
			}
		}
	}
	return list
}

// BenchmarkRead reads DDL with the guard, the grammar and the model's Ops, and
// reports how that compares to the bare parse of the same statements.
func BenchmarkRead(b *testing.B) {
	statements := ddl(b)
	pos := schema.Position{File: "s.sql", Line: 1, Column: 1}
	var bare, full time.Duration
	size := 0
	for _, s := range statements {
		size += len(s)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		for _, s := range statements {
			if _, err := pg.Parse(s); err != nil {
				b.Fatal(err)
			}
		}
		middle := time.Now()
		for _, s := range statements {
			if _, err := Read(s, pos); err != nil {
				b.Fatal(err)
			}
		}
		bare += middle.Sub(start)
		full += time.Since(middle)
	}
	b.ReportMetric(float64(full)/float64(bare), "x-bare-parse")
}

// BenchmarkBareParse is the cost below which Read cannot go.
func BenchmarkBareParse(b *testing.B) {
	statements := ddl(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range statements {
			if _, err := pg.Parse(s); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkGuard is the guard alone on statements long enough to need it.
func BenchmarkGuard(b *testing.B) {
	text := "CREATE TABLE t (" + strings.Repeat("column_name varchar(60) NOT NULL DEFAULT 'x' CHECK (length(column_name) > 1),\n", 100) + "z int)"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if reason := guard(text); reason != "" {
			b.Fatal(reason)
		}
	}
}
