package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// What a framework's own context hands out is known by the names that all frameworks
// share: the request that it stands for, the address that this came from, and what was
// put into it under a key.

// visitorAddress are the methods that return the address a request came from, as text.
var visitorAddress = []string{"RemoteAddr", "RemoteIP", "ClientIP", "RealIP", "GetClientIP", "GetRemoteAddr", "GetRemoteIP"}

// ofRequest handles a method nobody knows that hands out the request itself, or the
// address that it came from; ok is false for others.
//
//	c.Request().RemoteAddr // c is no request, but of a framework
//	ctx.RemoteAddr()
func (f *function) ofRequest(m memory, call ssa.CallInstruction, args []ssa.Value, result place) (ok bool) {
	name := methodName(call.Common())
	if len(args) != 1 || name == "" {
		return false
	}
	t := call.Common().Signature().Results().At(0).Type()
	l := label{From: fromRequest, Protection: plainFrom(fromRequest)}
	switch {
	case name == "Request":
		if src, ok := f.an.models.sourceOfType(t); !ok || src != fromRequest {
			return false
		}
	case slices.Contains(visitorAddress, name):
		if !textual(t) || types.IsInterface(t) && !anyValue(t) {
			return false // net.Addr: that of a connection
		}
		datum, isGetter := cutGetter(name)
		if !isGetter {
			datum = name
		}
		l.Name = datum
		l.Category, l.Sure = f.an.names.name(datum)
	default:
		return false
	}
	f.write(m, result, setOf(taint{l, (*step)(nil).then(call.Pos(), comesFrom(fromRequest))}), true)
	return true
}

// keyedGetters are the names of methods that return what a key stands for:
// command-line flags, settings, claims, frameworks that no table lists.
var keyedGetters = lazyregexp.New(`^(?:Get|Must|Default)?(?:String|Value|Param|Query|QueryParam|Form|FormValue|PostForm|Field|Claim|Str|Input|Post)?$|^(?:MustGet|Locals|Lookup)$`)

// keyedGetter lets the key of a call nobody knows name what it returns.
func (f *function) keyedGetter(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value) {
	name := methodName(call.Common())
	key, ok := constString(unwrap(args[1]))
	if name == "" || !ok || !keyedGetters.MatchString(name) || !textual(firstResult(v)) || takenForObject(v) {
		return
	}
	cat, sure := f.an.names.name(key)
	if cat == "" {
		return
	}
	s := f.nameBy(f.labels(m, args[0]).withoutConstants(), key)
	if len(s) == 0 {
		s = setOf(taint{label: label{Name: key, Category: cat, Sure: sure}})
	}
	if p, ok := f.result(v, 0); ok {
		f.write(m, p, s, true)
	}
}

// takenForObject reports whether the code takes an interface for something that is no
// text: ctx.Value("jwt").(*Claims) are claims, and not a token.
func takenForObject(v ssa.Value) bool {
	object := false
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Extract:
			if ref.Index == 0 && takenForObject(ref) {
				return true
			}
		case *ssa.TypeAssert:
			if textual(ref.AssertedType) {
				return false
			}
			object = true
		}
	}
	return object
}

// firstResult is the type of what a call returns, or of the first of several.
func firstResult(v *ssa.Call) types.Type {
	if t, ok := v.Type().(*types.Tuple); ok && t.Len() > 0 {
		return t.At(0).Type()
	}
	return v.Type()
}
