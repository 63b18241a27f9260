package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema"
)

// Two more shapes of a login. A record that somebody sent is compared with the one that
// is stored, both of one type:
//
//	func (s *users) Login(given *User) bool {
//		var have User
//		db.First(&have, "name = ?", given.Name)
//		return have.Password == given.Password
//	}
//
// which an update that looks for changes does too; but that refuses nobody. And users
// that are kept in memory, in a variable of the package, as demonstrations have it.

// refuses reports whether a function gives up where two values differ: it returns what
// the comparison says, or returns at once.
func refuses(instr ssa.Instruction) bool {
	cmp, ok := instr.(*ssa.BinOp)
	if !ok {
		return false
	}
	unequal := 0
	if cmp.Op == token.EQL {
		unequal = 1
	}
	return endsAt(cmp, unequal, 0)
}

func endsAt(v ssa.Value, way, depth int) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Return:
			return true
		case *ssa.If:
			b := ref.Block().Succs[way]
			if _, ret := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ret {
				return true
			}
		case *ssa.Phi: // a && b
			if depth < 2 && endsAt(ref, way, depth+1) {
				return true
			}
		}
	}
	return false
}

// passwordOf reports whether one side is a stored password and the other one in a
// record that the function was handed.
func passwordOf(a, b set) bool {
	stored := func(l label) bool { return l.From == fromDatabase && l.Category == passwordCategory }
	given := func(l label) bool { return l.From == fromParam && l.Path != "" && l.Category == passwordCategory }
	return a.some(stored) && b.some(given) || b.some(stored) && a.some(given)
}

// keptInMemory finds a password that is kept in a list or map of the package on one
// side, and one that came in on the other.
func (f *function) keptInMemory(x, y ssa.Value, a, b set) (stored, input taint, global, ok bool) {
	for _, side := range []struct {
		kept  ssa.Value
		have  set
		given set
	}{{x, a, b}, {y, b, a}} {
		list, global := f.keptIn(side.kept)
		if list.Name == "" {
			continue
		}
		for in := range side.given.all() {
			if in.Category != passwordCategory || in.From != fromRequest && in.From != fromParam {
				continue
			}
			for s := range side.have.all() {
				if s.Category == passwordCategory {
					return listed(s, list), in, global, true
				}
			}
			if !side.have.some(label.named) {
				return listed(in, list), in, global, true
			}
		}
	}
	return taint{}, taint{}, false, false
}

// listed is a password in a list of the package, which is the table it is kept in.
func listed(t taint, list schema.Name) taint {
	t.Table, t.Column = list, strings.ToLower(t.Name)
	return t
}

// keptIn returns what the variable of the package is called that holds the list or map in
// which a value lies, or of which it is a copy of an element, or the field that does; no
// name when there is none, and whether it is a variable. One user alone may be kept in a variable too.
func (f *function) keptIn(v ssa.Value) (list schema.Name, global bool) {
	v = unwrap(v)
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	for _, p := range f.placesOf(v) {
		if l := f.listAround(p); l != nil {
			return l.table, false
		}
		root, path := f.places.path(p)
		base := f.places.nodes[root].base
		if element, ok := base.(*ssa.Alloc); ok {
			base, path = f.copiedFrom(element)
		}
		g, ok := base.(*ssa.Global)
		if !ok || path == "" || !f.an.inModule[g.Pkg] {
			continue
		}
		t := deref(g.Type())
		switch t.Underlying().(type) {
		case *types.Slice, *types.Map, *types.Array:
			return schema.Name{Name: g.Name()}, true
		case *types.Struct:
			if f.an.passwordField(t) != nil && holdsUsers.MatchString(shortName(t)+" "+g.Name()) {
				return schema.Name{Name: g.Name()}, true
			}
		}
	}
	return schema.Name{}, false
}

// listAround returns the list of users in a field in which a place lies.
func (f *function) listAround(p place) *userList {
	for n := f.places.nodes[p]; n.parent != noPlace; n = f.places.nodes[n.parent] {
		if list := f.places.nodes[n.parent]; n.field == nil && list.field != nil {
			if l := f.an.listField(list.field, f.places.ownerOf(list)); l != nil {
				return l
			}
		}
	}
	return nil
}

// copiedFrom returns where a variable's only value lies: that of a loop over a list.
func (f *function) copiedFrom(v *ssa.Alloc) (base ssa.Value, path string) {
	var only *ssa.Store
	for _, ref := range *v.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == v {
			if only != nil {
				return nil, ""
			}
			only = st
		}
	}
	if only == nil {
		return nil, ""
	}
	for _, p := range f.placesOf(only.Val) {
		root, path := f.places.path(p)
		return f.places.nodes[root].base, path
	}
	return nil, ""
}
