package gosource

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// setApart makes what did not type-check harmless for the builder of SSA: it
// drops statements that use unknown types from function bodies, whole bodies
// where that is not enough, and initialisers of package variables. An
// expression of invalid type, or an identifier without an object, is the mark.
func setApart(p *Package) {
	for _, file := range p.Files {
		for i, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil || p.wellTyped(fn) {
				continue
			}
			p.Untyped = append(p.Untyped, fn)
			bare := *fn
			bare.Body = nil
			if p.signatureKnown(fn) && !jumps(fn.Body) {
				bare.Body = &ast.BlockStmt{Lbrace: fn.Body.Lbrace, List: p.prune(fn.Body.List), Rbrace: fn.Body.Rbrace}
			}
			file.Decls[i] = &bare
		}
	}
	var order []*types.Initializer
	for _, in := range p.Info.InitOrder {
		if p.wellTyped(in.Rhs) {
			order = append(order, in)
		}
	}
	p.Info.InitOrder = order
}

// Checked returns the package's files without the declarations that the checker
// gave no object: a file it never got to, a name that stands there twice. The
// builder of SSA fails on them, and with it the scan of everything else.
func (p *Package) Checked() []*ast.File {
	files := make([]*ast.File, 0, len(p.Files))
	for _, f := range p.Files {
		kept := slices.DeleteFunc(slices.Clone(f.Decls), func(d ast.Decl) bool { return !p.hasObjects(d) })
		if len(kept) < len(f.Decls) {
			bare := *f
			bare.Decls = kept
			f = &bare
		}
		files = append(files, f)
	}
	return files
}

func (p *Package) hasObjects(d ast.Decl) bool {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return p.Info.Defs[d.Name] != nil
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if p.Info.Defs[s.Name] == nil {
					return false
				}
			case *ast.ValueSpec:
				if slices.ContainsFunc(s.Names, func(id *ast.Ident) bool { return p.Info.Defs[id] == nil }) {
					return false
				}
			}
		}
	}
	return true
}

func (p *Package) signatureKnown(fn *ast.FuncDecl) bool {
	return p.wellTyped(fn.Type) && (fn.Recv == nil || p.wellTyped(fn.Recv))
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
func (p *Package) prune(list []ast.Stmt) []ast.Stmt {
	var out []ast.Stmt
	for _, s := range list {
		if p.wellTyped(s) || p.lighten(s) && p.wellTyped(s) {
			out = append(out, s)
			continue
		}
		kept := p.salvage(s)
		if kept == nil {
			kept = p.declared(s)
		}
		out = append(out, kept...)
	}
	return out
}

// declared keeps of a dropped statement the variables it declares: later ones may
// use them, and their types are often known where their values are not.
func (p *Package) declared(s ast.Stmt) []ast.Stmt {
	var names []*ast.Ident
	switch s := s.(type) {
	case *ast.AssignStmt:
		for _, lhs := range s.Lhs {
			if id, ok := lhs.(*ast.Ident); ok {
				names = append(names, id)
			}
		}
	case *ast.DeclStmt:
		if gen, ok := s.Decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
			for _, spec := range gen.Specs {
				names = append(names, spec.(*ast.ValueSpec).Names...)
			}
		}
	}
	var out []ast.Stmt
	for _, id := range names {
		if v, ok := p.Info.Defs[id].(*types.Var); ok && !invalid(v.Type()) {
			spec := &ast.ValueSpec{Names: []*ast.Ident{id}}
			out = append(out, &ast.DeclStmt{Decl: &ast.GenDecl{TokPos: id.Pos(), Tok: token.VAR, Specs: []ast.Spec{spec}}})
		}
	}
	return out
}

func (p *Package) salvage(s ast.Stmt) []ast.Stmt {
	switch s := s.(type) {
	case *ast.BlockStmt:
		return []ast.Stmt{p.pruneBlock(s)}
	case *ast.IfStmt:
		kept := *s
		if s.Init != nil && !p.wellTyped(s.Init) {
			return nil
		}
		if !p.wellTyped(s.Cond) {
			kept.Cond = p.unknownValue(s.Cond.Pos(), types.Typ[types.Bool])
		}
		kept.Body = p.pruneBlock(s.Body)
		kept.Else = nil
		if s.Else != nil {
			if rest := p.prune([]ast.Stmt{s.Else}); len(rest) == 1 {
				kept.Else = rest[0]
			}
		}
		return []ast.Stmt{&kept}
	case *ast.ForStmt:
		kept := *s
		kept.Body = &ast.BlockStmt{}
		if !p.wellTyped(&kept) {
			return nil
		}
		kept.Body = p.pruneBlock(s.Body)
		return []ast.Stmt{&kept}
	case *ast.RangeStmt:
		kept := *s
		kept.Body = &ast.BlockStmt{}
		if !p.wellTyped(&kept) {
			return nil
		}
		kept.Body = p.pruneBlock(s.Body)
		return []ast.Stmt{&kept}
	}
	return nil
}

func (p *Package) pruneBlock(b *ast.BlockStmt) *ast.BlockStmt {
	return &ast.BlockStmt{Lbrace: b.Lbrace, List: p.prune(b.List), Rbrace: b.Rbrace}
}

// wellTyped reports whether everything below a node was given a type, and no
// mistake of the checker lies in it: two valid types that do not fit (an argument
// of the wrong type) would make the builder of SSA give up on the package.
func (p *Package) wellTyped(root ast.Node) bool {
	for _, at := range p.mistakes {
		if root.Pos() <= at && at < root.End() {
			return false
		}
	}
	info, ok := p.Info, true
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
// names, built-in functions and the symbolic variable of a type switch have no
// type.
func known(info *types.Info, id *ast.Ident) bool {
	if obj, ok := info.Defs[id]; ok {
		return obj == nil || !invalid(obj.Type())
	}
	obj := info.Uses[id]
	if obj == nil {
		return false
	}
	switch obj.(type) {
	case *types.Label, *types.PkgName, *types.Builtin:
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
