package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// settled looks through a load of a field, global or local cell that is stored
// to only once in the module: a statement prepared at start-up.
func (an *analysis) settled(v ssa.Value) ssa.Value {
	for range 4 {
		u, ok := v.(*ssa.UnOp)
		if !ok || u.Op != token.MUL {
			return v
		}
		stores := an.storesTo(u.X)
		if len(stores) != 1 {
			return v
		}
		v = unwrap(stores[0])
		if e, ok := v.(*ssa.Extract); ok {
			if _, isCall := e.Tuple.(*ssa.Call); isCall && e.Index == 0 {
				return e
			}
		}
	}
	return v
}

// promoting returns the call whose result has the value embedded, through which a method
// of it was promoted; nil where there is none. What was embedded there, of which settled
// may know more, is another link of the chain.
//
//	db.User.Query().Select(user.FieldEmail).All(ctx) // All is the query's that a selection embeds
func (an *analysis) promoting(v ssa.Value) *ssa.Call {
	inner := v
	for range maxDepth {
		at := v
		if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
			at = u.X
		}
		fa, ok := at.(*ssa.FieldAddr)
		if !ok || !structOf(fa.X.Type()).Field(fa.Field).Embedded() {
			break
		}
		v = fa.X
	}
	if v == inner {
		return nil
	}
	v = an.settled(v)
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	c, _ := throughPhi(v).(*ssa.Call)
	return c
}

func (an *analysis) storesTo(addr ssa.Value) []ssa.Value {
	switch addr := addr.(type) {
	case *ssa.Global:
		return an.globals[addr]
	case *ssa.FieldAddr:
		if s := structOf(addr.X.Type()); s != nil {
			return an.stored[s.Field(addr.Field)]
		}
	case *ssa.Alloc:
		return storesInto(addr)
	}
	return nil
}

// storesInto returns what is stored at an address by name.
func storesInto(addr ssa.Value) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *addr.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == addr {
			out = append(out, st.Val)
		}
	}
	return out
}

// writtenOut are the values that a list is written out of, as the last arguments of a call are.
func writtenOut(v ssa.Value) (out []ssa.Value) {
	list, ok := v.(*ssa.Slice)
	if !ok {
		return nil
	}
	array, ok := list.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	for _, ref := range *array.Referrers() {
		if at, ok := ref.(*ssa.IndexAddr); ok {
			out = append(out, storesInto(at)...)
		}
	}
	return out
}

// addsTo reports whether a call is a link that a loop adds to the chain it starts with:
// for _, u := range users { b = b.Values(u.Email) }.
func addsTo(c *ssa.Call, loop map[ssa.Value]bool) bool {
	for range maxEval {
		args := arguments(&c.Call)
		if len(args) == 0 {
			return false
		}
		if loop[args[0]] {
			return true
		}
		next, ok := args[0].(*ssa.Call)
		if !ok {
			return false
		}
		c = next
	}
	return false
}

// throughPhi looks for the call behind a value assigned on several paths: a
// statement that is built on under conditions began with one call.
func throughPhi(v ssa.Value) ssa.Value {
	seen := map[ssa.Value]bool{}
	queue := []ssa.Value{v}
	for len(queue) > 0 && len(seen) < 40 {
		at := queue[0]
		queue = queue[1:]
		phi, ok := at.(*ssa.Phi)
		if !ok {
			if c, isCall := at.(*ssa.Call); isCall && !addsTo(c, seen) {
				return at
			}
			continue
		}
		if seen[at] {
			continue
		}
		seen[at] = true
		// The longest edge is the one that knows most: the others skip a step.
		for i := len(phi.Edges) - 1; i >= 0; i-- {
			queue = append(queue, phi.Edges[i])
		}
	}
	return v
}
