package gosource

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"

	"go/types"
)

// stubFiles declare what applications use of the libraries most of them are built
// with: one file a package, its import path in the first line. They are facts
// about public interfaces, without code, and only read when a library is not on
// this machine.
//
//go:embed stubs/*.stub
var stubFiles embed.FS

// stubOf returns the declarations kept for an import path, "" when there are
// none. A stub serves every major version of its library.
func stubOf(importPath string) string {
	entries, err := stubFiles.ReadDir("stubs")
	if err != nil {
		return ""
	}
	for _, e := range entries {
		data, err := stubFiles.ReadFile("stubs/" + e.Name())
		if err != nil {
			continue
		}
		first, _, _ := strings.Cut(string(data), "\n")
		for _, path := range strings.Fields(strings.TrimPrefix(first, "//")) {
			if path == importPath || path == withoutVersion(importPath) {
				return string(data)
			}
		}
	}
	return ""
}

func withoutVersion(importPath string) string {
	parts := strings.Split(importPath, "/")
	return strings.Join(slices.DeleteFunc(parts, versionElement.MatchString), "/")
}

// addStub gives a missing package the declarations kept for it.
func (m *missing) addStub(p *madeUp) {
	text := stubOf(p.path)
	if text == "" {
		return
	}
	f, err := parser.ParseFile(token.NewFileSet(), p.path, text, parser.SkipObjectResolution)
	if err != nil {
		return
	}
	p.stub, p.stubText, p.name = f, text, f.Name.Name
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				p.stubbed[d.Name.Name] = true
			} else {
				p.stubbed[receiverName(d)+"."+d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					p.stubbed[s.Name.Name] = true
				case *ast.ValueSpec:
					for _, n := range s.Names {
						p.stubbed[n.Name] = true
					}
				}
			}
		}
	}
}

func receiverName(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if ix, ok := t.(*ast.IndexExpr); ok {
		t = ix.X
	}
	id, _ := t.(*ast.Ident)
	if id == nil {
		return ""
	}
	return id.Name
}

// parseStub parses a package's stub for one round, with the fields and interface
// methods that uses showed it to lack.
func (p *madeUp) parseStub(fset *token.FileSet) []*ast.File {
	if p.stub == nil {
		return nil
	}
	f, err := parser.ParseFile(fset, p.path+"/stub.go", p.stubText, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	f.Name = ast.NewIdent(p.name)
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
			p.fewerResults(fn)
		}
		gen, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range gen.Specs {
			if ts, ok := s.(*ast.TypeSpec); ok && p.decls[ts.Name.Name] != nil {
				p.extend(ts, p.decls[ts.Name.Name])
			}
		}
	}
	return []*ast.File{f}
}

// fewerResults takes the error from a function that the code uses as one without: the
// version it was written for had none.
func (p *madeUp) fewerResults(fn *ast.FuncDecl) {
	if d := p.decls[fn.Name.Name]; d == nil || !d.single || d.several || fn.Type.Results.NumFields() != 2 {
		return
	}
	fn.Type.Results.List = fn.Type.Results.List[:1]
}

func (p *madeUp) extend(ts *ast.TypeSpec, d *decl) {
	switch t := ts.Type.(type) {
	case *ast.StructType:
		for _, name := range slices.Sorted(maps.Keys(d.fields)) {
			if hasField(t.Fields, name) {
				continue
			}
			if typ, err := parser.ParseExpr(d.fieldType(name)); err == nil {
				t.Fields.List = append(t.Fields.List, &ast.Field{Names: []*ast.Ident{ast.NewIdent(name)}, Type: typ})
			}
		}
	case *ast.InterfaceType:
		for _, name := range slices.Sorted(maps.Keys(d.methods)) {
			if hasField(t.Methods, name) {
				continue
			}
			if typ, err := parser.ParseExpr("func" + signature(d.name+"_"+name, d.methods[name])); err == nil {
				t.Methods.List = append(t.Methods.List, &ast.Field{Names: []*ast.Ident{ast.NewIdent(name)}, Type: typ})
			}
		}
	}
}

func hasField(list *ast.FieldList, name string) bool {
	for _, f := range list.List {
		for _, n := range f.Names {
			if n.Name == name {
				return true
			}
		}
	}
	return false
}

// stubImports returns what the stubs of missing packages import. Which packages
// are missing is not known yet: those of the standard library never are.
func (m *missing) stubImports(want map[string]bool) map[string]bool {
	out, seen := map[string]bool{}, map[string]bool{}
	names := slices.Sorted(maps.Keys(want))
	for len(names) > 0 {
		name := names[0]
		names = names[1:]
		if isStandard(name) || seen[name] {
			continue
		}
		seen[name] = true
		f, err := parser.ParseFile(token.NewFileSet(), "", stubOf(name), parser.ImportsOnly)
		if err != nil {
			continue
		}
		for _, imp := range f.Imports {
			if path := importPath(imp); isStandard(path) {
				out[path] = true
			} else {
				names = append(names, path) // a stub that uses another library's
			}
		}
	}
	for _, path := range always {
		out[path] = true
	}
	return out
}

// always are the packages whose types the results of missing functions most
// often have.
var always = []string{"context", "time"}

// owner returns the made-up package and declaration of a type, looking through
// pointers; nil for types that are declared anywhere else.
func (m *missing) owner(t types.Type) (*madeUp, *decl) {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || m.made[n.Obj().Pkg()] == nil {
		return nil, nil
	}
	p := m.made[n.Obj().Pkg()]
	return p, p.decl(n.Obj().Name())
}
