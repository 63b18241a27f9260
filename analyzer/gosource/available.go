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

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

var errNotThere = errors.New("package is not available")

// loadAvailable loads the packages outside the folder that are on this machine, so
// that they share their types: where the go command could list the module, what it
// found there and what else of the standard library is needed; else the standard
// library only.
func (l *fileLoader) loadAvailable(list listing) {
	l.findVendors()
	l.missing = newMissing(l)
	want := map[string]bool{}
	for name := range l.imported() {
		if name != "C" && name != "unsafe" && l.find(name) == nil {
			want[name] = true
		}
	}
	for name := range l.missing.stubImports(want) {
		want[name] = true
	}
	for name := range want {
		if p := list.libraries[name]; p != nil {
			l.have[name] = p
		}
	}
	maps.DeleteFunc(want, func(name string, _ bool) bool { return !isStandard(name) || l.have[name] != nil })
	if len(want) == 0 {
		return
	}
	dir := filepath.Join(build.Default.GOROOT, "src")
	if _, err := os.Stat(dir); err != nil {
		dir = os.TempDir()
	}
	cfg := &packages.Config{Context: l.ctx, Dir: dir, Mode: packages.NeedName | packages.NeedExportFile, Env: Environment(l.root, dir)}
	pkgs, err := packages.Load(cfg, slices.Sorted(maps.Keys(want))...)
	if err != nil {
		l.notes = append(l.notes, note(l.folder.rel, "the standard library's types cannot be loaded: "+firstLine(err.Error()), "is the go command installed?"))
		return
	}
	loaded := list.loaded
	if loaded == nil {
		loaded = importMap{}
	}
	for _, p := range pkgs {
		if t, err := l.readExport(p, loaded); err == nil {
			l.have[p.PkgPath] = t
		} else {
			l.notes = append(l.notes, note(l.folder.rel, "the types of "+p.PkgPath+" cannot be loaded: "+firstLine(err.Error()), ""))
		}
	}
}

// readExport reads a package's types as the compiler wrote them, and adds them to
// those that were loaded.
func (l *fileLoader) readExport(p *packages.Package, loaded importMap) (*types.Package, error) {
	if p.ExportFile == "" {
		return nil, errNotThere
	}
	file, err := os.Open(p.ExportFile)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r, err := gcexportdata.NewReader(file)
	if err != nil {
		return nil, err
	}
	return gcexportdata.Read(r, l.fset, loaded, p.PkgPath)
}

// isStandard reports whether an import path is one of the standard library:
// those have no dot in their first element.
func isStandard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return !strings.Contains(first, ".")
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
	if p := l.have[name]; p != nil {
		return p, nil
	}
	if p, known := l.sources[name]; known {
		if p == nil {
			return nil, errors.New("import cycle through " + name)
		}
		return p, nil
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

// sourceOf finds a package's folder in a vendor folder at or above the module,
// within the root, or in another module of the tree.
func (l *fileLoader) sourceOf(name string) string {
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

// fromSource type-checks the declarations of a package elsewhere in the tree.
func (l *fileLoader) fromSource(name, dir string) *types.Package {
	l.sources[name] = nil
	var files []*ast.File
	entries, _ := os.ReadDir(dir) // an unreadable folder is an empty package
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if ok, err := buildContext().MatchFile(dir, e.Name()); err != nil || !ok {
			continue
		}
		f, _ := parser.ParseFile(l.fset, filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if f != nil {
			files = append(files, f)
		}
	}
	cfg := types.Config{Importer: l, FakeImportC: true, IgnoreFuncBodies: true, Error: func(error) {}}
	p, _ := cfg.Check(name, l.fset, files, nil) // its errors are not the scanned code's
	l.sources[name] = p
	return p
}
