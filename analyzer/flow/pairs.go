package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
)

// A list of pairs is a map with an order: bson.D{{"email", e}, {"password", p}}. It is
// read where it is written, since places do not know what a key says.

// pairs returns the entries of a slice of structs of a Key and a Value built here, those
// that are added to it under conditions too.
func (x view) pairs() []bind.Entry {
	if x.v == nil || !isPairs(x.v.Type()) {
		return nil
	}
	return x.pairsIn(x.f.an.sliceLiteral(x.v), map[ssa.Value]bool{})
}

func (x view) pairsIn(v ssa.Value, seen map[ssa.Value]bool) (out []bind.Entry) {
	if seen[v] || len(seen) > maxEval {
		return nil
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.ChangeType:
		return x.pairsIn(v.X, seen)
	case *ssa.Phi:
		for _, e := range v.Edges {
			out = append(out, x.pairsIn(e, seen)...)
		}
	case *ssa.Call: // append(set, bson.E{...})
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			for _, a := range v.Call.Args {
				out = append(out, x.pairsIn(a, seen)...)
			}
		}
	case *ssa.Slice:
		if arr, ok := v.X.(*ssa.Alloc); ok {
			return x.pairsOf(arr)
		}
	}
	return out
}

// pairsOf returns the pairs that are written into an array.
func (x view) pairsOf(arr *ssa.Alloc) (out []bind.Entry) {
	for _, ref := range *arr.Referrers() {
		at, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		key, value := storedFields(at)
		if k, ok := constString(unwrap(key)); ok && value != nil {
			out = append(out, bind.Entry{Key: k, Value: x.of(value)})
		}
	}
	return out
}

// isPairs reports whether t is a slice of structs that have a textual Key (mgo: Name) and a Value.
func isPairs(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	pair, ok := s.Elem().Underlying().(*types.Struct)
	if !ok || pair.NumFields() != 2 || pair.Field(0).Name() != "Key" && pair.Field(0).Name() != "Name" || pair.Field(1).Name() != "Value" {
		return false
	}
	b, ok := pair.Field(0).Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// storedFields returns what the two fields of a struct at an address are set to, nil
// where they are not set there. A struct may be put together elsewhere and copied.
func storedFields(at ssa.Value) (first, second ssa.Value) {
	for _, use := range *at.Referrers() {
		if st, ok := use.(*ssa.Store); ok && st.Addr == at {
			if from, ok := st.Val.(*ssa.UnOp); ok && from.Op == token.MUL {
				if _, made := from.X.(*ssa.Alloc); made {
					return storedFields(from.X)
				}
			}
		}
		fa, ok := use.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		for _, st := range *fa.Referrers() {
			store, ok := st.(*ssa.Store)
			if !ok || store.Addr != fa {
				continue
			}
			if fa.Field == 0 {
				first = store.Val
			} else {
				second = store.Val
			}
		}
	}
	return first, second
}

// Name implements bind.Value.
func (x view) Name() string {
	switch v := x.v.(type) {
	case *ssa.Function:
		return v.Name()
	case *ssa.Parameter:
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.Alloc:
		switch v.Comment {
		case "new", "complit", "slicelit", "varargs", "makeslice": // what made it
		default:
			return v.Comment
		}
	case *ssa.FieldAddr:
		if s := structOf(v.X.Type()); s != nil {
			return s.Field(v.Field).Name()
		}
	case *ssa.UnOp:
		switch at := v.X.(type) {
		case *ssa.Global:
			return at.Name()
		case *ssa.FreeVar:
			return at.Name()
		case *ssa.FieldAddr:
			if s := structOf(at.X.Type()); s != nil {
				return s.Field(at.Field).Name()
			}
		}
	}
	return ""
}
