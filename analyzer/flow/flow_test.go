package flow_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/load"
)

// TestFlows runs every archive of testdata/flow. A line of Go that ends in
//
//	// want "log contact.email from request"
//
// must have an event that reads so, and no other; events on lines without a
// want fail the test. Reads and fetches of columns are only looked at where wanted.
func TestFlows(t *testing.T) {
	archives, err := filepath.Glob("testdata/flow/*.txtar")
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
			facts := analyze(t, dir)
			check(t, a, facts)
			checkMailings(t, name, a, facts)
		})
	}
}

func unpack(t testing.TB, dir string, a *txtar.Archive) {
	t.Helper()
	for _, f := range a.Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func analyze(t testing.TB, dir string) *usage.Facts {
	t.Helper()
	return analyzeWith(t, dir, func(in flow.Input) flow.Input { return in })
}

func analyzeWith(t testing.TB, dir string, change func(flow.Input) flow.Input) *usage.Facts {
	t.Helper()
	ctx := context.Background()
	classifier, err := personal.New()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := load.Load(ctx, dir, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	mods, notes, err := gosource.Load(ctx, dir, gosource.Options{Generate: bind.EntGenerate})
	if err != nil {
		t.Fatal(err)
	}
	facts, err := flow.Analyze(ctx, mods, change(flow.Input{Root: dir, Databases: schemas.Databases, Queries: schemas.QueryFiles, Classifier: classifier}))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range append(notes, facts.Notes...) {
		t.Log("note:", n.Origin.File, n.Message)
	}
	return facts
}

var (
	wantComment = regexp.MustCompile(`// want (".*")\s*$`)
	quoted      = regexp.MustCompile(`"([^"]*)"`)
)

func check(t *testing.T, a *txtar.Archive, facts *usage.Facts) {
	t.Helper()
	got := map[string][]string{}
	for _, e := range facts.Events {
		at := fmt.Sprintf("%s:%d", e.Span.File, e.Span.Line)
		got[at] = append(got[at], render(e))
		if len(e.Steps) > 8 {
			t.Errorf("%s: %d steps", at, len(e.Steps))
		}
	}
	for _, f := range a.Files {
		sc := bufio.NewScanner(bytes.NewReader(f.Data))
		for n := 1; sc.Scan(); n++ {
			at := fmt.Sprintf("%s:%d", f.Name, n)
			for _, want := range wants(sc.Text()) {
				i := slices.Index(got[at], want)
				if i < 0 {
					t.Errorf("%s: want %q, got %q", at, want, got[at])
					continue
				}
				got[at] = slices.Delete(got[at], i, i+1)
			}
		}
	}
	for at, left := range got {
		for _, e := range left {
			if !strings.HasPrefix(e, "read ") && !strings.HasPrefix(e, "fetch ") {
				t.Errorf("%s: unexpected %q", at, e)
			}
		}
	}
}

func wants(line string) []string {
	m := wantComment.FindStringSubmatch(line)
	if m == nil {
		return nil
	}
	var out []string
	for _, q := range quoted.FindAllStringSubmatch(m[1], -1) {
		out = append(out, q[1])
	}
	return out
}

// render writes an event as the archives do: what happens, to which column or
// categories, how protected, from where.
func render(e usage.Event) string {
	parts := []string{string(e.Kind)}
	if e.Target.Table.Name != "" {
		parts = append(parts, strings.TrimSuffix(e.Target.Table.Name+"."+e.Target.Column, "."))
	} else {
		var cats []string
		for _, d := range e.Data {
			if !slices.Contains(cats, string(d.Category)) {
				cats = append(cats, string(d.Category))
			}
		}
		slices.Sort(cats)
		parts = append(parts, strings.Join(cats, "+"))
	}
	if e.Protection > personal.Plain {
		parts = append(parts, strings.TrimSpace(e.Protection.String()+" "+e.Algorithm))
	}
	if e.Source != usage.FromUnknown {
		parts = append(parts, "from "+string(e.Source))
	}
	if e.Host != "" {
		parts = append(parts, "to "+e.Host)
	}
	return strings.Join(parts, " ")
}
