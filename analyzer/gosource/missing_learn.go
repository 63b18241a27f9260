package gosource

import (
	"go/ast"
	"go/types"
)

// learn looks at the packages that a round checked for what the missing packages
// still lack, and reports whether there was anything.
func (m *missing) learn(checked []string) bool {
	if len(m.pkgs) == 0 {
		return false
	}
	for _, dir := range checked {
		p := m.l.local[dir].pkg
		for _, file := range p.Files {
			inspect(file, func(n ast.Node, above []ast.Node) {
				switch n := n.(type) {
				case *ast.SelectorExpr:
					m.selector(setting{info: p.Info, above: above, node: n}, n)
				case *ast.Ident:
					m.variable(setting{info: p.Info, above: above, node: n}, n)
				}
			})
		}
	}
	for _, p := range m.pkgs {
		if p.taught {
			return true
		}
	}
	return false
}

// selector looks at x.Sel: a method or field that x's made-up type lacks, or a
// declaration whose type the context tells.
func (m *missing) selector(c setting, sel *ast.SelectorExpr) {
	if obj := c.info.Uses[sel.Sel]; obj != nil {
		m.refine(c, obj)
		return
	}
	x := c.info.TypeOf(sel.X)
	if x == nil || c.info.Types[sel.X].IsType() {
		return
	}
	p, d := m.lacking(x, 0)
	if d == nil {
		return
	}
	call, called := nth(c.above, 1).(*ast.CallExpr)
	if called && call.Fun == sel {
		if d.methods[sel.Sel.Name] == nil {
			d.methods[sel.Sel.Name] = &outcome{}
			p.taught = true
		}
		m.update(p, d.methods[sel.Sel.Name], c.ofCall())
		m.handsOver(p, d.methods[sel.Sel.Name], c.info, call)
		return
	}
	if d.fields[sel.Sel.Name] == nil {
		d.fields[sel.Sel.Name] = &outcome{results: []string{""}}
		p.taught = true
	}
	m.update(p, d.fields[sel.Sel.Name], c)
}

// variable looks at a variable that holds a made-up result: what is done with it
// tells what the function returned.
func (m *missing) variable(c setting, id *ast.Ident) {
	v, ok := c.info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return
	}
	p, d := m.owner(v.Type())
	if p == nil {
		return
	}
	if o, own := p.origin[d.name]; own && o.of.results[o.index] == "" {
		want := c.expects()
		if len(want) != 1 || want[0] == nil {
			return
		}
		if same, _ := m.owner(want[0]); same != p && len(d.methods)+len(d.fields) > 0 {
			return // what was called on it is known of this type only
		}
		if !types.Identical(want[0], v.Type()) {
			if expr, ok := p.express(want[0], m); ok {
				o.of.results[o.index] = expr
				p.taught = true
			}
		}
	}
}

// lacking returns the made-up type that a selector on t must have meant: t
// itself, or one that t embeds.
func (m *missing) lacking(t types.Type, depth int) (*madeUp, *decl) {
	if p, d := m.owner(t); p != nil {
		return p, d
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth == 3 {
		return nil, nil
	}
	for f := range s.Fields() {
		if f.Embedded() {
			if p, d := m.lacking(f.Type(), depth+1); d != nil {
				return p, d
			}
		}
	}
	return nil, nil
}

// refine updates the outcome of a made-up declaration from one of its uses.
func (m *missing) refine(c setting, obj types.Object) {
	p := m.made[obj.Pkg()]
	if p == nil {
		return
	}
	switch obj := obj.(type) {
	case *types.Func:
		call, ok := nth(c.above, 1).(*ast.CallExpr)
		if !ok || call.Fun != c.node {
			return
		}
		if recv := obj.Signature().Recv(); recv != nil {
			if _, d := m.owner(recv.Type()); d != nil && d.methods[obj.Name()] != nil {
				m.update(p, d.methods[obj.Name()], c.ofCall())
				m.handsOver(p, d.methods[obj.Name()], c.info, call)
			}
			return
		}
		if d := p.decls[obj.Name()]; d != nil && !p.stubbed[obj.Name()] {
			m.update(p, d.value, c.ofCall())
			m.handsOver(p, d.value, c.info, call)
		}
	case *types.Var:
		if d := p.decls[obj.Name()]; d != nil && !obj.IsField() && !p.stubbed[obj.Name()] && !d.called {
			m.update(p, d.value, c)
		}
		if obj.IsField() {
			if sel, ok := c.node.(*ast.SelectorExpr); ok {
				if _, d := m.owner(c.info.TypeOf(sel.X)); d != nil && d.fields[obj.Name()] != nil {
					m.update(p, d.fields[obj.Name()], c)
				}
			}
		}
	}
}

// handsOver notes that a call hands over a list: f(a, list...).
func (m *missing) handsOver(p *madeUp, o *outcome, info *types.Info, call *ast.CallExpr) {
	if o == nil || o.spread != nil || !call.Ellipsis.IsValid() {
		return
	}
	t := info.TypeOf(call.Args[len(call.Args)-1])
	if t == nil {
		return
	}
	list, ok := t.Underlying().(*types.Slice)
	if !ok {
		return
	}
	o.spread, p.taught = &spread{fixed: len(call.Args) - 1, elem: "any"}, true
	if elem, ok := p.express(list.Elem(), m); ok {
		o.spread.elem = elem
	}
}

// update adds what a context expects to what is known; the first answer stays.
func (m *missing) update(p *madeUp, o *outcome, c setting) {
	if o == nil {
		return
	}
	for i, t := range c.expects() {
		if i == len(o.results) {
			o.results = append(o.results, "")
			p.taught = true
		}
		if o.results[i] != "" || t == nil {
			continue
		}
		if expr, ok := p.express(t, m); ok {
			o.results[i] = expr
			p.taught = true
		}
	}
}

// express writes a type as the made-up package can: basic types, types of the
// packages that are there, and what is built from those.
func (p *madeUp) express(t types.Type, m *missing) (string, bool) {
	if invalid(t) || !m.expressible(t, p, 0) {
		return "", false
	}
	return types.TypeString(types.Default(t), func(q *types.Package) string {
		if q.Path() == p.path {
			return ""
		}
		name := "i_" + identifier(q.Path())
		if _, known := p.imports[q.Path()]; !known {
			p.imports[q.Path()] = name
		}
		return name
	}), true
}

func (m *missing) expressible(t types.Type, p *madeUp, depth int) bool {
	if depth > 4 {
		return false
	}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return t.Kind() != types.Invalid && t.Kind() != types.UntypedNil
	case *types.Pointer:
		return m.expressible(t.Elem(), p, depth+1)
	case *types.Slice:
		return m.expressible(t.Elem(), p, depth+1)
	case *types.Map:
		return m.expressible(t.Key(), p, depth+1) && m.expressible(t.Elem(), p, depth+1)
	case *types.Named:
		q := t.Obj().Pkg()
		return q == nil || t.TypeArgs() == nil && t.Obj().Exported() && (q.Path() == p.path || m.l.have[q.Path()] == q)
	case *types.Interface:
		return t.Empty()
	}
	return false
}
