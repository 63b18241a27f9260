package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/personal"
)

// What a client is sent has a shape, and the type says which: a response type
// without a field for a password sends none, however its values were filled in.
// Libraries that copy by field name (copier, mapstructure, a trip through JSON)
// carry over what both sides have and nothing else, which their summaries cannot
// say.

// shaped drops the credentials from a set for which the type of the value sent
// has no field. Types that can hold anything keep everything.
func (f *function) shaped(v ssa.Value, in set) set {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		v = mi.X
	}
	if v == nil || !in.some(func(l label) bool { return isCredential(l.Category) }) {
		return in
	}
	if f.handedMasked(v) {
		return in.each(func(t taint) (taint, bool) { return t, !isCredential(t.Category) })
	}
	sh := shape{names: f.an.names, seen: map[types.Type]bool{}, has: map[personal.ID]bool{}}
	sh.walk(v.Type(), nil)
	if sh.open {
		return in
	}
	return in.each(func(t taint) (taint, bool) { return t, !isCredential(t.Category) || sh.has[t.Category] })
}

// encoded is shaped for what a library encodes as JSON.
func (f *function) encoded(args []ssa.Value, row models.Row, in set) set {
	if !row.JSON || len(row.From) != 1 || row.From[0] >= len(args) {
		return in
	}
	return f.shaped(args[row.From[0]], in)
}

func isCredential(id personal.ID) bool { return strings.HasPrefix(string(id), "cred.") }

// shape is what a type shows when it is encoded.
type shape struct {
	names *names
	seen  map[types.Type]bool
	open  bool                 // a part of it may hold anything
	has   map[personal.ID]bool // categories of its fields
}

func (s *shape) walk(t types.Type, owner types.Type) {
	if s.open || s.seen[t] {
		return
	}
	s.seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		s.walk(u.Elem(), owner)
	case *types.Slice:
		s.walk(u.Elem(), owner)
	case *types.Array:
		s.walk(u.Elem(), owner)
	case *types.Struct:
		s.fields(t, u)
	case *types.Basic:
		s.open = s.open || owner == nil // text of its own: nobody knows what is in it
	default:
		s.open = true
	}
}

func (s *shape) fields(t types.Type, u *types.Struct) {
	for i := range u.NumFields() {
		v := u.Field(i)
		if hiddenFromJSON(u, i) {
			continue
		}
		if id, sure := s.names.field(t, v); sure >= personal.Low {
			s.has[id] = true
		}
		s.walk(v.Type(), t)
	}
}
