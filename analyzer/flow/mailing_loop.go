package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
)

// loopAt returns the loop that repeats an instruction, or nil.
func (g *mailGraph) loopAt(instr ssa.Instruction, fn *ssa.Function) *usage.Loop {
	n := g.loopOf(fn, instr.Block())
	if n < 0 {
		return nil
	}
	l := &usage.Loop{Function: functionName(fn), Span: g.an.span(instr.Pos())}
	for i, b := range fn.Blocks {
		if g.loops[fn][i] != n {
			continue
		}
		for _, in := range b.Instrs {
			over, isLoop := iterates(in)
			if isLoop && (over == nil || g.fromQuery(over, fn, 0)) {
				l.Source = usage.FromDatabase
			}
		}
	}
	return l
}

// iterates recognises what a loop goes over: rows.Next (nil), a range, or an
// index into a slice.
func iterates(instr ssa.Instruction) (over ssa.Value, ok bool) {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		name := calleeName(instr.Common())
		return nil, strings.HasSuffix(name, "Rows).Next")
	case *ssa.Next:
		if r, isRange := instr.Iter.(*ssa.Range); isRange {
			return r.X, true
		}
	case *ssa.IndexAddr:
		if _, isConst := instr.Index.(*ssa.Const); !isConst {
			return instr.X, true
		}
	case *ssa.Index:
		return instr.X, true
	}
	return nil, false
}

// fromQuery reports whether a list was read from the database.
func (g *mailGraph) fromQuery(v ssa.Value, fn *ssa.Function, depth int) bool {
	if depth > maxShape || v == nil {
		return false
	}
	switch v := unwrap(v).(type) {
	case *ssa.Call:
		return g.queried(v, 0, fn, depth)
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			return g.queried(c, v.Index, fn, depth)
		}
	case *ssa.Slice:
		return g.fromQuery(v.X, fn, depth+1)
	case *ssa.Alloc:
		return g.an.filled[v]
	case *ssa.Phi:
		for _, e := range v.Edges {
			if g.fromQuery(e, fn, depth+maxShape/4) {
				return true
			}
		}
	case *ssa.UnOp:
		if g.fromQuery(v.X, fn, depth+1) {
			return true
		}
		for i, s := range g.an.storesTo(v.X) {
			if i < maxVariants && g.fromQuery(s, fn, depth+2) {
				return true
			}
		}
	case *ssa.Parameter:
		return g.callersPass(v, fn, func(a ssa.Value, c callSite) bool { return g.fromQuery(a, c.fn, depth+3) })
	}
	return false
}

// queried reports whether a call's result holds what was read from the database.
func (g *mailGraph) queried(c *ssa.Call, index int, fn *ssa.Function, depth int) bool {
	if b, ok := c.Call.Value.(*ssa.Builtin); ok {
		if b.Name() == "append" {
			for _, a := range c.Call.Args {
				if g.fromQuery(a, fn, depth+2) {
					return true
				}
			}
		}
		return false
	}
	if g.an.filled[c] {
		return true
	}
	for _, callee := range g.an.callees(c) {
		s := g.an.summary(callee)
		if s == nil {
			continue
		}
		for _, o := range s.flows {
			if o.result && o.index == index && o.label().From == fromDatabase {
				return true
			}
		}
	}
	return false
}

// loopOf numbers the loops of a function's control flow; -1 is outside any. A
// block is in a loop when it can reach itself; the blocks of one loop reach each
// other.
func (g *mailGraph) loopOf(fn *ssa.Function, b *ssa.BasicBlock) int {
	if b == nil || len(fn.Blocks) > maxExactBlocks {
		return -1
	}
	if g.loops[fn] == nil {
		g.loops[fn] = numberLoops(fn)
	}
	return g.loops[fn][b.Index]
}

func numberLoops(fn *ssa.Function) []int {
	out := slices.Repeat([]int{-1}, len(fn.Blocks))
	for i, c := range loops(reversePostorder(fn)) {
		for _, b := range c {
			if len(c) > 1 || endless(b) {
				out[b.Index] = i
			}
		}
	}
	return out
}
