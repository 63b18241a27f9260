package flow

import "slices"

// tarjan finds strongly connected components: groups of nodes from each of which
// every other can be reached (Tarjan, Depth-first search and linear graph algorithms,
// SIAM J. Comput. 1972). A component comes after all that it leads to. The stack is
// its own: call chains in generated code are longer than one wants to recurse.
type tarjan[N comparable] struct {
	next    func(N) []N // asked once for each node
	index   map[N]int
	low     map[N]int
	onStack map[N]bool
	stack   []N
	out     [][]N
}

func newTarjan[N comparable](next func(N) []N) *tarjan[N] {
	return &tarjan[N]{next: next, index: map[N]int{}, low: map[N]int{}, onStack: map[N]bool{}}
}

// visit adds the components that can be reached from root and were not yet.
func (t *tarjan[N]) visit(root N) {
	type frame struct {
		node N
		next []N
	}
	open := func(n N) frame {
		t.index[n] = len(t.index)
		t.low[n] = t.index[n]
		t.stack = append(t.stack, n)
		t.onStack[n] = true
		return frame{n, t.next(n)}
	}
	if _, seen := t.index[root]; seen {
		return
	}
	frames := []frame{open(root)}
	for len(frames) > 0 {
		top := &frames[len(frames)-1]
		if len(top.next) > 0 {
			next := top.next[0]
			top.next = top.next[1:]
			if i, seen := t.index[next]; !seen {
				frames = append(frames, open(next))
			} else if t.onStack[next] {
				t.low[top.node] = min(t.low[top.node], i)
			}
			continue
		}
		n := top.node
		frames = frames[:len(frames)-1]
		if len(frames) > 0 {
			parent := frames[len(frames)-1].node
			t.low[parent] = min(t.low[parent], t.low[n])
		}
		if t.low[n] == t.index[n] {
			t.out = append(t.out, t.pop(n))
		}
	}
}

func (t *tarjan[N]) pop(root N) []N {
	for i := len(t.stack) - 1; ; i-- {
		t.onStack[t.stack[i]] = false
		if t.stack[i] == root {
			scc := slices.Clone(t.stack[i:])
			t.stack = t.stack[:i]
			return scc
		}
	}
}
