package gosource

import (
	"go/ast"
	"go/token"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Migrations written in Go come in pairs: what makes a change, and what undoes it.
// Only the first states the schema. The second is known by where a library takes
// it: the last function of a registration (goose, bun), a field named Rollback or
// Down (gormigrate, goose's GoFunc), or a function named so.

// registrations are the calls that take two functions, the last to undo the
// first.
var registrations = map[string]bool{"AddMigration": true, "AddMigrationContext": true, "AddMigrationNoTx": true, "AddMigrationNoTxContext": true,
	"AddNamedMigration": true, "AddNamedMigrationContext": true, "AddNamedMigrationNoTx": true, "AddNamedMigrationNoTxContext": true,
	"MustRegister": true, "Register": true, "RegisterTx": true, "MustRegisterTx": true}

// undoFields are the fields of migrations that hold what undoes them.
var undoFields = map[string]bool{"Rollback": true, "Down": true, "DownFn": true, "DownFunc": true, "Revert": true}

// migrationLibraries run migrations that are written in Go.
var migrationLibraries = map[string]bool{"goose": true, "gormigrate": true, "migrate": true, "migrator": true, "go-pg-migrations": true, "migrations": true}

// migrates reports whether a file imports a library of Go migrations. There a
// DROP is a change like any other; elsewhere it is a test's or a reset's.
func migrates(file *ast.File) bool {
	for _, i := range file.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			continue
		}
		base := path.Base(p)
		if strings.HasPrefix(base, "v") && strings.Trim(base[1:], "0123456789") == "" {
			base = path.Base(path.Dir(p))
		}
		if migrationLibraries[base] {
			return true
		}
	}
	return false
}

// undoing returns the functions of a file that undo migrations: literals, and the
// names of those that are handed on by name.
func undoing(file *ast.File) (literals map[ast.Node]bool, names map[string]bool) {
	literals, names = map[ast.Node]bool{}, map[string]bool{}
	keep := func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.FuncLit:
			literals[e] = true
		case *ast.Ident:
			names[e.Name] = true
		default:
			literals[e] = true
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if k := len(n.Args); k >= 2 && registrations[calledName(n.Fun)] && isFunction(n.Args[k-1]) && isFunction(n.Args[k-2]) {
				keep(n.Args[k-1])
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && undoFields[key.Name] {
				keep(n.Value)
			}
		}
		return true
	})
	return literals, names
}

func calledName(fun ast.Expr) string {
	if s, ok := fun.(*ast.SelectorExpr); ok {
		return s.Sel.Name
	}
	return ""
}

func isFunction(e ast.Expr) bool {
	switch e.(type) {
	case *ast.FuncLit, *ast.Ident:
		return true
	}
	return false
}

// undoes reports whether a function's own name says that it undoes: Down,
// downKlant, Down_0001, rollback, but not download.
func undoes(name string) bool {
	for _, word := range []string{"down", "rollback", "revert"} {
		if len(name) >= len(word) && strings.EqualFold(name[:len(word)], word) {
			next, _ := utf8.DecodeRuneInString(name[len(word):])
			if len(name) == len(word) || unicode.IsUpper(next) || unicode.IsDigit(next) || next == '_' {
				return true
			}
		}
	}
	return false
}

// literalText returns a string written as one literal, or as several joined.
func literalText(e ast.Expr) (text string, first *ast.BasicLit, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", nil, false
		}
		s, err := strconv.Unquote(e.Value)
		return s, e, err == nil
	case *ast.ParenExpr:
		return literalText(e.X)
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", nil, false
		}
		a, lit, okA := literalText(e.X)
		b, _, okB := literalText(e.Y)
		return a + b, lit, okA && okB
	}
	return "", nil, false
}
