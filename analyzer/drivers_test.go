package analyzer_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"flag"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
)

var update = flag.Bool("update", false, "rewrite the lists of what only a scan finds")

// TestGoVetFindsASubsetOfTheScan runs every archive of the flow engine through
// both drivers. What go vet finds, the scan finds; what only the scan finds is
// listed in the archive, and docs/vet.md says why.
func TestGoVetFindsASubsetOfTheScan(t *testing.T) {
	archives, err := filepath.Glob("flow/testdata/flow/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			unpack(t, dir, a)
			scanned, everywhere := scanFindings(t, dir)
			vetted := vetFindings(t, dir)
			for _, f := range vetted {
				if !slices.Contains(everywhere, f) {
					t.Errorf("go vet finds what the scan does not: %s", f)
				}
			}
			var only strings.Builder
			for _, f := range scanned {
				if !slices.Contains(vetted, f) {
					fmt.Fprintln(&only, f)
				}
			}
			if *update {
				setFile(t, name, a, "onlyscan.txt", only.String())
			} else if want := file(a, "onlyscan.txt"); want != only.String() {
				t.Errorf("only the scan finds:\n%swant:\n%s", only.String(), want)
			}
		})
	}
}

func unpack(t *testing.T, dir string, a *txtar.Archive) {
	t.Helper()
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func file(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func setFile(t *testing.T, archive string, a *txtar.Archive, name, data string) {
	t.Helper()
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
	if data != "" {
		a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(data)})
	}
	if err := os.WriteFile(archive, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// scanFindings returns what a scan finds in Go code, and that with every further
// place of the same cause.
func scanFindings(t *testing.T, dir string) (found, everywhere []string) {
	t.Helper()
	inv, err := analyzer.Scan(t.Context(), analyzer.Options{Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rules.Run(inv, rules.Options{}) {
		if r := rules.ByID(f.Rule); r == nil || !r.Code || !strings.HasSuffix(f.Span.File, ".go") {
			continue
		}
		found = append(found, where(f.Rule, f.Span.File, f.Span.Line))
		everywhere = append(everywhere, found[len(found)-1])
		for _, o := range f.Others {
			everywhere = append(everywhere, where(f.Rule, o.Span.File, o.Span.Line))
		}
	}
	slices.Sort(found)
	return found, everywhere
}

func where(rule, file string, line int) string { return fmt.Sprintf("%s %s:%d", rule, file, line) }

// vetFindings runs the Analyzer on each package, imports first, as go vet does,
// with facts that go through gob.
func vetFindings(t *testing.T, dir string) []string {
	t.Helper()
	known, err := analyzer.ReadKnowledge(t.Context(), analyzer.Options{Root: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := known.Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	mods, _, err := gosource.Load(t.Context(), dir, gosource.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all []finding.Finding
	for _, m := range mods {
		d := driver{t: t, module: m, schema: schema, facts: map[*types.Package][]byte{}}
		for _, p := range importsFirst(m) {
			for _, diag := range d.run(p) {
				f, err := analyzer.ParseFinding(dir, diag.Category, diag.Message)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, f)
			}
		}
	}
	var out []string
	for _, f := range rules.Join(all) {
		out = append(out, where(f.Rule, f.Span.File, f.Span.Line))
		for _, o := range f.Others {
			out = append(out, where(f.Rule, o.Span.File, o.Span.Line))
		}
	}
	return out
}

func importsFirst(m *gosource.Module) []*gosource.Package {
	depth := map[*types.Package]int{}
	var measure func(p *types.Package) int
	measure = func(p *types.Package) int {
		if n, ok := depth[p]; ok {
			return n
		}
		n := 0
		for _, imp := range p.Imports() {
			n = max(n, measure(imp)+1)
		}
		depth[p] = n
		return n
	}
	out := slices.Clone(m.Packages)
	slices.SortStableFunc(out, func(a, b *gosource.Package) int { return cmp.Compare(measure(a.Types), measure(b.Types)) })
	return out
}

// driver is the part of a go/analysis driver that the Analyzer needs.
type driver struct {
	t      *testing.T
	module *gosource.Module
	schema string
	facts  map[*types.Package][]byte
}

func (d *driver) run(p *gosource.Package) []analysis.Diagnostic {
	d.t.Helper()
	an := analyzer.New()
	for name, value := range map[string]string{"schema": d.schema, "findings": "true"} {
		if err := an.Flags.Set(name, value); err != nil {
			d.t.Fatal(err)
		}
	}
	var got []analysis.Diagnostic
	pass := &analysis.Pass{
		Analyzer: an, Fset: d.module.Fset, Files: p.Files, Pkg: p.Types, TypesInfo: p.Info,
		Module: &analysis.Module{Path: d.module.Path}, ReadFile: os.ReadFile,
		Report: func(diag analysis.Diagnostic) { got = append(got, diag) },
		ImportPackageFact: func(pkg *types.Package, f analysis.Fact) bool {
			data, ok := d.facts[pkg]
			if ok {
				if err := gob.NewDecoder(bytes.NewReader(data)).Decode(f); err != nil {
					d.t.Fatal(err)
				}
			}
			return ok
		},
		ExportPackageFact: func(f analysis.Fact) {
			var buf bytes.Buffer
			if err := gob.NewEncoder(&buf).Encode(f); err != nil {
				d.t.Fatal(err)
			}
			if have, again := d.facts[p.Types]; again && !bytes.Equal(have, buf.Bytes()) {
				d.t.Errorf("%s: the fact is not the same twice", p.Path)
			}
			d.facts[p.Types] = buf.Bytes()
		},
	}
	for range 2 { // the second time shows that facts and findings are deterministic
		got = nil
		if _, err := an.Run(pass); err != nil {
			d.t.Fatal(err)
		}
	}
	return got
}
