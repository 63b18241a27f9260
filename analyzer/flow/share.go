package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A context carries objects from middleware to handlers, under a key that both know:
//
//	next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, user)))
//	...
//	user := r.Context().Value(userKey{}).(*User)
//
// No call leads from one to the other. So the fields of what is put there are known as
// those of any object of its type that is out of sight.

// share adds what an object's fields hold to what is known of its type.
func (f *function) share(m memory, v ssa.Value) {
	v = unwrap(v)
	t := structOf(v.Type())
	if t == nil || !f.an.declaredHere(deref(v.Type())) {
		return
	}
	owner := deref(v.Type())
	for _, p := range f.placesOf(v) {
		for field := range t.Fields() {
			if c, ok := f.places.field(p, field.Name()); ok && scalar(field.Type()) {
				f.heap(heapKey{f.an.names.ofType(owner), field.Name()}, f.read(m, c))
			}
		}
	}
}

// takers are the methods of libraries that return what was put somewhere, as any value.
var takers = []string{"Value", "Get", "MustGet", "Locals", "Load"}

// takenOut returns the struct that code takes a value for which it gets from such a place,
// nil where nothing of the kind is done: ctx.Value(userKey{}).(User).
func (f *function) takenOut(v ssa.Value) types.Type {
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	as, ok := v.(*ssa.TypeAssert)
	if !ok || structOf(as.AssertedType) == nil || !f.an.declaredHere(deref(as.AssertedType)) {
		return nil
	}
	from := as.X
	if e, ok := from.(*ssa.Extract); ok {
		from = e.Tuple
	}
	c, ok := from.(*ssa.Call)
	if !ok || len(f.an.callees(c)) > 0 || !slices.Contains(takers, methodName(&c.Call)) {
		return nil
	}
	return deref(as.AssertedType)
}

// takeOut lets what is taken out be an object of its type that is out of sight.
func (f *function) takeOut(m memory, dst place, v ssa.Value) {
	t := f.takenOut(v)
	if t == nil {
		f.takeOutAny(m, dst, v)
		return
	}
	for field := range structOf(t).Fields() {
		if c, ok := f.places.field(dst, field.Name()); ok && scalar(field.Type()) {
			f.write(m, c, f.fieldSet(field, t), true)
		}
	}
}

// takeOutAny is takeOut for what is kept as any value.
func (f *function) takeOutAny(m memory, dst place, v ssa.Value) {
	t, at := f.carriedType(v), f.places.nodes[dst].typ
	if t == nil || at != nil && !types.IsInterface(at) {
		return
	}
	for field := range structOf(t).Fields() {
		if cat, _ := f.an.names.field(t, field); cat == "" || !scalar(field.Type()) {
			continue
		}
		if c := f.places.asserted(dst, field, t); c != dst {
			f.write(m, c, f.fieldSet(field, t), false)
		}
	}
}

// takenSet is all that an object holds that is taken out and handed on.
func (f *function) takenSet(v ssa.Value, g gathering) set {
	t := f.takenOut(v)
	if t == nil {
		t = f.carriedType(v)
	}
	if t == nil {
		return nil
	}
	var out set
	s := structOf(t)
	for i := range s.NumFields() {
		if field := s.Field(i); scalar(field.Type()) && !(g.json && hiddenFromJSON(s, i)) && !f.an.keepsField(t, field, g) {
			out, _ = out.union(f.fieldSet(field, t))
		}
	}
	return out
}
