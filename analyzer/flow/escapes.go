package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
)

// maxEscape bounds through how many functions a value is followed.
const maxEscape = 6

// escapes reports whether a value gets to code other than a database library's.
func (u *fieldUses) escapes(v ssa.Value, depth int) bool {
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

func (u *fieldUses) escapesBy(v ssa.Value, ref ssa.Instruction, depth int) bool {
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

// onlyPassed reports whether a field's value goes to a database library and nowhere
// else.
func (u *fieldUses) onlyPassed(v ssa.Value, depth int) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.MakeInterface:
			if u.escapes(ref, depth) {
				return false
			}
		case ssa.CallInstruction:
			if u.callEscapes(v, ref, depth) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// sliceEscapes follows the array behind variadic arguments to the call.
func (u *fieldUses) sliceEscapes(array ssa.Value, depth int) bool {
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

func (u *fieldUses) callEscapes(v ssa.Value, call ssa.CallInstruction, depth int) bool {
	c := call.Common()
	if u.an.binder.Knows(u.an.libraryName(c), calleeFunc(c)) {
		return false
	}
	callees := u.an.callees(call)
	args := arguments(c)
	if len(callees) == 0 {
		return slices.Index(args, v) < 0 || !u.leaves(c, slices.Index(args, v))
	}
	for _, fn := range callees {
		for i, a := range args {
			if a == v && (i >= len(fn.Params) || u.paramEscapes(fn.Params[i], depth)) {
				return true
			}
		}
	}
	return false
}

func (u *fieldUses) paramEscapes(p *ssa.Parameter, depth int) bool {
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

// arranging are the packages whose generic functions put elements in order and look
// at none of their fields.
var arranging = map[string]bool{"slices": true, "maps": true, "sort": true, "iter": true, "github.com/samber/lo": true}

// vacant reports whether a struct is made for one call and nothing is put into it: to
// register its type, or to be filled.
func vacant(v ssa.Value) bool {
	if u, ok := v.(*ssa.UnOp); ok {
		v = u.X
	}
	if isConst(v) {
		return true
	}
	alloc, ok := v.(*ssa.Alloc)
	uses := 0
	if ok {
		for _, ref := range *alloc.Referrers() {
			if _, debug := ref.(*ssa.DebugRef); !debug {
				uses++
			}
		}
	}
	return ok && uses == 1
}

// checking are the functions that look at whether a struct is filled in well.
var checking = map[string]bool{"(*github.com/go-playground/validator.Validate).Struct": true, "(*github.com/go-playground/validator.Validate).StructCtx": true,
	"(github.com/labstack/echo.Context).Validate": true, "github.com/asaskevich/govalidator.ValidateStruct": true}

// leaves reports whether a library's function leaves what is in its i-th argument
// unread: it fills it, as decoders do, or only checks it.
func (u *fieldUses) leaves(c *ssa.CallCommon, i int) bool {
	name := u.an.modelName(c)
	return checking[name] || slices.ContainsFunc(u.an.models.Lookup(name), func(r models.Row) bool { return r.To == i && r.Verb != "write" })
}

// hand marks the structs that code which is not seen is handed by a call: as
// arguments, and as results of functions that it will call.
func (u *fieldUses) hand(call ssa.CallInstruction) {
	c := call.Common()
	if _, builtin := c.Value.(*ssa.Builtin); builtin || len(u.an.callees(call)) > 0 {
		return
	}
	fn := calleeFunc(c)
	if fn != nil && fn.Pkg() != nil && arranging[fn.Pkg().Path()] || u.an.binder.Knows(u.an.libraryName(c), fn) {
		return
	}
	for i, a := range arguments(c) {
		if u.leaves(c, i) || vacant(unwrap(a)) {
			continue
		}
		t := unwrap(a).Type()
		if sig, ok := t.Underlying().(*types.Signature); ok {
			for r := range sig.Results().Variables() {
				u.mark(r.Type())
			}
			continue
		}
		if innerStruct(t) != nil && !types.IsInterface(a.Type()) {
			u.mark(t)
		}
		u.methods(t)
	}
}

// methods marks what the methods of a service return that is handed to code which
// calls them by their names: a server of RPCs.
func (u *fieldUses) methods(t types.Type) {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || types.IsInterface(n) || !u.an.declaredHere(n) {
		return
	}
	for m := range n.Methods() {
		if !m.Exported() {
			continue
		}
		for r := range m.Signature().Results().Variables() {
			u.mark(r.Type())
		}
	}
}
