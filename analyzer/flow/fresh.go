package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A struct that is made in the module holds in each field what is stored there,
// and nothing before: the response type that a constructor fills with a name and
// an address sends no password, though another function keeps one in the same
// field of the same type. So a new struct is marked as zero, the mark goes where
// the struct goes, and a field of a marked struct that nothing was stored into
// holds nothing, where the field of an object of unknown make may hold whatever
// is stored into that field anywhere (see heap.go).
//
// The mark is lost where code that is not seen is handed the struct's address.

// zero is the mark of a new struct.
var zero = setOf(taint{label: label{From: fromZero}})

// newStruct returns what a new variable of a type holds: the mark, for structs of
// which a field matters.
func (an *analysis) newStruct(t types.Type) set {
	if t == nil {
		return nil
	}
	if _, ok := t.Underlying().(*types.Struct); ok && opaqueType(t) && an.shows(t) {
		return zero
	}
	return nil
}

// onlyZero reports whether a set says no more than that the struct is new.
func (s set) onlyZero() bool {
	return len(s) == 1 && s[0].what == zero[0].what
}

// withoutZero drops the mark: what a struct holds beside it is what counts.
func (s set) withoutZero() set {
	if !s.has(zero[0].what) {
		return s
	}
	return s.each(func(t taint) (taint, bool) { return t, t.From != fromZero })
}

// unknownObject is what a field of an element holds into which a callee put an
// object it knows nothing of: that object's fields are not blank.
func (f *function) unknownObject(p place) set {
	n := f.places.nodes[p]
	if n.field == nil || !f.places.inCollection(p) || innerStruct(n.field.Type()) == nil {
		return nil
	}
	return f.fieldSet(n.field, f.places.ownerOf(n))
}

// handOver takes the mark from what code that is not seen gets the address of, and
// tells the callers of the function when it was theirs.
func (f *function) handOver(m memory, args []ssa.Value, unseen bool) {
	for _, a := range args {
		if a == nil {
			continue
		}
		for _, e := range f.elements(a) {
			if e != nil {
				f.lose(m, unwrap(e))
			}
		}
		f.lose(m, unwrap(a))
		if unseen {
			f.fill(a)
		}
	}
}

func (f *function) lose(m memory, v ssa.Value) {
	if _, ok := v.Type().Underlying().(*types.Pointer); !ok {
		return
	}
	for _, p := range f.placesOf(v) {
		f.losePlace(m, p)
	}
}

func (f *function) losePlace(m memory, p place) {
	if n := f.places.nodes[p]; n.field != nil && n.typ != nil {
		if inner := innerStruct(n.typ); scalar(n.typ) || inner == nil || !f.an.shows(inner) {
			return // Scan(&u.Name) fills the name, and nothing beside it; &u.CreatedAt no more
		}
	}
	for ; ; p = f.places.nodes[p].parent {
		if s, ok := m[p]; ok {
			m[p] = s.withoutZero()
		}
		if f.places.nodes[p].parent == noPlace {
			break
		}
	}
	switch v := f.places.nodes[p].base.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		f.sum.lost[f.paramIndex(v)] = true
	}
}

// loses applies what a callee handed on to code that is not seen.
func (a *application) loses(lost map[int]bool) {
	for i := range lost {
		places, v, _ := a.argument(i)
		for _, p := range places {
			a.f.losePlace(a.m, p)
		}
		if i < len(a.callee.Params) && types.IsInterface(a.callee.Params[i].Type()) && v != nil {
			a.f.fill(v) // a decoder of the program's own, for whatever it is handed
		}
	}
}
