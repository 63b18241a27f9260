package bind

import (
	"go/types"
	"reflect"
)

// nothing is a Value of which nothing is known.
type nothing struct{}

func (nothing) Type() types.Type          { return nil }
func (nothing) Strings() []Template       { return nil }
func (nothing) Number() (int64, bool)     { return 0, false }
func (nothing) Param() bool               { return false }
func (nothing) Call() Call                { return nil }
func (nothing) Elems() ([]Value, bool)    { return nil, false }
func (nothing) Most() []Value             { return nil }
func (nothing) Entries() []Entry          { return nil }
func (nothing) Field(string) Value        { return nil }
func (nothing) Given(string) Value        { return nil }
func (nothing) Elem() Value               { return nil }
func (nothing) Key(string) Value          { return nil }
func (nothing) At(int) Value              { return nil }
func (nothing) Filled() bool              { return false }
func (nothing) Spread() bool              { return false }
func (nothing) ConstMethod(string) string { return "" }
func (nothing) Tag() reflect.StructTag    { return "" }
func (nothing) Name() string              { return "" }
func (nothing) Within() Value             { return nil }
func (nothing) As(types.Type) Value       { return nothing{} }

// text is a Value that is only a string: a statement from a query file.
type text struct {
	nothing
	t Template
}

func (x text) Type() types.Type    { return types.Typ[types.String] }
func (x text) Strings() []Template { return []Template{x.t} }

// Remembered is a value of which only the text is left: what a wrapper in
// another package hands to a library. Without text nothing is known of it.
func Remembered(ts []Template) Value {
	if len(ts) == 0 {
		return nothing{}
	}
	return remembered{ts: ts}
}

// remembered is a Value that is one of several strings.
type remembered struct {
	nothing
	ts []Template
}

func (x remembered) Type() types.Type    { return types.Typ[types.String] }
func (x remembered) Strings() []Template { return x.ts }

func isString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
