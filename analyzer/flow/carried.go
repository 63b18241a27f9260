package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// What a context carries is often handed on as it is taken out, as any value:
//
//	user, _ := c.Get("user")
//	log.Println(user)
//
// Then the key says what it is, where everything that the module puts under that key is of
// one type.

// noteCarried notes of a call that puts a struct of the module somewhere under which key it
// does so.
func (an *analysis) noteCarried(call ssa.CallInstruction, name string) {
	args := arguments(call.Common())
	if len(args) < 2 {
		return
	}
	for _, row := range an.models.Lookup(name) {
		if row.Verb != "shares" {
			continue
		}
		for i := 1; i < len(args); i++ {
			if key := carrierKey(args[i-1]); row.Takes(i) && key != "" {
				an.noteKey(key, args[i])
			}
		}
	}
}

// noteKey notes what is put under a key; what is of another type than the first, or of one
// that nothing is known of, leaves the key without a type.
func (an *analysis) noteKey(key string, v ssa.Value) {
	if given := writtenOut(v); len(given) == 1 { // what a variadic parameter was given
		v = given[0]
	}
	t := deref(unwrap(v).Type())
	if structOf(t) == nil || !an.declaredHere(t) {
		t = nil
	}
	if before, seen := an.carried[key]; seen && (t == nil || before == nil || !types.Identical(before, t)) {
		t = nil
	}
	an.carried[key] = t
}

// carrierKey spells a key alike wherever it is used: a text, a package variable, or a value
// of an empty struct made for it. It returns "" for keys that are known at run time only.
func carrierKey(v ssa.Value) string {
	v = unwrap(v)
	if text, ok := constString(v); ok {
		return types.TypeString(v.Type(), nil) + "=" + text
	}
	if load, ok := v.(*ssa.UnOp); ok {
		if g, ok := load.X.(*ssa.Global); ok {
			return g.String()
		}
	}
	if s := structOf(v.Type()); s != nil && s.NumFields() == 0 {
		return typeName(v.Type())
	}
	return ""
}

// carriedType returns the type of what a library returns for a key as any value, nil where
// that is not known.
func (f *function) carriedType(v ssa.Value) types.Type {
	if len(f.an.carried) == 0 || v == nil || !types.IsInterface(v.Type()) {
		return nil
	}
	if e, ok := v.(*ssa.Extract); ok && e.Index == 0 {
		v = e.Tuple
	}
	c, ok := v.(*ssa.Call)
	if !ok || len(f.an.callees(c)) > 0 || !slices.Contains(takers, methodName(&c.Call)) {
		return nil
	}
	if args := arguments(&c.Call); len(args) > 1 {
		return f.an.carried[carrierKey(args[1])]
	}
	return nil
}
