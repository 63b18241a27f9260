package flow

import (
	"go/types"
	"iter"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// place is a piece of memory as one function names it: a base (an allocation, a
// parameter, a global, the result of a call) and at most maxDepth steps below it.
// Pointers are looked through: p, *p and (*p) have one place, which keeps paths
// short and loses only the difference between a pointer's copies.
type place int32

const noPlace place = -1

// maxDepth is how many fields or elements below a base are told apart;
// everything deeper is one place.
const maxDepth = 3

// node is what a place is.
type node struct {
	parent place
	elem   string     // field name, "#3" constant index, "[]" any element, "=key" constant map key
	base   ssa.Value  // of the root; nil below it
	index  int        // result index when base is a call with several results
	field  *types.Var // for a field
	typ    types.Type // without pointers; nil when unknown
	owner  types.Type // of field, where the parent's type does not say: see asserted
	depth  int
	kids   []place

	// What was last inherited from the parent, and what it is narrowed to here:
	// blocks are visited again and again with most of memory as it was.
	inherited, narrowed set
}

type childKey struct {
	parent place
	elem   string
}

type baseKey struct {
	v     ssa.Value
	index int
}

// places is the table of one function's places.
type places struct {
	nodes    []node
	children map[childKey]place
	bases    map[baseKey]place
}

func newPlaces() *places {
	return &places{children: map[childKey]place{}, bases: map[baseKey]place{}}
}

func (ps *places) base(v ssa.Value, index int, t types.Type) place {
	k := baseKey{v, index}
	if p, ok := ps.bases[k]; ok {
		return p
	}
	p := place(len(ps.nodes))
	ps.nodes = append(ps.nodes, node{parent: noPlace, base: v, index: index, typ: deref(t)})
	ps.bases[k] = p
	return p
}

func (ps *places) child(p place, elem string, field *types.Var, t types.Type) place {
	if ps.nodes[p].depth >= maxDepth {
		return p
	}
	k := childKey{p, elem}
	if c, ok := ps.children[k]; ok {
		return c
	}
	c := place(len(ps.nodes))
	ps.nodes = append(ps.nodes, node{parent: p, elem: elem, field: field, typ: deref(t), depth: ps.nodes[p].depth + 1})
	ps.nodes[p].kids = append(ps.nodes[p].kids, c)
	ps.children[k] = c
	return c
}

// field returns the place of a field of p, by the field's name.
func (ps *places) field(p place, name string) (place, bool) {
	f := fieldOf(ps.nodes[p].typ, name)
	if f == nil {
		return noPlace, false
	}
	return ps.child(p, name, f, f.Type()), true
}

// elem returns the place of an element of p.
func (ps *places) elem(p place, elem string) place {
	return ps.child(p, elem, nil, elemType(ps.nodes[p].typ))
}

// follow returns the place at a path below p.
func (ps *places) follow(p place, path string) place {
	for e := range steps(path) {
		if c, ok := ps.field(p, e); ok {
			p = c
		} else {
			p = ps.elem(p, e)
		}
	}
	return p
}

// asserted returns the place of a field of p as code sees it that takes p for a
// type: what is behind an interface is one for the method that is called on it.
func (ps *places) asserted(p place, field *types.Var, t types.Type) place {
	c := ps.child(p, field.Name(), field, field.Type())
	if n := &ps.nodes[c]; c != p && n.field == nil {
		n.field, n.typ, n.owner = field, deref(field.Type()), deref(t)
		n.inherited, n.narrowed = nil, nil
	}
	if n := &ps.nodes[c]; c != p && n.owner == nil && fieldOf(ps.nodes[p].typ, field.Name()) == nil {
		n.owner, n.inherited, n.narrowed = deref(t), nil, nil
	}
	return c
}

// like returns the place below p of what n is below another: the field of a struct
// that is kept as any value is still one of its struct.
func (ps *places) like(p place, n node) place {
	c := ps.child(p, n.elem, n.field, n.typ)
	if at := &ps.nodes[c]; c != p && n.field != nil && at.owner == nil && fieldOf(ps.nodes[p].typ, n.elem) == nil {
		at.owner, at.inherited, at.narrowed = deref(ps.ownerOf(n)), nil, nil
	}
	return c
}

// ownerOf returns the struct type of which a place is a field.
func (ps *places) ownerOf(n node) types.Type {
	if n.owner != nil {
		return n.owner
	}
	return ps.nodes[n.parent].typ
}

// maxElements is how many elements of a list a callee is seen to go through: a logger's
// fifteen pairs of a key and a value, and then some.
const maxElements = 40

// few are the places that a path may lead to.
type few struct {
	at [maxElements]place
	n  int
}

func (ps *few) all() []place { return ps.at[:ps.n] }

func (ps *few) add(p place) {
	if ps.n < maxElements && !slices.Contains(ps.all(), p) {
		ps.at[ps.n] = p
		ps.n++
	}
}

// along is follow with every element that is told apart: a callee that goes
// through a list sees all of them. t is what the callee takes p for. The last step
// is returned too where it is a field: places too deep to be told apart stand for
// more than that.
func (ps *places) along(p place, path string, t types.Type) (at few, last node) {
	at.add(p)
	for more := path != ""; more; {
		var e string
		e, path, more = strings.Cut(path, "/")
		field := fieldOf(t, e)
		last = node{parent: p, elem: e, field: field, owner: deref(t)}
		var next few
		for _, q := range at.all() {
			next.add(ps.step(q, e, field, t))
			if e != "[]" {
				continue
			}
			for _, kid := range ps.nodes[q].kids {
				if name := ps.nodes[kid].elem; name[0] == '#' || name[0] == '=' {
					next.add(kid)
				}
			}
		}
		at = next
		if field != nil {
			t = field.Type()
		} else {
			t = elemType(t)
		}
	}
	return at, last
}

// step returns the place at an element of p for code that takes p for a t, of which
// field has the element's name.
func (ps *places) step(p place, elem string, field *types.Var, t types.Type) place {
	if c, ok := ps.field(p, elem); ok {
		return c
	}
	if in := ps.nodes[p].typ; field != nil && in != nil && types.IsInterface(in) {
		return ps.asserted(p, field, t)
	}
	return ps.elem(p, elem)
}

// path returns the root of p and the steps from it.
func (ps *places) path(p place) (root place, path string) {
	var elems []string
	for ps.nodes[p].parent != noPlace {
		elems = append(elems, ps.nodes[p].elem)
		p = ps.nodes[p].parent
	}
	for i, j := 0, len(elems)-1; i < j; i, j = i+1, j-1 {
		elems[i], elems[j] = elems[j], elems[i]
	}
	return p, strings.Join(elems, "/")
}

// inCollection reports whether p lies below an element that stands for many:
// a store there cannot replace what was there.
func (ps *places) inCollection(p place) bool {
	for ; ps.nodes[p].parent != noPlace; p = ps.nodes[p].parent {
		if ps.nodes[p].elem == "[]" {
			return true
		}
	}
	return false
}

// steps yields the elements of a path.
func steps(path string) iter.Seq[string] {
	if path == "" {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(path, "/")
}

// depth returns how many elements a path has.
func depth(path string) int {
	if path == "" {
		return 0
	}
	return strings.Count(path, "/") + 1
}

func joinPath(path, elem string) string {
	if path == "" {
		return elem
	}
	return path + "/" + elem
}

func indexElem(v ssa.Value) string {
	if c, ok := v.(*ssa.Const); ok && c.Value != nil {
		if i, exact := constInt(c); exact && i >= 0 && i < 256 {
			return "#" + strconv.FormatInt(i, 10)
		}
	}
	return "[]"
}

func keyElem(v ssa.Value) string {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	if s, ok := constString(v); ok && !strings.Contains(s, "/") {
		return "=" + s
	}
	return "[]"
}

// maxPointers bounds how many pointers are looked through: a type may point to itself
// (type P *P).
const maxPointers = 16

// deref strips pointers.
func deref(t types.Type) types.Type {
	for range maxPointers {
		if t == nil {
			return nil
		}
		p, ok := t.Underlying().(*types.Pointer)
		if !ok {
			return t
		}
		t = p.Elem()
	}
	return t
}

func structOf(t types.Type) *types.Struct {
	if t == nil {
		return nil
	}
	s, _ := deref(t).Underlying().(*types.Struct)
	return s
}

// fieldOf returns a direct field of the struct type t.
func fieldOf(t types.Type, name string) *types.Var {
	s := structOf(t)
	if s == nil {
		return nil
	}
	for f := range s.Fields() {
		if f.Name() == name {
			return f
		}
	}
	return nil
}

func elemType(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	case *types.Chan:
		return u.Elem()
	}
	return nil
}
