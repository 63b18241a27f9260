package flow

import (
	"slices"

	"go/types"

	"golang.org/x/tools/go/ssa"
)

// sliceLiteral looks for the literal behind a slice: what a helper with one
// return statement returns, or what a package variable is set to once.
func (an *analysis) sliceLiteral(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.Call:
		fn := v.Call.StaticCallee()
		if fn == nil {
			return v
		}
		var only ssa.Value
		for _, b := range fn.Blocks {
			ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
			if !ok {
				continue
			}
			if only != nil || len(ret.Results) != 1 {
				return v
			}
			only = ret.Results[0]
		}
		if only != nil {
			return only
		}
	case *ssa.UnOp:
		if g, ok := v.X.(*ssa.Global); ok && len(an.globals[g]) == 1 {
			return an.globals[g][0]
		}
	}
	return v
}

// elements returns the values stored into a slice literal, in order; nil when v
// is none.
func (f *function) elements(v ssa.Value) []ssa.Value {
	if c, ok := v.(*ssa.Call); ok {
		return f.appended(c, 0)
	}
	sl, ok := v.(*ssa.Slice)
	if !ok {
		return nil
	}
	alloc, ok := sl.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	arr, ok := deref(alloc.Type()).Underlying().(*types.Array)
	if !ok || arr.Len() > 4096 {
		return nil
	}
	n := arr.Len()
	if high, ok := sl.High.(*ssa.Const); ok { // make([]T, 0, capacity)
		if k, exact := constInt(high); exact && k >= 0 && k < n {
			n = k
		}
	}
	out := make([]ssa.Value, n)
	for _, ref := range *alloc.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		c, ok := ia.Index.(*ssa.Const)
		if !ok {
			return nil
		}
		n, _ := constInt(c)
		for _, use := range *ia.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == ia && n >= 0 && n < int64(len(out)) {
				out[n] = st.Val
				if notEncoded(st) {
					out[n] = ssa.NewConst(nil, st.Val.Type())
				}
			}
		}
	}
	return out
}

// appended returns what a slice built by append holds, in order: append(append(
// nil, a), b). It is nil when a part is not known.
func (f *function) appended(c *ssa.Call, depth int) []ssa.Value {
	if b, ok := c.Call.Value.(*ssa.Builtin); !ok || b.Name() != "append" || len(c.Call.Args) != 2 || depth > 64 {
		return nil
	}
	var head []ssa.Value
	switch x := c.Call.Args[0].(type) {
	case *ssa.Const: // nil
	case *ssa.Call:
		if head = f.appended(x, depth+1); head == nil {
			return nil
		}
	default:
		if head = f.elements(x); head == nil {
			return nil
		}
	}
	tail, ok := c.Call.Args[1].(*ssa.Slice)
	if !ok {
		return nil
	}
	more := f.elements(tail)
	if more == nil {
		return nil
	}
	return append(head[:len(head):len(head)], more...)
}

// longest is appended for a slice that is added to under conditions, as if all of them
// held; nil where a part is not known, or a loop adds to it.
func (f *function) longest(v ssa.Value) []ssa.Value {
	return f.longestOf(v, map[ssa.Value][]ssa.Value{})
}

func (f *function) longestOf(v ssa.Value, known map[ssa.Value][]ssa.Value) (most []ssa.Value) {
	if got, ok := known[v]; ok || len(known) > maxLinks {
		return got
	}
	known[v] = nil // a loop comes back here
	defer func() { known[v] = most }()
	switch v := v.(type) {
	case *ssa.Phi:
		for _, e := range v.Edges {
			if c, ok := e.(*ssa.Call); ok && addsTo(c, map[ssa.Value]bool{v: true}) {
				return nil
			}
			if got := f.longestOf(e, known); len(got) > len(most) {
				most = got
			}
		}
		return most
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); !ok || b.Name() != "append" || len(v.Call.Args) != 2 {
			return nil
		}
		head := f.longestOf(v.Call.Args[0], known)
		more := f.elements(v.Call.Args[1])
		if more == nil || head == nil && !f.startsEmpty(v.Call.Args[0], 0) || slices.Contains(more, nil) {
			return nil
		}
		return append(head[:len(head):len(head)], more...)
	}
	return f.elements(v)
}

// maxLinks bounds how many values a slice is followed through.
const maxLinks = 256

// startsEmpty reports whether a slice holds nothing where it is added to: a nil one, or
// a literal without elements.
func (f *function) startsEmpty(v ssa.Value, depth int) bool {
	if _, isNil := v.(*ssa.Const); isNil {
		return true
	}
	if phi, ok := v.(*ssa.Phi); ok && depth < 3 {
		return !slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool { return !f.startsEmpty(e, depth+1) })
	}
	got := f.elements(v)
	return got != nil && len(got) == 0
}
