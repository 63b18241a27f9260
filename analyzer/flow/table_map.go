package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// writing matches the names of functions that store rows.
var writing = lazyregexp.New(`(?i)^(insert|update|replace|upsert|create|save|add|set)`)

// writesTable recognises a call of a query builder that nobody knows by what it is
// given: the name of a table, then a map of columns. It reports whether it was one.
func (f *function) writesTable(m memory, call ssa.CallInstruction, args []ssa.Value) bool {
	c := call.Common()
	if !writing.MatchString(methodName(c)) {
		return false
	}
	views := f.viewArgs(m, args, c.Signature().Variadic(), false) // of a library that is not there, each takes anything
	if len(views) < 3 || !isTextType(views[1].Type()) || !columnMap(views[2].Type()) {
		return false
	}
	lib := libraryCall{callee: bind.WritesTable, args: views[1:3]}
	b, ok := f.an.binder.Bind(lib)
	switch {
	case !ok:
		return false
	case b.Defer:
		f.deferCall(call, lib, nil, 0)
	default:
		f.bound(m, call, f.an.modelName(c), b)
	}
	return true
}

// columnMap reports whether a type is a map from text to anything.
func columnMap(t types.Type) bool {
	if t == nil {
		return false
	}
	m, ok := t.Underlying().(*types.Map)
	return ok && isTextType(m.Key())
}
