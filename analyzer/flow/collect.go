package flow

import (
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// gathering says how an object is taken apart at a sink.
type gathering struct {
	json    bool // leave out fields tagged json:"-"
	whole   bool // do not look into structs
	printed bool // text is made of it: see redact.go
	flat    bool // printed, and pointers within it as addresses: see printed.go
	direct  bool // lists and pointers within it are left out
	queried bool // leave out fields that no GraphQL schema has: see graphql.go
}

// gatheringOf is how what a label stands for is taken apart.
func gatheringOf(l label) gathering {
	return gathering{json: l.JSON, printed: l.Printed, flat: l.Flat, direct: l.Direct}
}

// collect returns everything a value holds, the fields of its structs and the
// elements of its collections included.
func (f *function) collect(m memory, v ssa.Value) set { return f.collectAs(m, v, gathering{}) }

func (f *function) collectAs(m memory, v ssa.Value, g gathering) set {
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return f.collectAs(m, x.X, g)
	case *ssa.ChangeInterface:
		if isError(x.X.Type()) {
			return f.collectAs(m, x.X, g)
		}
	}
	if counts(v.Type()) {
		return f.labels(m, v)
	}
	if f.an.keepsWhole(v.Type(), g) {
		return nil
	}
	if isError(v.Type()) && !g.json {
		return f.errorSet(v)
	}
	places := f.placesOf(v)
	if len(places) == 0 || f.emptyHere(v) {
		return f.labels(m, v).withoutZero()
	}
	if broken(v.Type()) {
		return nil
	}
	out, _ := f.regs[v].union(f.takenSet(v, g))
	for _, p := range places {
		out, _ = out.union(f.gather(m, p, g))
	}
	return f.checkedHere(v, out.withoutZero())
}

// holds is read without the mark of a new struct.
func (f *function) holds(m memory, p place) set { return f.read(m, p).withoutZero() }

func (f *function) gather(m memory, p place, g gathering) set {
	out := f.gatherAll(m, p, g)
	if n := f.places.nodes[p]; g.json && (n.field == nil || n.typ != nil && types.IsInterface(n.typ)) {
		return out.each(func(t taint) (taint, bool) { return t, t.Field == "" || !f.an.hidden[heapKey{t.Owner, t.Field}] })
	}
	return out
}

func (f *function) gatherAll(m memory, p place, g gathering) set {
	n := f.places.nodes[p]
	if n.typ == nil || types.IsInterface(n.typ) {
		out := f.holds(m, p)
		return f.gatherKids(m, p, g, out)
	}
	switch n.typ.Underlying().(type) {
	case *types.Struct:
		if opaqueType(n.typ) {
			return f.gatherFields(m, p, g)
		}
		return f.gatherKids(m, p, g, f.holds(m, p))
	case *types.Slice, *types.Array, *types.Map, *types.Chan:
		if scalar(n.typ) {
			return f.holds(m, p)
		}
		return f.gatherElems(m, p, g)
	}
	return f.gatherKids(m, p, g, f.holds(m, p))
}

func (f *function) gatherKids(m memory, p place, g gathering, out set) set {
	for _, c := range f.places.nodes[p].kids {
		if n := f.places.nodes[c]; n.field != nil && f.an.keepsField(f.places.ownerOf(n), n.field, g) {
			continue
		}
		if f.knownBelow(m, c) {
			out, _ = out.union(f.gather(m, c, g))
		}
	}
	return out
}

// gatherFields takes a struct apart. What is known of the struct as a whole
// only counts where it says something of a field.
func (f *function) gatherFields(m memory, p place, g gathering) set {
	n := f.places.nodes[p]
	s := structOf(n.typ)
	var out set
	if here := f.holds(m, p); g.whole || !f.an.shows(n.typ) {
		out, _ = out.union(here.each(func(t taint) (taint, bool) { return t, t.named() || !f.an.shows(n.typ) }))
		return f.gatherKids(m, p, g, out)
	}
	if !f.an.declaredHere(n.typ) && f.filledHere(m, p) {
		return f.gatherKids(m, p, g, out) // a library's message: what was put into it is what is in it
	}
	for i := range s.NumFields() {
		field := s.Field(i)
		if broken(field.Type()) || g.json && hiddenFromJSON(s, i) || f.an.keepsField(n.typ, field, g) {
			continue
		}
		c := f.places.child(p, field.Name(), field, field.Type())
		if c == p {
			break
		}
		out, _ = out.union(f.gather(m, c, g).each(func(t taint) (taint, bool) { return t, t.named() || t.Field == "" }))
	}
	return out
}

