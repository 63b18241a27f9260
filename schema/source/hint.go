package source

import (
	"bytes"
	"io/fs"
	"os"
	"path"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// hintFiles are configurations that name the dialect of the SQL at or below
// their folder. go.mod speaks last: a driver says what the program can open,
// not what a script is written in.
var hintFiles = map[string]*lazyregexp.Regexp{
	"migration_lock.toml": lazyregexp.New(`(?m)^\s*provider\s*=\s*"(\w+)"`),
	"schema.prisma":       lazyregexp.New(`(?m)^\s*provider\s*=\s*"(postgresql|mysql|sqlite|cockroachdb)"`),
	"sqlc.yaml":           lazyregexp.New(`(?m)^\s*(?:-\s*)?"?engine"?\s*:\s*["']?(\w+)`),
	"sqlc.yml":            lazyregexp.New(`(?m)^\s*(?:-\s*)?"?engine"?\s*:\s*["']?(\w+)`),
	"sqlc.json":           lazyregexp.New(`"engine"\s*:\s*"(\w+)"`),
}

// drivers are Go modules that speak to one dialect.
var drivers = map[string]schema.Dialect{
	"github.com/lib/pq": schema.PostgreSQL, "github.com/jackc/pgx": schema.PostgreSQL, "github.com/go-sql-driver/mysql": schema.MySQL,
	"github.com/mattn/go-sqlite3": schema.SQLite, "modernc.org/sqlite": schema.SQLite, "gorm.io/driver/postgres": schema.PostgreSQL,
	"gorm.io/driver/mysql": schema.MySQL, "gorm.io/driver/sqlite": schema.SQLite,
}

// hintSize bounds how much of a configuration file is read.
const hintSize = 256 << 10

// hint reads a configuration file for the dialect it names. Two dialects in one
// file are no hint.
func (f *finder) hint(osPath, rel string, d fs.DirEntry) {
	pattern := hintFiles[d.Name()]
	if pattern == nil && d.Name() != "go.mod" || !d.Type().IsRegular() {
		return
	}
	if info, err := d.Info(); err != nil || info.Size() > hintSize {
		return
	}
	text, err := os.ReadFile(osPath)
	if err != nil {
		return
	}
	seen := map[schema.Dialect]bool{}
	if pattern == nil {
		for module, dialect := range drivers {
			if bytes.Contains(text, []byte(module+" ")) || bytes.Contains(text, []byte(module+"/v")) {
				seen[dialect] = true
			}
		}
	} else {
		for _, m := range pattern.FindAllSubmatch(text, -1) {
			if dialect, ok := schema.ParseDialect(string(m[1])); ok {
				seen[dialect] = true
			}
		}
	}
	if len(seen) != 1 {
		return
	}
	key := path.Dir(rel)
	if pattern == nil {
		key = "go.mod:" + key
	}
	for dialect := range seen {
		f.hints[key] = dialect
	}
}

// hinted returns the dialect that the nearest configuration above dir names;
// with drivers set, the nearest go.mod.
func (f *finder) hinted(dir string, drivers bool) schema.Dialect {
	prefix := ""
	if drivers {
		prefix = "go.mod:"
	}
	for {
		if d := f.hints[prefix+dir]; d != schema.UnknownDialect {
			return d
		}
		if dir == "." || dir == "/" {
			return schema.UnknownDialect
		}
		dir = path.Dir(dir)
	}
}

// nameDialect decides the dialect of a set: the user's word, a tool's
// configuration, the path, the files' votes, the program's driver, PostgreSQL.
func (f *finder) nameDialect(s *Set) {
	var votes Evidence
	paths := map[schema.Dialect]int{}
	for _, c := range s.candidates {
		votes.Add(c.evidence)
		paths[c.dialect]++
		if c.inline != nil && c.inline.Dialect != schema.UnknownDialect {
			s.Dialect, s.Why = c.inline.Dialect, "the caller"
		}
	}
	dir := path.Dir(s.candidates[0].Path)
	byPath := schema.UnknownDialect
	for _, d := range preference {
		if paths[d] > 0 && paths[d] >= paths[byPath] {
			byPath = d
		}
	}
	for _, option := range []struct {
		dialect schema.Dialect
		why     string
	}{
		{f.opts.Dialect, "the user"}, {s.Dialect, s.Why}, {f.hinted(dir, false), "configuration"}, {byPath, "path"},
		{votes.Dialect(), "content"}, {f.hinted(dir, true), "driver in go.mod"}, {schema.PostgreSQL, "default"},
	} {
		if option.dialect != schema.UnknownDialect {
			s.Dialect, s.Why = option.dialect, option.why
			return
		}
	}
}
