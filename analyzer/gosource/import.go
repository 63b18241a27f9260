package gosource

import (
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

var errNotThere = errors.New("package is not available")

// loadAvailable loads the packages outside the folder that are on this machine: of
// a module what the go command finds there, of other code the standard library.
func (l *fileLoader) loadAvailable() {
	l.findVendors()
	l.missing = newMissing(l)
	want := map[string]bool{}
	for name := range l.imported() {
		if name != "unsafe" && l.find(name) == nil {
			want[name] = true
		}
	}
	// What the stubs of libraries need is asked for along with the rest, but only
	// read where such a library is not there.
	stubs := l.missing.stubImports(want)
	ask := maps.Clone(want)
	maps.Copy(ask, stubs)
	l.found = l.list(slices.Sorted(maps.Keys(ask)))
	l.listBroken()
	if whole := l.read(want); !whole {
		l.read(stubs)
	}
}

// list asks the go command in the module's folder; where it cannot work there, it
// can still tell about the standard library.
func (l *fileLoader) list(names []string) map[string]listed {
	if l.folder.gomod {
		found, err := l.exporter().list(l.ctx, names, false)
		if err == nil {
			return found
		}
		l.notes = append(l.notes, note(filepath.ToSlash(filepath.Join(l.folder.rel, "go.mod")),
			"the go command cannot list this module: "+withoutRoot(l.root, firstLine(err.Error())), "run go build ./... in it first; its files are read without it"))
	}
	dir := filepath.Join(build.Default.GOROOT, "src")
	if _, err := os.Stat(dir); err != nil {
		dir = os.TempDir()
	}
	standard := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !isStandard(name) })
	found, err := exporter{dir, Environment(l.root, dir)}.list(l.ctx, standard, false)
	if err != nil {
		l.notes = append(l.notes, note(l.folder.rel, "the standard library's types cannot be loaded: "+firstLine(err.Error()), "is the go command installed?"))
	}
	return found
}

func (l *fileLoader) exporter() exporter {
	return exporter{l.folder.dir, Environment(l.root, l.folder.dir)}
}

// listBroken asks what the packages import that are there and do not compile,
// because they lack a library themselves: their own declarations can be read.
func (l *fileLoader) listBroken() {
	var broken []string
	for name, p := range l.found {
		if p.Export == "" {
			broken = append(broken, name)
		}
	}
	if len(broken) == 0 || !l.folder.gomod {
		return
	}
	slices.Sort(broken)
	deep, err := l.exporter().list(l.ctx, broken, true)
	if err != nil {
		return // the first answer stands
	}
	maps.Copy(deep, l.found)
	l.found = deep
}

// read reads the types of the packages named, and reports whether all are there.
func (l *fileLoader) read(names map[string]bool) (whole bool) {
	whole = true
	for _, name := range slices.Sorted(maps.Keys(names)) {
		whole = l.readFound(name) && whole
	}
	return whole
}

func (l *fileLoader) readFound(name string) bool {
	if l.have[name] != nil {
		return true
	}
	p := l.found[name]
	if p.Export == "" {
		return false
	}
	if err := l.readExport(name, p.Export); err != nil {
		delete(l.found, name)
		l.notes = append(l.notes, note(l.folder.rel, "the types of "+name+" cannot be loaded: "+firstLine(err.Error()), ""))
		return false
	}
	return true
}

// Import implements types.Importer. It never fails for code that only lacks a
// library: what is not there is made up.
func (l *fileLoader) Import(name string) (*types.Package, error) {
	if name == "unsafe" {
		return types.Unsafe, nil
	}
	if p := l.find(name); p != nil {
		if p.state == 1 {
			return nil, errors.New("import cycle through " + name)
		}
		l.check(p)
		return p.pkg.Types, nil
	}
	if l.readFound(name) {
		return l.have[name], nil
	}
	if p := l.sources[name]; p != nil {
		if p.types == nil {
			return nil, errors.New("import cycle through " + name)
		}
		return p.types, nil
	}
	if dir := l.sourceOf(name); dir != "" {
		return l.fromSource(name, dir), nil
	}
	if p := l.missing.pkg(name); p != nil {
		return p, nil
	}
	return nil, errNotThere
}

// ImportFrom implements types.ImporterFrom: an import path that starts at the file's
// folder is that of a folder here.
func (l *fileLoader) ImportFrom(name, dir string, _ types.ImportMode) (*types.Package, error) {
	if !isRelative(name) {
		return l.Import(name)
	}
	p := l.local[Rel(l.folder.dir, filepath.Join(dir, filepath.FromSlash(name)))]
	switch {
	case p == nil:
		return nil, errNotThere
	case p.state == 1:
		return nil, errors.New("import cycle through " + name)
	}
	l.check(p)
	return p.pkg.Types, nil
}

// sourcePackage is a package outside the folder whose declarations are read from
// source.
type sourcePackage struct {
	types   *types.Package // nil while it is being read
	imports []string
}

// sourceOf finds the folder of a package without export data: where the go command
// found it, in a vendor folder at or above the module, within the root, or in
// another module of the tree.
func (l *fileLoader) sourceOf(name string) string {
	if p := l.found[name]; p.Dir != "" && holdsGo(p.Dir) {
		return p.Dir
	}
	for _, vendor := range l.vendors {
		if dir := filepath.Join(vendor, filepath.FromSlash(name)); holdsGo(dir) {
			return dir
		}
	}
	for _, o := range l.others {
		if rest, ok := strings.CutPrefix(name+"/", o.path+"/"); ok && o.path != "" {
			if dir := filepath.Join(o.dir, filepath.FromSlash(rest)); holdsGo(dir) {
				return dir
			}
		}
	}
	return ""
}

// findVendors lists the vendor folders beside the packages and above them, within
// the root.
func (l *fileLoader) findVendors() {
	seen := map[string]bool{}
	for _, dir := range l.folder.dirs {
		for at := dir; !seen[at]; at = filepath.Dir(at) {
			seen[at] = true
			vendor := filepath.Join(at, "vendor")
			if info, err := os.Stat(vendor); err == nil && info.IsDir() {
				l.vendors = append(l.vendors, vendor)
			}
			if at == l.root || at == filepath.Dir(at) {
				break
			}
		}
	}
}

func holdsGo(dir string) bool {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	return err == nil && len(names) > 0
}

// fromSource type-checks the declarations of a package outside the folder, those of its
// files with cgo too: without them some libraries have none.
func (l *fileLoader) fromSource(name, dir string) *types.Package {
	source := &sourcePackage{}
	l.sources[name] = source
	bc := buildContext()
	bc.CgoEnabled = true
	var files []*ast.File
	entries, _ := os.ReadDir(dir) // an unreadable folder is an empty package
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if ok, err := bc.MatchFile(dir, e.Name()); err != nil || !ok {
			continue
		}
		f, _ := parser.ParseFile(l.fset, filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if f != nil {
			files = append(files, f)
		}
	}
	source.imports = imports(files)
	cfg := types.Config{Importer: l, FakeImportC: true, IgnoreFuncBodies: true, Error: func(error) {}}
	source.types, _ = cfg.Check(name, l.fset, files, nil) // its errors are not the scanned code's
	return source.types
}
