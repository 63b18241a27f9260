package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// loops groups blocks in reverse postorder by the loops they are in: one component
// for a loop with all that is in it, one for each block outside. Loops aside, a
// component comes after all that lead to it.
func loops(order []*ssa.BasicBlock) [][]*ssa.BasicBlock {
	rank := make(map[*ssa.BasicBlock]int, len(order))
	for i, b := range order {
		rank[b] = i
	}
	back := func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return rank[s] <= rank[b] })
	}
	if !slices.ContainsFunc(order, back) {
		return slices.Collect(slices.Chunk(order, 1))
	}
	t := newTarjan(func(b *ssa.BasicBlock) []*ssa.BasicBlock { return b.Succs })
	for _, b := range order {
		t.visit(b)
	}
	slices.Reverse(t.out)
	for _, c := range t.out {
		slices.SortFunc(c, func(a, b *ssa.BasicBlock) int { return rank[a] - rank[b] })
	}
	return t.out
}

// endless reports whether a block is a loop by itself.
func endless(b *ssa.BasicBlock) bool { return slices.Contains(b.Succs, b) }

// reversePostorder orders blocks so that, loops aside, a block comes after all
// its predecessors. It does not recurse: generated code has deep graphs.
func reversePostorder(fn *ssa.Function) []*ssa.BasicBlock {
	if len(fn.Blocks) == 0 {
		return nil
	}
	type frame struct {
		b    *ssa.BasicBlock
		next int
	}
	seen := make([]bool, len(fn.Blocks))
	order := make([]*ssa.BasicBlock, 0, len(fn.Blocks))
	roots := fn.Blocks[:1:1]
	if fn.Recover != nil {
		roots = append([]*ssa.BasicBlock{fn.Recover}, roots...)
	}
	for _, root := range roots {
		stack := []frame{{b: root}}
		seen[root.Index] = true
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.next < len(top.b.Succs) {
				s := top.b.Succs[top.next]
				top.next++
				if !seen[s.Index] {
					seen[s.Index] = true
					stack = append(stack, frame{b: s})
				}
				continue
			}
			order = append(order, top.b)
			stack = stack[:len(stack)-1]
		}
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order
}
