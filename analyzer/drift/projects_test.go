//go:build projects

package drift

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live"
	"github.com/privet-dev/privet/schema/live/livetest"
	"github.com/privet-dev/privet/schema/load"
	"github.com/privet-dev/privet/schema/source"
)

// TestProjectsAreOnAServerWhatTheirFilesSay runs the schema files of other
// people's projects, the folders in PRIVET_PROJECTS, on real servers and compares
// what the catalog then says with what was read. It is how the tables of
// docs/robustness.md were made. Projects are not part of the repository, so it is
// built only when asked for: go test -tags projects.
func TestProjectsAreOnAServerWhatTheirFilesSay(t *testing.T) {
	dirs := filepath.SplitList(os.Getenv("PRIVET_PROJECTS"))
	if len(dirs) == 0 {
		t.Fatal("PRIVET_PROJECTS names no folders")
	}
	servers := &servers{t: t}
	for _, dir := range dirs {
		for _, dialect := range []schema.Dialect{schema.PostgreSQL, schema.MySQL} {
			t.Run(filepath.Base(dir)+" "+dialect.String(), func(t *testing.T) { compareProject(t, servers, dir, dialect) })
		}
	}
}

func compareProject(t *testing.T, s *servers, dir string, dialect schema.Dialect) {
	found, err := source.Find(t.Context(), dir, source.Options{Dialect: dialect})
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := load.Load(t.Context(), dir, load.Options{Dialect: dialect})
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range found.Sets {
		var files *schema.Database
		for _, db := range loaded.Databases {
			if db.Dialect == dialect && set.Dialect == dialect && db.Sources[0] == set.Files[0].Path && len(db.Tables) > 0 {
				files = db
				break
			}
		}
		if files == nil {
			continue
		}
		url, exec := s.database(t, dialect)
		if dialect == schema.PostgreSQL {
			for _, table := range files.Tables { // schemas that the project's installer makes
				_ = exec("CREATE SCHEMA IF NOT EXISTS " + pgx.Identifier{cmp.Or(template.ReplaceAllString(table.Name.Schema, "auth"), "public")}.Sanitize())
			}
			_ = exec("CREATE SCHEMA IF NOT EXISTS auth")
			for _, name := range []string{"cube", "earthdistance", "unaccent", "pg_trgm", "hstore", "uuid-ossp", "citext", "pgcrypto"} {
				_ = exec(`CREATE EXTENSION IF NOT EXISTS "` + name + `"`)
			}
		}
		refused, first := 0, ""
		for _, f := range set.Files {
			refused += runFile(t, f, dialect, exec, &first)
		}
		server, err := live.Open(t.Context(), url, live.Options{})
		if err != nil {
			t.Fatal(err)
		}
		report(t, set, files, server, refused, first)
	}
}

// template is a Go template's action, as supabase's auth names its schema by.
var template = regexp.MustCompile(`\{\{[^}]*\}\}`)

// runFile runs the statements of a file that define something, and counts those
// that the server refuses.
func runFile(t *testing.T, f source.File, d schema.Dialect, exec func(string) error, first *string) (refused int) {
	t.Helper()
	stream, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	pieces := source.NewSplitter(stream, d)
	for {
		p, err := pieces.Next()
		if err == io.EOF {
			return refused
		}
		if err != nil {
			t.Fatal(err)
		}
		switch p.Keyword {
		case "CREATE", "ALTER", "DROP", "RENAME", "COMMENT", "DO", "SET", "SELECT", "BEGIN", "COMMIT", "ROLLBACK", "USE":
		default:
			continue
		}
		if p.Kind != source.Statement || p.Truncated {
			continue
		}
		text := template.ReplaceAllString(p.Text, "auth")
		text = strings.NewReplacer("ENGINE=ENGINE_TYPE", "ENGINE=InnoDB", "COLLATION", "", "PREFIX_", "ps_", "DB_PREFIX_", "oc_").Replace(text)
		if err := exec(text); err != nil {
			refused++
			if *first == "" {
				*first = err.Error()
			}
		}
	}
}

func report(t *testing.T, set source.Set, files, server *schema.Database, refused int, first string) {
	t.Helper()
	columns, tables, absent := 0, 0, 0
	for _, table := range files.Tables {
		if onServer(server, table.Name) == nil {
			absent++
			continue
		}
		tables++
		columns += len(table.Columns)
	}
	counts := map[string]int{}
	for _, d := range Compare(files, server) {
		if d.Column == "" {
			continue
		}
		kind := "name"
		switch {
		case strings.Contains(d.Text.EN, "NOT NULL"):
			kind = "null"
		case strings.Contains(d.Text.EN, " is ") && strings.Contains(d.Text.EN, " in the files, ") && !strings.Contains(d.Text.EN, "not on the server"):
			kind = "type"
		}
		if counts[kind]++; counts[kind] <= 8 {
			t.Logf("   %s", d.Text.EN)
		}
	}
	t.Logf("| %s (%s) | %d tables | %d columns | name %d | type %d | null %d | refused %d, tables absent %d | %s", set.Name, set.Layout, tables, columns, counts["name"], counts["type"], counts["null"], refused, absent, first)
}

// servers are started once, when first asked for.
type servers struct {
	t     *testing.T
	pgURL string
	pg    *pgx.Conn
	myURL string
	my    *sql.DB
	made  int
}

// database returns the URL of a new database and a function that runs a
// statement in it.
func (s *servers) database(t *testing.T, d schema.Dialect) (url string, exec func(string) error) {
	t.Helper()
	s.made++
	name := fmt.Sprintf("project%d", s.made)
	if d == schema.MySQL {
		if s.my == nil {
			s.myURL, s.my = livetest.MariaDB(s.t)
		}
		if _, err := s.my.Exec("CREATE DATABASE " + name); err != nil {
			t.Fatal(err)
		}
		conn, err := s.my.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		run := func(text string) error { _, err := conn.ExecContext(context.Background(), text); return err }
		_ = run("USE " + name)
		_ = run("SET FOREIGN_KEY_CHECKS = 0")
		return s.myURL + name, func(text string) error {
			if strings.HasPrefix(strings.ToUpper(text), "USE ") || strings.HasPrefix(strings.ToUpper(text), "CREATE DATABASE") || strings.HasPrefix(strings.ToUpper(text), "DROP DATABASE") {
				return nil
			}
			return run(text)
		}
	}
	if s.pg == nil {
		s.pgURL, s.pg = livetest.Postgres(s.t)
	}
	if _, err := s.pg.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	url = strings.Replace(s.pgURL, "/postgres?", "/"+name+"?", 1)
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return url, func(text string) error {
		_, err := conn.Exec(context.Background(), text)
		if conn.PgConn().TxStatus() == 'E' { // a refused statement must not take the rest with it
			_, _ = conn.Exec(context.Background(), "COMMIT")
		}
		return err
	}
}
