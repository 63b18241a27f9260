package flow

import (
	"cmp"
	"go/types"
	"slices"
	"unique"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/personal"
)

// summary is what callers need to know of a function.
type summary struct {
	flows     []outFlow
	reached   []sinkFlow    // sinks that parameters reach
	deferred  []deferred    // library calls that only make sense with the caller's arguments
	heaps     []heapFlow    // fields that parameters are stored into
	comparing []comparing   // comparisons of what callers hand over
	says      set           // what the text of an error that it returns is made of
	proves    []destination // what of the parameters it refuses unless it is a password hash: see hashform.go
	lost      map[int]bool  // parameters whose address code that is not seen gets
	sinks     map[sinkKey]bool
	returns   bool // it comes back: see stops.go
	whole     bool // all of it was gone through
}

// destination is a result, or the referent of a parameter, or what is at a path below
// either.
type destination struct {
	result bool // else a parameter
	index  int
	path   string
}

// outFlow says what a destination holds when the function returns. All flows with one
// destination describe it together, and stand one after the other, those to a whole
// before those to its parts; a destination with only an empty flow was blanked.
type outFlow struct {
	destination
	empty bool
	held
}

// byDestination orders flows as callers write them.
func byDestination(flows []outFlow) []outFlow {
	first := map[destination]int{}
	for i, o := range flows {
		if _, known := first[o.destination]; !known {
			first[o.destination] = i
		}
	}
	slices.SortStableFunc(flows, func(x, y outFlow) int {
		return cmp.Or(depth(x.path)-depth(y.path), first[x.destination]-first[y.destination])
	})
	return flows
}

type sinkFlow struct {
	site *site
	held
}

type heapFlow struct {
	to heapKey
	held
}

// fillsEntity reports whether the function is code that ent generated and the type one
// of its entities.
func (f *function) fillsEntity(owner string) bool {
	got, ok := f.entities[owner]
	if !ok {
		fn, _ := f.fn.Object().(*types.Func)
		got = bind.EntFills(fn, owner)
		if f.entities == nil {
			f.entities = map[string]bool{}
		}
		f.entities[owner] = got
	}
	return got
}

type sinkKey struct {
	site *site
	to   heapKey
	what unique.Handle[label]
}

// sink records that a set reaches a sink: at once for what is known here, in
// the summary for what a caller must supply.
func (f *function) sink(m memory, s *site, in set) {
	s.seen = true
	for _, h := range f.unblanked(s, in.withoutZero().partly()) {
		h.trace = h.trace.then(s.pos, &s.text)
		if h.label().From != fromParam {
			f.fx.reach(s, h)
			continue
		}
		k := sinkKey{site: s, what: h.what}
		if !f.sum.sinks[k] && len(f.sum.reached) < maxSinks {
			f.sum.sinks[k] = true
			f.sum.reached = append(f.sum.reached, sinkFlow{s, h})
			f.changed = true
		}
	}
}

// heap records that a set is stored into a field or global.
func (f *function) heap(to heapKey, in set) {
	if f.fillsEntity(to.owner) {
		return
	}
	if v := f.an.declared[to]; v != nil && (anyValue(v.Type()) || wrapsLogger(to.owner, v.Type())) {
		return // an envelope's Data holds now this and now that
	}
	for _, h := range in.withoutZero().partly() {
		if h.label().From != fromParam {
			f.fx.heap(to, h)
			continue
		}
		k := sinkKey{to: to, what: h.what}
		if !f.sum.sinks[k] && len(f.sum.heaps) < maxSinks {
			f.sum.sinks[k] = true
			f.sum.heaps = append(f.sum.heaps, heapFlow{to, h})
			f.changed = true
		}
	}
}

// returns records what a result holds at a return.
func (f *function) returns(m memory, i int, v ssa.Value) {
	if broken(v.Type()) {
		return
	}
	f.out(outFlow{destination: destination{result: true, index: i}}, f.labels(m, v))
	for _, p := range f.placesOf(v) {
		f.outKids(m, outFlow{destination: destination{result: true, index: i}}, p)
	}
}

func (f *function) outKids(m memory, to outFlow, p place) {
	for _, c := range f.places.nodes[p].kids {
		next := to
		next.path = joinPath(to.path, f.places.nodes[c].elem)
		if depth(next.path) > maxDepth {
			continue
		}
		if s, ok := m[c]; ok {
			f.out(next, s)
		}
		f.outKids(m, next, c)
	}
}

func (f *function) out(to outFlow, s set) {
	s = s.withoutSalt()
	if len(s) == 0 {
		to.empty = true
		f.addFlow(to)
		return
	}
	for _, h := range s {
		to.held = h
		f.addFlow(to)
	}
}

func (f *function) addFlow(o outFlow) {
	for _, have := range f.sum.flows {
		if have.destination == o.destination && have.empty == o.empty && have.what == o.what {
			return
		}
	}
	if len(f.sum.flows) < maxSinks {
		f.sum.flows = append(f.sum.flows, o)
	}
}

// outs records, once the fix-point stands, what parameters' referents hold.
func (f *function) outs() {
	if f.exit == nil {
		f.exit = f.failed // a function that only fails leaves that behind
	}
	if f.exit == nil {
		return
	}
	for i, v := range append(params(f.fn), freeVars(f.fn)...) {
		p, ok := f.places.bases[baseKey{v, 0}]
		if !ok {
			continue
		}
		to := outFlow{destination: destination{index: i}}
		if s, ok := f.exit[p]; ok {
			f.out(to, s)
		}
		f.outKids(f.exit, to, p)
	}
	f.sum.flows = byDestination(f.sum.flows)
}

func params(fn *ssa.Function) []ssa.Value {
	out := make([]ssa.Value, 0, len(fn.Params)+len(fn.FreeVars))
	for _, p := range fn.Params {
		out = append(out, p)
	}
	return out
}

func freeVars(fn *ssa.Function) []ssa.Value {
	var out []ssa.Value
	for _, v := range fn.FreeVars {
		out = append(out, v)
	}
	return out
}

// plainFrom is the protection of a value as it comes from there: what is read
// from a database or a field may have been protected before.
func plainFrom(o origin) personal.Protection {
	switch o {
	case fromRequest, fromConstant, fromEnv, fromFile:
		return personal.Plain
	}
	return personal.UnknownProtection
}
