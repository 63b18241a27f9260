package gosource

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/packages"

	"github.com/privet-dev/privet/schema"
)

// loadMode asks for syntax and types of the module's own packages. NeedDeps is
// left out on purpose: with it, go/packages would parse and check every
// dependency from source, at ten to twenty times the memory.
const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule | packages.NeedExportFile

// Environment returns the environment for the go command on untrusted code: no
// network, no toolchain download, no cgo, go.mod never rewritten, no
// workspace unless it lies inside root.
func Environment(root, dir string) []string {
	flags := "-mod=readonly"
	if _, err := os.Stat(filepath.Join(dir, "vendor", "modules.txt")); err == nil {
		flags = "-mod=vendor"
	}
	work := workspace(root, dir)
	if work != "off" {
		flags = "" // the go command chooses; -mod=readonly is its default there
	}
	return append(os.Environ(), "GOPROXY=off", "GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOFLAGS="+flags, "GOWORK="+work,
		"GOPACKAGESDRIVER=off", "GO111MODULE=on", "GOVCS=*:off")
}

// workspace returns the go.work that governs dir, if it lies at or below root.
func workspace(root, dir string) string {
	abs, err := filepath.Abs(root)
	if err != nil {
		return "off"
	}
	for at := dir; strings.HasPrefix(at, abs); at = filepath.Dir(at) {
		file := filepath.Join(at, "go.work")
		if _, err := os.Stat(file); err == nil {
			return file
		}
		if at == abs || at == filepath.Dir(at) {
			break
		}
	}
	return "off"
}

// listing is what the go command made of a module.
type listing struct {
	module     *Module
	listed     bool // the go command knows the module's dependencies
	incomplete bool // some of them are not on this machine
	fset       *token.FileSet
	loaded     importMap // every package that types were read of, some in part
	libraries  importMap // those that the module imports, and that are whole
	notes      []schema.Note
}

// loadListed loads a module through the go command.
func loadListed(ctx context.Context, root string, f folder, opts Options) listing {
	fset := token.NewFileSet()
	cfg := &packages.Config{Context: ctx, Mode: loadMode, Dir: f.dir, Env: Environment(root, f.dir), Fset: fset, Tests: opts.Tests, ParseFile: parse}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		return listing{notes: []schema.Note{note(filepath.ToSlash(filepath.Join(f.rel, "go.mod")),
			"the go command cannot list this module: "+firstLine(err.Error()), "run go build ./... in it first; its files are read without it")}}
	}
	l := listing{listed: true, fset: fset}
	m := &Module{Dir: f.rel, Path: f.path, Fset: fset}
	var known importMap // for files that build constraints leave out
	for _, p := range pkgs {
		l.incomplete = l.incomplete || lacksImport(p)
		if p.Types == nil || len(p.Syntax) == 0 || strings.HasSuffix(p.PkgPath, ".test") {
			continue
		}
		pkg := &Package{Path: p.PkgPath, Types: p.Types, Info: p.TypesInfo, Files: p.Syntax, Imports: Dependencies(p.Types), Errors: len(p.Errors)}
		if len(p.IgnoredFiles) > 0 {
			if known == nil {
				known = loadedPackages(pkgs)
			}
			l.notes = append(l.notes, addExtras(fset, root, p, pkg, known)...)
			pkg.Imports = Dependencies(p.Types)
		}
		if p.IllTyped || pkg.Errors > 0 {
			pkg.Errors = max(pkg.Errors, 1)
			for _, e := range p.TypeErrors {
				if !harmless(e) {
					pkg.mistakes = append(pkg.mistakes, e.Pos)
				}
			}
			setApart(pkg)
			l.notes = append(l.notes, degraded(fset, root, pkg, withoutRoot(root, firstError(p, pkg))))
		}
		m.Packages = append(m.Packages, pkg)
	}
	l.incomplete = l.incomplete || leavesOut(f, pkgs)
	if l.incomplete {
		l.loaded, l.libraries = loadedPackages(pkgs), libraries(pkgs)
	}
	if len(m.Packages) == 0 {
		return l
	}
	slices.SortFunc(m.Packages, func(a, b *Package) int { return strings.Compare(a.Path, b.Path) })
	l.module = m
	return l
}

// parse reads a file without resolving names by scope: the type checker does that.
func parse(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
}

// leavesOut reports whether the go command does not list a package of the module
// because constraints leave out all its files: one that is all cgo.
func leavesOut(f folder, pkgs []*packages.Package) bool {
	listed := map[string]bool{}
	for _, p := range pkgs {
		listed[p.Dir] = true
	}
	return slices.ContainsFunc(f.dirs, func(dir string) bool {
		if listed[dir] {
			return false
		}
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		return err == nil && slices.ContainsFunc(names, func(name string) bool {
			return !strings.HasSuffix(name, "_test.go") && takenElsewhere(name)
		})
	})
}

// libraries returns the packages outside the module that it imports and that are
// whole: what was loaded of them serves to read the module file by file.
func libraries(pkgs []*packages.Package) importMap {
	own := map[string]bool{}
	for _, p := range pkgs {
		own[p.PkgPath] = true
	}
	out := importMap{}
	for _, p := range pkgs {
		for path, dep := range p.Imports {
			if !own[dep.PkgPath] && dep.Types != nil && dep.Types.Complete() && len(dep.Errors) == 0 {
				out[path] = dep.Types
			}
		}
	}
	return out
}

// lacksImport reports whether a package imports one whose types are not there.
// The go command lists such a package without a name.
func lacksImport(p *packages.Package) bool {
	for path, dep := range p.Imports {
		if path != "C" && path != "unsafe" && (dep.Name == "" || dep.Types == nil) {
			return true
		}
	}
	return false
}

// Dependencies returns every package reachable from p's imports, p excluded,
// sorted: SSA needs to know of each one, without bodies.
func Dependencies(p *types.Package) []*types.Package {
	seen := map[*types.Package]bool{p: true}
	var all []*types.Package
	queue := []*types.Package{p}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		for _, dep := range next.Imports() {
			if !seen[dep] {
				seen[dep] = true
				all = append(all, dep)
				queue = append(queue, dep)
			}
		}
	}
	slices.SortFunc(all, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	return all
}

func degraded(fset *token.FileSet, root string, p *Package, cause string) schema.Note {
	file := ""
	if len(p.Files) > 0 {
		file = Rel(root, filepath.Dir(fset.Position(p.Files[0].Package).Filename))
	}
	msg := fmt.Sprintf("package %s has errors", p.Path)
	if n := len(p.Untyped); n > 0 {
		msg += fmt.Sprintf("; %d functions are analysed in part", n)
	}
	return note(file, msg+": "+cause, "make it build (go mod download, go generate) for a complete analysis")
}

func firstError(p *packages.Package, pkg *Package) string {
	if len(p.Errors) == 0 && !p.IllTyped {
		if usesC(pkg.Files) {
			return cgoCause
		}
		return "files that build constraints leave out do not check"
	}
	if len(p.Errors) > 0 {
		return firstLine(p.Errors[0].Msg)
	}
	return "a package it imports has errors"
}

// withoutRoot leaves the scanned folder out of the go command's words: results do not
// depend on where a project lies.
func withoutRoot(root, text string) string {
	text = strings.ReplaceAll(text, root+string(filepath.Separator), "")
	if rest, ok := strings.CutSuffix(text, root); ok {
		return rest + "."
	}
	return text
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}
