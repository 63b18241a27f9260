package flow_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// absentLibraries are the archives that are run without their library.
var absentLibraries = []string{"beego", "bun", "exits", "gopg", "goqu", "gorm", "mailings", "mongo", "pgx", "pop", "present", "sources", "sqlx", "squirrel", "switches", "thirdparties", "wrappers", "xorm"}

var replaced = regexp.MustCompile(`(?m)^replace .*\n`)

// TestFlowsWithoutTheLibrary runs the archives of libraries once more as a
// checkout that was never built: the library is not on the machine, and what is
// known of it are stubs and its use. What is found must be the same.
func TestFlowsWithoutTheLibrary(t *testing.T) {
	t.Setenv("GOMODCACHE", t.TempDir())
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-mod=mod")
	for _, name := range absentLibraries {
		t.Run(name, func(t *testing.T) {
			a, err := txtar.ParseFile(filepath.Join("testdata", "flow", name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "stub/") })
			for i, f := range a.Files {
				if f.Name == "go.mod" {
					a.Files[i].Data = replaced.ReplaceAll(f.Data, nil)
				}
			}
			dir := t.TempDir()
			unpack(t, dir, a)
			check(t, a, analyze(t, dir))
		})
	}
}
