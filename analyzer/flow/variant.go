package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A function that takes a flag is often two in one:
//
//	func UserByID(id int, all bool) (*User, error) {
//		if all {
//			return db.First(id)
//		}
//		return db.Omit("password").First(id)
//	}
//
// Its summary says what either does, and a call that passes false would be told of
// the password too. So a function that is called with known flags has a summary for
// each of them: that of the function with the ways that cannot be taken left out.

// maxFlagged bounds how many ways of calling a function are told apart.
const maxFlagged = 6

// flagsPassed finds, for functions that take flags, what they are called with: a
// letter for each flag, t, f or ? where only the caller's caller knows.
func (an *analysis) flagsPassed() map[*ssa.Function][]string {
	out := map[*ssa.Function][]string{}
	for _, fn := range an.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				for _, callee := range an.callees(call) {
					for _, key := range keysPassed(callee, arguments(call.Common())) {
						if len(out[callee]) < maxFlagged && !slices.Contains(out[callee], key) {
							out[callee] = append(out[callee], key)
						}
					}
				}
			}
		}
	}
	return out
}

// keysPassed returns what the flags of a callee may be at a call. A flag that is
// handed on may be either.
func keysPassed(callee *ssa.Function, args []ssa.Value) []string {
	keys := []string{""}
	for i, p := range callee.Params {
		if i >= len(args) || !isFlag(p) {
			continue
		}
		letters := "?"
		switch a := args[i].(type) {
		case *ssa.Const:
			if is, known := constBool(a); known {
				letters = letter(is)
			}
		case *ssa.Parameter:
			letters = "tf?"
		}
		var next []string
		for _, k := range keys {
			for _, l := range letters {
				next = append(next, k+string(l))
			}
		}
		keys = next[:min(len(next), maxFlagged)]
	}
	return slices.DeleteFunc(keys, func(k string) bool { return strings.Trim(k, "?") == "" })
}

func letter(is bool) string {
	if is {
		return "t"
	}
	return "f"
}

// vary makes the summaries of a function by what its flags are.
func (an *analysis) vary(fn *ssa.Function, fx *effects) {
	s := an.summaries[fn]
	if s.summary == nil || len(s.flows)+len(s.reached)+len(s.deferred) == 0 {
		return
	}
	for _, key := range an.flagKeys[fn] {
		if fx.work >= fx.end {
			return
		}
		flags, rest := map[*ssa.Parameter]bool{}, key
		for _, p := range fn.Params {
			if !isFlag(p) || rest == "" {
				continue
			}
			if rest[0] != '?' {
				flags[p] = rest[0] == 't'
			}
			rest = rest[1:]
		}
		if s.variants == nil {
			s.variants = map[string]*summary{}
		}
		s.variants[key] = an.guarded(fn, flags, fx)
	}
}

// summaryAt returns what a callee does when it is called with these arguments.
func (f *function) summaryAt(callee *ssa.Function, args []ssa.Value) *summary {
	s := f.an.summaries[callee]
	if s == nil || len(s.variants) == 0 {
		return f.an.summaryOf(callee)
	}
	var key strings.Builder
	for i, p := range callee.Params {
		if i >= len(args) || !isFlag(p) {
			continue
		}
		if is, known := f.truth(args[i]); known {
			key.WriteString(letter(is))
		} else {
			key.WriteByte('?')
		}
	}
	if v := s.variants[key.String()]; v != nil {
		return v
	}
	return s.summary
}

// isFlag reports whether a function goes one way or another by a parameter, or hands
// it on to one that may.
func isFlag(p *ssa.Parameter) bool {
	b, ok := p.Type().Underlying().(*types.Basic)
	if !ok || b.Kind() != types.Bool || p.Referrers() == nil {
		return false
	}
	for _, ref := range *p.Referrers() {
		switch ref := ref.(type) {
		case *ssa.If, *ssa.Call:
			return true
		case *ssa.UnOp:
			if ref.Op == token.NOT {
				return true
			}
		}
	}
	return false
}

// truth returns what a condition is known to be.
func (f *function) truth(v ssa.Value) (is, known bool) {
	switch v := v.(type) {
	case *ssa.Const:
		return constBool(v)
	case *ssa.Parameter:
		is, known = f.flags[v]
		return is, known
	case *ssa.UnOp:
		if v.Op == token.NOT {
			is, known = f.truth(v.X)
			return !is, known
		}
	}
	return false, false
}

// taken reports whether a way on can be taken with the flags as they are.
func (f *function) taken(b *ssa.BasicBlock, succ int) bool {
	if f.flags == nil {
		return true
	}
	branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return true
	}
	is, known := f.truth(branch.Cond)
	return !known || is == (succ == 0)
}

// closed reports whether a phi's i-th value comes on a way that is not taken.
func (f *function) closed(phi *ssa.Phi, i int) bool {
	if f.flags == nil {
		return false
	}
	pred := phi.Block().Preds[i]
	if !f.open[pred.Index] {
		return true
	}
	for n, s := range pred.Succs {
		if s == phi.Block() && f.taken(pred, n) {
			return false
		}
	}
	return true
}

// openBlocks returns the blocks that can be reached with the flags as they are.
func (f *function) openBlocks() []bool {
	open := make([]bool, len(f.fn.Blocks))
	todo := []*ssa.BasicBlock{f.fn.Blocks[0]}
	if f.fn.Recover != nil {
		todo = append(todo, f.fn.Recover)
	}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if open[b.Index] {
			continue
		}
		open[b.Index] = true
		for i, s := range b.Succs {
			if f.taken(b, i) {
				todo = append(todo, s)
			}
		}
	}
	return open
}
