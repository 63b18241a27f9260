package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
)

// callView is a call as package bind sees it.
type callView struct {
	f      *function
	m      memory
	call   *ssa.Call
	frozen bool
	given  given
}

var _ bind.Call = callView{}

// Callee implements bind.Call.
func (c callView) Callee() string { return c.f.an.libraryName(&c.call.Call) }

// Func implements bind.Call.
func (c callView) Func() *types.Func { return calleeFunc(&c.call.Call) }

// Args implements bind.Call.
func (c callView) Args() []bind.Value {
	args := c.f.viewArgs(c.m, arguments(&c.call.Call), c.call.Call.Signature().Variadic(), c.frozen)
	for i, a := range args {
		if v, ok := a.(view); ok && c.given != nil {
			args[i] = c.given.in(v)
		}
	}
	return args
}

// Result implements bind.Call.
func (c callView) Result(i int) bind.Value { return c.f.viewResult(c.m, c.call, i) }

// viewResult is the i-th result of a call, nil where labels do not pass.
func (f *function) viewResult(m memory, call ssa.CallInstruction, i int) bind.Value {
	v, _ := call.(*ssa.Call)
	p, ok := f.result(v, i)
	if !ok {
		return nil
	}
	return view{f: f, m: m, place: p}
}

// viewArgs turns arguments into views, the elements of a variadic argument one
// by one where they are known.
func (f *function) viewArgs(m memory, args []ssa.Value, variadic, frozen bool) []bind.Value {
	var out []bind.Value
	for i, a := range args {
		v := f.view(m, a)
		v.frozen = frozen
		if !variadic || i != len(args)-1 {
			out = append(out, v)
			continue
		}
		if c, ok := a.(*ssa.Const); ok && c.IsNil() {
			continue
		}
		elems := f.elements(a)
		for _, e := range elems {
			if e == nil {
				out = append(out, nil)
				continue
			}
			out = append(out, v.of(e))
		}
		if elems == nil {
			v.spread = true
			out = append(out, v)
		}
	}
	return out
}

// calleeFunc returns the declaration of a call's callee, nil for function values.
func calleeFunc(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	obj, _ := fn.Object().(*types.Func)
	return obj
}
