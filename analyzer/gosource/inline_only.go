package gosource

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/privet-dev/privet/schema/source"
)

// InlineOnly returns what Inline does without loading packages: only the files
// with DDL in them are parsed.
func InlineOnly(root string, exclude []string) ([]source.Inline, error) {
	found, _, err := findModules(root, exclude)
	if err != nil {
		return nil, err
	}
	var mods []*Module
	for _, f := range found {
		m := &Module{Dir: f.rel, Path: f.path, Fset: token.NewFileSet()}
		for _, dir := range f.dirs {
			if files := filesWithDDL(m.Fset, dir); len(files) > 0 {
				m.Packages = append(m.Packages, &Package{Files: files})
			}
		}
		mods = append(mods, m)
	}
	return Inline(root, mods), nil
}

func filesWithDDL(fset *token.FileSet, dir string) []*ast.File {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // the scan says so
	}
	var out []*ast.File
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		name := filepath.Join(dir, e.Name())
		data, err := os.ReadFile(name)
		if err != nil || !mayHoldDDL(data) {
			continue
		}
		if f, _ := parser.ParseFile(fset, name, data, parser.ParseComments|parser.SkipObjectResolution); f != nil {
			out = append(out, f)
		}
	}
	return out
}

func mayHoldDDL(data []byte) bool {
	for _, word := range []string{"CREATE", "ALTER", "COMMENT ON", "GRANT"} {
		if bytes.Contains(data, []byte(word)) || bytes.Contains(data, []byte(strings.ToLower(word))) {
			return true
		}
	}
	return false
}
