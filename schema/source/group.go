package source

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// starred matches the place of a dialect's name in a twin path.
var starred = lazyregexp.New(`[._/-]?\*`)

// group turns the candidates into sets: files by folder, then one dialect of
// each, then dumps against migrations, then the folders that only add to
// another's tables.
func (f *finder) group() {
	queries, rest := f.takeQueries()
	byDir := map[string][]*candidate{}
	for _, c := range rest {
		byDir[c.dir] = append(byDir[c.dir], c)
	}
	var sets []Set
	for _, dir := range sortedKeys(byDir) {
		for _, cs := range f.oneDialect(byDir[dir]) {
			sets = append(sets, f.clusters(cs)...)
		}
	}
	for i := range sets {
		f.nameDialect(&sets[i])
	}
	sets = f.preferDumps(sets)
	sets = f.attach(sets)
	for i := range sets {
		sets[i].finish()
		f.noteGaps(&sets[i])
	}
	f.found.Sets = sets
	for _, c := range queries {
		s := Set{Name: c.Path, Layout: "named queries", candidates: []*candidate{c}}
		f.nameDialect(&s)
		s.finish()
		f.found.Queries = append(f.found.Queries, s)
	}
}

// takeQueries parts the files of named queries from the others; one that also
// creates tables (dotsql allows that) is both.
func (f *finder) takeQueries() (queries, rest []*candidate) {
	for _, c := range f.all {
		if c.queries {
			queries = append(queries, c)
		}
		if !c.queries || len(c.created) > 0 {
			rest = append(rest, c)
		}
	}
	return queries, rest
}

// preference is the order in which one of several dialects of a schema is taken.
var preference = []schema.Dialect{schema.PostgreSQL, schema.MySQL, schema.SQLite}

// oneDialect takes, of a folder that holds the same schema in several dialects,
// one: the user's choice, else by preference. Files without a dialect in their
// path belong to every dialect that has no file of that name (kratos, pop).
// Where the dialects create different tables they are different databases.
func (f *finder) oneDialect(all []*candidate) [][]*candidate {
	by := map[schema.Dialect][]*candidate{}
	twins := map[string]int{}
	all = withoutCousins(all)
	for _, c := range all {
		twins[c.key]++
	}
	for _, c := range all {
		if c.dialect == schema.UnknownDialect && twins[c.key] > 1 && !c.hasTwinOf(all, c.evidence.Dialect()) {
			c.dialect = c.evidence.Dialect()
		}
		by[c.dialect] = append(by[c.dialect], c)
	}
	bare := by[schema.UnknownDialect]
	delete(by, schema.UnknownDialect)
	if len(by) == 0 {
		return [][]*candidate{bare}
	}
	chosen := f.choose(by)
	keys := map[string]bool{}
	for _, c := range by[chosen] {
		keys[c.key] = true
	}
	main := slices.Clone(by[chosen])
	for _, c := range bare {
		if !keys[c.key] {
			main = append(main, c)
		}
	}
	out := [][]*candidate{main}
	for _, d := range preference {
		if d == chosen || len(by[d]) == 0 {
			continue
		}
		if other := touched(by[d]); len(other) > 0 && !overlaps(other, touched(main)) {
			out = append(out, by[d])
			continue
		}
		f.found.Notes = append(f.found.Notes, note(commonDir(by[d]), fmt.Sprintf("%s for %s not read: the same schema is read from the files for %s",
			files(len(by[d])), d, chosen), fmt.Sprintf("use --dialect %s to read these instead", d)))
	}
	return out
}

// withoutCousins leaves out the files for CockroachDB where the same schema is
// also written for another database.
func withoutCousins(all []*candidate) []*candidate {
	others := slices.DeleteFunc(slices.Clone(all), func(c *candidate) bool { return c.cousin })
	if len(others) == 0 {
		return all
	}
	return others
}

func (c *candidate) hasTwinOf(all []*candidate, d schema.Dialect) bool {
	return slices.ContainsFunc(all, func(o *candidate) bool { return o != c && o.key == c.key && o.dialect == d })
}

func (f *finder) choose(by map[schema.Dialect][]*candidate) schema.Dialect {
	if len(by[f.opts.Dialect]) > 0 {
		return f.opts.Dialect
	}
	most := 0
	for _, cs := range by {
		most = max(most, len(cs))
	}
	for _, d := range preference {
		if len(by[d])*2 >= most {
			return d
		}
	}
	return schema.UnknownDialect
}

// finish fills the fields that the caller sees from the candidates.
func (s *Set) finish() {
	count := map[string]int{}
	for _, c := range s.candidates {
		s.Files = append(s.Files, c.File)
		if count[c.layout]++; s.Layout == "" || c.layout != "" && count[c.layout] > count[s.Layout] {
			s.Layout = c.layout
		}
	}
	if s.Layout == "" {
		s.Layout = "schema file"
		if s.candidates[0].dump {
			s.Layout = "dump"
		}
	}
}

// created returns the tables the files create.
func created(cs []*candidate) map[string]bool {
	all := map[string]bool{}
	for _, c := range cs {
		maps.Copy(all, c.created)
	}
	return all
}

// touched returns the tables the files create or alter.
func touched(cs []*candidate) map[string]bool {
	all := map[string]bool{}
	for _, c := range cs {
		maps.Copy(all, c.touched)
	}
	return all
}

// overlaps reports whether at least half of the tables of the smaller set are
// in the other too.
func overlaps(a, b map[string]bool) bool {
	n := 0
	for name := range a {
		if b[name] {
			n++
		}
	}
	return n > 0 && 2*n >= min(len(a), len(b))
}

// commonDir returns the deepest folder that holds all the files.
func commonDir(cs []*candidate) string {
	dir := path.Dir(cs[0].Path)
	for _, c := range cs[1:] {
		for dir != "." && !strings.HasPrefix(c.Path, dir+"/") {
			dir = path.Dir(dir)
		}
	}
	return dir
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
