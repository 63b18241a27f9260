package gosource_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/schema"
)

const withSupport = `
-- go.mod --
module example.org/shop
go 1.21
-- main.go --
package main
import "example.org/shop/loadtest"
func main() { loadtest.Run() }
-- store/store.go --
package store
-- loadtest/run.go --
package loadtest
func Run() {}
-- mocks/store.go --
package mocks
import _ "example.org/shop/mocks/inner"
-- mocks/inner/inner.go --
package inner
-- storetest/all.go --
package storetest
-- check/check.go --
package check
import "testing"
func Check(*testing.T) {}
-- contest/prize.go --
package contest
-- e2e/main.go --
package main
func main() {}
`

func TestPackagesThatOnlyTestsUseAreLeftOut(t *testing.T) {
	mods, notes, err := gosource.Load(context.Background(), extract(t, withSupport), gosource.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range mods[0].Packages {
		got = append(got, p.Path)
	}
	want := []string{"example.org/shop", "example.org/shop/contest", "example.org/shop/e2e", "example.org/shop/loadtest", "example.org/shop/store"}
	if !slices.Equal(got, want) {
		t.Errorf("packages %q, want %q", got, want)
	}
	said := slices.ContainsFunc(notes, func(n schema.Note) bool {
		return strings.HasSuffix(n.Message, "not analysed: check, mocks, mocks/inner, storetest")
	})
	if !said {
		t.Errorf("nothing says what was left out: %v", notes)
	}
}

func TestAFolderOfTestsThatIsAskedForIsAnalysed(t *testing.T) {
	root := filepath.Join(extract(t, withSupport), "mocks")
	mods, _, err := gosource.Load(context.Background(), root, gosource.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(mods) != 1 || len(mods[0].Packages) != 2 {
		t.Errorf("got %+v", mods)
	}
}
