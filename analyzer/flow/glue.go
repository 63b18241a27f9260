package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Frameworks glue functions together by values of any type: go-kit's decoder returns
// an interface and its endpoint is handed one, and no call in the module joins them.
// What such a function returns is kept by field, so that whoever takes it for that
// type again finds it.

// publish keeps the fields of a struct that a function nothing calls returns as an
// interface.
func (f *function) publish(m memory, v ssa.Value) {
	mi, ok := v.(*ssa.MakeInterface)
	if !ok || !f.an.root(f.fn) || !f.an.declaredHere(mi.X.Type()) {
		return
	}
	t := deref(mi.X.Type())
	s := structOf(t)
	if _, named := types.Unalias(t).(*types.Named); !named || s == nil {
		return
	}
	for _, p := range f.placesOf(mi.X) {
		for field := range s.Fields() {
			c := f.places.child(p, field.Name(), field, field.Type())
			if c == p {
				break
			}
			f.heap(heapKey{typeName(t), field.Name()}, f.gather(m, c, gathering{}))
		}
	}
}
