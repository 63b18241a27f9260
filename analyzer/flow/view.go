package flow

import (
	"go/token"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
)

// view is a value as package bind sees it. A view stands for an SSA value, or
// for a place below one (a field, a map entry).
type view struct {
	f     *function
	m     memory
	v     ssa.Value // nil for a place
	place place
}

var _ bind.Value = view{}

func (f *function) view(m memory, v ssa.Value) view {
	return view{f: f, m: m, v: unwrap(v), place: noPlace}
}

// Type implements bind.Value.
func (x view) Type() types.Type {
	if x.v != nil {
		return x.v.Type()
	}
	return x.f.places.nodes[x.place].typ
}

// set returns what the viewed value holds, all its parts together.
func (x view) set() set {
	if x.v != nil {
		return x.f.collect(x.m, x.v)
	}
	return x.f.gather(x.m, x.place, gathering{})
}

func (x view) places() []place {
	if x.v == nil {
		return []place{x.place}
	}
	return x.f.placesOf(x.v)
}

// Strings implements bind.Value.
func (x view) Strings() []bind.Template {
	if x.v == nil {
		return nil
	}
	return evaluator{an: x.f.an}.eval(x.v, 0)
}

// Param implements bind.Value.
func (x view) Param() bool {
	v := x.v
	for range 8 {
		switch y := v.(type) {
		case *ssa.Parameter:
			return true
		case *ssa.BinOp:
			v = y.X
		case *ssa.Slice:
			v = y.X
		case *ssa.UnOp:
			v = y.X
		default:
			return false
		}
	}
	return false
}

// Call implements bind.Value.
func (x view) Call() bind.Call {
	v := x.f.an.settled(x.v)
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	c, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	return callView{f: x.f, m: x.m, call: c}
}

// settled looks through a load of a field, global or local cell that is stored
// to only once in the module: a statement prepared at start-up.
func (an *analysis) settled(v ssa.Value) ssa.Value {
	for range 4 {
		u, ok := v.(*ssa.UnOp)
		if !ok || u.Op != token.MUL {
			return v
		}
		stores := an.storesTo(u.X)
		if len(stores) != 1 {
			return v
		}
		v = unwrap(stores[0])
		if e, ok := v.(*ssa.Extract); ok {
			if _, isCall := e.Tuple.(*ssa.Call); isCall && e.Index == 0 {
				return e
			}
		}
	}
	return v
}

func (an *analysis) storesTo(addr ssa.Value) []ssa.Value {
	switch addr := addr.(type) {
	case *ssa.Global:
		return an.globals[addr]
	case *ssa.FieldAddr:
		if s := structOf(addr.X.Type()); s != nil {
			return an.stored[s.Field(addr.Field)]
		}
	case *ssa.Alloc:
		var out []ssa.Value
		for _, ref := range *addr.Referrers() {
			if st, ok := ref.(*ssa.Store); ok && st.Addr == addr {
				out = append(out, st.Val)
			}
		}
		return out
	}
	return nil
}

// Elems implements bind.Value.
func (x view) Elems() ([]bind.Value, bool) {
	if x.v == nil {
		return nil, false
	}
	elems := x.f.elements(x.f.an.sliceLiteral(x.v))
	if elems == nil {
		return nil, false
	}
	out := make([]bind.Value, len(elems))
	for i, e := range elems {
		if e != nil {
			out[i] = x.f.view(x.m, e)
		}
	}
	return out, true
}

// sliceLiteral looks for the literal behind a slice: what a helper with one
// return statement returns, or what a package variable is set to once.
func (an *analysis) sliceLiteral(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.Call:
		fn := v.Call.StaticCallee()
		if fn == nil {
			return v
		}
		var only ssa.Value
		for _, b := range fn.Blocks {
			ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
			if !ok {
				continue
			}
			if only != nil || len(ret.Results) != 1 {
				return v
			}
			only = ret.Results[0]
		}
		if only != nil {
			return only
		}
	case *ssa.UnOp:
		if g, ok := v.X.(*ssa.Global); ok && len(an.globals[g]) == 1 {
			return an.globals[g][0]
		}
	}
	return v
}

