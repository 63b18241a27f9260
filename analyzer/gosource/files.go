package gosource

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/privet-dev/privet/schema"
)

// loadModule reads a module, or a folder without go.mod, from its files. Imports
// inside the folder are found by the end of their path; the standard library and
// what else is on this machine come from export data; vendored packages that the go
// command does not see and those of other modules in the tree from their source;
// what is not there at all is made up from how the code uses it (see missing.go).
func loadModule(ctx context.Context, root string, f folder, opts Options) (*Module, []schema.Note) {
	l := newFileLoader(ctx, root, f, opts)
	l.parseAll()
	if len(l.local) == 0 {
		return nil, l.notes
	}
	l.guessPrefix()
	l.addGenerated(opts.Generate)
	l.leaveOutSupport()
	l.loadAvailable()
	l.checkAll()
	m := &Module{Dir: f.rel, Path: f.path, Fset: l.fset}
	var partly []*Package
	for _, dir := range slices.Sorted(maps.Keys(l.local)) {
		p := l.local[dir]
		p.pkg.Imports = Dependencies(p.pkg.Types)
		if l.setApart(p); p.pkg.Errors > 0 {
			partly = append(partly, p.pkg)
			if len(l.missing.pkgs) == 0 {
				l.notes = append(l.notes, degraded(l.fset, root, p.pkg, withoutRoot(root, p.cause)))
			}
		}
		m.Packages = append(m.Packages, p.pkg)
	}
	l.sayWhatWasMissing(partly)
	return m, l.notes
}

// setApart makes harmless what of a package did not type-check. Where libraries are
// known in part only, what comes from them can be of an invalid type, which the checker
// does not complain of a second time.
func (l *fileLoader) setApart(p *localPackage) {
	if usesC(p.pkg.Files) && p.pkg.Errors == 0 {
		p.pkg.Errors, p.cause = 1, cgoCause
	}
	if p.pkg.Errors == 0 && len(l.sources)+len(l.missing.pkgs) == 0 {
		return
	}
	setApart(p.pkg)
	if p.pkg.Errors == 0 && len(p.pkg.Untyped) > 0 {
		p.pkg.Errors, p.cause = 1, "a package it imports has errors"
	}
}

// fileLoader is the work on one folder.
type fileLoader struct {
	ctx     context.Context
	root    string
	folder  folder
	fset    *token.FileSet
	local   map[string]*localPackage  // by folder relative to the module's
	prefix  string                    // of import paths of local packages, without go.mod; with one, a prefix that means the module too
	src     string                    // before the import path in the names of local folders, without go.mod
	vendors []string                  // vendor folders, absolute
	have    map[string]*types.Package // from export data, whole
	loaded  map[string]*types.Package // what export data names, most of it in part
	found   map[string]listed         // by the go command
	sources map[string]*sourcePackage // from source elsewhere
	others  []folder                  // other modules of the tree
	missing *missing
	notes   []schema.Note
}

func newFileLoader(ctx context.Context, root string, f folder, opts Options) *fileLoader {
	return &fileLoader{
		ctx: ctx, root: root, folder: f, others: opts.others, fset: token.NewFileSet(), local: map[string]*localPackage{},
		have: map[string]*types.Package{}, loaded: map[string]*types.Package{}, sources: map[string]*sourcePackage{},
	}
}

type localPackage struct {
	rel     string // its folder, relative to the module's
	pkg     *Package
	imports []string // the import paths that its files name, sorted
	cause   string   // first error
	state   int      // 0 unchecked, 1 being checked, 2 checked
	notes   []schema.Note
}

// parseAll parses the folder's packages side by side.
func (l *fileLoader) parseAll() {
	parsed := make([]*localPackage, len(l.folder.dirs))
	g := new(errgroup.Group)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, dir := range l.folder.dirs {
		g.Go(func() error {
			if l.ctx.Err() == nil {
				parsed[i] = l.parseDir(dir)
			}
			return nil
		})
	}
	_ = g.Wait() // what goes wrong is a note
	for _, p := range parsed {
		if p == nil {
			continue
		}
		l.notes = append(l.notes, p.notes...)
		if len(p.pkg.Files) > 0 {
			l.local[p.rel] = p
		}
	}
}

