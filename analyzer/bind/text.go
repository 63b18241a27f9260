package bind

import (
	"go/types"
	"reflect"
)

// text is a Value that is only a string: a statement from a query file.
type text struct{ t Template }

func (x text) Type() types.Type       { return types.Typ[types.String] }
func (x text) Strings() []Template    { return []Template{x.t} }
func (x text) Param() bool            { return false }
func (x text) Call() Call             { return nil }
func (x text) Elems() ([]Value, bool) { return nil, false }
func (x text) Entries() []Entry       { return nil }
func (x text) Field(string) Value     { return nil }
func (x text) Elem() Value            { return nil }
func (x text) Tag() reflect.StructTag { return "" }

func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (x text) ConstMethod(string) string { return "" }
