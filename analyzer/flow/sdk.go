package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/usage"
)

// The libraries of other companies have hundreds of calls each, but one habit:
// values are put together by functions that cannot fail, and sent by functions
// that can. So a module in the tables is enough: a call that returns an error is
// the way out, any other builds what will be sent.

// sdkCall handles a call of a module listed as an SDK; ok is false for others.
func (f *function) sdkCall(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, name string) (ok bool) {
	pkg := calleePackage(call.Common())
	if pkg == nil {
		return false
	}
	sdk, ok := f.an.models.SDK(pkg.Path())
	if !ok {
		return false
	}
	if !mayFail(call.Common().Signature()) {
		f.sdkBuild(m, call, v, args)
		return true
	}
	in := f.passed(m, sent(call.Common(), args), models.Row{Key: -1})
	for _, kind := range sdk.Words {
		f.sink(m, f.site(call, usage.Kind(kind), name), in)
	}
	return true
}

// sdkBuild lets what a constructor or setter is given flow into what it makes.
func (f *function) sdkBuild(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value) {
	sig := call.Common().Signature()
	row := models.Row{To: -1, Key: -1, Add: -1}
	in := f.passed(m, args, row)
	if sig.Results().Len() > 0 {
		f.deliver(m, v, args, row, in)
	}
	if len(args) > 1 && (sig.Recv() != nil || call.Common().IsInvoke()) {
		row.Add = 0
		f.deliver(m, v, args, row, f.passed(m, args[1:], models.Row{Key: -1}))
	}
}

// sent leaves out the client a call is a method of: it holds keys and addresses
// of servers. A method without other arguments sends what it is a method of.
func sent(c *ssa.CallCommon, args []ssa.Value) []ssa.Value {
	if c.Signature().Recv() == nil && !c.IsInvoke() {
		return args
	}
	for _, a := range args[1:] {
		if !broken(a.Type()) {
			return args[1:]
		}
	}
	return args
}

func mayFail(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if isError(v.Type()) {
			return true
		}
	}
	return false
}

func calleePackage(c *ssa.CallCommon) *types.Package {
	if c.IsInvoke() {
		return c.Method.Pkg()
	}
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	if obj := fn.Object(); obj != nil {
		return obj.Pkg()
	}
	return nil
}
