package source

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// clusters parts the files of a folder that are not migrations into databases:
// a file that creates again half of the tables another file has created is
// another version or another database, not a part of the same.
func (f *finder) clusters(cs []*candidate) []Set {
	slices.SortStableFunc(cs, func(a, b *candidate) int {
		return cmp.Or(compareFiles(a.place, b.place), strings.Compare(a.Path, b.Path))
	})
	var sets []Set
	for _, c := range cs {
		k := slices.IndexFunc(sets, func(s Set) bool {
			return (s.Layout == "") == (c.layout == "") && (c.layout != "" || !overlaps(c.created, created(s.candidates)))
		})
		if k < 0 {
			sets = append(sets, Set{Layout: c.layout})
			k = len(sets) - 1
		}
		sets[k].candidates = append(sets[k].candidates, c)
	}
	for i := range sets {
		sets[i].name()
	}
	return f.latest(sets)
}

// digitRuns are what tells the versions of a dump apart: backup-2024.sql, V4_1.sql.
var digitRuns = lazyregexp.New(`[\d._-]+`)

// latest keeps, of several files of a folder that state the same tables and
// whose names differ in numbers only, the last.
func (f *finder) latest(sets []Set) []Set {
	var out []Set
	earlier := map[string][]*candidate{} // by the path of the file that took their place
	for _, s := range sets {
		k := slices.IndexFunc(out, func(o Set) bool { return len(o.candidates) == 1 && len(s.candidates) == 1 && s.sameStem(o) })
		if k < 0 {
			out = append(out, s)
			continue
		}
		earlier[s.Name] = append(earlier[out[k].Name], out[k].candidates...)
		delete(earlier, out[k].Name)
		out[k] = s
	}
	for _, name := range sortedKeys(earlier) {
		f.found.Notes = append(f.found.Notes, note(commonDir(earlier[name]), fmt.Sprintf("%s not read: %s states a later version of the same schema",
			files(len(earlier[name])), name), "name a file on the command line to read it"))
	}
	return out
}

func (s Set) sameStem(o Set) bool {
	stem := func(s Set) string { return digitRuns.ReplaceAllString(path.Base(s.candidates[0].key), "") }
	return stem(s) == stem(o) && s.candidates[0].Path != o.candidates[0].Path && s.candidates[0].inline == nil
}

// name calls a set after its only file that creates tables, or its folder.
func (s *Set) name() {
	makers := slices.DeleteFunc(slices.Clone(s.candidates), func(c *candidate) bool { return len(c.created) == 0 })
	switch {
	case len(s.candidates) == 1:
		s.Name = s.candidates[0].Path
	case len(makers) == 1 && s.Layout == "":
		s.Name = makers[0].Path
	default:
		s.Name = commonDir(s.candidates)
	}
}
