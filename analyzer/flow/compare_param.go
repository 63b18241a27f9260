package flow

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/personal"
)

// A helper that is handed both the stored password and the given one knows of
// neither which it is. Its comparison is kept in its summary, and judged where it
// is called:
//
//	func (plain) Correct(given, stored string) bool { return stored == given }

// comparing is a comparison of what callers hand over.
type comparing struct {
	equal  *site // where it happens, as an equality
	verify *site // and as the check of a slow hash
	x, y   []taint
}

// maxComparing bounds how many comparisons a summary keeps.
const maxComparing = 40

// deferComparison keeps a comparison that a caller can judge.
func (f *function) deferComparison(c comparing) {
	if !deferrable(c.x, c.y) {
		return
	}
	for i := range f.sum.comparing {
		have := &f.sum.comparing[i]
		if have.equal != c.equal {
			continue
		}
		for _, side := range []struct {
			to   *[]taint
			more []taint
		}{{&have.x, c.x}, {&have.y, c.y}} {
			if s, grew := set(*side.to).union(side.more); grew {
				*side.to, f.changed = s, true
			}
		}
		return
	}
	if len(f.sum.comparing) < maxComparing {
		f.sum.comparing = append(f.sum.comparing, c)
		f.changed = true
	}
}

// deferrable reports whether a caller may know what is compared.
func deferrable(x, y set) bool {
	field := func(t taint) bool { return t.From == fromParam && t.Path != "" }
	return (fromCaller(x) || fromCaller(y)) && len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, field) && !slices.ContainsFunc(y, field)
}

// fromCaller reports whether a side is a parameter itself. A field of one says
// already what it is; two records that are compared field by field are an update
// that looks for changes.
func fromCaller(s set) bool {
	return slices.ContainsFunc(s, func(t taint) bool { return t.From == fromParam && t.Path == "" })
}

// compare judges a callee's comparison with what is passed at this call.
func (a *application) compare(c comparing) {
	sides := [2]set{}
	for i, in := range [2][]taint{c.x, c.y} {
		for _, t := range in {
			sides[i], _ = sides[i].union(a.values(t, false))
		}
	}
	a.f.judge(comparing{equal: c.equal, verify: c.verify, x: sides[0], y: sides[1]})
}

// judge records a comparison of a stored datum with one that came in, or leaves
// it to the callers.
func (f *function) judge(c comparing) {
	stored, input, ok := f.sides(c.x, c.y)
	switch {
	case !ok:
		f.deferComparison(c)
	case input.Protection == personal.SlowHash:
		f.sinkFrom(c.verify, set{compared(stored, input)})
	default:
		in := compared(stored, input)
		in.trace = in.trace.then(c.equal.pos, c.equal.text)
		f.sinkFrom(c.equal, set{in})
	}
}
