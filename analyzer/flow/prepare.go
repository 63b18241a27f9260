package flow

import (
	"cmp"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
)

// Libraries are told how to name things, and which models exist, in places that
// have nothing to do with the calls they matter for: in init, in main. prepare
// goes through the module once, before anything is bound.
func (an *analysis) prepare() {
	for _, p := range an.mod.Packages {
		an.binder.ReadSchemas(p.Path, p.Files)
	}
	for _, f := range an.configured() {
		for _, v := range an.stored[f] {
			if c, ok := v.(*ssa.Const); ok && c.Value != nil {
				an.binder.Configure(models.Normal(f.Pkg().Path()), f.Name(), constantText(c.Value))
			}
		}
	}
	for _, fn := range an.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					an.prepareCall(fn, call)
				}
			}
		}
	}
}

// configured returns the fields of named packages that the module stores into,
// in an order that is the same in every run: the last word on a name wins.
func (an *analysis) configured() []*types.Var {
	var fields []*types.Var
	for f := range an.stored {
		if f.Pkg() != nil {
			fields = append(fields, f)
		}
	}
	slices.SortFunc(fields, func(a, b *types.Var) int {
		return cmp.Or(strings.Compare(a.Pkg().Path(), b.Pkg().Path()), strings.Compare(a.Name(), b.Name()), cmp.Compare(a.Pos(), b.Pos()))
	})
	return fields
}

func constantText(v constant.Value) string {
	if v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return v.String()
}

func (an *analysis) prepareCall(fn *ssa.Function, call ssa.CallInstruction) {
	c := call.Common()
	callee := calleeFunc(c)
	if callee == nil {
		return
	}
	if !within(fn, callee.Pkg()) {
		an.binder.EntHook(callee)
	}
	name := an.libraryName(c)
	if callee.Name() == "SetField" && !within(fn, callee.Pkg()) {
		an.binder.EntHookByName(name, declared(fn), an.preparedArgs(fn, c))
	}
	an.noteSwitchCall(fn, call, name)
	an.noteCarried(call, name)
	if !bind.SetsUp(name) {
		return
	}
	an.binder.Setup(libraryCall{callee: name, fn: callee, args: an.preparedArgs(fn, c)})
}

// preparedArgs are the arguments of a call before anything is known of what they hold.
func (an *analysis) preparedArgs(fn *ssa.Function, c *ssa.CallCommon) []bind.Value {
	f := an.newFunction(fn, newEffects(an.bounds.component))
	return f.viewArgs(memory{}, arguments(c), c.Signature().Variadic(), true)
}

// declared is the declaration that a function stands in.
func declared(fn *ssa.Function) *types.Func {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	obj, _ := fn.Object().(*types.Func)
	return obj
}

// within reports whether a function belongs to a package.
func within(fn *ssa.Function, pkg *types.Package) bool {
	p := packageOf(fn)
	return p != nil && p.Pkg == pkg
}

// bareView is a value as package bind sees it, without what it may hold.
func (an *analysis) bareView(v ssa.Value) bind.Value {
	out := an.newFunction(v.Parent(), newEffects(an.bounds.component)).view(memory{}, v)
	out.frozen = true
	return out
}