// elements returns the values stored into a slice literal, in order; nil when v
// is none.
func (f *function) elements(v ssa.Value) []ssa.Value {
	sl, ok := v.(*ssa.Slice)
	if !ok {
		return nil
	}
	alloc, ok := sl.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	arr, ok := deref(alloc.Type()).Underlying().(*types.Array)
	if !ok || arr.Len() > 4096 {
		return nil
	}
	out := make([]ssa.Value, arr.Len())
	for _, ref := range *alloc.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		c, ok := ia.Index.(*ssa.Const)
		if !ok {
			return nil
		}
		n, _ := constInt(c)
		for _, use := range *ia.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == ia && n >= 0 && n < int64(len(out)) {
				out[n] = st.Val
			}
		}
	}
	return out
}

// Entries implements bind.Value.
func (x view) Entries() []bind.Entry {
	var out []bind.Entry
	if t := x.Type(); t == nil {
		return nil
	} else if _, ok := t.Underlying().(*types.Map); !ok {
		return nil
	}
	for _, p := range x.places() {
		for _, kid := range x.f.places.nodes[p].kids {
			if key, ok := keyOf(x.f.places.nodes[kid].elem); ok {
				out = append(out, bind.Entry{Key: key, Value: view{f: x.f, m: x.m, place: kid}})
			}
		}
	}
	return out
}

// Field implements bind.Value.
func (x view) Field(name string) bind.Value {
	for _, p := range x.places() {
		if c, ok := x.f.places.field(p, name); ok {
			return view{f: x.f, m: x.m, place: c}
		}
	}
	return nil
}

// Elem implements bind.Value.
func (x view) Elem() bind.Value {
	t := deref(x.Type())
	if t == nil || scalar(t) {
		return nil
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array:
	default:
		return nil
	}
	for _, p := range x.places() {
		return view{f: x.f, m: x.m, place: x.f.places.elem(p, "[]")}
	}
	return nil
}

// ConstMethod implements bind.Value.
func (x view) ConstMethod(name string) string {
	t := deref(x.Type())
	if t == nil || !x.f.an.declaredHere(t) {
		return ""
	}
	fn := x.f.an.method(t, name)
	if fn == nil {
		return ""
	}
	for _, s := range (evaluator{an: x.f.an}).result(fn, 0) {
		if text, ok := s.Text(); ok {
			return text
		}
	}
	return ""
}

// method finds a method of t or *t that has a body in the module.
func (an *analysis) method(t types.Type, name string) *ssa.Function {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, nil, name)
	m, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	fn := an.prog.FuncValue(m)
	if fn == nil || fn.Blocks == nil {
		return nil
	}
	return fn
}

// Tag implements bind.Value.
func (x view) Tag() reflect.StructTag {
	u, ok := x.v.(*ssa.UnOp)
	if !ok {
		return ""
	}
	fa, ok := u.X.(*ssa.FieldAddr)
	if !ok {
		return ""
	}
	return reflect.StructTag(structOf(fa.X.Type()).Tag(fa.Field))
}

// callView is a call as package bind sees it.
type callView struct {
	f    *function
	m    memory
	call *ssa.Call
}

// Callee implements bind.Call.
func (c callView) Callee() string { return models.Normal(calleeName(&c.call.Call)) }

// Args implements bind.Call.
func (c callView) Args() []bind.Value {
	return c.f.viewArgs(c.m, arguments(&c.call.Call), c.call.Call.Signature().Variadic())
}

func (f *function) viewArgs(m memory, args []ssa.Value, variadic bool) []bind.Value {
	var out []bind.Value
	for i, a := range args {
		if variadic && i == len(args)-1 {
			if elems := f.elements(a); elems != nil {
				for _, e := range elems {
					if e == nil {
						out = append(out, nil)
						continue
					}
					out = append(out, f.view(m, e))
				}
				continue
			}
			if c, ok := a.(*ssa.Const); ok && c.IsNil() {
				continue
			}
		}
		out = append(out, f.view(m, a))
	}
	return out
}
