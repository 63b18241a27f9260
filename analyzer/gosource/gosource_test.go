package gosource_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/gosource"
)

func extract(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func load(t *testing.T, archive string) []*gosource.Module {
	t.Helper()
	mods, notes, err := gosource.Load(context.Background(), extract(t, archive), gosource.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range notes {
		t.Log(n.Origin.File, n.Message)
	}
	return mods
}

func TestModulesBelowTheRootAreFound(t *testing.T) {
	mods := load(t, `
-- a/go.mod --
module example.org/a
go 1.21
-- a/a.go --
package a
func A() string { return "x" }
-- b/c/go.mod --
module example.org/c
go 1.21
-- b/c/d/d.go --
package d
-- b/c/testdata/x.go --
package broken(
`)
	if len(mods) != 2 || mods[0].Dir != "a" || mods[1].Dir != "b/c" || mods[1].Packages[0].Path != "example.org/c/d" {
		t.Fatalf("got %+v", mods)
	}
}

func TestCodeWithoutGoModIsReadFileByFile(t *testing.T) {
	mods := load(t, `
-- main.go --
package main

import (
	"github.com/someone/shop/db"
	"github.com/gorilla/mux"
	"net/http"
)

func main() { mux.NewRouter().Handle("/", nil) }

func handler(w http.ResponseWriter, r *http.Request) { db.Save(r.FormValue("email")) }
-- db/db.go --
package db

func Save(email string) {}
`)
	if len(mods) != 1 || len(mods[0].Packages) != 2 {
		t.Fatalf("got %+v", mods)
	}
	pkg := mods[0].Packages[0]
	if pkg.Degraded() || pkg.Path != "github.com/someone/shop" {
		t.Errorf("%s: %d functions set apart, want none", pkg.Path, len(pkg.Untyped))
	}
}

func TestAFunctionThatDoesNotTypeCheckIsSetApart(t *testing.T) {
	mods := load(t, `
-- go.mod --
module example.org/a
go 1.21
-- a.go --
package a

import "example.org/missing"

type T struct{ Field missing.Type }

func Good() string { return "x" }

func Bad() int { return undefined + 1 }

func AlsoBad() string { return missing.Do(T{}.Field) + undefined }
`)
	if len(mods) != 1 || len(mods[0].Packages) != 1 {
		t.Fatalf("got %+v", mods)
	}
	if got := len(mods[0].Packages[0].Untyped); got != 2 {
		t.Errorf("%d functions set apart, want 2", got)
	}
}

func TestARootThatIsNotThereIsAnError(t *testing.T) {
	if _, _, err := gosource.Load(context.Background(), filepath.Join(t.TempDir(), "none"), gosource.Options{}); err == nil {
		t.Error("no error")
	}
}
