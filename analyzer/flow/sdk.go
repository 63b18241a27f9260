package flow

import (
	"go/types"
	"slices"
	"strings"

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
	sdk, ok := f.an.sdkOf(calleePackage(call.Common()))
	if !ok {
		return false
	}
	if !mayFail(call.Common().Signature()) {
		f.sdkBuild(m, call, v, args)
		return true
	}
	f.leavesBy(m, call, sdk, args, name)
	return true
}

// leavesBy records what a call that may fail hands to a company.
func (f *function) leavesBy(m memory, call ssa.CallInstruction, sdk models.Row, args []ssa.Value, name string) {
	in := f.passed(m, sent(call.Common(), args), models.Row{Key: -1})
	if slices.Contains(sdk.Words, captchaCompany) {
		in = in.each(captchaToken)
	}
	for _, kind := range sdk.Words {
		if kind != captchaCompany {
			f.sink(m, f.site(call, usage.Kind(kind), name), in)
		}
	}
}

// sdkOf returns the row of the company that a package outside the module sends to:
// its own library, or one that is named after it.
func (an *analysis) sdkOf(pkg *types.Package) (models.Row, bool) {
	if pkg == nil || an.paths[pkg.Path()] || strings.HasPrefix(pkg.Path()+"/", an.mod.Path+"/") {
		return models.Row{}, false
	}
	found := an.sdks.get(pkg.Path(), func() sdkRow {
		row, ok := an.models.SDK(pkg.Path())
		if !ok {
			row, ok = an.models.Company(pkg.Path())
		}
		return sdkRow{row, ok}
	})
	return found.Row, found.ok
}

type sdkRow struct {
	models.Row
	ok bool
}

// sdkBehind handles a call through an interface of the module's own that stands for a
// company's library, so that tests can do without it: an argument is of a type of that
// library, and nothing in the module that fits the interface sends it.
//
//	type Sender interface {
//		SendEmail(*ses.SendEmailInput) (*ses.SendEmailOutput, error)
//	}
func (f *function) sdkBehind(m memory, call ssa.CallInstruction, callees []*ssa.Function, args []ssa.Value) {
	c := call.Common()
	if !c.IsInvoke() || !mayFail(c.Signature()) {
		return
	}
	for _, callee := range callees {
		if s := f.an.summaryOf(callee); s != nil && slices.ContainsFunc(s.reached, sends) {
			return
		}
	}
	for v := range c.Signature().Params().Variables() {
		named, ok := types.Unalias(deref(v.Type())).(*types.Named)
		if !ok || structOf(named) == nil || named.Obj().Pkg() == nil {
			continue
		}
		pkg := named.Obj().Pkg()
		if sdk, ok := f.an.sdkOf(pkg); ok {
			f.leavesBy(m, call, sdk, args, models.Normal(pkg.Path())+"."+c.Method.Name())
			return
		}
	}
}

// sends reports whether what reaches a place leaves the program there. A stand-in for
// tests only notes what it was called with.
func sends(r sinkFlow) bool {
	switch r.site.event.Kind {
	case usage.ThirdParty, usage.HTTPOut, usage.Mail:
		return true
	}
	return false
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
		if isError(v.Type()) || types.Implements(v.Type(), errorMethods) { // (*Response, *Error)
			return true
		}
	}
	return false
}

// errorMethods are those of an error.
var errorMethods = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

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
