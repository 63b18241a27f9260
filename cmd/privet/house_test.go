package main_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the import path all of privet's packages start with.
const module = "github.com/privet-dev/privet/"

// rooms says who may import whom: for each package, by longest matching prefix,
// the prefixes of privet's packages that it may import. docs/design.md gives the
// reasons.
var rooms = map[string][]string{
	"schema":          {},
	"schema/":         {"schema"},
	"analyzer/phrase": {},
	"analyzer/":       {"schema", "analyzer/"},
	"analyzer":        {"schema", "analyzer/", "rules"}, // go vet's Analyzer reports what the rules say
	"rules/finding":   {"schema", "analyzer/personal", "analyzer/phrase"},
	"rules/law":       {"rules/finding", "analyzer/phrase"},
	"rules":           {"schema", "analyzer/inventory", "analyzer/page", "analyzer/personal", "analyzer/phrase", "analyzer/setting", "analyzer/usage", "rules/"},
	"rules/":          {"schema", "analyzer/inventory", "analyzer/page", "analyzer/personal", "analyzer/phrase", "analyzer/setting", "analyzer/usage", "rules/"},
	"report":          {"schema", "analyzer/inventory", "analyzer/page", "analyzer/personal", "analyzer/phrase", "analyzer/setting", "analyzer/usage", "rules", "report"},
	"report/":         {"schema", "analyzer/inventory", "analyzer/page", "analyzer/personal", "analyzer/phrase", "analyzer/setting", "analyzer/usage", "rules", "report"},
	"cmd/":            {"schema", "analyzer", "rules", "report"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return pkgs
		}
		if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// allowed returns the import rule of a package, by its longest matching key.
func allowed(pkg string) (list []string, ok bool) {
	best := ""
	for key, l := range rooms {
		fits := pkg == key || strings.HasSuffix(key, "/") && strings.HasPrefix(pkg, key)
		if fits && len(key) >= len(best) {
			best, list, ok = key, l, true
		}
	}
	return list, ok
}

func TestHouseKeepsItsImportLaw(t *testing.T) {
	for _, p := range listPackages(t) {
		pkg, ours := strings.CutPrefix(p.ImportPath, module)
		if !ours {
			continue
		}
		list, ok := allowed(pkg)
		if !ok {
			t.Errorf("%s is in no room of the house: add it to the design first", pkg)
			continue
		}
		for _, imp := range p.Imports {
			dep, ours := strings.CutPrefix(imp, module)
			if ours && !slices.ContainsFunc(list, func(a string) bool {
				return dep == strings.TrimSuffix(a, "/") && !strings.HasSuffix(a, "/") || strings.HasPrefix(dep, strings.TrimSuffix(a, "/")+"/")
			}) {
				t.Errorf("%s imports %s; it may import only %v", pkg, dep, list)
			}
		}
	}
}

// TestHouseKeepsSSAInOneRoom: the flow engine is the only one that reads SSA,
// and pg_query is called only behind the guard.
func TestHouseKeepsForeignLibrariesInTheirRooms(t *testing.T) {
	only := map[string][]string{
		"golang.org/x/tools/go/ssa":           {"analyzer/flow"},
		"golang.org/x/tools/go/callgraph/vta": {"analyzer/flow"},
		"github.com/pganalyze/pg_query_go/v5": {"schema/postgres", "schema/query"},
		"github.com/spf13/cobra":              {"cmd/privet"},
		"github.com/fatih/color":              {"report", "cmd/privet"},
		"github.com/jackc/pgx/v5":             {"schema/live"},
		"github.com/go-sql-driver/mysql":      {"schema/live"},
		"golang.org/x/net/html":               {"analyzer/page"},
	}
	for _, p := range listPackages(t) {
		pkg := strings.TrimPrefix(p.ImportPath, module)
		for _, imp := range p.Imports {
			homes, kept := only[imp]
			if kept && !slices.ContainsFunc(homes, func(h string) bool { return pkg == h || strings.HasPrefix(pkg, h+"/") }) {
				t.Errorf("%s imports %s, which belongs in %v", pkg, imp, homes)
			}
		}
	}
}

// TestHouseOnlyCmdPrintsOrExits reads the source: os.Exit, os.Stdout, os.Stderr
// and the flag package stay in cmd.
func TestHouseOnlyCmdPrintsOrExits(t *testing.T) {
	eachSource(t, func(path string, file *ast.File, set *token.FileSet) {
		if strings.HasPrefix(path, "cmd/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if ok && pkg.Name == "os" && slices.Contains([]string{"Exit", "Stdout", "Stderr"}, sel.Sel.Name) {
				t.Errorf("%s: os.%s outside cmd", set.Position(n.Pos()), sel.Sel.Name)
			}
			return true
		})
	})
}

