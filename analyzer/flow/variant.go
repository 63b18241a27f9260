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
//
// A word that the function compares with constants is a flag as well, also where it is
// handed on to one that does: u.Prepare("register") hashes the password,
// u.Prepare("edit") has none.

// maxFlagged bounds how many ways of calling a function are told apart.
const maxFlagged = 6

// maxFlagDepth bounds how far a word is followed that is handed on.
const maxFlagDepth = 2

// unknownFlag is the part of a key that stands for a flag of which nothing is known.
const unknownFlag = "?"

// flagsPassed finds, for functions that take flags, what they are called with: a
// part of a key for each flag, its value or ? where only the caller's caller knows.
func (an *analysis) flagsPassed() map[*ssa.Function][]string {
	an.flagValues = map[*ssa.Parameter][]string{}
	for _, fn := range an.functions {
		for _, p := range fn.Params {
			if values := an.valuesOf(p, 0); len(values) > 0 {
				an.flagValues[p] = values
			}
		}
	}
	out := map[*ssa.Function][]string{}
	for _, fn := range an.functions {
		if keys := an.kindsAsked(fn); keys != nil {
			out[fn] = append(out[fn], keys...)
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				for _, callee := range an.callees(call) {
					for _, key := range an.keysPassed(callee, arguments(call.Common())) {
						if plain := withoutWords(key); plain != key && knownFlags(plain) && !slices.Contains(out[callee], plain) {
							out[callee] = slices.Insert(out[callee], 0, plain) // what a yes or no decides is told apart whatever the words are
						}
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
// handed on may be any.
func (an *analysis) keysPassed(callee *ssa.Function, args []ssa.Value) []string {
	keys := []string{""}
	for i, p := range callee.Params {
		values := an.flagValues[p]
		if i >= len(args) || len(values) == 0 {
			continue
		}
		parts := []string{unknownFlag}
		switch a := args[i].(type) {
		case *ssa.Const:
			if is, known := flagConst(a); known {
				parts = []string{is}
			}
		case *ssa.Parameter:
			parts = append(slices.Clone(values), unknownFlag)
		}
		var next []string
		for _, k := range keys {
			for _, part := range parts {
				next = append(next, k+part+"\x00")
			}
		}
		keys = next[:min(len(next), maxFlagged)]
	}
	return slices.DeleteFunc(keys, func(k string) bool { return !knownFlags(k) })
}

func knownFlags(key string) bool { return strings.Trim(key, unknownFlag+"\x00") != "" }

// withoutWords is a key as of a caller that knows its flags but no words.
func withoutWords(key string) string {
	parts := strings.Split(key, "\x00")
	for i, part := range parts {
		if strings.HasPrefix(part, "=") {
			parts[i] = unknownFlag
		}
	}
	return strings.Join(parts, "\x00")
}

// flagConst spells a constant flag: t or f, or a word behind an equals sign.
func flagConst(c *ssa.Const) (string, bool) {
	if is, known := constBool(c); known {
		return letter(is), true
	}
	if s, ok := constString(c); ok && len(s) < 40 {
		return "=" + s, true
	}
	return "", false
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
		flags, rest := map[*ssa.Parameter]string{}, key
		for _, p := range fn.Params {
			if len(an.flagValues[p]) == 0 || rest == "" {
				continue
			}
			var part string
			if part, rest, _ = strings.Cut(rest, "\x00"); part != unknownFlag {
				flags[p] = part
			}
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
		if i >= len(args) || len(f.an.flagValues[p]) == 0 {
			continue
		}
		key.WriteString(f.flagAt(args[i]))
		key.WriteByte(0)
	}
	if v := s.variants[key.String()]; v != nil {
		return v
	}
	if v := s.variants[withoutWords(key.String())]; v != nil {
		return v
	}
	return s.summary
}

// flagAt spells what is passed as a flag.
func (f *function) flagAt(v ssa.Value) string {
	if is, known := f.truth(v); known {
		return letter(is)
	}
	switch v := v.(type) {
	case *ssa.Const:
		if s, ok := flagConst(v); ok {
			return s
		}
	case *ssa.Parameter:
		if s := f.flags[v]; s != "" {
			return s
		}
	}
	return unknownFlag
}

// valuesOf returns what a parameter may be as a flag, nil for one that is none: yes or
// no where the function goes one way or another by it, the words that it is compared
// with.
func (an *analysis) valuesOf(p *ssa.Parameter, depth int) []string {
	if p.Referrers() != nil && asksKind(p) {
		return []string{ofKind}
	}
	b, ok := p.Type().Underlying().(*types.Basic)
	if !ok || p.Referrers() == nil || b.Info()&(types.IsBoolean|types.IsString) == 0 {
		return nil
	}
	var words []string
	for _, ref := range *p.Referrers() {
		switch ref := ref.(type) {
		case *ssa.If:
			return []string{"t", "f"}
		case *ssa.UnOp:
			if ref.Op == token.NOT {
				return []string{"t", "f"}
			}
		case *ssa.BinOp:
			if c, ok := comparedWith(ref, p); ok {
				words = addWords(words, []string{"=" + c})
			}
		case *ssa.Call:
			if b.Info()&types.IsBoolean != 0 {
				return []string{"t", "f"}
			}
			if lowered(ref) == p {
				for _, use := range *ref.Referrers() {
					if cmp, ok := use.(*ssa.BinOp); ok {
						if c, ok := comparedWith(cmp, ref); ok {
							words = addWords(words, []string{"=" + c})
						}
					}
				}
				continue
			}
			if depth < maxFlagDepth {
				words = addWords(words, an.handedOn(ref, p, depth))
			}
		}
	}
	return words
}

// lowered returns the parameter that a value is, in lower or upper case too, nil for others.
func lowered(v ssa.Value) *ssa.Parameter {
	if c, ok := v.(*ssa.Call); ok && len(c.Call.Args) == 1 && (calleeName(&c.Call) == "strings.ToLower" || calleeName(&c.Call) == "strings.ToUpper") {
		v = c.Call.Args[0]
	}
	p, _ := v.(*ssa.Parameter)
	return p
}

// handedOn returns the words that a callee compares a parameter with that it is handed.
func (an *analysis) handedOn(call *ssa.Call, p *ssa.Parameter, depth int) []string {
	var words []string
	args := arguments(&call.Call)
	for _, callee := range an.callees(call) {
		for i, a := range args {
			if a == p && i < len(callee.Params) && callee.Params[i] != p {
				words = addWords(words, an.valuesOf(callee.Params[i], depth+1))
			}
		}
	}
	return words
}

func addWords(words, more []string) []string {
	for _, w := range more {
		if len(words) < maxFlagged && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// comparedWith returns the word that a comparison compares a value with. An empty one
// is no flag.
func comparedWith(cmp *ssa.BinOp, v ssa.Value) (string, bool) {
	if cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return "", false
	}
	other := cmp.Y
	if other == v {
		other = cmp.X
	}
	s, ok := constString(other)
	return s, ok && s != "" && len(s) < 40
}

// truth returns what a condition is known to be.
func (f *function) truth(v ssa.Value) (is, known bool) {
	switch v := v.(type) {
	case *ssa.Const:
		return constBool(v)
	case *ssa.Parameter:
		s := f.flags[v]
		return s == "t", s == "t" || s == "f"
	case *ssa.UnOp:
		if v.Op == token.NOT {
			is, known = f.truth(v.X)
			return !is, known
		}
	case *ssa.Extract:
		return f.isKind(v)
	case *ssa.BinOp:
		for _, side := range []ssa.Value{v.X, v.Y} {
			p := lowered(side)
			if p == nil || !strings.HasPrefix(f.flags[p], "=") {
				continue
			}
			if word, ok := comparedWith(v, side); ok {
				same := f.flags[p] == "="+word || side != p && strings.EqualFold(f.flags[p], "="+word)
				return same == (v.Op == token.EQL), true
			}
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
	pred := phi.Block().Preds[i]
	if f.halted[pred] {
		return true
	}
	if f.flags == nil {
		return false
	}
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
