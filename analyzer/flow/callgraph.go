package flow

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/cha"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema"
)

// callGraph returns the calls that variable type analysis finds, by itself or, of
// code that does not type-check, among those of the class hierarchy that can be made.
// Where it makes no sense of the code even so, the class hierarchy has to do.
func (an *analysis) callGraph(prog *ssa.Program, all map[*ssa.Function]bool) *callgraph.Graph {
	if graph, failure := variableTypes(all, nil); failure == nil {
		return graph
	}
	hierarchy := cha.CallGraph(prog)
	for _, n := range hierarchy.Nodes {
		n.Out = slices.DeleteFunc(n.Out, misfit)
	}
	graph, failure := variableTypes(all, hierarchy)
	if failure != nil {
		an.notes = append(an.notes, schema.Note{
			Message: fmt.Sprintf("calls through interfaces are told apart by their types only: %v", failure),
			Hint:    "a trace through one may lead through an implementation that is not used there",
		})
		return hierarchy
	}
	return graph
}

// variableTypes is variable type analysis, of which nil says to find the calls that
// there may be by itself, and what it panicked with.
func variableTypes(all map[*ssa.Function]bool, calls *callgraph.Graph) (graph *callgraph.Graph, failure any) {
	defer func() { failure = recover() }()
	return vta.CallGraph(all, calls), nil
}

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
