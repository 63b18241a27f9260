package gosource

import (
	"context"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/privet-dev/privet/schema"
)

// loadFiles reads a folder without the go command's help: for code without
// go.mod, and for modules it cannot list. Imports inside the folder are found
// by the end of their path; the standard library comes from export data; any
// other import is unknown, and what uses it is set apart.
func loadFiles(ctx context.Context, root string, f folder, opts Options) (*Module, []schema.Note) {
	l := fileLoader{ctx: ctx, root: root, folder: f, fset: token.NewFileSet(), local: map[string]*localPackage{}, std: map[string]*types.Package{}}
	for _, dir := range f.dirs {
		l.parseDir(dir, opts.Tests)
	}
	l.guessPrefix()
	l.loadStd()
	m := &Module{Dir: f.rel, Path: f.path, Fset: l.fset}
	for _, dir := range slices.Sorted(maps.Keys(l.local)) {
		p := l.local[dir]
		l.check(p)
		p.pkg.Imports = dependencies(p.pkg.Types)
		if p.pkg.Errors > 0 {
			setApart(p.pkg)
			l.notes = append(l.notes, degraded(l.fset, root, p.pkg, p.cause))
		}
		m.Packages = append(m.Packages, p.pkg)
	}
	if len(m.Packages) == 0 {
		return nil, l.notes
	}
	if !f.gomod {
		l.notes = append(l.notes, note(f.rel, "no go.mod: libraries outside the standard library are not known", "run go mod init and go mod tidy for a complete analysis"))
	}
	return m, l.notes
}

type fileLoader struct {
	ctx    context.Context
	root   string
	folder folder
	fset   *token.FileSet
	local  map[string]*localPackage // by folder relative to the module's
	std    map[string]*types.Package
	prefix string // of import paths of local packages, without go.mod
	notes  []schema.Note
}

type localPackage struct {
	pkg   *Package
	cause string // first error
	state int    // 0 unchecked, 1 being checked, 2 checked
}

func (l *fileLoader) parseDir(dir string, tests bool) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		l.notes = append(l.notes, note(Rel(l.root, dir), "cannot be read: "+err.Error(), ""))
		return
	}
	rel := Rel(l.folder.dir, dir)
	names := map[string]int{}
	var files []*ast.File
	bc := build.Default
	bc.CgoEnabled = false
	for _, e := range entries {
		name := e.Name()
		if !e.Type().IsRegular() || !strings.HasSuffix(name, ".go") || (!tests && strings.HasSuffix(name, "_test.go")) {
			continue
		}
		if ok, err := bc.MatchFile(dir, name); err != nil || !ok {
			continue
		}
		file, err := parser.ParseFile(l.fset, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			l.notes = append(l.notes, note(Rel(l.root, filepath.Join(dir, name)), "does not parse: "+firstLine(err.Error()), ""))
		}
		if file != nil && file.Name.Name != "_" {
			files = append(files, file)
			names[file.Name.Name]++
		}
	}
	if len(files) == 0 {
		return
	}
	files = slices.DeleteFunc(files, func(f *ast.File) bool { return names[f.Name.Name]*2 < len(files) })
	importPath := path.Join(l.folder.path, rel)
	l.local[rel] = &localPackage{pkg: &Package{Path: importPath, Files: files}}
}

// loadStd loads the imported packages of the standard library in one go.
func (l *fileLoader) loadStd() {
	want := map[string]bool{}
	for _, p := range l.local {
		for _, f := range p.pkg.Files {
			for _, imp := range f.Imports {
				name := strings.Trim(imp.Path.Value, "\"`")
				if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") && name != "C" && name != "unsafe" && l.find(name) == nil {
					want[name] = true
				}
			}
		}
	}
	if len(want) == 0 {
		return
	}
	dir := filepath.Join(build.Default.GOROOT, "src")
	if _, err := os.Stat(dir); err != nil {
		dir = os.TempDir()
	}
	cfg := &packages.Config{Context: l.ctx, Dir: dir, Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedExportFile,
		Env: Environment(dir, dir), Fset: l.fset}
	pkgs, err := packages.Load(cfg, slices.Sorted(maps.Keys(want))...)
	if err != nil {
		l.notes = append(l.notes, note(l.folder.rel, "the standard library's types cannot be loaded: "+firstLine(err.Error()), "is the go command installed?"))
		return
	}
	for _, p := range pkgs {
		if p.Types != nil && p.Types.Complete() {
			l.std[p.PkgPath] = p.Types
		}
	}
}

// find returns the local package an import path means.
func (l *fileLoader) find(name string) *localPackage {
	if l.folder.path != "" {
		if name == l.folder.path {
			return l.local["."]
		}
		if rest, ok := strings.CutPrefix(name, l.folder.path+"/"); ok {
			return l.local[rest]
		}
		return nil
	}
	rest, ok := strings.CutPrefix(name, l.prefix)
	if !ok {
		return nil
	}
	return l.local[rest]
}

// guessPrefix finds what the folder is called in import paths when no go.mod
// says so: the prefix before a local folder's name that most imports share.
func (l *fileLoader) guessPrefix() {
	votes := map[string]int{}
	for _, p := range l.local {
		for _, f := range p.pkg.Files {
			for _, imp := range f.Imports {
				name := strings.Trim(imp.Path.Value, "\"`")
				for at := name; at != ""; {
					if l.local[at] != nil {
						votes[strings.TrimSuffix(name, at)]++
						break
					}
					_, at, _ = strings.Cut(at, "/")
				}
			}
		}
	}
	best := 0
	for _, prefix := range slices.Sorted(maps.Keys(votes)) {
		if votes[prefix] > best {
			l.prefix, best = prefix, votes[prefix]
		}
	}
}

// Import implements types.Importer; an error makes the type checker go on with
// an unknown package.
func (l *fileLoader) Import(name string) (*types.Package, error) {
	if name == "unsafe" {
		return types.Unsafe, nil
	}
	if p := l.find(name); p != nil {
		if p.state == 1 {
			return nil, fmt.Errorf("import cycle through %s", name)
		}
		l.check(p)
		return p.pkg.Types, nil
	}
	if p := l.std[name]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("package %s is not available", name)
}

func (l *fileLoader) check(p *localPackage) {
	if p.state != 0 {
		return
	}
	p.state = 1
	p.pkg.Info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	cfg := types.Config{Importer: l, FakeImportC: true, Error: func(err error) {
		if p.pkg.Errors++; p.cause == "" {
			p.cause = firstLine(err.Error())
		}
	}}
	p.pkg.Types, _ = cfg.Check(p.pkg.Path, l.fset, p.pkg.Files, p.pkg.Info) // errors went to cfg.Error
	p.state = 2
}
