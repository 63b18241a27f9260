package flow

import (
	"go/types"
	"maps"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
)

// A project's own wrapper around a database library is explained where it is
// called: the library call is noted in the wrapper's summary with what the
// wrapper knows of it (constants, the chain a builder went through), and the
// caller fills in what was passed.

// deferred is a library call whose statement or model only the caller of the
// function knows.
type deferred struct {
	instr  ssa.CallInstruction
	callee string
	fn     *types.Func
	args   []deferredArg
	depth  int
}

// deferredArg is an argument of a deferred call: a parameter of the wrapper, the
// rest of its variadic parameter, or something only the wrapper knows.
type deferredArg struct {
	param int // -1: not a parameter
	rest  bool
	known bind.Value // param -1: as the wrapper sees it
}

// maxWrappers bounds how many wrappers deep a library call may be.
const maxWrappers = 4

// libraryCall is a library call with arguments of the function that completes it.
type libraryCall struct {
	callee string
	fn     *types.Func
	args   []bind.Value
	result func(int) bind.Value
}

var _ bind.Call = libraryCall{}

// Callee implements bind.Call.
func (w libraryCall) Callee() string { return w.callee }

// Func implements bind.Call.
func (w libraryCall) Func() *types.Func { return w.fn }

// Args implements bind.Call.
func (w libraryCall) Args() []bind.Value { return w.args }

// Result implements bind.Call.
func (w libraryCall) Result(i int) bind.Value {
	if w.result == nil {
		return nil
	}
	return w.result(i)
}

// bind lets package bind explain a library call; it reports whether it could.
func (f *function) bind(m memory, call ssa.CallInstruction, args []ssa.Value) bool {
	c := call.Common()
	name, fn := f.an.libraryName(c), calleeFunc(c)
	if fn != nil && within(f.fn, fn.Pkg()) {
		fn = nil // code that ent generated, calling itself: its callers are bound
	}
	if !f.an.binder.Knows(name, fn) {
		return false
	}
	views := f.viewArgs(m, args, c.Signature().Variadic(), false)
	lib := libraryCall{callee: name, fn: fn, args: views, result: func(i int) bind.Value { return f.viewResult(m, call, i) }}
	b, ok := f.an.binder.Bind(lib)
	if (!ok || b.Defer) && strings.HasSuffix(name, ").Scan") {
		f.scanned(m, call, views)
	}
	if !ok {
		return false
	}
	if b.Defer {
		f.deferCall(call, lib, b.Instead, 0)
		return true
	}
	f.bound(m, call, name, b)
	return true
}

// scanned labels the fields that a row is scanned into where only a caller knows the
// statement: they come from the database, whatever its columns are called.
func (f *function) scanned(m memory, call ssa.CallInstruction, views []bind.Value) {
	for _, a := range views {
		v, ok := a.(view)
		if !ok {
			continue
		}
		for _, p := range v.places() {
			n := f.places.nodes[p]
			if n.field == nil || !scalar(n.typ) {
				continue
			}
			for t := range f.fieldSet(n.field, f.places.ownerOf(n)).all() {
				t.From = fromDatabase
				t.trace = t.trace.then(call.Pos(), comesFrom(fromDatabase))
				f.write(m, p, setOf(t), true)
			}
		}
	}
}

// deferCall notes in the summary that a caller must complete the call.
func (f *function) deferCall(call ssa.CallInstruction, lib libraryCall, instead *bind.Instead, depth int) {
	if instead != nil {
		lib.callee, lib.fn, lib.args = instead.Callee, nil, instead.Args
	}
	d := deferred{instr: call, callee: lib.callee, fn: lib.fn, depth: depth}
	for _, a := range lib.args {
		d.args = append(d.args, f.deferredArg(a))
	}
	for _, have := range f.sum.deferred {
		if have.instr == d.instr && have.callee == d.callee {
			return
		}
	}
	f.sum.deferred = append(f.sum.deferred, d)
	f.changed = true
}

func (f *function) deferredArg(a bind.Value) deferredArg {
	v, ok := a.(view)
	if !ok {
		return deferredArg{param: -1, known: a}
	}
	if p, isParam := v.v.(*ssa.Parameter); isParam && !v.frozen {
		return deferredArg{param: f.paramIndex(p), rest: v.spread}
	}
	v.frozen = true
	return deferredArg{param: -1, known: v}
}

// given is what the caller of a wrapper passes for its parameters: the name of the table
// that the wrapper's own chain begins with.
//
//	func insert(table string, row any) { db.C(table).Insert(row) }
type given map[*ssa.Parameter]view

// passes is what a call passes to a wrapper.
func (f *function) passes(m memory, wrapper *ssa.Function, actual []ssa.Value) given {
	out := given{}
	for i, a := range actual {
		if wrapper != nil && i < len(wrapper.Params) && a != nil {
			out[wrapper.Params[i]] = f.view(m, a)
		}
	}
	return out
}

// in is a value of the wrapper as its caller knows it.
func (g given) in(v view) view {
	if p, ok := v.v.(*ssa.Parameter); ok {
		if passed, ok := g[p]; ok {
			return passed
		}
	}
	v.given = g
	return v
}

// over adds what was passed further in, to a wrapper that the wrapper calls.
func (g given) over(inner given) given {
	if len(inner) == 0 {
		return g
	}
	out := maps.Clone(g)
	for p, v := range inner {
		v.frozen = true
		out[p] = g.in(v)
	}
	return out
}

// bindDeferred completes a wrapper's library call with the caller's arguments,
// or hands it to the next caller.
func (f *function) bindDeferred(m memory, call ssa.CallInstruction, wrapper *ssa.Function, d deferred, actual []ssa.Value) {
	f.an.binding.Lock() // what the wrapper knows is told by its function, which is everybody's
	defer f.an.binding.Unlock()
	lib := libraryCall{callee: d.callee, fn: d.fn}
	passed := f.passes(m, wrapper, actual)
	for _, a := range d.args {
		if a.param < 0 || a.param >= len(actual) || actual[a.param] == nil {
			known := a.known
			if v, ok := known.(view); ok {
				v.given = passed.over(v.given)
				known = v
			}
			lib.args = append(lib.args, known)
			continue
		}
		lib.args = append(lib.args, f.viewArgs(m, []ssa.Value{actual[a.param]}, a.rest, false)...)
	}
	b, ok := f.an.binder.Bind(lib)
	switch {
	case !ok:
	case b.Defer:
		if d.depth < maxWrappers {
			f.deferCall(call, lib, b.Instead, d.depth+1)
		}
	default:
		f.bound(m, call, d.callee, b)
	}
}
