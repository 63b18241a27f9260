package source

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/schema"
)

// find unpacks a txtar archive and describes what Find makes of it: one line a
// set ("name dialect layout: files"), one line a note.
func find(t *testing.T, archive string, opts Options) (sets, notes []string) {
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
	found, err := Find(context.Background(), dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(found.Sets, found.Queries...) {
		var names []string
		for _, f := range s.Files {
			names = append(names, f.Path)
		}
		sets = append(sets, fmt.Sprintf("%s, %s, %s: %s", s.Name, s.Dialect, s.Layout, strings.Join(names, " ")))
	}
	for _, n := range append(found.Skipped, found.Notes...) {
		notes = append(notes, n.Origin.File+": "+n.Message)
	}
	return sets, notes
}

func TestFind(t *testing.T) {
	tests := []struct {
		name    string
		archive string
		sets    []string
		notes   []string
	}{
		{"goose counts: 10 after 9", `
-- m/10_c.sql --
-- +goose Up
ALTER TABLE a ADD c text;
-- m/9_b.sql --
-- +goose Up
CREATE TABLE a (id bigserial);
`, []string{"m, postgres, goose: m/9_b.sql m/10_c.sql"}, nil},
		{"golang-migrate: up files only", `
-- m/1_a.up.sql --
CREATE TABLE a (id bigserial);
-- m/1_a.down.sql --
DROP TABLE a;
`, []string{"m/1_a.up.sql, postgres, up and down files: m/1_a.up.sql"}, nil},
		{"diesel: a folder each", `
-- migrations/2020-02-01-1_b/up.sql --
ALTER TABLE a ADD c text;
-- migrations/2020-02-01-1_b/down.sql --
ALTER TABLE a DROP c;
-- migrations/2019-02-01-1_a/up.sql --
CREATE TABLE a (id bigserial);
`, []string{"migrations, postgres, folder of up.sql files: migrations/2019-02-01-1_a/up.sql migrations/2020-02-01-1_b/up.sql"}, nil},
		{"prisma: the provider stands beside", `
-- prisma/migrations/migration_lock.toml --
provider = "mysql"
-- prisma/migrations/01_init/migration.sql --
CREATE TABLE a (id int);
-- prisma/migrations/02_more/migration.sql --
ALTER TABLE a ADD b int;
`, []string{"prisma/migrations, mysql, prisma: prisma/migrations/01_init/migration.sql prisma/migrations/02_more/migration.sql"}, nil},
		{"flyway: versions by their parts, repeatable ones last, undo ones never", `
-- sql/R__views.sql --
CREATE VIEW v AS SELECT 1;
-- sql/V1_10__b.sql --
ALTER TABLE a ADD b text;
-- sql/V1_2__a.sql --
CREATE TABLE a (id bigserial);
-- sql/U1_2__a.sql --
DROP TABLE a;
-- sql/V2__c.sql --
ALTER TABLE a ADD c text;
`, []string{"sql, postgres, flyway: sql/V1_2__a.sql sql/V1_10__b.sql sql/V2__c.sql sql/R__views.sql"}, nil},
		{"a folder each dialect: one is read", `
-- db/mysql/V0001.a.up.sql --
CREATE TABLE a (id int);
-- db/postgres/V0001.a.up.sql --
CREATE TABLE a (id int);
-- db/sqlite/V0001.a.up.sql --
CREATE TABLE a (id int);
`, []string{"db/postgres/V0001.a.up.sql, postgres, up and down files: db/postgres/V0001.a.up.sql"},
			[]string{"db/mysql: 1 file for mysql not read: the same schema is read from the files for postgres",
				"db/sqlite: 1 file for sqlite not read: the same schema is read from the files for postgres"}},
		{"pop: a file without a dialect is for all, a dialect's own goes first", `
-- m/1_a.up.sql --
CREATE TABLE a (id int);
-- m/2_b.cockroach.up.sql --
ALTER TABLE a ADD b int;
-- m/2_b.mysql.up.sql --
ALTER TABLE a ADD b int;
-- m/2_b.postgres.autocommit.up.sql --
ALTER TABLE a ADD b int;
-- m/2_b.up.sql --
ALTER TABLE a ADD b int;
`, []string{"m, postgres, up and down files: m/1_a.up.sql m/2_b.postgres.autocommit.up.sql"}, nil},
		{"a schema file wins over the migrations that lead to it", `
-- db/migrations/001_a.sql --
CREATE TABLE a (id bigserial);
-- db/migrations/002_b.sql --
CREATE TABLE b (id bigserial);
-- db/structure.sql --
CREATE TABLE a (id bigserial);
CREATE TABLE b (id bigserial);
`, []string{"db/structure.sql, postgres, schema file: db/structure.sql"},
			[]string{"db/migrations: 2 files of migrations (numbered files) not read: db/structure.sql states the schema they lead to"}},
		{"migrations win over a copy of the schema in the documentation", `
-- db/migrations/001_a.sql --
CREATE TABLE a (id bigserial);
-- docs/schema.sql --
CREATE TABLE a (id bigserial);
`, []string{"db/migrations/001_a.sql, postgres, numbered files: db/migrations/001_a.sql"},
			[]string{"docs/schema.sql: the file is not read: the migrations in db/migrations/001_a.sql state the same schema"}},
		{"one kind of object a folder: tables before keys before views", `
-- db/views/v.sql --
CREATE VIEW v AS SELECT 1;
-- db/tables/b.key.sql --
ALTER TABLE b ADD PRIMARY KEY (id);
-- db/tables/b.sql --
CREATE TABLE b (id int auto_increment) ENGINE=InnoDB;
-- db/data/b.sql --
INSERT INTO b VALUES (1);
`, []string{"db/tables/b.sql, mysql, schema file: db/tables/b.sql db/tables/b.key.sql db/views/v.sql db/data/b.sql"}, nil},
		{"grants in a folder of their own belong to the schema next to them", `
-- db/schema.sql --
CREATE TABLE a (id bigserial);
-- ops/roles.sql --
GRANT SELECT ON a TO app;
`, []string{"db/schema.sql, postgres, schema file: db/schema.sql ops/roles.sql"}, nil},
		{"versions of one dump: the last", `
-- dumps/shop-9.sql --
CREATE TABLE a (id int) ENGINE=InnoDB;
-- dumps/shop-10.sql --
CREATE TABLE a (id int, b int) ENGINE=InnoDB;
`, []string{"dumps/shop-10.sql, mysql, schema file: dumps/shop-10.sql"},
			[]string{"dumps: 1 file not read: dumps/shop-10.sql states a later version of the same schema"}},
		{"two databases in one folder that share half their tables stay two", `
-- db/billing.sql --
CREATE TABLE users (id bigserial);
CREATE TABLE invoices (id bigserial);
-- db/forum.sql --
CREATE TABLE users (id bigserial);
CREATE TABLE posts (id bigserial);
`, []string{"db/billing.sql, postgres, schema file: db/billing.sql", "db/forum.sql, postgres, schema file: db/forum.sql"}, nil},
		{"named queries are no schema", `
-- q/users.sql --
-- name: get-user
SELECT * FROM users WHERE id = $1;
-- schema.sql --
CREATE TABLE users (id bigserial);
`, []string{"schema.sql, postgres, schema file: schema.sql", "q/users.sql, postgres, named queries: q/users.sql"}, nil},
		{"what is left out is said", `
-- a.sql --
CREATE TABLE a (id bigserial);
-- empty.sql --
-- mssql/a.sql --
CREATE TABLE [dbo].[a] (id int);
-- drop_tables.sql --
DROP TABLE a;
-- test/data.sql --
CREATE TABLE b (id bigserial);
-- reports/r.sql --
SELECT 1;
-- vendor/v.sql --
CREATE TABLE c (id bigserial);
`, []string{"a.sql, postgres, schema file: a.sql"},
			[]string{"drop_tables.sql: the file only drops or empties what others create", "empty.sql: the file is empty",
				"mssql/a.sql: the file is written for SQL Server, which privet does not read",
				"test: 1 file not read: test data", "reports: 1 file without schema statements, rows or named queries"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sets, notes := find(t, tt.archive, Options{})
			if diff := cmp.Diff(tt.sets, sets); diff != "" {
				t.Errorf("sets (-want +got):\n%s", diff)
			}
			if tt.notes != nil {
				if diff := cmp.Diff(tt.notes, notes); diff != "" {
					t.Errorf("notes (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestFindHonoursTheUser(t *testing.T) {
	const archive = "-- mysql/a.sql --\nCREATE TABLE a (id int);\n-- postgres/a.sql --\nCREATE TABLE a (id int);\n-- old/b.sql --\nCREATE TABLE b (id int);\n"
	sets, _ := find(t, archive, Options{Dialect: schema.MySQL, Exclude: []string{"old"}})
	if diff := cmp.Diff([]string{"mysql/a.sql, mysql, schema file: mysql/a.sql"}, sets); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFindSkipsWhatItCannotRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("binary.sql", append([]byte("SQLite format 3"), make([]byte, 4096)...))
	write("broken.sql.gz", []byte("not gzip"))
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link.sql")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	found, err := Find(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range found.Skipped {
		got = append(got, n.Origin.File+": "+n.Message)
	}
	want := []string{"binary.sql: the file is binary, not SQL", "broken.sql.gz: the file cannot be read: unexpected EOF",
		"link.sql: not a regular file (a symbolic link is read where it points to, if that is below the root)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDownHalvesAreBlanked(t *testing.T) {
	tests := []struct{ tool, text string }{
		{"goose", "-- +goose Up\nUP;\n-- +goose Down\ndown;\n-- +goose Up\nUP;\n"},
		{"sql-migrate", "-- +migrate Up\nUP;\n-- +migrate Down\ndown;\n"},
		{"dbmate", "-- migrate:up\nUP;\n-- migrate:down\ndown;\n"},
		{"tern", "UP;\n---- create above / drop below ----\ndown;\n"},
		{"node-pg-migrate", "-- Up Migration\nUP;\n-- Down Migration\ndown;\n"},
		{"liquibase", "--liquibase formatted sql\n--changeset a:1\nUP;\n--rollback down;\nUP;\n"},
	}
	for _, tt := range tests {
		t.Run(tt.tool, func(t *testing.T) {
			if got := downMarkOf([]byte(strings.ToLower(tt.text))); got != tt.tool {
				t.Fatalf("recognised as %q", got)
			}
			f := File{inline: &Inline{Text: tt.text}, down: tt.tool}
			s, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, p := range pieces(t, s, schema.PostgreSQL) {
				if !strings.HasPrefix(tt.text[p.Position.Offset:], p.Text) {
					t.Errorf("%q does not stand at offset %d", p.Text, p.Position.Offset)
				}
				b.WriteString(p.Text)
			}
			if want := strings.Repeat("UP", strings.Count(tt.text, "UP;")); b.String() != want {
				t.Errorf("statements %q, want %q", b.String(), want)
			}
		})
	}
}
