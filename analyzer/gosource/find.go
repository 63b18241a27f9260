package gosource

import (
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/source"
)

// folder is a place where Go code begins: a module's folder, or the scanned
// root when Go files there belong to no module.
type folder struct {
	dir   string // absolute
	rel   string // relative to the root, "." for the root
	path  string // module path, "" without go.mod
	gomod bool
	dirs  []string // absolute folders with Go files that belong to it, sorted

	goVersion string   // that the code is written in, "go1.22"; "" the newest
	requires  []string // paths of the modules that go.mod requires
}

// maxDirs bounds the walk: a tree with more folders is cut and said.
const maxDirs = 200_000

// findModules walks the tree once and hands every folder with Go files to the
// nearest module above it. Folders the go command ignores (testdata, vendor, a
// leading "." or "_"), and node_modules, are not entered; links are not
// followed, so nothing outside the root is read.
func findModules(root string, exclude []string) ([]folder, []schema.Note, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, nil, fmt.Errorf("find Go modules: %w", err)
	}
	w := walk{root: abs, exclude: exclude, modules: map[string]*folder{}}
	if err := filepath.WalkDir(abs, w.visit); err != nil {
		return nil, nil, fmt.Errorf("find Go modules: %w", err)
	}
	out := make([]folder, 0, len(w.modules))
	for _, m := range w.modules {
		if len(m.dirs) > 0 {
			slices.Sort(m.dirs)
			out = append(out, *m)
		}
	}
	slices.SortFunc(out, func(a, b folder) int { return strings.Compare(a.rel, b.rel) })
	return out, w.notes, nil
}

type walk struct {
	root    string
	exclude []string
	modules map[string]*folder // by absolute folder
	dirs    int
	notes   []schema.Note
}

func (w *walk) visit(path string, d fs.DirEntry, err error) error {
	rel := w.rel(path)
	if err != nil {
		if path == w.root {
			return err
		}
		w.notes = append(w.notes, note(rel, "cannot be read: "+err.Error(), ""))
		return fs.SkipDir
	}
	if path != w.root && w.skipped(rel, d) {
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.IsDir() {
		if w.dirs++; w.dirs > maxDirs {
			w.notes = append(w.notes, note(rel, "too many folders: the rest is not searched for Go code", ""))
			return fs.SkipAll
		}
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
			m := &folder{dir: path, rel: rel, gomod: true}
			m.readGoMod()
			w.modules[path] = m
		}
		return nil
	}
	if d.Type().IsRegular() && strings.HasSuffix(path, ".go") {
		w.own(filepath.Dir(path))
	}
	return nil
}

func (w *walk) skipped(rel string, d fs.DirEntry) bool {
	if source.Excluded(w.exclude, rel) {
		return true
	}
	if !d.IsDir() {
		return false
	}
	switch name := d.Name(); {
	case name == "testdata", name == "vendor", name == "node_modules":
		return true
	default:
		return name[0] == '.' || name[0] == '_'
	}
}

// own gives a folder with Go files to the nearest module at or above it.
func (w *walk) own(dir string) {
	for at := dir; ; at = filepath.Dir(at) {
		m := w.modules[at]
		if m == nil && at == w.root {
			m = &folder{dir: at, rel: "."}
			w.modules[at] = m
		}
		if m != nil {
			if !slices.Contains(m.dirs, dir) {
				m.dirs = append(m.dirs, dir)
			}
			return
		}
	}
}

func (w *walk) rel(path string) string { return Rel(w.root, path) }

// Rel returns a file's name relative to root with forward slashes, or the name
// itself where it lies outside root.
func Rel(root, file string) string {
	if abs, err := filepath.Abs(root); err == nil {
		root = abs
	}
	rel, err := filepath.Rel(root, file)
	if err != nil || strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// readGoMod reads what go.mod says of the module. A version of Go that this type
// checker does not know is left out: it would refuse the code.
func (f *folder) readGoMod() {
	name := filepath.Join(f.dir, "go.mod")
	data, err := os.ReadFile(name)
	if err != nil {
		return
	}
	f.path = modfile.ModulePath(data)
	mod, err := modfile.ParseLax(name, data, nil)
	if err != nil {
		return // the go command says what is wrong with it
	}
	if mod.Go != nil && version.Compare("go"+mod.Go.Version, runtime.Version()) <= 0 {
		f.goVersion = "go" + mod.Go.Version
	}
	for _, r := range mod.Require {
		f.requires = append(f.requires, r.Mod.Path)
	}
}

// requiresBelow reports whether packages whose paths begin with the prefix can be of a
// module that go.mod requires.
func (f *folder) requiresBelow(prefix string) bool {
	return slices.ContainsFunc(f.requires, func(module string) bool {
		return strings.HasPrefix(module+"/", prefix+"/") || strings.HasPrefix(prefix+"/", module+"/")
	})
}
