package flow

import (
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
	x, y   set
	login  bool // a stored password and one that a caller's record has, and who differs is refused
}

// maxComparing bounds how many comparisons a summary keeps.
const maxComparing = 40

// deferComparison keeps a comparison that a caller can judge.
func (f *function) deferComparison(c comparing) {
	if !c.deferrable() {
		return
	}
	for i := range f.sum.comparing {
		have := &f.sum.comparing[i]
		if have.equal != c.equal {
			continue
		}
		for _, side := range []struct {
			to   *set
			more set
		}{{&have.x, c.x}, {&have.y, c.y}} {
			if s, grew := side.to.union(side.more); grew {
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
func (c comparing) deferrable() bool {
	x, y := c.x, c.y
	if c.login {
		return x.some(func(l label) bool { return l.From == fromParam }) || y.some(func(l label) bool { return l.From == fromParam })
	}
	field := func(l label) bool { return l.From == fromParam && l.Path != "" }
	return (fromCaller(x) || fromCaller(y)) && len(x) > 0 && len(y) > 0 && !x.some(field) && !y.some(field)
}

// fromCaller reports whether a side is a parameter itself. A field of one says
// already what it is; two records that are compared field by field are an update
// that looks for changes.
func fromCaller(s set) bool {
	return s.some(func(l label) bool { return l.From == fromParam && l.Path == "" })
}

// compare judges a callee's comparison with what is passed at this call.
func (a *application) compare(c comparing) {
	sides := [2]set{}
	for i, in := range [2]set{c.x, c.y} {
		for t := range in.all() {
			sides[i], _ = sides[i].union(a.values(t, false))
		}
	}
	a.f.judge(comparing{equal: c.equal, verify: c.verify, x: sides[0], y: sides[1], login: c.login})
}

// judge records a comparison of a stored datum with one that came in, or leaves
// it to the callers.
func (f *function) judge(c comparing) {
	stored, input, ok := f.sides(c.x, c.y)
	switch {
	case !ok:
		f.deferComparison(c)
	case input.Protection == personal.SlowHash:
		f.sinkFrom(c.verify, setOf(compared(stored, input)))
	default:
		in := compared(stored, input)
		in.trace = in.trace.then(c.equal.pos, &c.equal.text)
		f.sinkFrom(c.equal, setOf(in))
	}
}