// TestHouseHasNoInitWork: no init functions, so that importing a package costs
// nothing and decides nothing. A plugin of golangci-lint is the exception: being
// imported is how it is found.
func TestHouseHasNoInitWork(t *testing.T) {
	eachSource(t, func(path string, file *ast.File, set *token.FileSet) {
		plugin := strings.HasSuffix(filepath.ToSlash(path), "cmd/privet-golangci/plugin.go")
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" && !plugin {
				t.Errorf("%s: init function", set.Position(f.Pos()))
			}
		}
	})
}

// The size limits are what a reader can hold: a file's median under 150 lines,
// none over 400, a function on one screen.
func TestHouseFilesAndFunctionsFitAReader(t *testing.T) {
	const maxFile, maxMedian, maxFunc = 400, 150, 70
	var sizes []int
	eachSource(t, func(path string, file *ast.File, set *token.FileSet) {
		lines := set.Position(file.End()).Line
		sizes = append(sizes, lines)
		if lines > maxFile {
			t.Errorf("%s has %d lines, over %d", path, lines, maxFile)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; n > maxFunc {
				t.Errorf("%s: %s has %d lines, over %d", set.Position(f.Pos()), f.Name.Name, n, maxFunc)
			}
		}
	})
	slices.Sort(sizes)
	if m := sizes[len(sizes)/2]; m > maxMedian {
		t.Errorf("the median file has %d lines, over %d", m, maxMedian)
	}
}

// TestHouseDocumentsWhatItExports: every exported name has a comment.
func TestHouseDocumentsWhatItExports(t *testing.T) {
	eachSource(t, func(path string, file *ast.File, set *token.FileSet) {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
					t.Errorf("%s: %s has no comment", set.Position(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				undocumented(t, d, set)
			}
		}
	})
}

func undocumented(t *testing.T, d *ast.GenDecl, set *token.FileSet) {
	t.Helper()
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
				t.Errorf("%s: type %s has no comment", set.Position(s.Pos()), s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: %s has no comment", set.Position(n.Pos()), n.Name)
				}
			}
		}
	}
}

func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return true
	}
	typ := f.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	id, ok := typ.(*ast.Ident)
	return !ok || id.IsExported()
}

// eachSource calls visit for every non-test Go file of the product.
func eachSource(t *testing.T, visit func(path string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	base := root(t)
	for _, dir := range []string{"cmd", "analyzer", "schema", "rules", "report"} {
		err := filepath.WalkDir(filepath.Join(base, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && d.Name() == "testdata" {
				return filepath.SkipDir
			}
			if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(base, path)
			if err != nil {
				return err
			}
			visit(filepath.ToSlash(rel), file, set)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// root is the repository's root: the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if f, err := os.Open(filepath.Join(dir, "go.mod")); err == nil {
			line, _ := bufio.NewReader(f).ReadString('\n')
			f.Close()
			if strings.TrimSpace(line) == "module "+strings.TrimSuffix(module, "/") {
				return dir
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}
