package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A function that returns an error has two ends: what it leaves behind when it
// worked, and what it leaves behind when it failed. Callers give up on an error,
// so only the first says what a hashing helper or an ORM hook did to its
// argument:
//
//	hash, err := bcrypt.GenerateFromPassword([]byte(u.Password), 12)
//	if err != nil {
//		return err // u.Password is still readable here, and goes nowhere
//	}
//	u.Password = string(hash)
//	return nil

// failing reports whether the return surely hands an error to the caller.
func failing(ret *ssa.Return) bool {
	if len(ret.Results) == 0 {
		return false
	}
	v := ret.Results[len(ret.Results)-1]
	if !isError(v.Type()) {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return false
	case *ssa.MakeInterface:
		return true
	case *ssa.UnOp:
		if _, global := v.X.(*ssa.Global); global && v.Op == token.MUL {
			return true // return ErrNotFound
		}
	case *ssa.Call:
		if fn := v.Call.StaticCallee(); fn != nil {
			switch fn.RelString(nil) {
			case "errors.New", "fmt.Errorf":
				return true
			}
		}
	}
	return knownNonNil(v, ret.Block())
}

// knownNonNil reports whether block b is reached only where v was found not to
// be nil.
func knownNonNil(v ssa.Value, b *ssa.BasicBlock) bool {
	for d := b.Idom(); d != nil; d = d.Idom() {
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		cmp, ok := branch.Cond.(*ssa.BinOp)
		if !ok || !comparesWithNil(cmp, v) {
			continue
		}
		side := 0 // v != nil holds in the first successor
		if cmp.Op == token.EQL {
			side = 1
		}
		if s := d.Succs[side]; len(s.Preds) == 1 && s.Dominates(b) {
			return true
		}
	}
	return false
}

func comparesWithNil(cmp *ssa.BinOp, v ssa.Value) bool {
	if cmp.Op != token.NEQ && cmp.Op != token.EQL {
		return false
	}
	return cmp.X == v && isNil(cmp.Y) || cmp.Y == v && isNil(cmp.X)
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && (c.Value == nil || c.Value.Kind() == constant.Unknown)
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// notEncoded reports whether a store puts what a helper was given, of any type, where it
// goes when it could not be encoded: encoders turn down channels and functions, and what
// callers give the helper holds none, so this says nothing of what they pass.
//
//	body, err := json.Marshal(v)
//	if err != nil {
//		log.Printf("cannot encode %v", v)
func notEncoded(st *ssa.Store) bool {
	v, ok := unwrap(st.Val).(*ssa.Parameter)
	if !ok || !types.IsInterface(v.Type()) || isError(v.Type()) {
		return false
	}
	if _, element := st.Addr.(*ssa.IndexAddr); !element {
		return false
	}
	for _, ref := range *v.Referrers() {
		call, ok := ref.(*ssa.Call)
		if !ok || !encoders[calleeName(call.Common())] {
			continue
		}
		if err := errorOf(call); err != nil && knownNonNil(err, st.Block()) {
			return true
		}
	}
	return false
}

// encoders are the functions that fail for what has no encoding.
var encoders = map[string]bool{"encoding/json.Marshal": true, "encoding/json.MarshalIndent": true, "(*encoding/json.Encoder).Encode": true, "encoding/xml.Marshal": true}

// errorOf returns the error of a call's results, nil where nobody looks at it.
func errorOf(call *ssa.Call) ssa.Value {
	if isError(call.Type()) {
		return call
	}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && isError(e.Type()) {
			return e
		}
	}
	return nil
}
