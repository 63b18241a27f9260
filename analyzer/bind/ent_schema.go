package bind

import (
	"go/ast"
	"go/token"
	"path"
	"strconv"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// The source of an ent schema is read as written, not evaluated: it is a list of
// field.String("email").Unique().Sensitive(), and it is there also when the code
// that ent generates from it is not.

// entSource is the syntax of one package that may hold ent schemas.
type entSource struct {
	types   map[string]*ast.TypeSpec
	embeds  map[string]string                   // by type: Schema, or Mixin
	methods map[string]map[string]*ast.FuncDecl // by type, then by method
}

// ReadSchemas registers the ent schemas of a package, given its import path.
func (b *Binder) ReadSchemas(pkgPath string, files []*ast.File) {
	s := readEnt(files)
	for _, name := range s.schemas(files) {
		b.addSchema(s, path.Dir(pkgPath), s.types[name])
	}
}

func importsEnt(file *ast.File) bool {
	for _, imp := range file.Imports {
		if p, err := strconv.Unquote(imp.Path.Value); err == nil && isEnt(p) {
			return true
		}
	}
	return false
}

func (s entSource) add(file *ast.File) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok {
					s.types[t.Name.Name] = t
					s.embeds[t.Name.Name] = embedsEnt(t)
				}
			}
		case *ast.FuncDecl:
			if d.Recv == nil || len(d.Recv.List) != 1 || d.Body == nil {
				continue
			}
			name := typeIdent(d.Recv.List[0].Type)
			if s.methods[name] == nil {
				s.methods[name] = map[string]*ast.FuncDecl{}
			}
			s.methods[name][d.Name.Name] = d
		}
	}
}

// embedsEnt returns "Schema" or "Mixin" for struct types that embed ent.Schema
// or mixin.Schema.
func embedsEnt(t *ast.TypeSpec) string {
	st, ok := t.Type.(*ast.StructType)
	if !ok {
		return ""
	}
	for _, f := range st.Fields.List {
		sel, ok := f.Type.(*ast.SelectorExpr)
		if !ok || len(f.Names) > 0 || sel.Sel.Name != "Schema" {
			continue
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "mixin" {
			return "Mixin"
		}
		return "Schema"
	}
	return ""
}

func typeIdent(x ast.Expr) string {
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	if id, ok := x.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func (b *Binder) addSchema(s entSource, pkg string, t *ast.TypeSpec) {
	name := t.Name.Name
	m := &usage.Model{Library: "ent", Package: pkg, Type: name, Table: schema.Name{Name: plural(snake(name))}, Span: b.locate(t.Pos()), Migrates: true}
	m.Fields = append(m.Fields, usage.ModelField{Name: "ID", Column: "id", GoType: "int", PrimaryKey: true, Span: b.locate(t.Pos())})
	for _, mix := range callsIn(s.methods[name]["Mixin"], nil) {
		m.Fields = append(m.Fields, b.schemaFields(s, typeIdent(mix), m)...)
	}
	m.Fields = append(m.Fields, b.schemaFields(s, name, m)...)
	m.Fields = append(m.Fields, b.schemaEdges(s, name, m)...)
	if table := annotatedTable(s.methods[name]["Annotations"]); table != "" {
		m.Table.Name = table
	}
	keep(b, b.models, "ent "+pkg+"."+name, m)
}

// annotatedTable reads entsql.Annotation{Table: "users"} and entsql.Table("users").
func annotatedTable(fn *ast.FuncDecl) string {
	table := ""
	if fn == nil {
		return ""
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && id.Name == "Table" {
				table = literal(n.Value)
			}
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Table" && len(n.Args) == 1 {
				table = literal(n.Args[0])
			}
		}
		return true
	})
	return table
}

func literal(x ast.Expr) string {
	lit, ok := x.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}
