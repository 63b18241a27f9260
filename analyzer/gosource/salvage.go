package gosource

import (
	"go/ast"
	"go/types"
)

// setApart takes the bodies off functions that did not type-check and drops
// package variables whose initialisers did not: what is left is well-typed, so
// that SSA can be built for it. An expression of invalid type, or an
// identifier without an object, is the mark of a body that did not check.
func setApart(p *Package) {
	for _, file := range p.Files {
		for i, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil || wellTyped(p.Info, fn) {
				continue
			}
			p.Untyped = append(p.Untyped, fn)
			bare := *fn
			bare.Body = nil
			file.Decls[i] = &bare
		}
	}
	var order []*types.Initializer
	for _, in := range p.Info.InitOrder {
		if wellTyped(p.Info, in.Rhs) {
			order = append(order, in)
		}
	}
	p.Info.InitOrder = order
}

func wellTyped(info *types.Info, root ast.Node) bool {
	ok := true
	ast.Inspect(root, func(n ast.Node) bool {
		if !ok {
			return false
		}
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if _, isPkg := info.Uses[rootIdent(n.X)].(*types.PkgName); isPkg {
				ok = validUse(info, n.Sel)
				return false
			}
		case *ast.KeyValueExpr:
			if id, isIdent := n.Key.(*ast.Ident); isIdent && info.Uses[id] == nil && info.Types[n.Key].Type == nil {
				ok = false
			}
			return ok
		case ast.Expr:
			if tv, known := info.Types[n]; known && invalid(tv.Type) {
				ok = false
			}
			if id, isIdent := n.(*ast.Ident); isIdent && id.Name != "_" && !known(info, id) {
				ok = false
			}
		}
		return ok
	})
	return ok
}

func rootIdent(x ast.Expr) *ast.Ident {
	id, _ := x.(*ast.Ident)
	return id
}

func validUse(info *types.Info, id *ast.Ident) bool {
	obj := info.Uses[id]
	return obj != nil && !invalid(obj.Type())
}

// known reports whether the checker resolved the identifier. Labels, package
// names and the symbolic variable of a type switch have no type.
func known(info *types.Info, id *ast.Ident) bool {
	if obj, ok := info.Defs[id]; ok {
		return obj == nil || !invalid(obj.Type())
	}
	obj := info.Uses[id]
	if obj == nil {
		return false
	}
	switch obj.(type) {
	case *types.Label, *types.PkgName:
		return true
	}
	return !invalid(obj.Type())
}

// invalid reports whether the type, or a part of it that the builder of SSA
// would look at, did not check.
func invalid(t types.Type) bool {
	switch t := t.(type) {
	case nil:
		return true
	case *types.Basic:
		return t.Kind() == types.Invalid
	case *types.Pointer:
		return invalid(t.Elem())
	case *types.Slice:
		return invalid(t.Elem())
	case *types.Array:
		return invalid(t.Elem())
	case *types.Map:
		return invalid(t.Key()) || invalid(t.Elem())
	case *types.Chan:
		return invalid(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			if invalid(v.Type()) {
				return true
			}
		}
	case *types.Signature:
		return invalid(t.Params()) || invalid(t.Results())
	case *types.Named:
		return t.Underlying() == types.Typ[types.Invalid]
	}
	return false
}
