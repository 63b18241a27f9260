package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema"
)

// Labels end at values of type error: most say that something went wrong and nothing
// more, and following them all is what makes taint analyses cry wolf. But some are a
// text that the program itself puts a person's data into:
//
//	return fmt.Errorf("no account for %s", email)
//
// So what the text of an error is made of is kept beside the call that returns it, and
// handed up in the summaries of the functions that return it in turn: each caller is
// told of what it passed itself. It shows where somebody prints such an error, or answers
// with it.

// textMakers are the functions that make an error of a text.
var textMakers = map[string]bool{"fmt.Errorf": true, "errors.New": true, "github.com/pkg/errors.Errorf": true, "github.com/pkg/errors.New": true,
	"github.com/pkg/errors.Wrap": true, "github.com/pkg/errors.Wrapf": true, "github.com/pkg/errors.WithMessage": true, "github.com/pkg/errors.WithMessagef": true}

// errorText keeps what an error that is made here says of persons, and gives the text
// that one is asked for.
func (f *function) errorText(m memory, call ssa.CallInstruction, args []ssa.Value, name string) {
	v, ok := call.(*ssa.Call)
	if !ok {
		return
	}
	if p, ok := f.result(v, 0); ok && tellsError(&v.Call) {
		f.write(m, p, f.errorSet(v.Call.Value), false)
	}
	if textMakers[name] {
		f.says(v, f.textOf(m, args, v.Pos()))
	}
	if textMakers[name] || name == "errors.Join" {
		f.says(v, f.wrapped(args))
	}
}

// says keeps what the text of the error that a call returns is made of.
func (f *function) says(v *ssa.Call, in set) {
	u, grew := f.errors[v].union(in)
	if !grew {
		return
	}
	if f.errors == nil {
		f.errors = map[*ssa.Call]set{}
	}
	f.errors[v] = u
	f.grown++
	f.changed = true
}

// wrapped is what the texts of the errors among arguments are made of: %w.
func (f *function) wrapped(args []ssa.Value) set {
	var out set
	for _, a := range args {
		for _, p := range append(f.elements(a), a) {
			if p != nil && isError(unwrap(p).Type()) {
				out, _ = out.union(f.errorSet(unwrap(p)))
			}
		}
	}
	return out
}

// textOf is what the text of an error is made of, as far as it names a datum.
func (f *function) textOf(m memory, args []ssa.Value, pos token.Pos) set {
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
	return out.each(func(t taint) (taint, bool) {
		t.trace = t.trace.decided(pos, quotedInError)
		return t, t.named() || t.open()
	})
}

var quotedInError = textf("put into the text of an error", "in de tekst van een fout gezet")

// quotedAt is where a trace goes through the text of an error.
func (an *analysis) quotedAt(trace *step) schema.Span {
	for _, s := range trace.append(nil) {
		if *s.text == *quotedInError && s.span != nil {
			return *s.span
		}
		if *s.text == *quotedInError {
			return an.span(s.pos)
		}
	}
	return schema.Span{}
}

// errorSet is what the texts that an error may be say of persons.
func (f *function) errorSet(v ssa.Value) set {
	switch v := v.(type) {
	case *ssa.Call:
		return f.errors[v]
	case *ssa.Extract:
		c, _ := v.Tuple.(*ssa.Call)
		return f.errors[c]
	case *ssa.ChangeInterface:
		return f.errorSet(v.X)
	case *ssa.Parameter:
		return setOf(taint{label: label{From: fromParam, Param: f.paramIndex(v), Name: v.Name()}})
	}
	return f.joinedError(v, map[ssa.Value]bool{})
}

// joinedError is errorSet for what may be one of several errors.
func (f *function) joinedError(v ssa.Value, seen map[ssa.Value]bool) set {
	if v == nil || seen[v] {
		return nil
	}
	seen[v] = true
	var from []ssa.Value
	switch v := v.(type) {
	case *ssa.Phi:
		from = v.Edges
	case *ssa.UnOp:
		alloc, ok := v.X.(*ssa.Alloc)
		if !ok {
			return nil
		}
		from = f.an.storesTo(alloc)
	case *ssa.Call, *ssa.Extract, *ssa.ChangeInterface, *ssa.Parameter:
		return f.errorSet(v)
	}
	var out set
	for _, e := range from {
		out, _ = out.union(f.joinedError(e, seen))
	}
	return out
}

// returnsError keeps what the text of a returned error is made of.
func (f *function) returnsError(v ssa.Value) {
	if !isError(v.Type()) || len(f.sum.says) >= maxSinks {
		return
	}
	u, grew := f.sum.says.union(f.errorSet(v))
	if grew {
		f.sum.says = u
		f.changed = true
	}
}

// maxErring is of how many possible callees of one call the errors are told. A function
// that runs whatever it is handed, as one for transactions does, fails as any of dozens.
const maxErring = 4

// saying keeps at a call what the text of an error of the callee's is made of.
func (a *application) saying(says set) {
	if a.v == nil || a.oneOf > maxErring {
		return
	}
	for t := range says.all() {
		a.f.says(a.v, a.values(t, true).each(func(t taint) (taint, bool) { return t, t.named() || t.open() }))
	}
}

// tellsError reports whether a call asks an error for its text.
func tellsError(c *ssa.CallCommon) bool {
	return c.IsInvoke() && c.Method.Name() == "Error" && types.Identical(c.Value.Type(), types.Universe.Lookup("error").Type())
}
