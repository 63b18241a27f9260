package flow

import (
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"
)

// memory is what places hold at one point of a function. A place that is not
// in it holds what its nearest ancestor in it holds, narrowed to the place;
// an empty set that is in it was overwritten with something of no interest.
type memory map[place]set

func (m memory) clone() memory {
	if m == nil {
		return memory{}
	}
	return maps.Clone(m)
}

// join adds what o holds, and reports whether m grew. A place known to one side
// only keeps, on the other side, what it inherits there.
func (f *function) join(m, o memory) bool {
	var inherited memory // all of it is read before any of it is written: a place inherits from those above it
	for p := range o {
		if _, ok := m[p]; !ok {
			if inherited == nil {
				inherited = memory{}
			}
			inherited[p] = f.read(m, p)
		}
	}
	grew := len(inherited) > 0
	maps.Copy(m, inherited)
	for p, have := range m {
		theirs, ok := o[p]
		if !ok {
			theirs = f.read(o, p)
		}
		if have.same(theirs) {
			f.spend(1)
			continue
		}
		f.spend(1 + len(have)*len(theirs)/labelsPerStep)
		if u, g := have.union(theirs); g {
			m[p] = u
			grew = true
		}
	}
	return grew
}

// read returns what a place holds: its own set, or its nearest ancestor's
// narrowed to it, or what its base is known to be.
func (f *function) read(m memory, p place) set {
	if n := f.places.nodes[p]; len(f.an.answers) > 0 && n.field != nil && f.an.answers[n.field] {
		return setOf(taint{label: wholeAnswer})
	}
	if s, ok := m[p]; ok {
		return s
	}
	n := f.places.nodes[p]
	if n.parent == noPlace {
		return f.baseSet(n)
	}
	out := f.narrowed(p, f.read(m, n.parent))
	if len(out) == 0 && n.field != nil && f.opaque(m, p) {
		out = f.fieldSet(n.field, f.places.ownerOf(n))
		if len(f.filledUnseen) > 0 && f.filledUnseen[f.rootOf(p)] {
			out = out.each(func(t taint) (taint, bool) { return t, !isCredential(t.Category) })
		}
	}
	return out
}

// narrowed returns what a place holds whose parent holds inherited.
func (f *function) narrowed(p place, inherited set) set {
	n := f.places.nodes[p]
	switch {
	case len(inherited) == 0:
		return nil
	case n.inherited.same(inherited):
		return n.narrowed
	}
	out := inherited.each(func(t taint) (taint, bool) {
		if n.field != nil {
			return f.narrow(t, n)
		}
		if n.elem == "#0" && t.Name == "Authorization" && f.splits(n.parent) {
			return t, false // "Basic" or "Bearer"
		}
		return f.intoElem(t, n.elem)
	})
	f.places.nodes[p].inherited, f.places.nodes[p].narrowed = inherited, out
	return out
}

// splits reports whether a place is the list of parts that a text was cut into.
func (f *function) splits(p place) bool {
	c, ok := f.places.nodes[p].base.(*ssa.Call)
	if !ok {
		return false
	}
	switch calleeName(&c.Call) {
	case "strings.Split", "strings.SplitN", "strings.Fields":
		return true
	}
	return false
}

// opaque reports whether nothing is known of how p's object was filled: it is no
// new struct, and its root is the result of a call or a global, not an allocation
// in this function.
func (f *function) opaque(m memory, p place) bool {
	for n := f.places.nodes[p]; ; n = f.places.nodes[n.parent] {
		if n.parent == noPlace {
			return (!f.allocated(n.base) || f.filledUnseen[n.base]) && !f.ahead(n)
		}
		if s, ok := m[n.parent]; ok {
			if s.onlyZero() {
				return false
			}
			root := f.rootOf(n.parent)
			return len(m[n.parent]) > 0 || !f.allocated(root) || f.filledUnseen[root]
		}
	}
}

// ahead reports whether a value is the result of a call that was not gone through
// yet, as of one that appends at the end of a loop.
func (f *function) ahead(n node) bool {
	c, ok := n.base.(*ssa.Call)
	return ok && (!f.ran[c] || f.tracks(n.typ))
}

// tracks reports whether memory says of a call's result that the call was made,
// so that ways on which it was not can be told apart. It does where fields matter.
func (f *function) tracks(t types.Type) bool {
	if t == nil || f.insensitive {
		return false
	}
	s := innerStruct(t)
	return s != nil && f.an.shows(s)
}

// resetResult forgets what the last round of a loop returned, and notes that the call
// is made: see tracks.
func (f *function) resetResult(m memory, v *ssa.Call) {
	if v == nil || f.insensitive {
		return
	}
	results := v.Call.Signature().Results()
	for i := range results.Len() {
		tracked := f.tracks(deref(results.At(i).Type()))
		p, ok := f.places.bases[baseKey{v, i}]
		if !ok && tracked {
			p, ok = f.result(v, i)
		}
		if !ok {
			continue
		}
		delete(m, p)
		f.forget(m, p)
		if tracked {
			m[p] = nil
		}
	}
}

// write stores a set at a place. A strong write replaces what was there and
// below it.
func (f *function) write(m memory, p place, s set, strong bool) {
	if !strong || f.places.inCollection(p) || f.insensitive {
		old, ok := m[p]
		if !ok {
			old = f.read(m, p)
		}
		u, grew := old.union(s)
		m[p] = u
		if f.insensitive && (grew || !ok) {
			f.changed = true // no join of blocks will notice
		}
		return
	}
	f.overwrite(m, p, s)
}

// overwrite replaces what a place and everything below it hold.
func (f *function) overwrite(m memory, p place, s set) {
	if f.insensitive {
		return
	}
	m[p] = s
	f.forget(m, p)
}

// forget drops everything below p, so that it inherits from p again.
func (f *function) forget(m memory, p place) {
	for _, c := range f.places.nodes[p].kids {
		delete(m, c)
		f.forget(m, c)
	}
}

// copyTree stores what src and everything known below it hold at dst.
func (f *function) copyTree(m memory, dst, src place, strong bool) {
	f.write(m, dst, f.read(m, src), strong)
	f.copyKids(m, dst, src, strong)
}

func (f *function) copyKids(m memory, dst, src place, strong bool) {
	if f.places.nodes[src].depth >= maxDepth || f.places.nodes[dst].depth >= maxDepth {
		return
	}
	for _, c := range f.places.nodes[src].kids {
		if !f.knownBelow(m, c) {
			continue
		}
		n := f.places.nodes[c]
		d := f.places.like(dst, n)
		if s, ok := m[c]; ok {
			f.write(m, d, s, strong)
		}
		f.copyKids(m, d, c, strong)
	}
}

func (f *function) knownBelow(m memory, p place) bool {
	if _, ok := m[p]; ok {
		return true
	}
	for _, c := range f.places.nodes[p].kids {
		if f.knownBelow(m, c) {
			return true
		}
	}
	return false
}
