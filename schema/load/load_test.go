package load

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/source"
)

// unpack writes a txtar archive below a fresh folder.
func unpack(t testing.TB, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		p := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// tables lists the tables of all databases: "name(column, ...)".
func tables(res *Result) []string {
	var out []string
	for _, db := range res.Databases {
		for _, tab := range db.Tables {
			var cols []string
			for _, c := range tab.Columns {
				cols = append(cols, c.Name)
			}
			out = append(out, fmt.Sprintf("%s: %s(%s)", db.Dialect, tab.Name, strings.Join(cols, ", ")))
		}
	}
	return out
}

func notes(all []schema.Note) []string {
	var out []string
	for _, n := range all {
		out = append(out, n.Origin.Position.String()+": "+n.Message)
	}
	return out
}

func mustLoad(t testing.TB, root string, opts Options) *Result {
	t.Helper()
	res, err := Load(context.Background(), root, opts)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestLoad(t *testing.T) {
	tests := []struct {
		name    string
		archive string
		tables  []string
		notes   []string // of Unparsed and Notes
	}{
		{"the last migration decides, its down half does not", `
-- migrations/2_mail.sql --
-- +goose Up
ALTER TABLE customer ADD COLUMN email text;
-- +goose Down
DROP TABLE customer;
-- migrations/10_drop.sql --
-- +goose Up
ALTER TABLE customer DROP COLUMN born;
-- +goose Down
ALTER TABLE customer ADD COLUMN born date;
-- migrations/1_init.sql --
-- +goose Up
CREATE TABLE customer (id bigserial, born date);
-- +goose Down
DROP TABLE customer;
`, []string{"postgres: customer(id, email)"}, nil},
		{"one broken statement costs itself only", `
-- schema.sql --
\restrict x
CREATE TABLE a (id serial);
CREATE TABL b (id int);
COPY a (id) FROM stdin;
1
\.
CREATE TABLE c (id serial);
`, []string{"postgres: a(id)", "postgres: c(id)"},
			[]string{`schema.sql:3:8: statement not understood by the PostgreSQL grammar: syntax error at or near "TABL"`}},
		{"PostgreSQL 18 syntax is read", `
-- schema.sql --
CREATE TABLE a (id serial, b text GENERATED ALWAYS AS (id::text) VIRTUAL);
`, []string{"postgres: a(id, b)"}, nil},
		{"a MySQL dump with its old habits", "\n-- shop.sql --\n" + `# phpMyAdmin
/*!40101 SET NAMES utf8 */;
CREATE TABLE ` + "`klant`" + ` (id int unsigned auto_increment, email varchar(100)) TYPE=MyISAM;
INSERT INTO klant VALUES (1,'a;b');
DELIMITER $$
CREATE TRIGGER t BEFORE INSERT ON klant FOR EACH ROW BEGIN SET NEW.email = LOWER(NEW.email); END$$
DELIMITER ;
CREATE TABLE bestelling (id int);
`, []string{"mysql: klant(id, email)", "mysql: bestelling(id)"}, nil},
		{"psql connects to another database", `
-- all.sql --
CREATE TABLE a (id serial);
\connect second
CREATE TABLE b (id serial);
`, []string{"postgres: a(id)", "postgres: b(id)"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := mustLoad(t, unpack(t, tt.archive), Options{})
			if diff := cmp.Diff(tt.tables, tables(res)); diff != "" {
				t.Errorf("tables (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, notes(append(res.Unparsed, res.Notes...))); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadOneFile(t *testing.T) {
	dir := unpack(t, "-- test/only.sql --\nCREATE TABLE a (id serial);\n")
	res := mustLoad(t, filepath.Join(dir, "test", "only.sql"), Options{})
	if diff := cmp.Diff([]string{"postgres: a(id)"}, tables(res)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoadNothing(t *testing.T) {
	res := mustLoad(t, t.TempDir(), Options{})
	if len(res.Databases) != 0 || res.Files != 0 {
		t.Errorf("an empty folder gave %d databases from %d files", len(res.Databases), res.Files)
	}
	if _, err := Load(context.Background(), filepath.Join(t.TempDir(), "none"), Options{}); err == nil {
		t.Error("a folder that does not exist gave no error")
	}
}

func TestLoadInline(t *testing.T) {
	at := schema.Position{File: "db/db.go", Offset: 100, Line: 10, Column: 20}
	res := mustLoad(t, t.TempDir(), Options{Extra: []source.Inline{
		{Name: "db/db.go", Text: "CREATE TABLE users (id bigserial,\n  email text)", Position: at},
		{Name: "db/db.go", Text: "ALTER TABLE users ADD phone text", Position: at},
	}})
	if diff := cmp.Diff([]string{"postgres: users(id, email, phone)"}, tables(res)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	got := res.Databases[0].Tables[0].Column("email").Origin.Position
	want := schema.Position{File: "db/db.go", Offset: 136, Line: 11, Column: 3}
	if got != want {
		t.Errorf("email stands at %+v, want %+v", got, want)
	}
}

func TestNamedQueries(t *testing.T) {
	dir := unpack(t, `
-- queries.sql --
-- the users

-- name: create-user
-- raw: 1
INSERT INTO users (email) VALUES ($1);

-- name: GetUser :one
  SELECT * FROM users
  WHERE id = $1;
`)
	res := mustLoad(t, dir, Options{})
	want := []QueryFile{{Path: "queries.sql", Dialect: schema.PostgreSQL, Queries: []NamedQuery{
		{Name: "create-user", SQL: "INSERT INTO users (email) VALUES ($1)", Position: schema.Position{File: "queries.sql", Offset: 45, Line: 5, Column: 1}},
		{Name: "GetUser", Command: ":one", SQL: "SELECT * FROM users\n  WHERE id = $1", Position: schema.Position{File: "queries.sql", Offset: 109, Line: 8, Column: 3}},
	}}}
	if diff := cmp.Diff(want, res.QueryFiles); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// splitAll returns the pieces of a text.
func splitAll(t *testing.T, text string, d schema.Dialect) []source.Piece {
	t.Helper()
	var out []source.Piece
	s := source.NewSplitter(strings.NewReader(text), d)
	for {
		p, err := s.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
}
