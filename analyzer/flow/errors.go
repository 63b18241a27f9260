package flow

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
)

// Labels end at values of type error: most say that something went wrong and nothing
// more, and following them all is what makes taint analyses cry wolf. But some are a
// text that the program itself puts a person's data into:
//
//	return fmt.Errorf("no account for %s", email)
//
// Who prints such an error, or answers with it, is found from that end: an error is
// followed back through the functions that returned it to the texts it may be. What a
// text was made of is kept as what a field holds is.

// textMakers are the functions that make an error of a text.
var textMakers = map[string]bool{"fmt.Errorf": true, "errors.New": true, "github.com/pkg/errors.Errorf": true, "github.com/pkg/errors.New": true,
	"github.com/pkg/errors.Wrap": true, "github.com/pkg/errors.Wrapf": true, "github.com/pkg/errors.WithMessage": true, "github.com/pkg/errors.WithMessagef": true}

// maxThrown bounds how many functions an error is followed back through, and how many
// texts it may be.
const maxThrown = 24

// errorText keeps what an error that is made here says of persons, and gives the text
// that one is asked for.
func (f *function) errorText(m memory, call ssa.CallInstruction, args []ssa.Value, name string) {
	v, ok := call.(*ssa.Call)
	if !ok {
		return
	}
	if p, ok := f.result(v, 0); ok && tellsError(&v.Call) {
		f.write(m, p, f.errorSet(m, v.Call.Value), false)
	}
	if !textMakers[name] {
		return
	}
	if in := f.textOf(m, args, name); len(in) > 0 {
		f.heap(errorKey(v), in)
	}
}

// textOf is what the text of an error is made of, as far as it names a datum.
func (f *function) textOf(m memory, args []ssa.Value, name string) set {
	var out set
	for _, a := range args {
		parts := f.elements(a)
		if parts == nil {
			parts = []ssa.Value{a}
		}
		for _, p := range parts {
			if p == nil || isError(unwrap(p).Type()) || isConst(unwrap(p)) {
				continue
			}
			in := f.collectAs(m, p, gathering{printed: true, flat: true}).asPrinted(gathering{printed: true, flat: true})
			out, _ = out.union(in.withoutConstants())
		}
	}
	return out.each(func(t taint) (taint, bool) { return t, t.named() || t.open() })
}

// errorKey names the text of an error by the function that makes it.
func errorKey(v *ssa.Call) heapKey {
	n := 0
	for _, b := range v.Parent().Blocks {
		for _, instr := range b.Instrs {
			if instr == ssa.Instruction(v) {
				return heapKey{"error of " + v.Parent().RelString(nil), strconv.Itoa(n)}
			}
			if _, ok := instr.(*ssa.Call); ok {
				n++
			}
		}
	}
	return heapKey{}
}

// errorSet is what the texts that an error may be say of persons.
func (f *function) errorSet(m memory, v ssa.Value) set {
	var out set
	for _, made := range f.an.thrown(v) {
		if made.Parent() == f.fn {
			in := f.textOf(m, arguments(&made.Call), models.Normal(calleeName(&made.Call)))
			out, _ = out.union(in)
			continue
		}
		k := errorKey(made)
		out, _ = out.union(setOf(taint{label: label{From: fromField, Owner: k.owner, Field: k.field}}))
	}
	return out
}

// thrown returns the calls that made the texts an error may be, in order.
func (an *analysis) thrown(v ssa.Value) []*ssa.Call {
	return an.errors.get(v, func() []*ssa.Call {
		w := throwing{an: an, seen: map[any]bool{}}
		w.value(v)
		return w.made
	})
}

// throwing follows an error back.
type throwing struct {
	an   *analysis
	seen map[any]bool
	made []*ssa.Call
	in   int // functions looked into
}

func (w *throwing) value(v ssa.Value) {
	if v == nil || w.seen[v] || len(w.made) >= maxThrown {
		return
	}
	w.seen[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		for _, e := range v.Edges {
			w.value(e)
		}
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			w.call(c, v.Index)
		}
	case *ssa.Call:
		w.call(v, 0)
	case *ssa.ChangeInterface:
		w.value(v.X)
	case *ssa.UnOp:
		if alloc, ok := v.X.(*ssa.Alloc); ok {
			for _, s := range w.an.storesTo(alloc) {
				w.value(s)
			}
		}
	}
}

func (w *throwing) call(c *ssa.Call, result int) {
	name := w.an.modelName(&c.Call)
	if textMakers[name] || name == "errors.Join" {
		if name != "errors.Join" {
			w.made = append(w.made, c)
		}
		for _, a := range arguments(&c.Call) { // %w
			for _, p := range append((&function{}).elements(a), a) {
				if p != nil && isError(unwrap(p).Type()) {
					w.value(unwrap(p))
				}
			}
		}
		return
	}
	for _, fn := range w.an.callees(c) {
		if w.seen[fn] || w.in >= maxThrown {
			continue
		}
		w.seen[fn] = true
		w.in++
		for _, b := range fn.Blocks {
			ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
			if ok && result < len(ret.Results) && isError(ret.Results[result].Type()) {
				w.value(ret.Results[result])
			}
		}
	}
}

// tellsError reports whether a call asks an error for its text.
func tellsError(c *ssa.CallCommon) bool {
	return c.IsInvoke() && c.Method.Name() == "Error" && types.Identical(c.Value.Type(), types.Universe.Lookup("error").Type())
}
