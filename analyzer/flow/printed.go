package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// What a format prints is not all that it is given: %T names a type and %p an address,
// a type's own String says what is seen of it (redact.go), and a pointer within a struct
// or a list is printed as an address, where an encoder would follow it
// (https://pkg.go.dev/fmt#hdr-Printing: at top level only does %v print &{}).

// prints reports whether a call makes text of what it is given.
func prints(name string, row models.Row) bool {
	return row.Verb == "sink" && len(row.Words) > 0 && row.Words[0] == string(usage.Log) || printsFlat(name) || logsObject.MatchString(name)
}

// logsObject are the functions that give an object to a logger, for which its type may
// say what is logged.
var logsObject = lazyregexp.New(`^log/slog\.Any(Value)?$|^go\.uber\.org/zap\.(Object|Inline|Any|Reflect|Stringer)$|^\(\*?github\.com/rs/zerolog\.(Event|Context)\)\.(Object|EmbedObject|Interface|Any|Stringer)$`)

// flatPrinters are functions of package fmt and those that print as they do.
var flatPrinters = lazyregexp.New(`^(fmt|log)\.|^\(\*log\.Logger\)\.|\.(Trace|Debug|Info|Notice|Print|Warn|Warning|Error|Critical|Fatal|Panic)(f|ln)$`)

func printsFlat(name string) bool { return flatPrinters.MatchString(name) }

// keepsWhole reports whether nothing is shown of values of a type.
func (an *analysis) keepsWhole(t types.Type, g gathering) bool {
	return g.json && an.keeps(t, asEncoded).whole || g.printed && an.keeps(t, asPrinted).whole
}

// keepsField reports whether a field is not shown of a struct that is.
func (an *analysis) keepsField(owner types.Type, v *types.Var, g gathering) bool {
	if g.queried {
		return an.graphQL().keepsBack(owner, v)
	}
	if !g.json && !g.printed && !g.direct {
		return false
	}
	if g.direct && indirect(v.Type()) || g.flat && an.asAddress(v.Type()) || g.json && an.keeps(owner, asEncoded).fields[v.Name()] || g.printed && an.keeps(owner, asPrinted).fields[v.Name()] {
		return true
	}
	return (v.Exported() || g.json) && an.keepsWhole(v.Type(), g) // fmt does not ask what it cannot reach
}

// asAddress reports whether a value within another is printed as an address: a pointer to
// a struct that does not say itself how it is printed.
func (an *analysis) asAddress(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok || structOf(p.Elem()) == nil {
		return false
	}
	for _, name := range outletMethods[asPrinted] {
		if obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name); obj != nil {
			if _, method := obj.(*types.Func); method {
				return false
			}
		}
	}
	return true
}

// indirect reports whether a type is a pointer or holds others of any number.
func indirect(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan:
		return true
	}
	return false
}

// verbs are those of a format: flags, width, precision and the letter.
var verbs = lazyregexp.New(`%[-+# 0-9.]*([a-zA-Z%])`)

// unprinted returns which of a format's operands are not printed, by their numbers.
func unprinted(name string, args []ssa.Value) map[int]bool {
	if len(args) < 2 || !printsFlat(name) {
		return nil
	}
	format, ok := constString(args[len(args)-2])
	if !ok || strings.ContainsAny(format, "*[") || !strings.Contains(format, "%T") && !strings.Contains(format, "%p") {
		return nil
	}
	out, n := map[int]bool{}, 0
	for _, m := range verbs.FindAllStringSubmatch(format, -1) {
		if m[1] == "%" {
			continue
		}
		out[n] = m[1] == "T" || m[1] == "p"
		n++
	}
	return out
}

// saysHow reports whether the type of an operand may say how it is printed.
func (an *analysis) saysHow(v ssa.Value) bool {
	if v == nil {
		return false
	}
	t := unwrap(v).Type()
	if isError(t) {
		return true
	}
	if types.IsInterface(t) {
		return false
	}
	_, named := types.Unalias(deref(t)).(*types.Named)
	return innerStruct(t) != nil || named && an.declaredHere(t)
}

// collectAll is collectAs for what is printed, which is each operand for itself: of a list
// of any values, only they know what they are.
func (f *function) collectAll(m memory, v ssa.Value, g gathering, unseen map[int]bool, said map[int]string) set {
	elems := f.elements(v)
	if !g.printed || len(unseen) == 0 && len(said) == 0 && !slices.ContainsFunc(elems, f.an.saysHow) && !slices.ContainsFunc(elems, f.masked) {
		return f.collectAs(m, v, g)
	}
	var out set
	for i, e := range elems {
		if e == nil {
			return f.collectAs(m, v, g)
		}
		if unseen[i] || f.masked(e) {
			continue
		}
		in := f.collectAs(m, e, g)
		if word := said[i]; word != "" && scalar(unwrap(e).Type()) {
			in = f.nameSaid(in, word)
		}
		out, _ = out.union(in)
	}
	return out
}

// givenEach reports whether an argument is the list of what a variadic parameter of any
// type was given, of which structs are encoded: in the list they are without their types,
// and so without the fields that stay behind.
func (f *function) givenEach(v ssa.Value, path string) bool {
	if v == nil || path != "" && path != "[]" {
		return false
	}
	t := elemType(v.Type())
	if t == nil || !types.IsInterface(t) {
		return false
	}
	elems := f.elements(v)
	return len(elems) > 0 && !slices.Contains(elems, nil) && slices.ContainsFunc(elems, func(e ssa.Value) bool { return innerStruct(unwrap(e).Type()) != nil })
}

// collectEach is collectAs for each of what a list holds.
func (f *function) collectEach(m memory, v ssa.Value, g gathering) (out set) {
	for _, e := range f.elements(v) {
		out, _ = out.union(f.collectAs(m, e, g))
	}
	return out
}
