// Package gosource loads the Go code of a folder for analysis: every module at
// and below it, each package of the module with syntax and types, and the
// packages it depends on from compiled export data only. Nothing of the loaded
// code is run, no network is used and no toolchain is downloaded.
//
// Code that does not build is loaded as far as it goes. Statements that do not
// type-check are taken out (Package.Untyped has the functions as written) and
// the rest is analysed; a module the go command cannot list is read file by
// file; what was lost is said in notes.
package gosource

import (
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/privet-dev/privet/schema"
)

// Options steer Load. The zero value loads everything; test files are never read.
type Options struct {
	Exclude []string // doublestar patterns relative to the root

	// Generate returns the source of the packages that a generator makes from a package, by
	// import path; of the first, in order, there may be files of the project too; nil for
	// none. It is asked for what is generated and not there; may be nil.
	Generate func(pkgPath string, files []*ast.File) map[string]string

	others []folder // the modules found
}

// Module is one Go module, or a folder of Go files without go.mod.
type Module struct {
	Dir      string // relative to the scanned root, forward slashes, "." for the root
	Path     string // module path; "" without go.mod
	Fset     *token.FileSet
	Packages []*Package // ordered by import path
}

// Package is one package of a module.
type Package struct {
	Path    string
	Types   *types.Package
	Info    *types.Info // nil after Release
	Files   []*ast.File
	Imports []*types.Package // every package its types need, without syntax
	Untyped []*ast.FuncDecl  // functions that did not type-check, as written; in Files they lack the statements in question
	Errors  int              // errors the go command or the type checker reported

	mistakes []token.Pos // where they are
}

// Release lets go of what the type checker said of each expression, a fifth of what
// a scan keeps in memory, once nobody asks for it any more.
func (m *Module) Release() {
	for _, p := range m.Packages {
		p.Info = nil
	}
}

// Degraded reports whether only part of the package is analysed with types.
func (p *Package) Degraded() bool { return p.Errors > 0 }

// Load finds and loads every module at and below root, a folder on this
// machine. Positions in the result's FileSets hold absolute file names; Rel
// turns them into names relative to the root. The error is for a root that
// cannot be read or a cancelled context: code that does not build is a note.
func Load(ctx context.Context, root string, opts Options) ([]*Module, []schema.Note, error) {
	found, notes, err := findModules(root, opts.Exclude)
	if err != nil {
		return nil, nil, err
	}
	opts.others = found
	mods, said := make([]*Module, len(found)), make([][]schema.Note, len(found))
	g := new(errgroup.Group)
	g.SetLimit(runtime.GOMAXPROCS(0)) // the go command, which loading mostly waits for, uses one processor
	for i, f := range found {
		g.Go(func() error {
			if ctx.Err() == nil {
				mods[i], said[i] = loadModule(ctx, root, f, opts)
			}
			return ctx.Err()
		})
	}
	err = g.Wait()
	mods = slices.DeleteFunc(mods, func(m *Module) bool { return m == nil })
	return mods, append(notes, slices.Concat(said...)...), err
}

func note(file, message, hint string) schema.Note {
	return schema.Note{Origin: schema.Origin{Span: schema.Span{Position: schema.Position{File: file}}}, Message: message, Hint: hint}
}
