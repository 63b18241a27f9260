package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// box gives an interface that a struct is put into the fields of it that are personal.
// A request that was decoded is one label on the whole struct until a field is looked
// at; behind an interface nobody knows any more that there are fields to look at, and
// a log line that prints the struct would print nothing known.
func (f *function) box(m memory, dst place, val ssa.Value) {
	mi, ok := val.(*ssa.MakeInterface)
	if !ok || f.places.nodes[dst].typ != nil && !types.IsInterface(f.places.nodes[dst].typ) {
		return
	}
	for _, src := range f.placesOf(mi.X) {
		if f.wholly(m, src) {
			f.boxFields(m, dst, src, deref(mi.X.Type()))
		}
	}
}

// boxFields gives dst the personal fields of the struct of type t at src, or of each
// in a list of them.
func (f *function) boxFields(m memory, dst, src place, t types.Type) {
	if elem := deref(elemType(t)); structOf(elem) != nil {
		to, from := f.places.elem(dst, "[]"), f.places.elem(src, "[]")
		if to == dst || from == src {
			return
		}
		dst, src, t = to, from, elem
	}
	s := structOf(t)
	if s == nil || !opaqueType(t) || !f.an.shows(t) {
		return
	}
	for field := range s.Fields() {
		if cat, _ := f.an.names.field(t, field); cat == "" {
			continue
		}
		from := f.places.child(src, field.Name(), field, field.Type())
		to := f.places.asserted(dst, field, t)
		if from == src || to == dst {
			return
		}
		if in := f.gather(m, from, gathering{}).each(func(t taint) (taint, bool) { return t, t.named() }); len(in) > 0 {
			f.write(m, to, in, false)
		}
	}
}

// wholly reports whether a struct holds a datum of which only its fields say what it is.
func (f *function) wholly(m memory, p place) bool {
	for t := range f.holds(m, p).all() {
		if !t.named() && !t.open() && t.From != fromConstant {
			return true
		}
	}
	return false
}