// parseDir parses the package in a folder. Files that build constraints leave
// out on this machine are read as well where they do not contradict the others.
func (l *fileLoader) parseDir(dir string) *localPackage {
	rel := Rel(l.folder.dir, dir)
	p := &localPackage{rel: rel, pkg: &Package{Path: path.Join(l.folder.path, rel)}}
	entries, err := os.ReadDir(dir)
	if err != nil {
		p.notes = append(p.notes, note(Rel(l.root, dir), "cannot be read: "+err.Error(), ""))
		return p
	}
	names := map[string]int{}
	var files []*ast.File
	var excluded []string
	for _, e := range entries {
		name := e.Name()
		if !e.Type().IsRegular() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if ok, err := buildContext().MatchFile(dir, name); err != nil || !ok {
			excluded = append(excluded, filepath.Join(dir, name))
			continue
		}
		file, err := parser.ParseFile(l.fset, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			p.notes = append(p.notes, note(Rel(l.root, filepath.Join(dir, name)), "does not parse: "+withoutRoot(l.root, firstLine(err.Error())), "what could be read of it is analysed"))
		}
		if file != nil && file.Name.Name != "_" {
			files = append(files, file)
			names[file.Name.Name]++
		}
	}
	files = slices.DeleteFunc(files, func(f *ast.File) bool { return names[f.Name.Name]*2 < len(files) })
	pkg := ""
	if len(files) > 0 {
		pkg = files[0].Name.Name
	}
	x := readExtras(l.fset, pkg, excluded, declaredBy(files))
	p.notes = append(p.notes, x.notes(l.fset, l.root, dir)...)
	p.pkg.Files = append(files, x.files...)
	p.imports = imports(p.pkg.Files)
	return p
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
		if rest, ok := strings.CutPrefix(name, l.prefix); ok && l.prefix != "" {
			return l.local[rest]
		}
		return nil
	}
	if p := l.local[l.src+name]; p != nil && l.src != "" {
		return p
	}
	if name == strings.TrimSuffix(l.prefix, "/") && l.prefix != "" {
		return l.local["."]
	}
	rest, ok := strings.CutPrefix(name, l.prefix)
	if !ok {
		return nil
	}
	return l.local[rest]
}

// guessPrefix finds what the folder is called in import paths when no go.mod
// says so: the prefix before a local folder's name that most imports share, or in
// a whole GOPATH tree what lies before the import path in a folder's name: src/.
func (l *fileLoader) guessPrefix() {
	votes := map[string]int{}
	for name := range l.imported() {
		if isRelative(name) {
			continue
		}
		for at := name; at != ""; {
			if l.local[at] != nil {
				votes[strings.TrimSuffix(name, at)]++
				break
			}
			_, at, _ = strings.Cut(at, "/")
		}
	}
	if l.folder.path != "" {
		l.guessOtherName(votes)
		return
	}
	best := 0
	for _, prefix := range slices.Sorted(maps.Keys(votes)) {
		if votes[prefix] > best {
			l.prefix, best = prefix, votes[prefix]
		}
	}
	l.guessSrc(best)
	for rel, p := range l.local {
		p.pkg.Path = path.Join(l.prefix, strings.TrimPrefix(rel, l.src))
	}
}

// guessOtherName finds the name that a module's imports still use after go.mod gave it
// another: the module shop whose files import github.com/someone/shop/models. What a
// module that go.mod requires could hold is somebody else's.
func (l *fileLoader) guessOtherName(votes map[string]int) {
	best := 0
	for _, prefix := range slices.Sorted(maps.Keys(votes)) {
		name := strings.TrimSuffix(prefix, "/")
		if name == "" || name == l.folder.path || strings.HasPrefix(name, l.folder.path+"/") {
			continue
		}
		same := path.Base(name) == path.Base(l.folder.path)
		if votes[prefix] > best && (same || votes[prefix] > 2 && !l.folder.requiresBelow(name)) {
			l.prefix, best = prefix, votes[prefix]
		}
	}
}

// isRelative reports whether an import path starts at the file that names it, as
// code of the years before modules has it: "../models".
func isRelative(name string) bool {
	return strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../")
}

// guessSrc looks for the folder that holds import paths as folders, and prefers
// it to a prefix that fewer imports share.
func (l *fileLoader) guessSrc(votesForPrefix int) {
	votes := map[string]int{}
	for name := range l.imported() {
		for rel := range l.local {
			if src, ok := strings.CutSuffix(rel, name); ok && (src == "src/" || strings.HasSuffix(src, "/src/")) {
				votes[src]++
			}
		}
	}
	for _, src := range slices.Sorted(maps.Keys(votes)) {
		if votes[src] >= max(votesForPrefix, 1) && votes[src] > votes[l.src] {
			l.src, l.prefix = src, ""
		}
	}
}

// imported returns every import path the folder's files name.
func (l *fileLoader) imported() map[string]bool {
	all := map[string]bool{}
	for _, p := range l.local {
		for _, name := range p.imports {
			all[name] = true
		}
	}
	return all
}

func importPath(imp *ast.ImportSpec) string { return strings.Trim(imp.Path.Value, "\"`") }

// sayWhatWasMissing notes which libraries the analysis knows by name only, and
// what that cost: errors of the code itself cannot be told from those.
func (l *fileLoader) sayWhatWasMissing(partly []*Package) {
	if !l.folder.gomod {
		l.notes = append(l.notes, note(l.folder.rel, "no go.mod: import paths are taken from the folders", "run go mod init and go mod tidy for a complete analysis"))
	}
	names := l.missing.used()
	if len(names) == 0 {
		return
	}
	const shown = 5
	list := strings.Join(names[:min(len(names), shown)], ", ")
	if more := len(names) - shown; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	msg := fmt.Sprintf("%d packages it imports are not on this machine and are known by name only: %s", len(names), list)
	if functions := countUntyped(partly); functions > 0 {
		msg += fmt.Sprintf("; %d functions of %d packages are analysed in part", functions, len(partly))
	}
	file := l.folder.rel
	if l.folder.gomod {
		file = path.Join(file, "go.mod")
	}
	l.notes = append(l.notes, note(file, msg, "run go mod download there for a complete analysis"))
}

func countUntyped(pkgs []*Package) int {
	n := 0
	for _, p := range pkgs {
		n += len(p.Untyped)
	}
	return n
}
