package gosource

import (
	"errors"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// maxRounds bounds how often a folder is checked. Each round knows more of the
// missing libraries: what a function returns tells which methods its results
// have, and those what they return in turn. Chains in code are shorter.
const maxRounds = 8

// checkAll type-checks the folder's packages, again as long as a round taught
// something about the missing packages.
func (l *fileLoader) checkAll() {
	l.missing.collect()
	for range maxRounds {
		l.missing.begin()
		clear(l.sources)
		for _, dir := range slices.Sorted(maps.Keys(l.local)) {
			l.local[dir].state = 0
		}
		for _, dir := range slices.Sorted(maps.Keys(l.local)) {
			l.check(l.local[dir])
		}
		if l.ctx.Err() != nil || !l.missing.learn() {
			return
		}
	}
}

func (l *fileLoader) check(p *localPackage) {
	if p.state != 0 {
		return
	}
	p.state, p.cause = 1, ""
	p.pkg.Errors, p.pkg.mistakes = 0, nil
	p.pkg.Info = newInfo(p.pkg.Info)
	cfg := types.Config{Importer: l, FakeImportC: true, Error: func(err error) {
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
		Selections: make(map[*ast.SelectorExpr]*types.Selection, len(before.Selections)), Scopes: make(map[ast.Node]*types.Scope, len(before.Scopes)),
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
}
