package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// reached is what a function gets to.
type reached struct {
	calls     []string // names without package, of libraries too
	functions []string // of the module: import path, a space, the name as events have it
}

// maxReached bounds the functions that are looked through from one handler.
const maxReached = 300

// reach walks the calls from a function, breadth first.
func (h *handlerFinder) reach(fn *ssa.Function) reached {
	var out reached
	seen := map[*ssa.Function]bool{fn: true}
	queue := []*ssa.Function{fn}
	for len(queue) > 0 && len(seen) < maxReached {
		f := queue[0]
		queue = queue[1:]
		if p := packageOf(f); p != nil {
			if id := p.Pkg.Path() + " " + functionName(f); !slices.Contains(out.functions, id) {
				out.functions = append(out.functions, id)
			}
		}
		next := slices.Clone(f.AnonFuncs)
		for _, b := range f.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				if name := bareName(calleeName(call.Common())); name != "" && !slices.Contains(out.calls, name) {
					out.calls = append(out.calls, name)
				}
				next = append(next, h.an.callees(call)...)
			}
		}
		for _, n := range next {
			if !seen[n] {
				seen[n] = true
				queue = append(queue, n)
			}
		}
	}
	return out
}

// bareName leaves a function's package and name: "jwt.Parse", "Store.Get".
func bareName(full string) string {
	full = strings.NewReplacer("(", "", ")", "", "*", "").Replace(full)
	return full[strings.LastIndexByte(full, '/')+1:]
}
