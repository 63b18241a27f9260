package gosource

import (
	"go/ast"
	"go/types"
)

// setApart makes what did not type-check harmless for the builder of SSA: it
// drops statements that use unknown types from function bodies, whole bodies
// where that is not enough, and initialisers of package variables. An
// expression of invalid type, or an identifier without an object, is the mark.
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
			if signatureKnown(p.Info, fn) && !jumps(fn.Body) {
				bare.Body = &ast.BlockStmt{Lbrace: fn.Body.Lbrace, List: prune(p.Info, fn.Body.List), Rbrace: fn.Body.Rbrace}
			}
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

func signatureKnown(info *types.Info, fn *ast.FuncDecl) bool {
	return wellTyped(info, fn.Type) && (fn.Recv == nil || wellTyped(info, fn.Recv))
}

// jumps reports whether a body has labels: dropping statements could leave a
// jump without its target.
func jumps(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Label != nil {
			found = true
		}
		return !found
	})
	return found
}

// prune keeps the statements that type-checked, and of compound statements the
// parts that did.
func prune(info *types.Info, list []ast.Stmt) []ast.Stmt {
	var out []ast.Stmt
	for _, s := range list {
		if wellTyped(info, s) {
			out = append(out, s)
			continue
		}
		out = append(out, salvage(info, s)...)
	}
	return out
}

func salvage(info *types.Info, s ast.Stmt) []ast.Stmt {
	switch s := s.(type) {
	case *ast.BlockStmt:
		return []ast.Stmt{pruneBlock(info, s)}
	case *ast.IfStmt:
		if (s.Init != nil && !wellTyped(info, s.Init)) || !wellTyped(info, s.Cond) {
			return nil
		}
		kept := *s
		kept.Body = pruneBlock(info, s.Body)
		kept.Else = nil
		if s.Else != nil {
			if rest := prune(info, []ast.Stmt{s.Else}); len(rest) == 1 {
				kept.Else = rest[0]
			}
		}
		return []ast.Stmt{&kept}
	case *ast.ForStmt:
		kept := *s
		kept.Body = &ast.BlockStmt{}
		if !wellTyped(info, &kept) {
			return nil
		}
		kept.Body = pruneBlock(info, s.Body)
		return []ast.Stmt{&kept}
	case *ast.RangeStmt:
		kept := *s
		kept.Body = &ast.BlockStmt{}
		if !wellTyped(info, &kept) {
			return nil
		}
		kept.Body = pruneBlock(info, s.Body)
		return []ast.Stmt{&kept}
	}
	return nil
}

func pruneBlock(info *types.Info, b *ast.BlockStmt) *ast.BlockStmt {
	return &ast.BlockStmt{Lbrace: b.Lbrace, List: prune(info, b.List), Rbrace: b.Rbrace}
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