// filledHere reports whether a part of p is known to hold something.
func (f *function) filledHere(m memory, p place) bool {
	for _, c := range f.places.nodes[p].kids {
		if len(m[c]) > 0 || f.filledHere(m, c) {
			return true
		}
	}
	return false
}

// indexFields notes the fields of the struct types that the module declares, and those
// that are tagged json:"-": what is in a list of no certain type comes without its
// place, but not without them.
func (an *analysis) indexFields() {
	an.declared, an.hidden = map[heapKey]*types.Var{}, map[heapKey]bool{}
	for _, p := range an.mod.Packages {
		scope := p.Types.Scope()
		for _, name := range scope.Names() {
			s := structOf(scope.Lookup(name).Type())
			if s == nil {
				continue
			}
			for i := range s.NumFields() {
				key := heapKey{p.Path + "." + name, s.Field(i).Name()}
				an.declared[key] = s.Field(i)
				if reflect.StructTag(s.Tag(i)).Get("json") == "-" {
					an.hidden[key] = true
				}
			}
		}
	}
}

func hiddenFromJSON(s *types.Struct, i int) bool {
	return !s.Field(i).Exported() && !s.Field(i).Embedded() || reflect.StructTag(s.Tag(i)).Get("json") == "-"
}

func (f *function) gatherElems(m memory, p place, g gathering) set {
	var out set
	if t := elemType(f.places.nodes[p].typ); t != nil && (f.an.keepsWhole(t, g) || g.flat && f.an.asAddress(t)) {
		return nil
	}
	kids := f.places.nodes[p].kids
	if e := f.places.elem(p, "[]"); e != p {
		out = f.gather(m, e, g)
	} else if t := elemType(f.places.nodes[p].typ); t != nil && textual(t) {
		out = f.holds(m, p) // too deep to have elements: c.Request.Form["name"][0]
	}
	for _, c := range kids {
		out, _ = out.union(f.gather(m, c, g))
	}
	return out
}

// shows reports whether a struct type has a field worth telling apart: one that
// is personal, directly or in a struct it holds.
func (an *analysis) shows(t types.Type) bool {
	return an.showing.get(t, func() bool { return an.findPersonal(t, map[types.Type]bool{}) })
}

// findPersonal looks through a struct type and those that it holds, but for seen,
// which may hold it in turn.
func (an *analysis) findPersonal(t types.Type, seen map[types.Type]bool) bool {
	s := structOf(t)
	if s == nil || seen[t] || an.standard(t) {
		return false
	}
	seen[t] = true
	for f := range s.Fields() {
		if cat, _ := an.names.field(t, f); cat != "" {
			return true
		}
		if inner := innerStruct(f.Type()); inner != nil && an.findPersonal(inner, seen) {
			return true
		}
	}
	return false
}

func innerStruct(t types.Type) types.Type {
	t = deref(t)
	if e := elemType(t); e != nil {
		t = deref(e)
	}
	if structOf(t) == nil {
		return nil
	}
	return t
}

// standard reports whether a type is declared in the standard library: an
// http.Request holds a user name somewhere, but handing a request on is not
// handing that on.
//
// Its packages are told by their paths, which have no dot before the first slash;
// nor has the path of a module that is named without a host.
func (an *analysis) standard(t types.Type) bool {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || an.paths[n.Obj().Pkg().Path()] {
		return false
	}
	first, _, _ := strings.Cut(n.Obj().Pkg().Path(), "/")
	return !strings.Contains(first, ".")
}
