package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// What is compared with "" is "" on one of the two ways on, and nothing of a
// person's:
//
//	if u.Password != "" {
//		u.Password = hash(u.Password)
//	}
//	db.Create(u)
//
// stores hashes and empty text, and a mask that is put on "if there is one" hides
// all there is.

// emptyWay returns the value that a block's last comparison found empty, and the
// index of the successor where that holds; ok is false for other blocks.
func emptyWay(b *ssa.BasicBlock) (v ssa.Value, succ int, ok bool) {
	if len(b.Instrs) == 0 {
		return nil, 0, false
	}
	branch, isIf := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !isIf {
		return nil, 0, false
	}
	cond, isOp := branch.Cond.(*ssa.BinOp)
	if !isOp || cond.Op != token.EQL && cond.Op != token.NEQ {
		return nil, 0, false
	}
	v = cond.X
	if !emptyConst(cond.Y) {
		v = cond.Y
		if !emptyConst(cond.X) {
			return nil, 0, false
		}
	}
	if cond.Op == token.NEQ {
		succ = 1
	}
	return v, succ, b.Succs[0] != b.Succs[1]
}

// nilWay returns the parameter that a block's last comparison found to be nil, and the
// index of the successor where that holds. A helper that hides what a row holds, if there
// is one, has hidden it:
//
//	func hide(u *User) {
//		if u != nil {
//			u.Password = ""
//		}
//	}
func nilWay(b *ssa.BasicBlock) (p *ssa.Parameter, succ int) {
	if len(b.Instrs) == 0 {
		return nil, 0
	}
	branch, isIf := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !isIf || b.Succs[0] == b.Succs[1] {
		return nil, 0
	}
	cond, isOp := branch.Cond.(*ssa.BinOp)
	if !isOp || cond.Op != token.EQL && cond.Op != token.NEQ {
		return nil, 0
	}
	p, isParam := cond.X.(*ssa.Parameter)
	c, isConst := cond.Y.(*ssa.Const)
	if !isParam || !isConst || !c.IsNil() || structOf(p.Type()) == nil {
		return nil, 0
	}
	if cond.Op == token.NEQ {
		succ = 1
	}
	return p, succ
}

// emptyConst reports whether v is "", or nil where text is pointed to.
func emptyConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok {
		return false
	}
	if c.Value != nil {
		text, isText := constString(c)
		return isText && text == ""
	}
	p, ok := c.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	_, basic := p.Elem().Underlying().(*types.Basic)
	return basic
}

// emptyValues finds the blocks in which a value is known to be empty: those that only
// the way on which it was leads to.
func emptyValues(fn *ssa.Function) map[ssa.Value][]*ssa.BasicBlock {
	var out map[ssa.Value][]*ssa.BasicBlock
	for _, b := range fn.Blocks {
		v, succ, ok := emptyWay(b)
		if !ok || len(b.Succs[succ].Preds) != 1 {
			continue
		}
		if out == nil {
			out = map[ssa.Value][]*ssa.BasicBlock{}
		}
		out[v] = append(out[v], b.Succs[succ])
	}
	return out
}

// emptyHere reports whether a value is empty in the block that is gone through.
func (f *function) emptyHere(v ssa.Value) bool {
	for _, b := range f.empties[v] {
		if f.block != nil && b.Dominates(f.block) {
			return true
		}
	}
	return false
}

// emptied returns what memory holds on a way on which something that was just
// loaded, or was stored before, turned out to be empty.
func (f *function) emptied(m memory, b *ssa.BasicBlock, succ int) memory {
	if p, at := nilWay(b); p != nil && at == succ && len(f.blanks) > 0 {
		return f.withoutBlanks(m, p)
	}
	v, at, ok := emptyWay(b)
	if !ok || at != succ {
		return m
	}
	m = f.withoutStored(m, v)
	load, isLoad := v.(*ssa.UnOp)
	if !isLoad || load.Op != token.MUL || !fresh(load, b) {
		return m
	}
	places := f.placesOf(load.X)
	if len(places) != 1 || f.places.inCollection(places[0]) {
		return m
	}
	m = m.clone()
	f.overwrite(m, places[0], nil)
	return m
}

// withoutBlanks returns what memory holds where a parameter is nil: nothing in the fields
// of it that the function empties elsewhere.
func (f *function) withoutBlanks(m memory, p *ssa.Parameter) memory {
	m = m.clone()
	for field := range structOf(p.Type()).Fields() {
		if !f.blanks[heapKey{typeName(p.Type()), field.Name()}] {
			continue
		}
		for _, at := range f.placesOf(p) {
			if c, ok := f.places.field(at, field.Name()); ok {
				f.overwrite(m, c, nil)
			}
		}
	}
	return m
}

// withoutStored returns what memory holds where a value is empty: not that value, in
// the places that it was stored in.
//
//	if given != "" {
//		u.Password = given
//	}
//	if given != "" {
//		u.Password = hash(given)
//	}
func (f *function) withoutStored(m memory, v ssa.Value) memory {
	if v.Referrers() == nil || f.insensitive {
		return m
	}
	for _, ref := range *v.Referrers() {
		st, ok := ref.(*ssa.Store)
		if !ok || st.Val != v {
			continue
		}
		places := f.placesOf(st.Addr)
		if len(places) != 1 || f.places.inCollection(places[0]) {
			continue
		}
		var left set
		held, given := m[places[0]], f.labels(m, v)
		for _, h := range held {
			if !given.has(h.what) {
				left, _ = left.add(h)
			}
		}
		if len(left) < len(held) {
			m = m.clone()
			m[places[0]] = left
		}
	}
	return m
}

// fresh reports whether nothing between a load and the end of its block can have
// changed what was loaded.
func fresh(load *ssa.UnOp, b *ssa.BasicBlock) bool {
	if load.Block() != b {
		return false
	}
	behind := false
	for _, instr := range b.Instrs {
		switch instr.(type) {
		case *ssa.Store, *ssa.Call, *ssa.MapUpdate:
			if behind {
				return false
			}
		}
		behind = behind || instr == load
	}
	return true
}

// emptyEdge reports whether a phi's i-th value is empty on its way there.
func emptyEdge(phi *ssa.Phi, i int) bool {
	v, succ, ok := emptyWay(phi.Block().Preds[i])
	return ok && v == phi.Edges[i] && phi.Block().Preds[i].Succs[succ] == phi.Block()
}
