package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What a container puts together by reflection (fx, dig), or a statement with a
// mistake in it, leaves no trace in the types: no value is seen to reach an interface,
// and the calls through it lead nowhere. Then the types that fit are what is called.

// maxInjected bounds the methods that may be meant: which of more than a few is not
// worth a guess.
const maxInjected = 8

// injected adds, to calls through interfaces of the module that no value is seen to
// reach, the methods of the module's types that fit.
func (an *analysis) injected(all map[*ssa.Function]bool) {
	type called struct {
		by     types.Type // an interface has the methods of those it embeds, and fewer types that fit
		method *types.Func
	}
	fitting := map[called][]*ssa.Function{}
	for fn := range all {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				site, ok := instr.(ssa.CallInstruction)
				if !ok || !site.Common().IsInvoke() || len(an.dynamic[site]) > 0 || !an.declaredHere(site.Common().Value.Type()) {
					continue
				}
				m := called{site.Common().Value.Type(), site.Common().Method}
				if _, known := fitting[m]; !known {
					fitting[m] = an.fitting(site.Common())
				}
				if len(fitting[m]) > 0 {
					an.dynamic[site] = slices.Clone(fitting[m])
				}
			}
		}
	}
}

// fitting returns the methods of the module that a call through an interface may mean,
// those that stand in for others in tests only where there are no others; nil where
// there are too many.
func (an *analysis) fitting(c *ssa.CallCommon) []*ssa.Function {
	iface, ok := c.Value.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var real, mocks []*ssa.Function
	for _, p := range an.scopes() {
		for _, name := range p.Scope().Names() {
			tn, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) || generic(tn.Type()) || !types.Implements(types.NewPointer(tn.Type()), iface) {
				continue
			}
			fn := an.method(tn.Type(), c.Method.Name())
			switch {
			case fn == nil:
			case mocked(tn):
				mocks = append(mocks, fn)
			default:
				real = append(real, fn)
			}
		}
	}
	if len(real) == 0 {
		real = mocks
	}
	if len(real) > maxInjected {
		return nil
	}
	return real
}

func generic(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.TypeParams().Len() > 0
}

// mocked reports whether a type stands in for another in tests.
func mocked(tn *types.TypeName) bool {
	name := strings.ToLower(tn.Pkg().Name() + "." + tn.Name())
	return strings.Contains(name, "mock") || strings.Contains(name, "fake")
}
