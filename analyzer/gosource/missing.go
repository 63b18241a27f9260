package gosource

import (
	"go/ast"
	"go/types"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// A checkout that was never built has none of its dependencies, and privet uses
// no network. Without types for them hardly a statement of a web shop would
// check: handlers take a *gin.Context, stores hold a *gorm.DB. So the packages
// that are not there are made up, well enough for the models, which know
// libraries by import path and name:
//
//   - for the libraries most shops are built with, declarations are kept in
//     stubs/: names and signatures, no code;
//   - every other declaration follows from its use. P.F(x) is a function, *P.T
//     a type, v.M(x) a method of v's type. What a use expects of a result (the
//     type of a parameter, a variable, a string it is compared with) is the
//     result's type, and where nothing is expected it gets a type of its own,
//     whose methods the next round finds.
//
// Parameters are always ...any. What does not check even so is set apart as in
// any package with errors.

// missing is the packages that are not there.
type missing struct {
	l    *fileLoader
	pkgs map[string]*madeUp // by import path
	made map[*types.Package]*madeUp
}

// madeUp is one package that is not there.
type madeUp struct {
	path, name string
	stub       *ast.File // nil: none
	stubText   string
	stubbed    map[string]bool
	decls      map[string]*decl
	imports    map[string]string // path to name, of types its declarations use
	origin     map[string]origin // of the types of results: which result
	types      *types.Package    // nil: to be declared anew
	taught     bool              // this round told more about it
}

// decl is what is known of one declaration of such a package.
type decl struct {
	name    string
	isType  bool
	pointer bool   // seen as *T
	literal bool   // seen as T{...}
	shape   string // underlying type, when a literal or conversion tells
	fields  map[string]*outcome
	methods map[string]*outcome
	value   *outcome // as a function or a variable
	called  bool
	single  bool // its result was seen to be one value
	several bool // and to be more
}

// outcome is what a function returns or a variable holds.
type outcome struct {
	results []string // type expressions; "" unknown
	set     bool     // a field given a value in a literal: it takes anything
	spread  *spread  // how a list was handed over: f(a, list...)
}

// spread is how a function takes a list as its last arguments.
type spread struct {
	fixed int    // arguments before the list
	elem  string // type expression of the list's elements
}

// origin is a result that has a type of its own.
type origin struct {
	of    *outcome
	index int
}

func newMissing(l *fileLoader) *missing {
	return &missing{l: l, pkgs: map[string]*madeUp{}, made: map[*types.Package]*madeUp{}}
}

// isMissing reports whether an import path is found nowhere.
func (m *missing) isMissing(name string) bool {
	return name != "C" && name != "unsafe" && !isRelative(name) && m.l.find(name) == nil && m.l.have[name] == nil && m.l.found[name].Export == "" && m.l.sourceOf(name) == ""
}

// used returns the import paths of the packages that were made up, sorted.
func (m *missing) used() []string { return slices.Sorted(maps.Keys(m.pkgs)) }

// pkg returns this round's types of a missing package.
func (m *missing) pkg(name string) *types.Package {
	p := m.of(name)
	if p.types == nil {
		m.declare(p)
	}
	return p.types
}

func (m *missing) of(name string) *madeUp {
	p := m.pkgs[name]
	if p == nil {
		p = &madeUp{path: name, name: packageName(name), stubbed: map[string]bool{}, decls: map[string]*decl{}, imports: map[string]string{}, origin: map[string]origin{}}
		m.addStub(p)
		m.pkgs[name] = p
	}
	return p
}

// forget drops the types of the packages about which the last round taught
// something, and of those whose stubs import these, and returns their import paths.
func (m *missing) forget() map[string]bool {
	stale := map[string]bool{}
	for more := true; more; {
		more = false
		for path, p := range m.pkgs {
			if !stale[path] && (p.taught || p.stub != nil && slices.ContainsFunc(p.stub.Imports, func(imp *ast.ImportSpec) bool { return stale[importPath(imp)] })) {
				stale[path], more = true, true
			}
		}
	}
	for path := range stale {
		p := m.pkgs[path]
		delete(m.made, p.types)
		p.types, p.taught = nil, false
	}
	return stale
}

func (p *madeUp) decl(name string) *decl {
	d := p.decls[name]
	if d == nil {
		d = &decl{name: name, fields: map[string]*outcome{}, methods: map[string]*outcome{}}
		p.decls[name] = d
	}
	return d
}

var versionElement = lazyregexp.New(`^v[0-9]+$`)

// packageName guesses the name of a package from its import path: the last
// element that is no version, without what repositories add to it.
func packageName(importPath string) string {
	base := path.Base(importPath)
	if versionElement.MatchString(base) {
		base = path.Base(path.Dir(importPath))
	}
	if i := strings.Index(base, ".v"); i > 0 {
		base = base[:i]
	}
	base = strings.TrimPrefix(base, "go-")
	for _, suffix := range []string{"-go", ".go", "-golang"} {
		base = strings.TrimSuffix(base, suffix)
	}
	return identifier(base)
}

// identifier makes a name of what may hold dots and hyphens.
func identifier(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, s)
}

// imports returns the missing packages a file imports, by the name the file
// calls them.
func (m *missing) importsOf(file *ast.File) map[string]*madeUp {
	out := map[string]*madeUp{}
	var roots map[string]bool
	for _, imp := range file.Imports {
		name := importPath(imp)
		if !m.isMissing(name) {
			continue
		}
		p := m.of(name)
		if imp.Name != nil {
			out[imp.Name.Name] = p
			continue
		}
		if roots == nil {
			roots = selectorRoots(file)
		}
		p.guessName(roots) // a stub serves packages of several names
		out[p.name] = p
	}
	return out
}

// guessName corrects a guessed package name by what the file calls it: the first
// way of reading the path that the file uses before a dot.
func (p *madeUp) guessName(roots map[string]bool) {
	base := path.Base(p.path)
	if versionElement.MatchString(base) {
		base = path.Base(path.Dir(p.path))
	}
	parts := strings.FieldsFunc(base, func(r rune) bool { return r == '-' || r == '.' || r == '_' })
	names := []string{p.name, strings.Join(parts, ""), strings.Join(parts, "_")}
	for i := range parts {
		names = append(names, parts[len(parts)-1-i])
	}
	names = append(names, path.Base(path.Dir(p.path))) // messagebird/go-rest-api
	for _, n := range names {
		if roots[n] {
			p.name = n
			return
		}
	}
}

func selectorRoots(file *ast.File) map[string]bool {
	roots := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				roots[id.Name] = true
			}
		}
		return true
	})
	return roots
}
