package gosource

import (
	"errors"
	"go/ast"
	"go/build"
	"go/types"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// maxRounds bounds how often a folder is checked. Each round knows more of the
// missing libraries: what a function returns tells which methods its results
// have, and those what they return in turn. Chains in code are shorter.
const maxRounds = 8

// checkAll type-checks the folder's packages, and again those that use a missing
// package about which a round taught something.
func (l *fileLoader) checkAll() {
	l.missing.collect()
	stale := slices.Sorted(maps.Keys(l.local))
	for range maxRounds {
		l.checkEach(stale)
		if l.ctx.Err() != nil || !l.missing.learn(stale) {
			return
		}
		stale = l.stale()
	}
}

// stale returns the folders of the packages that use, by way of others too, a
// missing package about which there is more to say now, and forgets what was read
// from source elsewhere and uses one.
func (l *fileLoader) stale() []string {
	anew := l.missing.forget()
	uses := func(p *localPackage, names []string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			if dep := l.own(p, name); dep != nil {
				return anew[dep.pkg.Path]
			}
			return anew[name]
		})
	}
	var out []string
	for more := true; more; {
		more = false
		for name, p := range l.sources {
			if uses(nil, p.imports) {
				delete(l.sources, name)
				anew[name], more = true, true
			}
		}
		for dir, p := range l.local {
			if !anew[p.pkg.Path] && uses(p, p.imports) {
				anew[p.pkg.Path], more = true, true
				out = append(out, dir)
			}
		}
	}
	slices.Sort(out)
	return out
}

// own returns the package of the folder that an import path means in another one of
// it, or in a package from elsewhere (nil).
func (l *fileLoader) own(user *localPackage, name string) *localPackage {
	if user != nil && isRelative(name) {
		return l.local[path.Join(user.rel, name)]
	}
	return l.find(name)
}

// checkEach checks packages side by side, each after those that it imports.
func (l *fileLoader) checkEach(dirs []string) {
	for _, dir := range dirs {
		l.local[dir].state = 0
	}
	// What is outside the folder is read, or made up, by one: the maps of that are
	// only read afterwards.
	for _, dir := range dirs {
		p := l.local[dir]
		for _, name := range p.imports {
			if l.own(p, name) == nil && !isRelative(name) {
				_, _ = l.Import(name) // the checker asks again, and says what went wrong
			}
		}
	}
	l.sideBySide(dirs)
	for _, dir := range dirs { // those that import each other
		l.check(l.local[dir])
	}
}

// sideBySide checks the packages that do not import each other.
func (l *fileLoader) sideBySide(dirs []string) {
	waits := map[*localPackage]int{}
	users := map[*localPackage][]*localPackage{}
	for _, dir := range dirs {
		p := l.local[dir]
		waits[p] = 0
		for _, name := range p.imports {
			if dep := l.own(p, name); dep != nil && dep.state == 0 {
				waits[p]++
				users[dep] = append(users[dep], p)
			}
		}
	}
	var mu sync.Mutex
	g := new(errgroup.Group)
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	var start func(p *localPackage)
	start = func(p *localPackage) {
		g.Go(func() error {
			room <- struct{}{}
			l.check(p)
			<-room
			mu.Lock()
			defer mu.Unlock()
			for _, user := range users[p] {
				if waits[user]--; waits[user] == 0 {
					start(user)
				}
			}
			return nil
		})
	}
	mu.Lock()
	for _, dir := range dirs {
		if p := l.local[dir]; waits[p] == 0 && p.state == 0 {
			start(p)
		}
	}
	mu.Unlock()
	_ = g.Wait() // mistakes are the packages'
}

// imports returns the import paths that files name, once each, sorted, C left out.
func imports(files []*ast.File) []string {
	names := map[string]bool{}
	for _, f := range files {
		for _, imp := range f.Imports {
			if name := importPath(imp); name != "C" {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func (l *fileLoader) check(p *localPackage) {
	if p.state != 0 {
		return
	}
	p.state, p.cause = 1, ""
	p.pkg.Errors, p.pkg.mistakes = 0, nil
	p.pkg.Info = newInfo(p.pkg.Info)
	cfg := types.Config{Importer: l, FakeImportC: true, GoVersion: l.folder.goVersion, Sizes: types.SizesFor("gc", build.Default.GOARCH), Error: func(err error) {
		var e types.Error
		if errors.As(err, &e) {
			if harmless(e) {
				return
			}
			p.pkg.mistakes = append(p.pkg.mistakes, e.Pos)
		}
		if p.pkg.Errors++; p.cause == "" {
			p.cause = firstLine(err.Error())
		}
	}}
	p.pkg.Types, _ = cfg.Check(p.pkg.Path, l.fset, p.pkg.Files, p.pkg.Info) // errors went to cfg.Error
	p.state = 2
}

// harmless reports whether nothing is lost by a mistake: an unused variable or import.
// A range over what has no elements is called soft too, and no harmless one: it has
// no intermediate form.
func harmless(e types.Error) bool { return e.Soft && !strings.Contains(e.Msg, "range over") }

// newInfo makes room for what the type checker will say: about what it said in the
// round before.
func newInfo(before *types.Info) *types.Info {
	if before == nil {
		before = new(types.Info)
	}
	return &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue, len(before.Types)), Defs: make(map[*ast.Ident]types.Object, len(before.Defs)),
		Uses: make(map[*ast.Ident]types.Object, len(before.Uses)), Implicits: make(map[ast.Node]types.Object, len(before.Implicits)),
		Selections: make(map[*ast.SelectorExpr]*types.Selection, len(before.Selections)),
		Instances:  map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
}
