package source

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Options steer Find. The zero value finds everything with detected dialects.
type Options struct {
	Dialect schema.Dialect // UnknownDialect: detect
	Exclude []string       // doublestar patterns relative to the root
	Extra   []Inline       // SQL found elsewhere: in Go strings, in embedded files
}

// Set is the files of one database, in the order in which they apply.
type Set struct {
	Name    string // the folder or file, relative to the root
	Dialect schema.Dialect
	Why     string // how the dialect is known: "path", "content", ...
	Layout  string // how the files were recognised: "goose", "flyway", "schema file"
	Files   []File

	candidates []*candidate
}

// Found is what Find found.
type Found struct {
	Sets    []Set
	Queries []Set         // files of "-- name:" queries, one Set a file
	Skipped []schema.Note // files not read, and why
	Notes   []schema.Note // choices made between files
}

// candidate is a file with all that is known about it.
type candidate struct {
	File
	place
	traits
	dialect schema.Dialect // from path words
	key     string         // equal for the same file in several dialects
	cousin  bool           // written for CockroachDB, which speaks PostgreSQL's dialect
}

// Find groups the SQL files at or below root, which may be a file. It returns an
// error only when root itself cannot be read or ctx ends; all else is a note.
func Find(ctx context.Context, root string, opts Options) (*Found, error) {
	f := &finder{opts: opts, root: root, found: &Found{}, hints: map[string]schema.Dialect{}, tests: map[string]int{}, idle: map[string]int{}}
	info, err := os.Stat(root)
	if err != nil {
		return nil, fmt.Errorf("finding schema files: %w", err)
	}
	if info.IsDir() {
		err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error { return f.visit(ctx, p, d, err) })
	} else {
		f.add(filepath.Base(root), root, info.Size(), true)
	}
	if err != nil {
		return nil, fmt.Errorf("finding schema files: %w", err)
	}
	f.addInlines()
	f.group()
	f.countSkipped()
	f.found.Skipped = gather(f.found.Skipped)
	return f.found, nil
}

type finder struct {
	opts  Options
	root  string
	found *Found
	all   []*candidate
	hints map[string]schema.Dialect // folder -> dialect a tool's configuration names
	tests map[string]int            // folder -> test files skipped
	idle  map[string]int            // folder -> files without schema statements
}

// cousin finds CockroachDB in a path; autocommit is a mark of pop's file names.
var (
	cousin     = lazyregexp.New(`(?i)(?:^|[^a-z])cockroach`)
	autocommit = lazyregexp.New(`\.autocommit\.`)
)

func (f *finder) visit(ctx context.Context, p string, d fs.DirEntry, err error) error {
	if ctxErr := ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	rel := f.rel(p)
	if err != nil {
		if rel == "." {
			return err
		}
		f.skip(rel, unreadable(err))
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.IsDir() {
		if rel != "." && (slices.Contains(skippedFolders, d.Name()) || Excluded(f.opts.Exclude, rel)) {
			return fs.SkipDir
		}
		return nil
	}
	f.hint(p, rel, d)
	if !isSQL(d.Name()) || Excluded(f.opts.Exclude, rel) {
		return nil
	}
	if !d.Type().IsRegular() {
		f.skip(rel, "not a regular file (a symbolic link is read where it points to, if that is below the root)")
		return nil
	}
	size := int64(0)
	if info, err := d.Info(); err == nil {
		size = info.Size()
	}
	f.add(rel, p, size, false)
	return nil
}

func (f *finder) rel(p string) string {
	rel, err := filepath.Rel(f.root, p)
	if err != nil {
		return filepath.ToSlash(p)
	}
	return filepath.ToSlash(rel)
}

// isSQL reports whether a file's name says that it holds SQL.
func isSQL(name string) bool {
	name = strings.ToLower(name)
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	return slices.Contains([]string{".sql", ".ddl", ".psql", ".pgsql", ".mysql", ".fizz"}, path.Ext(name))
}

// add looks into a file and keeps it, or says why not. A file that the user
// named is read whatever its place.
func (f *finder) add(rel, osPath string, size int64, named bool) {
	c := &candidate{File: File{Path: rel, Size: size, osPath: osPath}}
	var foreign, twin string
	c.cousin = cousin.MatchString(rel)
	c.dialect, foreign, twin = pathDialect(strings.TrimSuffix(strings.TrimSuffix(rel, ".gz"), ".zst"))
	c.key = strings.ReplaceAll(starred.ReplaceAllString(autocommit.ReplaceAllString(twin, "."), ""), "//", "/")
	c.place = placeOf(strings.TrimPrefix(c.key, "/"))
	if !named {
		switch {
		case c.test:
			f.tests[path.Dir(rel)]++
			return
		case c.place.down:
			return // its other half is read: nothing is lost
		}
	}
	var err error
	if c.traits, err = sniff(c.File); err != nil {
		f.skip(rel, unreadable(err))
		return
	}
	if foreign == "" && c.dialect == schema.UnknownDialect {
		foreign = c.evidence.Foreign
	}
	switch {
	case c.reason != "":
		f.skip(rel, c.reason)
	case !named && c.tearsDown():
		f.skip(rel, "the file only drops or empties what others create")
	case foreign != "" && f.opts.Dialect == schema.UnknownDialect:
		f.skip(rel, "the file is written for "+foreign+", which privet does not read")
	case !c.ddl && !c.rows && !c.queries:
		f.idle[c.dir]++
	default:
		c.File.down = c.traits.down
		if c.traits.down != "" {
			c.layout = c.traits.down
		}
		f.all = append(f.all, c)
	}
}

// tearsDown reports whether a file undoes a schema: its name says so, and it
// creates nothing. A migration that drops a table is a step like any other.
func (c *candidate) tearsDown() bool {
	name := path.Base(c.Path)
	return (c.layout == "" || c.layout == upgradeScripts) && !c.makes && !c.rows && (dropName.MatchString(name) || dropCamel.MatchString(name))
}
