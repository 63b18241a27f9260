package gosource

import (
	"go/ast"
	"go/parser"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Code that a generator makes is not always kept with the code that it is made for. What
// Options.Generate can say of it from the packages that are there is read as if it were.

// addGenerated adds the packages that are generated and not there.
func (l *fileLoader) addGenerated(generate func(pkgPath string, files []*ast.File) map[string]string) {
	if generate == nil {
		return
	}
	wanted := l.imported()
	for _, rel := range slices.Sorted(maps.Keys(l.local)) {
		p := l.local[rel]
		made := generate(p.pkg.Path, p.pkg.Files)
		base := path.Dir(p.pkg.Path)
		at := func(importPath string) string { return path.Join(path.Dir(rel), strings.TrimPrefix(importPath, base)) }
		paths := slices.Sorted(maps.Keys(made))
		lacks := func(name string) bool {
			have := l.local[at(name)]
			return wanted[name] && (have == nil || name == base && len(declaredBy(have.pkg.Files)) == 0)
		}
		if !slices.ContainsFunc(paths, lacks) {
			continue
		}
		for _, name := range paths {
			if name == base || l.local[at(name)] == nil {
				l.addMade(at(name), name, made[name])
			}
		}
		l.notes = append(l.notes, note(Rel(l.root, filepath.Join(l.folder.dir, at(paths[0]))), "the code generated from "+p.pkg.Path+" is not there, and read as its generator makes it", "run go generate for a complete analysis"))
	}
}

// addMade adds a file to a package of the folder, or a package of one file.
func (l *fileLoader) addMade(rel, pkgPath, text string) {
	file, err := parser.ParseFile(l.fset, filepath.Join(l.folder.dir, rel, "generated.go"), text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return
	}
	p := l.local[rel]
	if p == nil {
		p = &localPackage{rel: rel, pkg: &Package{Path: pkgPath}}
		l.local[rel] = p
	}
	if len(p.pkg.Files) > 0 {
		file.Name = ast.NewIdent(p.pkg.Files[0].Name.Name)
	}
	p.pkg.Files = append(p.pkg.Files, file)
	p.imports = imports(p.pkg.Files)
}
