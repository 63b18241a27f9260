package flow

import (
	"context"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/analyzer/usage"
)

// Unit is one package that was analysed by itself, as go vet does: what other
// packages of the module do is known from the facts of those it imports, and
// nothing is known of those that import it. So its events are fewer than those
// of the whole module, and none are different: a parameter whose callers are not
// seen gives no event, and a field only holds what this package and those below
// it store there.
type Unit struct {
	Facts *usage.Facts
	an    *analysis
}

// AnalyzeUnit analyses a module of one package with the facts of the packages
// that it imports, in any order.
func AnalyzeUnit(ctx context.Context, mod *gosource.Module, in Input, imported [][]byte) (*Unit, error) {
	table, err := models.Load()
	if err != nil {
		return nil, fmt.Errorf("flow: %w", err)
	}
	an := newAnalysis(mod, in, &library{Table: table})
	an.alone = true
	for _, data := range imported {
		if err := an.seen.add(data); err != nil {
			return nil, err
		}
	}
	for _, path := range an.seen.packages {
		an.paths[path] = true
	}
	for _, h := range an.seen.heaps {
		an.heap.add(heapKey{h.Owner, h.Field}, an.seen.taint(h.Taint).held())
	}
	an.binder.SetHooked(an.seen.hooked)
	an.run(ctx)
	u := &Unit{Facts: &usage.Facts{}, an: an}
	an.report(u.Facts)
	return u, ctx.Err()
}

// Fact returns what importers of the package need to know. reported are the
// findings of this package, which they need not report again.
func (u *Unit) Fact(reported []Reported) ([]byte, error) { return u.an.encode(reported) }

// Reported reports whether a package below has reported the finding.
func (u *Unit) Reported(r Reported) bool { return u.an.seen.done[r] }

// root reports whether nothing that is seen calls the function, and nothing that
// is not seen can: then what its parameters are called is all that is known of
// them. A unit does not see the importers of its package.
func (an *analysis) root(fn *ssa.Function) bool {
	if an.called[fn] {
		return false
	}
	if !an.alone {
		return true
	}
	p := packageOf(fn)
	obj := fn.Object()
	return p != nil && p.Pkg.Name() == "main" || obj != nil && !obj.Exported() && fn.Signature.Recv() == nil
}

// scopes returns the scopes of the module's packages that are in sight.
func (an *analysis) scopes() []*types.Package {
	var out []*types.Package
	for _, p := range an.mod.Packages {
		out = append(out, p.Types)
		if an.alone {
			for _, dep := range p.Imports {
				if an.paths[dep.Path()] {
					out = append(out, dep)
				}
			}
		}
	}
	return out
}

// implementations finds the methods an interface call may reach in packages
// below: of every type that was seen put into an interface and has the method
// set. Types of packages that are not imported, where dependencies are wired
// together above both, are not seen by a unit.
func (an *analysis) implementations(call ssa.CallInstruction) []*ssa.Function {
	c := call.Common()
	if !c.IsInvoke() || len(an.seen.concrete) == 0 {
		return nil
	}
	iface, ok := c.Value.Type().Underlying().(*types.Interface)
	if !ok || iface.Empty() {
		return nil
	}
	var out []*ssa.Function
	for _, t := range an.concreteTypes() {
		if !types.Implements(t, iface) {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.Method.Pkg(), c.Method.Name())
		m, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if fn := an.prog.FuncValue(m); fn != nil && an.analysed(fn) && !slices.Contains(out, fn) {
			out = append(out, fn)
		}
	}
	if len(out) > maxCallees {
		return nil
	}
	return out
}

// concreteTypes returns the types named in facts, where they are in sight.
func (an *analysis) concreteTypes() []types.Type {
	if an.implementers != nil {
		return an.implementers
	}
	an.implementers = []types.Type{}
	for _, p := range an.scopes() {
		for _, name := range p.Scope().Names() {
			tn, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
				continue
			}
			for _, t := range []types.Type{tn.Type(), types.NewPointer(tn.Type())} {
				if an.seen.concrete[types.TypeString(t, nil)] {
					an.implementers = append(an.implementers, t)
				}
			}
		}
	}
	return an.implementers
}

// concrete returns the types of the module seen put into interfaces, here and
// below, sorted.
func (an *analysis) concrete() []string {
	var out []string
	for t := range an.seen.concrete {
		out = append(out, t)
	}
	for _, fn := range an.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				mi, ok := instr.(*ssa.MakeInterface)
				if !ok || !an.declaredHere(mi.X.Type()) {
					continue
				}
				if n, ok := types.Unalias(deref(mi.X.Type())).(*types.Named); ok && n.NumMethods() > 0 && n.TypeArgs() == nil {
					out = append(out, types.TypeString(mi.X.Type(), nil))
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// constantResult returns what a function's first result is when that is constant
// text: TableName, and helpers that return a statement.
func (an *analysis) constantResult(fn *ssa.Function) []bind.Template {
	if fn.Blocks == nil {
		if w := an.seen.functions[key(fn)]; w != nil {
			return w.Returns
		}
		return nil
	}
	if res := fn.Signature.Results(); res.Len() == 0 || !isTextType(res.At(0).Type()) {
		return nil
	}
	return known(evaluator{an: an}.result(fn, 0))
}

func isTextType(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
