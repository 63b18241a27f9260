package gosource_test

import (
	"go/ast"
	"slices"
	"testing"

	"github.com/privet-dev/privet/analyzer/gosource"
)

// untyped counts the functions of a module that are analysed in part.
func untyped(mods []*gosource.Module) (n int) {
	for _, m := range mods {
		for _, p := range m.Packages {
			n += len(p.Untyped)
		}
	}
	return n
}

// packageOf returns the package whose path ends in name.
func packageOf(t *testing.T, mods []*gosource.Module, path string) *gosource.Package {
	t.Helper()
	for _, m := range mods {
		for _, p := range m.Packages {
			if p.Path == path {
				return p
			}
		}
	}
	t.Fatalf("no package %s", path)
	return nil
}

// Code of the years before modules: imports that start at the file, and a module that
// was called otherwise when its imports were written. A module that go.mod requires is
// not this one, whatever its folders are called.
func TestFoldersOfTheProjectAreNotMadeUp(t *testing.T) {
	const models = `
-- models/user.go --
package models
func Find(name string, filters ...any) (string, error) { return name, nil }
-- utils/text.go --
package utils
func Clean(s string) string { return s }
`
	for name, files := range map[string]string{
		"relative": `
-- main.go --
package main
import "./web/pages"
func main() { pages.Show() }
-- web/pages/pages.go --
package pages
import "../../models"
func Show() { models.Find("x") }
` + models,
		"renamed": `
-- go.mod --
module shop
go 1.21
require (
	github.com/someone/shop v1.0.0 // indirect
	github.com/else/frame v1.0.0
)
-- web/pages.go --
package web
import (
	"github.com/else/frame/utils"
	"github.com/someone/shop/models"
)
func Show() { models.Find(utils.Clean("x")); utils.Only() }
` + models,
	} {
		mods := load(t, files)
		if n := untyped(mods); n != 0 {
			t.Errorf("%s: %d functions in part", name, n)
		}
		path := map[string]string{"relative": "web/pages", "renamed": "shop/web"}[name]
		p := packageOf(t, mods, path)
		for _, d := range p.Imports {
			if d.Path() == "github.com/someone/shop/models" || d.Path() == "../../models" {
				t.Errorf("%s: %s is made up", name, d.Path())
			}
		}
		if name == "renamed" && !slices.Contains(calls(p), "github.com/else/frame/utils.Only") {
			t.Errorf("a library's folder is taken for one of the project: %q", calls(p))
		}
	}
}

// What was wrong with a statement costs no more than itself: a field of a row, a
// condition. A list that is handed over, a range over what a library returned and a
// function that had one result in the version at hand are nothing wrong at all.
func TestStatementsAreKeptWithoutWhatIsWrongInThem(t *testing.T) {
	mods := load(t, `
-- go.mod --
module example.org/shop
go 1.21
require (
	github.com/satori/go.uuid v1.2.0
	example.com/rights v1.0.0
)
-- shop.go --
package shop

import (
	"example.com/rights"
	uuid "github.com/satori/go.uuid"
)

type User struct {
	ID       uuid.UUID
	Password string
	Age      int
}

func store(u *User)    {}
func look(s string)    {}

func register(password string) {
	id := uuid.NewV4()
	u := User{ID: id, Password: password}
	store(&u)
}

func wrong(password string) {
	u := User{Password: password, Age: "old"}
	if undefined > 3 {
		look(u.Password)
	}
	store(&u)
}

func handsOver(e *rights.Enforcer, rest []string) {
	e.Remove(0, rest...)
	for _, r := range e.All() {
		_ = r
	}
	c := rights.NewConfig()
	keep(c)
}

func keep(c *rights.Config) { c.Save() }
`)
	p := packageOf(t, mods, "example.org/shop")
	if n := len(p.Untyped); n != 1 || p.Untyped[0].Name.Name != "wrong" {
		t.Errorf("%d functions in part: %v", n, p.Untyped)
	}
	got := calls(p)
	for _, want := range []string{"(*example.com/rights.Enforcer).Remove", "(*example.com/rights.Config).Save"} {
		if !slices.Contains(got, want) {
			t.Errorf("no call of %s in %q", want, got)
		}
	}
	if n := keptCalls(p, "wrong"); n != 2 {
		t.Errorf("of two calls beside mistakes %d are kept", n)
	}
}

// keptCalls counts the calls that a function still makes.
func keptCalls(p *gosource.Package, name string) (n int) {
	for _, f := range p.Files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != name {
				continue
			}
			ast.Inspect(fn, func(x ast.Node) bool {
				if _, is := x.(*ast.CallExpr); is {
					n++
				}
				return true
			})
		}
	}
	return n
}

// What a library that does not build yields has an invalid type, and using that is no
// mistake in the checker's eyes; the builder of SSA would give up on the package.
func TestWhatABrokenLibraryYieldsIsSetApart(t *testing.T) {
	mods := load(t, `
-- go.mod --
module shop
go 1.21
require example.org/broken v1.0.0
replace example.org/broken => ./vendored/broken
-- vendored/broken/go.mod --
module example.org/broken
go 1.21
-- vendored/broken/broken.go --
package broken
type Size struct{ Height Unknown }
func Measure() Size { return Size{} }
-- a.go --
package shop
import "example.org/broken"
func F() int { return broken.Measure().Height.Round() }
func G() string { return "kept" }
`)
	p := packageOf(t, mods, "shop")
	if len(p.Untyped) != 1 || !p.Degraded() {
		t.Errorf("%d functions set apart, want the one whose types are not known", len(p.Untyped))
	}
}

// A library that is all cgo does not compile here, and declares in Go what it offers.
func TestALibraryWithCgoIsKnownByItsDeclarations(t *testing.T) {
	mods := load(t, `
-- go.mod --
module shop
go 1.21
require example.org/images v1.0.0
replace example.org/images => ./third/images
-- third/images/go.mod --
module example.org/images
go 1.21
-- third/images/images.go --
//go:build cgo

package images
// #include <stdlib.h>
import "C"
type Image struct{ Title string }
func Open(name string) (*Image, error) { C.malloc(1); return &Image{name}, nil }
-- a.go --
package shop
import "example.org/images"
func F(name string) string {
	i, err := images.Open(name)
	if err != nil {
		return ""
	}
	return i.Title
}
`)
	p := packageOf(t, mods, "shop")
	if p.Degraded() || !slices.Contains(calls(p), "example.org/images.Open") {
		t.Errorf("%d functions set apart, calls %q", len(p.Untyped), calls(p))
	}
}
