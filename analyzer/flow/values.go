package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
)

// placesOf returns the places a value stands for: where its address, its
// contents or its referent is. Scalars loaded from memory have none: what they
// held at the load is in their register.
func (f *function) placesOf(v ssa.Value) []place {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan, *ssa.Global, *ssa.Parameter, *ssa.FreeVar, *ssa.MakeClosure:
		return []place{f.places.base(v, 0, v.Type())}
	case *ssa.Call:
		if mirrored := f.mirrored(v); mirrored != nil {
			return mirrored
		}
		return []place{f.places.base(v, 0, v.Type())}
	case *ssa.Extract:
		return f.extractPlaces(v)
	case *ssa.FieldAddr:
		return f.fieldPlaces(v.X, v.Field)
	case *ssa.Field:
		return f.fieldPlaces(v.X, v.Field)
	case *ssa.IndexAddr:
		return f.elemPlaces(v.X, indexElem(v.Index))
	case *ssa.Index:
		return f.elemPlaces(v.X, indexElem(v.Index))
	case *ssa.Lookup:
		return f.elemPlaces(v.X, keyElem(v.Index))
	case *ssa.Slice:
		return f.placesOf(v.X)
	case *ssa.SliceToArrayPointer:
		return f.placesOf(v.X)
	case *ssa.MakeInterface:
		return f.placesOf(v.X)
	case *ssa.ChangeInterface:
		return f.placesOf(v.X)
	case *ssa.ChangeType:
		return f.placesOf(v.X)
	case *ssa.TypeAssert:
		return f.placesOf(v.X)
	case *ssa.Range:
		return f.placesOf(v.X)
	case *ssa.UnOp:
		if v.Op == token.ARROW {
			return f.elemPlaces(v.X, "[]")
		}
		if v.Op == token.MUL && !scalar(v.Type()) {
			if of := f.mirroredIn(v); of != nil {
				return of
			}
			return f.placesOf(v.X)
		}
	case *ssa.Phi:
		if !scalar(v.Type()) && !f.resolving[v] {
			return f.phiPlaces(v)
		}
	}
	return nil
}

// maxAlias is how many places one value may stand for.
const maxAlias = 6

// phiPlaces joins the places of a phi's edges. A value assigned under one
// condition after the other is a chain of phis with two ways through each: every
// phi is resolved once in a question, or the ways would be counted in powers of
// two. Between questions nothing is kept, as places gain elements.
func (f *function) phiPlaces(v *ssa.Phi) []place {
	if got, ok := f.resolved[v]; ok {
		return got
	}
	outermost := len(f.resolving) == 0
	f.resolving[v] = true
	var out []place
	for i, e := range v.Edges {
		if !f.closed(v, i) {
			out = appendPlaces(out, f.placesOf(e))
		}
	}
	delete(f.resolving, v)
	if outermost {
		clear(f.resolved)
	} else {
		f.resolved[v] = out
	}
	return out
}

func appendPlaces(out, more []place) []place {
next:
	for _, p := range more {
		for _, have := range out {
			if have == p {
				continue next
			}
		}
		if len(out) < maxAlias {
			out = append(out, p)
		}
	}
	return out
}

func (f *function) fieldPlaces(x ssa.Value, i int) []place {
	var out []place
	s := structOf(x.Type())
	if s == nil {
		return nil
	}
	field := s.Field(i)
	for _, p := range f.placesOf(x) {
		if t := f.places.nodes[p].typ; t != nil && types.IsInterface(t) {
			out = append(out, f.places.asserted(p, field, x.Type()))
			continue
		}
		out = append(out, f.places.child(p, field.Name(), field, field.Type()))
	}
	return out
}

// elemPlaces returns the places of an element. An element of unknown index may
// be any known one, and a known one may be what was stored at an unknown index.
func (f *function) elemPlaces(x ssa.Value, elem string) []place {
	var out []place
	for _, p := range f.placesOf(x) {
		out = appendPlaces(out, []place{f.places.elem(p, elem)})
		for _, kid := range f.places.nodes[p].kids {
			name := f.places.nodes[kid].elem
			if elem == "[]" && (name[0] == '#' || name[0] == '=') || elem != "[]" && name == "[]" {
				out = appendPlaces(out, []place{kid})
			}
		}
	}
	return out
}

func (f *function) extractPlaces(v *ssa.Extract) []place {
	switch t := v.Tuple.(type) {
	case *ssa.Call:
		return []place{f.places.base(t, v.Index, v.Type())}
	case *ssa.Next:
		if v.Index == 2 {
			if rng, ok := t.Iter.(*ssa.Range); ok {
				return f.elemPlaces(rng.X, "[]")
			}
		}
	case *ssa.Select:
		if v.Index >= 2 {
			return f.selectPlaces(t, v.Index-2)
		}
	case *ssa.UnOp, *ssa.TypeAssert, *ssa.Lookup:
		if v.Index == 0 {
			return f.placesOf(t)
		}
	}
	return nil
}

// selectPlaces returns what the n-th receive of a select received.
func (f *function) selectPlaces(s *ssa.Select, n int) []place {
	for _, st := range s.States {
		if st.Dir != types.RecvOnly {
			continue
		}
		if n == 0 {
			return f.elemPlaces(st.Chan, "[]")
		}
		n--
	}
	return nil
}

