package models

import (
	"cmp"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// A row is written from a library's documentation and easily off by one: the
// receiver counts, and majors move arguments. So every row is held against the
// declarations of its library: those of the standard library, which is always
// there, and those of whichever modules this machine has. A row is right when one
// of the versions found declares what it says.
func TestRowsAgreeWithLibraries(t *testing.T) {
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	libs := &libraries{modules: modulesHere(t), read: map[string][]declared{}}
	checked := 0
	all := slices.Collect(maps.Values(table.rows))
	all = append(all, slices.Collect(maps.Values(table.access)))
	for _, rows := range all {
		for _, r := range rows {
			path, name := split(r.Callee)
			versions := libs.of(path)
			if len(versions) == 0 || strings.HasSuffix(name, "*") {
				continue
			}
			checked++
			var wrong []string
			for _, v := range versions {
				if first := since[r.Callee]; first == "" || semver.Compare(v.version, first) >= 0 {
					wrong = append(wrong, v.disagrees(r, name))
				}
			}
			if len(wrong) > 0 && !slices.Contains(wrong, "") {
				t.Errorf("%s %s: %s", r.Verb, r.Callee, wrong[0])
			}
		}
	}
	if checked < 150 {
		t.Errorf("only %d rows were checked: not even those of the standard library", checked)
	}
}

// since are the versions that brought functions which a row names: an older one, on a
// machine that has no other, says nothing of the row.
var since = map[string]string{"github.com/go-chi/render.DecodeForm": "v1.0.2"}

// split separates "(*pkg/path.T).M" into the package's path and "T.M".
func split(callee string) (path, name string) {
	recv, method, ok := strings.Cut(callee, ")")
	recv = strings.TrimLeft(recv, "(*")
	dot := strings.LastIndexByte(recv, '.')
	if !ok {
		return recv[:dot], recv[dot+1:]
	}
	return recv[:dot], recv[dot+1:] + method
}

// declared is what one version of a package declares.
type declared struct {
	version string                   // of the module, "" of the standard library
	funcs   map[string]*ast.FuncType // "F", and "T.M" for methods
	types   map[string]bool
}

// disagrees says how a row is wrong about this version, "" when it is not. A
// package that lacks the type altogether is another generation of the library.
func (d declared) disagrees(r Row, name string) string {
	owner, _, method := strings.Cut(name, ".")
	sig := d.funcs[name]
	if sig == nil {
		if method && !d.types[owner] {
			return ""
		}
		return "no such function"
	}
	var params []ast.Expr
	if method {
		params = append(params, ast.NewIdent("receiver"))
	}
	for _, f := range sig.Params.List {
		for range max(1, len(f.Names)) {
			params = append(params, f.Type)
		}
	}
	for _, i := range append(slices.Clone(r.From), r.To, r.Add, r.Key, r.Cost) {
		if i >= len(params) {
			return "it has no argument " + string(rune('0'+i))
		}
	}
	if r.Key >= 0 {
		if id, ok := params[r.Key].(*ast.Ident); ok && slices.Contains([]string{"int", "bool", "byte"}, id.Name) {
			return "the key is a " + id.Name
		}
	}
	for _, i := range r.From {
		if sel, ok := params[i].(*ast.SelectorExpr); ok && types.ExprString(sel) == "context.Context" {
			return "it takes a context where the row has data"
		}
	}
	return ""
}

type libraries struct {
	modules map[string][]string // directories, by path without major version
	read    map[string][]declared
}

func (l *libraries) of(path string) []declared {
	if got, ok := l.read[path]; ok {
		return got
	}
	var dirs []string
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		dirs = []string{filepath.Join(runtime.GOROOT(), "src", path)}
	}
	for root := path; root != "."; root = filepath.ToSlash(filepath.Dir(root)) {
		for _, dir := range l.modules[root] {
			dirs = append(dirs, filepath.Join(dir, strings.TrimPrefix(path, root)))
		}
	}
	var out []declared
	for _, dir := range dirs {
		if d := declarations(dir); len(d.funcs) > 0 {
			_, version, _ := strings.Cut(dir, "@")
			d.version, _, _ = strings.Cut(version, "/")
			out = append(out, d)
		}
	}
	l.read[path] = out
	return out
}

func modulesHere(t *testing.T) map[string][]string {
	t.Helper()
	root := cmp.Or(os.Getenv("GOMODCACHE"), filepath.Join(build.Default.GOPATH, "pkg", "mod"))
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // no cache, or a part of it that may not be read
		}
		rel, _ := filepath.Rel(root, path)
		escaped, _, versioned := strings.Cut(filepath.ToSlash(rel), "@")
		if rel == "cache" {
			return fs.SkipDir
		}
		if !versioned {
			return nil
		}
		if name, err := module.UnescapePath(escaped); err == nil {
			out[Normal(name)] = append(out[Normal(name)], path)
		}
		return fs.SkipDir
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// declarations reads a folder without checking types: hundreds of packages are
// looked at for their signatures alone.
func declarations(dir string) declared {
	d := declared{funcs: map[string]*ast.FuncType{}, types: map[string]bool{}}
	names, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		for _, decl := range f.Decls {
			d.add(decl)
		}
	}
	return d
}

func (d declared) add(decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		name := decl.Name.Name
		if decl.Recv != nil {
			recv, _, _ := strings.Cut(strings.TrimLeft(types.ExprString(decl.Recv.List[0].Type), "*"), "[") // of a generic type
			name = recv + "." + name
		}
		d.funcs[name] = decl.Type
	case *ast.GenDecl:
		for _, s := range decl.Specs {
			ts, ok := s.(*ast.TypeSpec)
			if !ok {
				continue
			}
			d.types[ts.Name.Name] = true
			if in, ok := ts.Type.(*ast.InterfaceType); ok {
				d.interfaceMethods(ts.Name.Name, in)
			}
		}
	}
}

func (d declared) interfaceMethods(name string, in *ast.InterfaceType) {
	for _, m := range in.Methods.List {
		if sig, ok := m.Type.(*ast.FuncType); ok && len(m.Names) == 1 {
			d.funcs[name+"."+m.Names[0].Name] = sig
		}
	}
}
