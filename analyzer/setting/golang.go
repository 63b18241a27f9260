package setting

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/schema"
)

// goModule looks through the string literals and TLS settings of a module's Go
// files.
func (r *reader) goModule(m *gosource.Module) {
	for _, p := range m.Packages {
		for _, f := range p.Files {
			name := gosource.Rel(r.root, m.Fset.Position(f.Pos()).Filename)
			if ast.IsGenerated(f) || forTests(name) {
				continue
			}
			g := goFile{reader: r, fset: m.Fset, name: name}
			ast.Inspect(f, g.visit)
		}
	}
}

type goFile struct {
	*reader
	fset *token.FileSet
	name string
}

func (g goFile) span(pos, end token.Pos) schema.Span {
	p := g.fset.Position(pos)
	length := int(end - pos)
	if e := g.fset.Position(end); e.Line != p.Line {
		length = 1
	}
	return schema.Span{Position: schema.Position{File: g.name, Line: p.Line, Column: p.Column, Offset: p.Offset}, Length: length}
}

func (g goFile) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.BasicLit:
		g.text(n)
	case *ast.KeyValueExpr:
		g.skipVerify(n.Key, n.Value)
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
			g.skipVerify(n.Lhs[0], n.Rhs[0])
		}
	}
	return true
}

func (g goFile) text(lit *ast.BasicLit) {
	if lit.Kind != token.STRING || len(lit.Value) < 12 || len(lit.Value) > 2000 {
		return
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil || strings.Contains(text, "\n") {
		return
	}
	for _, c := range connectionsIn(text) {
		c.Span, c.InGo, c.Sample = g.span(lit.Pos(), lit.End()), true, isSample(g.name)
		g.facts.Connections = append(g.facts.Connections, c.Connection)
	}
}

// skipVerify recognises InsecureSkipVerify: true, as a field and as an
// assignment. A variable on the right is somebody's choice at run time.
func (g goFile) skipVerify(key, value ast.Expr) {
	name := ""
	switch k := key.(type) {
	case *ast.Ident:
		name = k.Name
	case *ast.SelectorExpr:
		name = k.Sel.Name
	}
	if id, ok := value.(*ast.Ident); ok && id.Name == "true" && name == "InsecureSkipVerify" {
		g.facts.Connections = append(g.facts.Connections, Connection{Scheme: "tls", Insecure: "InsecureSkipVerify: true", InGo: true, Sample: isSample(g.name), Span: g.span(key.Pos(), value.End())})
	}
}