// labels returns what a value may be, without what is known only of its parts.
func (f *function) labels(m memory, v ssa.Value) set {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return f.an.newStruct(v.Type())
		}
		return constSet(v)
	case *ssa.MakeInterface:
		return f.labels(m, v.X)
	case *ssa.ChangeType:
		return f.labels(m, v.X)
	case *ssa.ChangeInterface:
		return f.labels(m, v.X)
	case *ssa.Function, *ssa.Builtin:
		return nil
	}
	if broken(v.Type()) {
		return nil
	}
	if f.emptyHere(v) {
		return nil
	}
	out := f.regs[v]
	for _, p := range f.placesOf(v) {
		in := f.read(m, p)
		if field, owner := fieldAt(v); field != nil && f.places.nodes[p].field != field {
			n := node{parent: p, elem: field.Name(), field: field, owner: owner} // too deep to have a place of its own
			in = in.each(func(t taint) (taint, bool) { return f.narrow(t, n) })
		}
		out, _ = out.union(in)
	}
	if scalar(v.Type()) {
		out = out.withoutZero()
	}
	if counts(v.Type()) {
		return numbersOf(out)
	}
	return f.checkedHere(v, out)
}

// fieldAt returns the field that a value is, or is the address of, and its struct.
func fieldAt(v ssa.Value) (*types.Var, types.Type) {
	var x ssa.Value
	var i int
	switch v := v.(type) {
	case *ssa.FieldAddr:
		x, i = v.X, v.Field
	case *ssa.Field:
		x, i = v.X, v.Field
	default:
		return nil, nil
	}
	owner := deref(x.Type())
	if s := structOf(owner); s != nil {
		return s.Field(i), owner
	}
	return nil, nil
}

// constSet returns what constant text is: nothing where it is empty, or a mask ("***")
// that is written over what was there.
func constSet(c *ssa.Const) set {
	if s, ok := constString(c); ok && strings.Trim(s, "*•") != "" {
		return setOf(taint{label: label{From: fromConstant, Protection: personal.Plain}})
	}
	return nil
}

func constString(v ssa.Value) (string, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

func constInt(c *ssa.Const) (int64, bool) {
	if c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c.Value)
}

func constBool(c *ssa.Const) (is, known bool) {
	if c.Value == nil || c.Value.Kind() != constant.Bool {
		return false, false
	}
	return constant.BoolVal(c.Value), true
}

// scalar reports whether values of the type are copied whole when loaded: basic
// types, byte slices and byte arrays, which hold hashes and keys.
func scalar(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Slice:
		return isByte(u.Elem())
	case *types.Array:
		return isByte(u.Elem())
	}
	return false
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Byte || b.Kind() == types.Int32)
}

// textual reports whether a value of the type can be a datum by itself.
func textual(t types.Type) bool {
	t = deref(t)
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Info()&types.IsString != 0
	}
	return scalar(t) || types.IsInterface(t) && !broken(t)
}

// broken reports whether labels end at values of the type: a yes or no, an
// error, a context or a function says too little of the datum, and following
// it is what makes taint analyses cry wolf.
func broken(t types.Type) bool {
	if t == nil {
		return true
	}
	switch u := deref(t).Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsBoolean|types.IsFloat|types.IsComplex) != 0 || u.Kind() == types.UnsafePointer || u.Kind() == types.Invalid
	case *types.Signature:
		return true
	case *types.Interface:
		n, ok := types.Unalias(deref(t)).(*types.Named)
		return ok && (n.Obj().Pkg() == nil && n.Obj().Name() == "error" || n.Obj().Name() == "Context" && n.Obj().Pkg().Path() == "context")
	}
	return false
}

// typeName returns the import path and name of a named type, through pointers,
// without type arguments; "" for others.
func typeName(t types.Type) string {
	t = deref(t)
	if t == nil {
		return ""
	}
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() == nil {
			return t.Obj().Name()
		}
		return t.Obj().Pkg().Path() + "." + t.Obj().Name()
	}
	return ""
}

// counts reports whether a type holds whole numbers only. Bytes and runes are
// pieces of text.
func counts(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 {
		return false
	}
	switch b.Kind() {
	case types.Uint8, types.Int32, types.UntypedRune:
		return false
	}
	return true
}

// numbersOf keeps what a whole number can be. What a caller passes, or a field
// holds, is not known yet: its label remembers that it was a number.
func numbersOf(s set) set {
	return s.each(func(t taint) (taint, bool) {
		t.Number = t.open()
		return t.fitting(true)
	})
}

// fitting is t in a number, where it is asked of one: that is never all of a body, and
// there are no words in it.
func (t taint) fitting(number bool) (taint, bool) {
	if number {
		t.label = partOf(t.label, "")
	}
	return t, !number || !wordsOnly(t.label)
}

// wordsOnly reports whether what a label stands for is never a number: a name or an
// address that seems to be in one came there with the rest of a row.
func wordsOnly(l label) bool {
	for _, prefix := range []string{"name.", "contact.email", "contact.address", "content."} {
		if strings.HasPrefix(string(l.Category), prefix) {
			return true
		}
	}
	if l.Category == "net.ip" || l.Category == "cred.token" && l.From == fromDatabase {
		return true
	}
	return l.Category == passwordCategory && l.From != fromRequest && l.From != fromParam
}
