package source

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// preferDumps decides between a full schema file and migrations that state the
// same tables. The schema file wins: it is the state people and tools keep as
// the truth, while migrations next to it often begin in the middle. Migrations
// that mostly add tables of their own come after it instead.
func (f *finder) preferDumps(sets []Set) []Set {
	sets = f.withoutManuals(sets)
	var out []Set
	for _, m := range sets {
		if m.Layout == "" {
			out = append(out, m)
		}
	}
	for _, m := range sets {
		if m.Layout == "" {
			continue
		}
		k, share := bestDump(out, m)
		switch {
		case k < 0 || share == 0:
			out = append(out, m)
		case share >= 0.5:
			main := out[k].Name
			f.found.Notes = append(f.found.Notes, note(commonDir(m.candidates),
				fmt.Sprintf("%s of migrations (%s) not read: %s states the schema they lead to", files(len(m.candidates)), m.Layout, main),
				"exclude "+main+" to read the migrations instead"))
		default:
			out[k].candidates = append(out[k].candidates, m.candidates...)
			f.found.Notes = append(f.found.Notes, note(commonDir(m.candidates),
				fmt.Sprintf("%s of migrations read after %s, whose tables they change", files(len(m.candidates)), out[k].Name), ""))
		}
	}
	slices.SortStableFunc(out, func(a, b Set) int { return strings.Compare(a.candidates[0].Path, b.candidates[0].Path) })
	return out
}

// manual finds the folders in which a copy of the schema is documentation.
var manual = lazyregexp.New(`(?i)(?:^|/)docs?(?:umentation)?/`)

// withoutManuals leaves out a schema in a documentation folder when migrations
// state the same tables: such copies are made now and then, by hand.
func (f *finder) withoutManuals(sets []Set) []Set {
	var out []Set
	for _, s := range sets {
		k := slices.IndexFunc(sets, func(m Set) bool {
			return m.Layout != "" && m.Dialect == s.Dialect && overlaps(created(m.candidates), created(s.candidates))
		})
		if s.Layout != "" || k < 0 || !manual.MatchString(s.candidates[0].Path) {
			out = append(out, s)
			continue
		}
		f.found.Notes = append(f.found.Notes, note(s.Name, fmt.Sprintf("the file is not read: the migrations in %s state the same schema", sets[k].Name), ""))
	}
	return out
}

// bestDump returns the set without migrations that creates the largest share of
// the tables that m touches, in a folder related to m's.
func bestDump(sets []Set, m Set) (best int, share float64) {
	changed := touched(m.candidates)
	best = -1
	for i, s := range sets {
		if s.Layout != "" || s.Dialect != m.Dialect && s.Why == "path" || !related(s, m) && m.Layout != upgradeScripts {
			continue
		}
		tables, n := created(s.candidates), 0
		for name := range changed {
			if tables[name] {
				n++
			}
		}
		if x := float64(n) / float64(max(1, len(changed))); x > share {
			best, share = i, x
		}
	}
	return best, share
}

// related reports whether one set's folder, or the folder above it, holds the
// other's: db/schema.sql and db/migrations, install/db.sql and upgrade/sql.
func related(a, b Set) bool {
	x, y := path.Dir(commonDir(a.candidates)), path.Dir(commonDir(b.candidates))
	return within(x, y) || within(y, x)
}

func within(dir, p string) bool { return dir == "." || dir == p || strings.HasPrefix(p, dir+"/") }

// attach gives the sets that create no table (grants, views, rows, functions in
// a folder of their own) to the nearest set that does, in the same dialect.
func (f *finder) attach(sets []Set) []Set {
	var out, loose []Set
	for _, s := range sets {
		if len(created(s.candidates)) > 0 {
			out = append(out, s)
		} else {
			loose = append(loose, s)
		}
	}
	if len(out) == 0 {
		return loose
	}
	for _, s := range loose {
		k := nearest(out, s)
		if k < 0 {
			out = append(out, s)
			continue
		}
		out[k].candidates = append(out[k].candidates, s.candidates...)
	}
	return out
}

// nearest returns the set whose folder shares the most leading path elements
// with s, or -1 where none speaks its dialect.
func nearest(sets []Set, s Set) int {
	best, depth := -1, -1
	for i, o := range sets {
		if o.Dialect != s.Dialect && s.Why != "default" && s.Why != "driver in go.mod" || len(created(o.candidates)) == 0 {
			continue
		}
		if n := sharedDepth(commonDir(o.candidates), commonDir(s.candidates)); n > depth {
			best, depth = i, n
		}
	}
	return best
}

func sharedDepth(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return n
}
