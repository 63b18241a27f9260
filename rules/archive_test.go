package rules_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
	"golang.org/x/tools/txtar"
)

// stubs is a folder of modules that stand in for the libraries cases import. It
// lies outside every case, once for a test run: below the case's root it would be
// scanned, and compiled anew, with each of them.
var stubs = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "privet-stubs-")
	if err != nil {
		return "", err
	}
	a, err := txtar.ParseFile(filepath.Join("testdata", "stubs", "modules.txtar"))
	if err != nil {
		return dir, err
	}
	for _, f := range a.Files {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data); err != nil {
			return dir, err
		}
	}
	return dir, nil
})

func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, _ := stubs(); dir != "" {
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

// unpack writes the files of a case into a folder of its own. A case with Go
// files becomes a module whose dependencies are the stubs in testdata/stubs: the
// tests need no network, and privet knows libraries by import path.
func unpack(t *testing.T, files []txtar.File) string {
	t.Helper()
	dir := t.TempDir()
	hasGo := false
	for _, f := range files {
		hasGo = hasGo || strings.HasSuffix(f.Name, ".go")
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if !hasGo {
		return dir
	}
	at, err := stubs()
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join(at, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	mod = bytes.ReplaceAll(mod, []byte("=> ./"), []byte("=> "+filepath.ToSlash(at)+"/"))
	if err := writeFile(filepath.Join(dir, "go.mod"), mod); err != nil {
		t.Fatal(err)
	}
	return dir
}

// findings scans a case and returns the findings of one rule. All rules run, so
// that one rule covering another is seen too.
func findings(t *testing.T, id string, files []txtar.File) []finding.Finding {
	t.Helper()
	dir := unpack(t, files)
	var opts rules.Options
	if f, err := os.Open(filepath.Join(dir, "privet.yaml")); err == nil {
		defer f.Close()
		if opts.Policy, err = policy.Read(f, "privet.yaml"); err != nil {
			t.Fatal(err)
		}
	}
	inv, err := analyzer.Scan(t.Context(), analyzer.Options{Root: dir})
	if err != nil {
		t.Fatal(err)
	}
	var own []finding.Finding
	for _, f := range rules.Run(inv, opts) {
		if f.Rule == id {
			own = append(own, f)
		}
	}
	return own
}

// render writes findings as a reader of the archive wants to see them: place,
// what, the proposed SQL, and the Dutch sentence.
func render(fs []finding.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "%s: %s (%s): %s\n", f.Span.Position, f.Severity, f.Confidence, f.Message.EN)
		fmt.Fprintf(&b, "    nl: %s\n", f.Message.In(phrase.Dutch))
		for _, o := range f.Others {
			fmt.Fprintf(&b, "    also %s: %s\n", o.Span.Position, o.Message.EN)
		}
		for _, line := range strings.Split(f.FixSQL, "\n") {
			if line != "" {
				fmt.Fprintf(&b, "    sql: %s\n", line)
			}
		}
	}
	return b.String()
}

func TestRulesFindTheBadCaseAndNothingElse(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			a, err := rules.ArchiveOf(r.ID)
			if err != nil {
				t.Fatal(err)
			}
			got := render(findings(t, r.ID, a.Bad))
			if got == "" {
				t.Error("nothing found in the bad case")
			}
			if *update {
				rewrite(t, r.ID, "want", got)
			} else if diff := cmp.Diff(a.Want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if got := render(findings(t, r.ID, a.Good)); got != "" {
				t.Errorf("found in the good case:\n%s", got)
			}
			for _, c := range a.Also {
				findsAlso(t, r.ID, c)
			}
			for _, q := range a.Quiet {
				if got := render(findings(t, r.ID, q.Files)); got != "" {
					t.Errorf("found in the look-alike %s:\n%s", q.Name, got)
				}
			}
		})
	}
}

// findsAlso checks a further case of a rule against the findings kept with it.
func findsAlso(t *testing.T, id string, c rules.NamedFiles) {
	t.Helper()
	want := ""
	files := slices.DeleteFunc(slices.Clone(c.Files), func(f txtar.File) bool {
		if f.Name == "want" {
			want = string(f.Data)
		}
		return f.Name == "want"
	})
	got := render(findings(t, id, files))
	if got == "" {
		t.Errorf("nothing found in the further case %s", c.Name)
	}
	if *update {
		rewrite(t, id, "also/"+c.Name+"/want", got)
	} else if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings in %s (-want +got):\n%s", c.Name, diff)
	}
}

// rewrite stores the findings as what is expected from now on, in place.
func rewrite(t *testing.T, id, name, want string) {
	t.Helper()
	path := filepath.Join("testdata", id+".txtar")
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 { // behind the last file of its case
		for i = len(a.Files); i > 0 && !strings.HasPrefix(a.Files[i-1].Name, filepath.Dir(name)+"/") && filepath.Dir(name) != "."; i-- {
		}
		a.Files = slices.Insert(a.Files, i, txtar.File{Name: name})
	}
	a.Files[i].Data = []byte(want)
	if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
