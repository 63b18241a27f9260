package gosource

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// lighten takes out of a statement's struct literals the fields whose values did not
// type-check: the row that is stored has its other columns. It reports whether there
// were any.
func (p *Package) lighten(s ast.Stmt) bool {
	lighter := false
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			return false // pruned statement by statement
		case *ast.CompositeLit:
			if structUnder(p.Info.TypeOf(n)) == nil {
				return true
			}
			before := len(n.Elts)
			n.Elts = slices.DeleteFunc(n.Elts, func(e ast.Expr) bool {
				kv, keyed := e.(*ast.KeyValueExpr)
				return keyed && !p.wellTyped(kv) && !holdsLiteral(kv.Value)
			})
			lighter = lighter || len(n.Elts) < before
		}
		return true
	})
	return lighter
}

// holdsLiteral reports whether there is a literal below, which may be lightened itself.
func holdsLiteral(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, is := n.(*ast.CompositeLit)
		found = found || is
		return !found
	})
	return found
}

func structUnder(t types.Type) *types.Struct {
	if t == nil {
		return nil
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// unknownValue is an expression of a type of which nothing is known, what a pointer
// from nowhere points to: it stands for one that did not type-check.
func (p *Package) unknownValue(at token.Pos, t types.Type) ast.Expr {
	name := &ast.Ident{NamePos: at, Name: "nil"}
	value := &ast.StarExpr{Star: at, X: name}
	p.Info.Uses[name] = types.Universe.Lookup("nil")
	p.Info.Types[name] = types.TypeAndValue{Type: types.NewPointer(t)}
	p.Info.Types[value] = types.TypeAndValue{Type: t}
	return value
}
