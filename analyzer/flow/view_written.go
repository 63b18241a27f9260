package flow

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
)

// What package bind asks of a value as it is written in the code, whatever it may hold.

// Number implements bind.Value.
func (x view) Number() (int64, bool) {
	c, ok := x.v.(*ssa.Const)
	if !ok {
		return 0, false
	}
	if yes, ok := constBool(c); ok {
		if yes {
			return 1, true
		}
		return 0, true
	}
	return constInt(c)
}

// Given implements bind.Value.
func (x view) Given(name string) bind.Value {
	u, ok := x.v.(*ssa.UnOp)
	if !ok || u.Op != token.MUL {
		return nil
	}
	lit, ok := u.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var given ssa.Value
	for _, ref := range *lit.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok || structOf(lit.Type()).Field(fa.Field).Name() != name {
			continue
		}
		stores := storesInto(fa)
		if given != nil || len(stores) != 1 {
			return nil
		}
		given = stores[0]
	}
	if given == nil {
		return nil
	}
	return x.of(given)
}

// Within implements bind.Value.
func (x view) Within() bind.Value {
	v := x.v
	if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
		v = u.X
	}
	fa, ok := v.(*ssa.FieldAddr)
	if !ok || !structOf(fa.X.Type()).Field(fa.Field).Embedded() {
		return nil
	}
	return x.of(fa.X)
}
