package gosource

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// Files that build constraints leave out are part of a program for somebody:
// with cgo, with a tag of the project's own. What they do to data counts, so they
// are read along with their package as far as they do not declare what another
// file declares. Files for another operating system, and those that no build
// takes (ignore, tools), stay out.

// extras are the files of a package that constraints leave out.
type extras struct {
	files []*ast.File
	left  []string // not read: they declare what other files do
}

// readExtras parses those of the excluded files that can be read along with a
// package that declares the names in taken.
func readExtras(fset *token.FileSet, pkg string, names []string, taken map[string]bool) extras {
	var x extras
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || !takenElsewhere(name) {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if pkg == "" && err == nil {
			pkg = f.Name.Name // no other file of the package is in the build
		}
		if err != nil || f.Name.Name != pkg {
			continue
		}
		declared := declares(f)
		if slices.ContainsFunc(declared, func(n string) bool { return taken[n] }) {
			x.left = append(x.left, filepath.Base(name))
			continue
		}
		for _, n := range declared {
			taken[n] = true
		}
		x.files = append(x.files, f)
	}
	return x
}

// takenElsewhere reports whether a build on this kind of machine takes the file:
// one with cgo, with the tags the file asks for or without any.
func takenElsewhere(name string) bool {
	return slices.ContainsFunc([][]string{nil, tagsOf(name)}, func(tags []string) bool {
		bc := build.Default
		bc.CgoEnabled = true
		bc.BuildTags = tags
		ok, err := bc.MatchFile(filepath.Dir(name), filepath.Base(name))
		return err == nil && ok
	})
}

// never are tags that are written to keep a file out of every build, or for
// generators that read it.
var never = []string{"ignore", "tools", "wireinject", "none"}

func tagsOf(name string) []string {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	head, _, _ := strings.Cut(string(data), "\npackage ")
	var tags []string
	for line := range strings.Lines(head) {
		expr, err := constraint.Parse(strings.TrimSpace(line))
		if err != nil {
			continue
		}
		expr.Eval(func(tag string) bool {
			if !slices.Contains(never, tag) {
				tags = append(tags, tag)
			}
			return true
		})
	}
	return slices.DeleteFunc(tags, func(tag string) bool { return otherSystem(tag) })
}

// otherSystem reports whether a tag names an operating system or processor: as a
// tag given on the command line it would take files of other systems.
func otherSystem(tag string) bool {
	return slices.Contains([]string{"windows", "darwin", "linux", "freebsd", "netbsd", "openbsd", "dragonfly", "solaris", "illumos", "aix", "plan9", "js", "wasip1",
		"android", "ios", "amd64", "arm64", "386", "arm", "wasm", "riscv64", "ppc64", "ppc64le", "s390x", "mips", "mipsle", "mips64", "mips64le", "loong64", "unix"}, tag)
}

// declares returns the package-level names a file declares.
func declares(f *ast.File) []string {
	var out []string
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil {
				out = append(out, receiverName(d)+"."+d.Name.Name)
			} else if d.Name.Name != "init" && d.Name.Name != "_" {
				out = append(out, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					out = append(out, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						if n.Name != "_" {
							out = append(out, n.Name)
						}
					}
				}
			}
		}
	}
	return out
}

func declaredBy(files []*ast.File) map[string]bool {
	taken := map[string]bool{}
	for _, f := range files {
		for _, n := range declares(f) {
			taken[n] = true
		}
	}
	return taken
}

// notes says which files were read along and which were not.
func (x extras) notes(fset *token.FileSet, root, dir string) []schema.Note {
	var out []schema.Note
	if len(x.files) > 0 {
		var names []string
		for _, f := range x.files {
			names = append(names, filepath.Base(fset.Position(f.Package).Filename))
		}
		out = append(out, note(Rel(root, dir), fmt.Sprintf("read along although build constraints or cgo leave them out here: %s", strings.Join(names, ", ")), ""))
	}
	if len(x.left) > 0 {
		out = append(out, note(Rel(root, dir), fmt.Sprintf("not read, because build constraints leave them out and other files declare the same: %s", strings.Join(x.left, ", ")),
			"scan with the tags they need set in GOFLAGS to look at these instead"))
	}
	return out
}

// cgoCause says why a package that uses cgo is analysed in part.
const cgoCause = "it uses cgo, and what C does is not read"

func usesC(files []*ast.File) bool {
	return slices.ContainsFunc(files, func(f *ast.File) bool {
		return slices.ContainsFunc(f.Imports, func(imp *ast.ImportSpec) bool { return importPath(imp) == "C" })
	})
}
