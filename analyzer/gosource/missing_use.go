package gosource

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
)

// collect notes how the folder's files use the declarations of missing packages,
// from syntax.
func (m *missing) collect() {
	for _, dir := range slices.Sorted(maps.Keys(m.l.local)) {
		for _, file := range m.l.local[dir].pkg.Files {
			imports := m.importsOf(file)
			if len(imports) == 0 {
				continue
			}
			inspect(file, func(n ast.Node, above []ast.Node) {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return
				}
				if id, ok := sel.X.(*ast.Ident); ok && imports[id.Name] != nil && sel.Sel.IsExported() {
					imports[id.Name].decl(sel.Sel.Name).use(sel, above)
				}
			})
		}
	}
}

// inspect calls f for every node with the nodes above it, nearest last.
func inspect(root ast.Node, f func(n ast.Node, above []ast.Node)) {
	var stack []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		f(n, stack)
		stack = append(stack, n)
		return true
	})
}

func nth(above []ast.Node, n int) ast.Node {
	if len(above) < n {
		return nil
	}
	return above[len(above)-n]
}

// use notes one use of a declaration.
func (d *decl) use(sel *ast.SelectorExpr, above []ast.Node) {
	switch parent := nth(above, 1).(type) {
	case *ast.CallExpr:
		if parent.Fun == sel {
			d.called = true
			d.results(nth(above, 2))
			if len(parent.Args) == 1 {
				d.converted(parent.Args[0])
			}
			return
		}
		if id, ok := parent.Fun.(*ast.Ident); ok && (id.Name == "make" || id.Name == "new") && parent.Args[0] == sel {
			d.isType = true
			d.literal = d.literal || id.Name == "new"
			if id.Name == "make" && d.shape == "" {
				d.shape = "map[string]any"
			}
			return
		}
	case *ast.StarExpr:
		d.isType, d.pointer = true, true
		return
	case *ast.CompositeLit:
		if parent.Type == sel {
			d.composite(parent)
			return
		}
	}
	if isTypePosition(sel, above) {
		d.isType = true
		return
	}
	if d.value == nil {
		d.value = &outcome{results: []string{""}}
	}
}

// results notes how many results a call is seen to have: libraries changed that from
// one version to the next.
func (d *decl) results(parent ast.Node) {
	switch parent := parent.(type) {
	case *ast.SelectorExpr, *ast.KeyValueExpr:
		d.single = true
	case *ast.AssignStmt:
		if len(parent.Rhs) == 1 {
			d.single, d.several = d.single || len(parent.Lhs) == 1, d.several || len(parent.Lhs) > 1
		}
	}
}

// converted notes the argument of a call that may be a conversion.
func (d *decl) converted(arg ast.Expr) {
	if lit, ok := arg.(*ast.BasicLit); ok && d.shape == "" {
		switch lit.Kind {
		case token.STRING:
			d.shape = "string"
		case token.INT:
			d.shape = "int"
		}
	}
}

// composite notes a literal: fields by name make it a struct, other keys a map,
// no keys a slice.
func (d *decl) composite(lit *ast.CompositeLit) {
	d.isType = true
	if len(lit.Elts) == 0 {
		d.literal = d.literal || d.shape == ""
		return
	}
	kv, keyed := lit.Elts[0].(*ast.KeyValueExpr)
	if !keyed {
		d.shape = "[]any"
		return
	}
	if _, isField := kv.Key.(*ast.Ident); !isField {
		d.shape = "map[string]any"
		return
	}
	d.literal, d.shape = true, ""
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && d.fields[key.Name] == nil {
				d.fields[key.Name] = &outcome{results: []string{""}, set: true}
			}
		}
	}
}

// isTypePosition reports whether the parent of an expression takes a type there.
func isTypePosition(sel *ast.SelectorExpr, above []ast.Node) bool {
	switch parent := nth(above, 1).(type) {
	case *ast.Field:
		return parent.Type == sel
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.Ellipsis:
		return true
	case *ast.ValueSpec:
		return parent.Type == sel
	case *ast.TypeSpec:
		return true
	case *ast.TypeAssertExpr:
		return parent.Type == sel
	case *ast.CaseClause:
		_, ok := nth(above, 3).(*ast.TypeSwitchStmt)
		return ok
	}
	return false
}
