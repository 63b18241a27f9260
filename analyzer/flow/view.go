package flow

import (
	"go/token"
	"go/types"
	"reflect"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
)

// view is a value as package bind sees it. A view stands for an SSA value, or
// for a place below one (a field, a map entry).
type view struct {
	f      *function
	m      memory
	v      ssa.Value // nil for a place
	place  place
	among  []place // elements told apart that place, any element of a list, stands for too
	spread bool    // a variadic argument handed over as a slice
	frozen bool    // seen from a caller: constants and calls still hold, labels do not
	given  given   // frozen: what that caller passes
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
	out := x.f.gather(x.m, x.place, gathering{})
	for _, p := range x.among {
		out, _ = out.union(x.f.gather(x.m, p, gathering{}))
	}
	return out
}

func (x view) places() []place {
	if x.v == nil {
		return append([]place{x.place}, x.among...)
	}
	return x.f.placesOf(x.v)
}

// Strings implements bind.Value.
func (x view) Strings() []bind.Template {
	if x.v == nil {
		return nil
	}
	return evaluator{an: x.f.an, in: &x}.eval(x.v, 0)
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
	if c := x.f.an.promoting(x.v); c != nil {
		return callView{f: x.f, m: x.m, call: c, frozen: x.frozen, given: x.given}
	}
	v := x.f.an.settled(x.v)
	if p, ok := v.(*ssa.Parameter); ok {
		if given := x.f.an.rowsGiven(p); given != nil {
			x.frozen, v = true, x.f.an.settled(unwrap(given))
		}
	}
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL { // a method of what a pointer points to, or embeds
		from := u.X
		if fa, ok := from.(*ssa.FieldAddr); ok && structOf(fa.X.Type()).Field(fa.Field).Embedded() {
			from = fa.X
		}
		v = x.f.an.settled(from)
	}
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	c, ok := throughPhi(v).(*ssa.Call)
	if !ok {
		return nil
	}
	return callView{f: x.f, m: x.m, call: c, frozen: x.frozen, given: x.given}
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
			out[i] = x.of(e)
		}
	}
	return out, true
}

// Most implements bind.Value.
func (x view) Most() []bind.Value {
	var out []bind.Value
	for _, e := range x.f.longest(x.v) {
		out = append(out, x.of(e))
	}
	return out
}

// of is the view of another value as x sees it.
func (x view) of(v ssa.Value) view {
	out := x.f.view(x.m, v)
	if p, ok := out.v.(*ssa.Parameter); ok {
		if passed, ok := x.given[p]; ok {
			return passed
		}
	}
	out.frozen, out.given = x.frozen, x.given
	return out
}

// at is the view of a place as x sees it.
func (x view) at(p place) view { return view{f: x.f, m: x.m, place: p, frozen: x.frozen} }

// At implements bind.Value.
func (x view) At(i int) bind.Value {
	if elems, ok := x.Elems(); ok {
		if i >= len(elems) || elems[i] == nil {
			return nil
		}
		return elems[i]
	}
	for _, p := range x.places() {
		if x.f.places.nodes[p].typ == nil || elemType(x.f.places.nodes[p].typ) == nil {
			continue
		}
		elem := "#" + strconv.Itoa(i)
		if _, numbered := x.f.places.children[childKey{p, elem}]; !numbered {
			if _, any := x.f.places.children[childKey{p, "[]"}]; any {
				elem = "[]"
			}
		}
		return x.at(x.f.places.elem(p, elem))
	}
	return nil
}

// Filled implements bind.Value.
func (x view) Filled() bool { return !x.frozen && len(x.set()) > 0 }

// Spread implements bind.Value.
func (x view) Spread() bool { return x.spread }

// Entries implements bind.Value.
func (x view) Entries() []bind.Entry {
	var out []bind.Entry
	if t := deref(x.Type()); t == nil {
		return nil
	} else if _, ok := t.Underlying().(*types.Map); !ok {
		return x.pairs()
	}
	for _, p := range x.places() {
		for _, kid := range x.f.places.nodes[p].kids {
			if key, ok := keyOf(x.f.places.nodes[kid].elem); ok {
				entry := bind.Entry{Key: key, Value: x.at(kid)}
				if v := onlyUpdate(x.v, key); v != nil {
					entry.Value = x.of(v)
				}
				out = append(out, entry)
			}
		}
	}
	return out
}

// onlyUpdate returns what a map made here gets at a key, if it gets it once.
func onlyUpdate(m ssa.Value, key string) ssa.Value {
	mk, ok := m.(*ssa.MakeMap)
	if !ok {
		return nil
	}
	var only ssa.Value
	for _, ref := range *mk.Referrers() {
		up, ok := ref.(*ssa.MapUpdate)
		if !ok {
			continue
		}
		if k, ok := constString(unwrap(up.Key)); ok && k == key {
			if only != nil {
				return nil
			}
			only = up.Value
		}
	}
	return only
}

// Field implements bind.Value.
func (x view) Field(name string) bind.Value {
	var at []place
	for _, p := range x.places() {
		if c, ok := x.f.places.field(p, name); ok {
			at = append(at, c)
			if x.v != nil {
				break
			}
		}
	}
	if len(at) == 0 {
		return nil
	}
	out := x.at(at[0])
	out.among = at[1:]
	return out
}

// Elem implements bind.Value.
func (x view) Elem() bind.Value {
	t := deref(x.Type())
	if t == nil || scalar(t) {
		return nil
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array:
	case *types.Interface: // a source of rows that a function gives: see callBack
		for _, p := range x.places() {
			if kid, ok := x.f.places.children[childKey{p, "[]"}]; ok {
				return x.at(kid)
			}
		}
		return nil
	default:
		return nil
	}
	for _, p := range x.places() {
		out := x.at(x.f.places.elem(p, "[]"))
		for _, kid := range x.f.places.nodes[p].kids { // those of a list that is written out
			if x.f.places.nodes[kid].elem[0] == '#' {
				out.among = append(out.among, kid)
			}
		}
		return out
	}
	return nil
}

// Key implements bind.Value.
func (x view) Key(key string) bind.Value {
	for _, p := range x.places() {
		return x.at(x.f.places.elem(p, "="+key))
	}
	return nil
}

// As implements bind.Value.
func (x view) As(t types.Type) bind.Value {
	for _, p := range x.places() {
		return x.at(x.f.places.child(p, "as "+t.String(), nil, t))
	}
	return x
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
	if fn == nil || !an.analysed(fn) {
		return nil
	}
	return fn
}

// Tag implements bind.Value. An embedded field, through which a method was
// promoted, has the tag of the field it is embedded in: sqlx.Stmt embeds sql.Stmt.
func (x view) Tag() reflect.StructTag {
	v := x.v
	for range maxDepth {
		u, ok := v.(*ssa.UnOp)
		if !ok {
			return ""
		}
		fa, ok := u.X.(*ssa.FieldAddr)
		if !ok {
			return ""
		}
		s := structOf(fa.X.Type())
		if !s.Field(fa.Field).Embedded() {
			return reflect.StructTag(s.Tag(fa.Field))
		}
		v = fa.X
	}
	return ""
}
