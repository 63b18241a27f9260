package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
)

// A store into an element of a list replaces one of many, so it takes nothing
// away from what the list holds. One loop is different, and it is how programs
// take hashes out of a list before they send it:
//
//	for i := range users {
//		users[i].Password = ""
//	}
//
// Others put a copy without it in each element's place. Behind the loop every element was stored to.

// sweep is a store that a loop makes to a field of every element of a list.
type sweep struct {
	addr ssa.Value // of the field, or of the element where that is replaced whole
	val  ssa.Value
}

// sweeps finds the sweeps of a function, by the head of their loop.
func sweeps(fn *ssa.Function) map[*ssa.BasicBlock][]sweep {
	var out map[*ssa.BasicBlock][]sweep
	for _, head := range fn.Blocks {
		if head.Comment != "rangeindex.loop" && head.Comment != "for.loop" || len(head.Succs) != 2 {
			continue
		}
		for _, b := range fn.Blocks {
			if !everyTurn(b, head) {
				continue
			}
			for _, instr := range b.Instrs {
				st, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				if ofElement(st.Addr, head) {
					if out == nil {
						out = map[*ssa.BasicBlock][]sweep{}
					}
					out[head] = append(out[head], sweep{st.Addr, st.Val})
				}
			}
		}
	}
	return out
}

// everyTurn reports whether a block runs in every turn of the loop.
func everyTurn(b, head *ssa.BasicBlock) bool {
	if b == head || !head.Succs[0].Dominates(b) {
		return false
	}
	for _, p := range head.Preds {
		if head.Dominates(p) && !b.Dominates(p) {
			return false
		}
	}
	return true
}

// ofElement reports whether an address is that of the element the loop is at, or
// of a field of it or of what it points to.
func ofElement(addr ssa.Value, head *ssa.BasicBlock) bool {
	x := addr
	if fa, ok := addr.(*ssa.FieldAddr); ok {
		x = fa.X
		if u, ok := x.(*ssa.UnOp); ok {
			x = u.X
		}
	}
	ia, ok := x.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	index, ok := ia.Index.(ssa.Instruction)
	return ok && index.Block() == head
}

// leave returns what memory holds behind a loop that ends at a block's second
// way out.
func (f *function) leave(m memory, b *ssa.BasicBlock, succ int) memory {
	if succ != 1 || len(f.sweeps[b]) == 0 {
		return m
	}
	m = m.clone()
	for _, s := range f.sweeps[b] {
		for _, p := range f.placesOf(s.addr) {
			f.overwrite(m, p, f.labels(m, s.val))
			for _, src := range f.placesOf(s.val) {
				f.copyKids(m, p, src, false)
			}
		}
	}
	return m
}

// blanks returns the fields that a function empties or masks, whatever the
// condition: who takes a hash out of a response before sending it has
// thought of it, and sends it on the other path on purpose.
func blanks(fn *ssa.Function) map[heapKey]bool {
	var out map[heapKey]bool
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			fa, isField := st.Addr.(*ssa.FieldAddr)
			if !isField || !hides(st.Val) {
				continue
			}
			if s := structOf(fa.X.Type()); s != nil {
				if out == nil {
					out = map[heapKey]bool{}
				}
				out[heapKey{typeName(fa.X.Type()), s.Field(fa.Field).Name()}] = true
			}
		}
	}
	return out
}

// hides reports whether a value stands in for what must not be seen: nothing,
// or a mask (strings.Repeat("*", n), mask(s)).
func hides(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Const:
		text, isText := constString(v)
		return v.Value == nil || isText && text == ""
	case *ssa.Call:
		callee := calleeFunc(v.Common())
		if callee == nil {
			return false
		}
		return callee.FullName() == "strings.Repeat" || masking(callee.Name())
	}
	return false
}

// maskNames are parts of the names that functions have which make a secret
// unreadable.
var maskNames = []string{"mask", "redact", "obfuscate", "censor", "anonymi"}

// masking reports whether a function says by its name that it hides something.
func masking(name string) bool {
	name = strings.ToLower(name)
	if strings.Contains(name, "unmask") {
		return false
	}
	return slices.ContainsFunc(maskNames, func(m string) bool { return strings.Contains(name, m) })
}

// handedMasked reports whether a value, or an element of a list made for a call, is
// what a function such as GetMaskedUsers returned: how that goes through a list is
// often more than can be followed.
func (f *function) handedMasked(v ssa.Value) bool {
	v = unwrap(v)
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	switch v := v.(type) {
	case *ssa.Call:
		callee := calleeFunc(v.Common())
		return callee != nil && masking(callee.Name())
	case *ssa.Phi: // one mask for owners, another for others
		return !slices.ContainsFunc(v.Edges, func(e ssa.Value) bool { _, isPhi := e.(*ssa.Phi); return isPhi || !f.handedMasked(e) })
	}
	return slices.ContainsFunc(f.elements(v), func(e ssa.Value) bool { return e != nil && e != v && f.handedMasked(e) })
}

// masked reports whether a value is text that a function returned which is named for masking:
// a line of a log that shows so much of it, and no more, was thought of. Of a struct that such
// a function returned it may be a part only that is masked.
func (f *function) masked(v ssa.Value) bool {
	if v == nil {
		return false
	}
	v = unwrap(v)
	unwrapped := v
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok || !textual(unwrapped.Type()) {
		return false
	}
	callee := calleeFunc(call.Common())
	return callee != nil && masking(callee.Name())
}

// givenToCall reports whether an address is in the list that a call makes of its last
// arguments: there a logger of the program's own is given what it is to print.
func givenToCall(addr ssa.Value) bool {
	at, ok := addr.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	array, ok := at.X.(*ssa.Alloc)
	return ok && array.Comment == "varargs"
}

// unblanked drops what the function blanks from what it sends to a client.
func (f *function) unblanked(s *site, in set) set {
	if s.event.Kind != usage.Response || len(f.blanks) == 0 {
		return in
	}
	return in.each(func(t taint) (taint, bool) { return t, t.Field == "" || !f.blanks[heapKey{t.Owner, t.Field}] })
}
