package gosource

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// setting is where an expression stands: it tells what type is expected there.
type setting struct {
	info  *types.Info
	above []ast.Node
	node  ast.Expr
}

// ofCall is the context of the call whose function the expression is.
func (c setting) ofCall() setting {
	return setting{info: c.info, above: c.above[:len(c.above)-1], node: nth(c.above, 1).(*ast.CallExpr)}
}

var (
	errorType  = types.Universe.Lookup("error").Type()
	boolType   = types.Typ[types.Bool]
	stringType = types.Typ[types.String]
	anything   = types.NewInterfaceType(nil, nil)
)

// expects returns a type for each value the context takes; nil where it takes
// any. A statement takes none.
func (c setting) expects() []types.Type {
	one := func(t types.Type) []types.Type { return []types.Type{t} }
	switch parent := nth(c.above, 1).(type) {
	case *ast.ExprStmt, *ast.GoStmt, *ast.DeferStmt:
		return nil
	case *ast.AssignStmt:
		return c.assigned(parent)
	case *ast.ValueSpec:
		if len(parent.Names) > 1 && len(parent.Values) == 1 {
			out := make([]types.Type, len(parent.Names))
			for i, n := range parent.Names {
				out[i] = named(n)
			}
			return out
		}
		if parent.Type != nil {
			return one(c.info.TypeOf(parent.Type))
		}
		return one(nil)
	case *ast.ReturnStmt:
		return c.returned(parent)
	case *ast.CallExpr:
		return one(c.argument(parent))
	case *ast.BinaryExpr:
		return one(c.operand(parent))
	case *ast.UnaryExpr:
		if parent.Op == token.NOT {
			return one(boolType)
		}
	case *ast.RangeStmt:
		if parent.X == c.node {
			return one(types.NewSlice(anything))
		}
	case *ast.IndexExpr:
		if parent.X != c.node {
			break
		}
		if b, ok := c.info.TypeOf(parent.Index).(*types.Basic); ok && b.Info()&types.IsString != 0 {
			return one(types.NewMap(stringType, anything))
		}
		return one(types.NewSlice(anything))
	case *ast.SliceExpr:
		if parent.X == c.node {
			return one(stringType)
		}
	case *ast.TypeAssertExpr:
		if parent.X == c.node {
			return one(anything)
		}
	case *ast.IfStmt:
		if parent.Cond == c.node {
			return one(boolType)
		}
	case *ast.KeyValueExpr:
		return one(c.fieldValue(parent))
	case *ast.ParenExpr:
		return setting{info: c.info, above: c.above[:len(c.above)-1], node: parent}.expects()
	}
	return one(nil)
}

func (c setting) assigned(st *ast.AssignStmt) []types.Type {
	if len(st.Rhs) == 1 && st.Rhs[0] == c.node {
		out := make([]types.Type, len(st.Lhs))
		for i, lhs := range st.Lhs {
			out[i] = c.target(st, lhs)
		}
		return out
	}
	for i, rhs := range st.Rhs {
		if rhs == c.node && i < len(st.Lhs) {
			return []types.Type{c.target(st, st.Lhs[i])}
		}
	}
	for i, lhs := range st.Lhs { // the expression is assigned to
		if lhs == c.node && len(st.Rhs) == len(st.Lhs) {
			return []types.Type{c.info.TypeOf(st.Rhs[i])}
		}
	}
	return []types.Type{nil}
}

// target is the type of what is assigned to: a variable's, or what the name of a
// new one says.
func (c setting) target(st *ast.AssignStmt, lhs ast.Expr) types.Type {
	id, isIdent := lhs.(*ast.Ident)
	if isIdent && (st.Tok == token.DEFINE || id.Name == "_") {
		if obj := c.info.Uses[id]; obj != nil && !invalid(obj.Type()) { // declared before, by another statement
			return obj.Type()
		}
		return named(id)
	}
	return c.info.TypeOf(lhs)
}

// named is what Go's customs say of a variable's type.
func named(id *ast.Ident) types.Type {
	switch {
	case id.Name == "err" || strings.HasSuffix(id.Name, "Err"):
		return errorType
	case id.Name == "ok" || id.Name == "found" || id.Name == "exists":
		return boolType
	}
	return nil
}

func (c setting) returned(ret *ast.ReturnStmt) []types.Type {
	results := c.enclosingResults()
	if results == nil {
		return []types.Type{nil}
	}
	if len(ret.Results) == 1 {
		out := make([]types.Type, results.Len())
		for i := range out {
			out[i] = results.At(i).Type()
		}
		return out
	}
	for i, r := range ret.Results {
		if r == c.node && i < results.Len() {
			return []types.Type{results.At(i).Type()}
		}
	}
	return []types.Type{nil}
}

func (c setting) enclosingResults() *types.Tuple {
	for i := len(c.above) - 1; i >= 0; i-- {
		switch fn := c.above[i].(type) {
		case *ast.FuncDecl:
			if obj, ok := c.info.Defs[fn.Name].(*types.Func); ok {
				return obj.Signature().Results()
			}
			return nil
		case *ast.FuncLit:
			if sig, ok := c.info.TypeOf(fn).(*types.Signature); ok {
				return sig.Results()
			}
			return nil
		}
	}
	return nil
}

// argument is the parameter's type where the expression is passed to a function,
// and the target's where it is converted.
func (c setting) argument(call *ast.CallExpr) types.Type {
	tv := c.info.Types[call.Fun]
	if tv.IsType() {
		return tv.Type
	}
	sig, ok := tv.Type.(*types.Signature)
	if !ok {
		return nil
	}
	for i, arg := range call.Args {
		if arg != c.node {
			continue
		}
		n := sig.Params().Len()
		if sig.Variadic() && i >= n-1 {
			if s, ok := sig.Params().At(n - 1).Type().(*types.Slice); ok && !call.Ellipsis.IsValid() {
				return concrete(s.Elem())
			}
			return nil
		}
		if i < n {
			return concrete(sig.Params().At(i).Type())
		}
	}
	return nil
}

// concrete leaves out types that take anything: they say nothing of the value.
func concrete(t types.Type) types.Type {
	if i, ok := t.Underlying().(*types.Interface); ok && i.Empty() {
		return nil
	}
	return t
}

func (c setting) operand(b *ast.BinaryExpr) types.Type {
	other := b.X
	if other == c.node {
		other = b.Y
	}
	if id, ok := other.(*ast.Ident); ok && id.Name == "nil" {
		return nil
	}
	switch b.Op {
	case token.LAND, token.LOR:
		return boolType
	}
	if t := c.info.TypeOf(other); t != nil {
		return types.Default(t)
	}
	return nil
}

func (c setting) fieldValue(kv *ast.KeyValueExpr) types.Type {
	if kv.Value != c.node {
		return nil
	}
	if key, ok := kv.Key.(*ast.Ident); ok {
		if f, ok := c.info.Uses[key].(*types.Var); ok && f.IsField() {
			return concrete(f.Type())
		}
	}
	return nil
}
