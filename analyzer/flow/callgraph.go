package flow

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/cha"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema"
)

// callGraph returns the calls that variable type analysis finds, and those of the
// class hierarchy. Where the first cannot make sense of code that does not
// type-check, the second has to do.
func (an *analysis) callGraph(prog *ssa.Program, all map[*ssa.Function]bool) (graph, hierarchy *callgraph.Graph) {
	hierarchy = cha.CallGraph(prog)
	for _, n := range hierarchy.Nodes {
		n.Out = slices.DeleteFunc(n.Out, misfit)
	}
	defer func() {
		if r := recover(); r != nil {
			graph = hierarchy
			an.notes = append(an.notes, schema.Note{
				Message: fmt.Sprintf("calls through interfaces are told apart by their types only: %v", r),
				Hint:    "a trace through one may lead through an implementation that is not used there",
			})
		}
	}()
	return vta.CallGraph(all, hierarchy), hierarchy
}

// injected adds, to calls through interfaces of the module that no value is seen to
// reach, the methods that fit: what a container puts together by reflection (fx, dig),
// or a statement with a mistake in it, leaves no trace in the types.
func (an *analysis) injected(hierarchy *callgraph.Graph) {
	missing := map[ssa.CallInstruction][]*ssa.Function{}
	for fn, n := range hierarchy.Nodes {
		if fn == nil || fn.Blocks == nil {
			continue
		}
		for _, e := range n.Out {
			if e.Site == nil || !e.Site.Common().IsInvoke() || len(an.dynamic[e.Site]) > 0 || !an.analysed(e.Callee.Func) {
				continue
			}
			if an.declaredHere(e.Site.Common().Value.Type()) {
				missing[e.Site] = append(missing[e.Site], e.Callee.Func)
			}
		}
	}
	for site, fns := range missing {
		if real := slices.DeleteFunc(slices.Clone(fns), mocked); len(real) > 0 {
			missing[site] = real
		}
	}
	maps.DeleteFunc(missing, func(_ ssa.CallInstruction, fns []*ssa.Function) bool { return len(fns) > maxInjected })
	maps.Copy(an.dynamic, missing)
}

// mocked reports whether a method stands in for another in tests.
func mocked(fn *ssa.Function) bool {
	recv := fn.Signature.Recv()
	if recv == nil {
		return false
	}
	name := typeName(recv.Type())
	name = strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
	return strings.Contains(name, "mock") || strings.Contains(name, "fake")
}

// maxInjected bounds the methods that may be meant: which of more than a few is not
// worth a guess.
const maxInjected = 8

// misfit reports whether a callee cannot be what a call calls, because it returns
// another number of results: one of two packages that have the same path, as a
// module has that is there in two versions. Variable type analysis panics on it.
func misfit(e *callgraph.Edge) bool {
	if e.Site == nil {
		return false
	}
	results := e.Callee.Func.Signature.Results().Len()
	if v, ok := e.Site.(ssa.Value); ok && results != 1 {
		if _, isTuple := v.Type().(*types.Tuple); !isTuple {
			return true
		}
	}
	return e.Site.Common().Signature().Results().Len() != results
}
