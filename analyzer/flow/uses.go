package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A struct that is filled from a whole row says that each column was fetched,
// not that anybody wants it. A column counts as read where the code uses the
// field it lands in: loads it, takes its address for something else than
// storing, or hands the whole struct to code that is not seen (an encoder, a
// template).

// fieldUses holds the fields that are used anywhere in the module.
type fieldUses map[*types.Var]bool

func (u fieldUses) anyOf(fields []*types.Var) bool {
	for _, f := range fields {
		if u[f] {
			return true
		}
	}
	return false
}

// useFinder collects fieldUses.
type useFinder struct {
	an     *analysis
	used   fieldUses
	marked map[types.Type]bool
	params map[*ssa.Parameter]bool // whether what is passed for it gets out of sight
}

func (an *analysis) fieldUses() fieldUses {
	u := useFinder{an: an, used: fieldUses{}, marked: map[types.Type]bool{}, params: map[*ssa.Parameter]bool{}}
	for _, fn := range an.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				u.visit(instr)
			}
		}
	}
	return u.used
}

func (u *useFinder) visit(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Field:
		if s := structOf(instr.X.Type()); s != nil {
			u.used[s.Field(instr.Field)] = true
		}
	case *ssa.FieldAddr:
		if s := structOf(instr.X.Type()); s != nil && u.loaded(instr) {
			u.used[s.Field(instr.Field)] = true
		}
	case *ssa.MakeInterface:
		if innerStruct(instr.X.Type()) != nil && u.escapes(instr, 0) {
			u.mark(instr.X.Type())
		}
	}
}

// loaded reports whether the field at an address is used, not only stored to.
func (u *useFinder) loaded(fa *ssa.FieldAddr) bool {
	for _, ref := range *fa.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != fa {
				return true
			}
		case *ssa.FieldAddr, *ssa.DebugRef: // a field of the field is looked at by itself
		case *ssa.MakeInterface:
			if u.escapes(ref, 0) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// maxEscape bounds through how many functions a value is followed.
const maxEscape = 6

// escapes reports whether a value gets to code other than a database library's.
func (u *useFinder) escapes(v ssa.Value, depth int) bool {
	refs := v.Referrers()
	if refs == nil || depth > maxEscape {
		return true
	}
	for _, ref := range *refs {
		if u.escapesBy(v, ref, depth) {
			return true
		}
	}
	return false
}

func (u *useFinder) escapesBy(v ssa.Value, ref ssa.Instruction, depth int) bool {
	switch ref := ref.(type) {
	case *ssa.DebugRef, *ssa.BinOp:
		return false
	case *ssa.Phi, *ssa.ChangeInterface, *ssa.TypeAssert, *ssa.Extract:
		return u.escapes(ref.(ssa.Value), depth+1)
	case *ssa.Store:
		if ia, ok := ref.Addr.(*ssa.IndexAddr); ok && ref.Val == v {
			return u.sliceEscapes(ia.X, depth)
		}
	case ssa.CallInstruction:
		return u.callEscapes(v, ref, depth)
	}
	return true
}

// sliceEscapes follows the array behind variadic arguments to the call.
func (u *useFinder) sliceEscapes(array ssa.Value, depth int) bool {
	alloc, ok := array.(*ssa.Alloc)
	if !ok {
		return true
	}
	for _, ref := range *alloc.Referrers() {
		if sl, ok := ref.(*ssa.Slice); ok && u.escapes(sl, depth+1) {
			return true
		}
	}
	return false
}

func (u *useFinder) callEscapes(v ssa.Value, call ssa.CallInstruction, depth int) bool {
	c := call.Common()
	if u.an.binder.Knows(u.an.libraryName(c), calleeFunc(c)) {
		return false
	}
	callees := u.an.callees(call)
	if len(callees) == 0 {
		return true
	}
	args := arguments(c)
	for _, fn := range callees {
		for i, a := range args {
			if a == v && (i >= len(fn.Params) || u.paramEscapes(fn.Params[i], depth)) {
				return true
			}
		}
	}
	return false
}

func (u *useFinder) paramEscapes(p *ssa.Parameter, depth int) bool {
	if got, ok := u.params[p]; ok {
		return got
	}
	u.params[p] = false // until shown otherwise, also in recursion
	got := u.escapes(p, depth+1)
	if depth == 0 || got {
		u.params[p] = got
	} else {
		delete(u.params, p)
	}
	return got
}

// mark notes every field of a struct type, and of what it holds, as used.
func (u *useFinder) mark(t types.Type) {
	t = deref(t)
	if t == nil || u.marked[t] {
		return
	}
	u.marked[t] = true
	if e := elemType(t); e != nil {
		u.mark(e)
		return
	}
	if s := structOf(t); s != nil && !standard(t) {
		for f := range s.Fields() {
			u.used[f] = true
			u.mark(f.Type())
		}
	}
}
