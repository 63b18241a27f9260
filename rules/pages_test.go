package rules_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
)

var update = flag.Bool("update", false, "rewrite the expected findings and the generated pages")

// pages are the generated files below docs/, by path.
func pages() map[string]string {
	files := map[string]string{
		"rules/README.md":    rules.Index(phrase.English),
		"rules/nl/README.md": rules.Index(phrase.Dutch),
	}
	for _, r := range rules.All() {
		files["rules/"+r.ID+".md"], _ = rules.Explain(r.ID, phrase.English)
		files["rules/nl/"+r.ID+".md"], _ = rules.Explain(r.ID, phrase.Dutch)
	}
	return files
}

func TestPagesAreFresh(t *testing.T) {
	docs := filepath.Join("..", "docs")
	for name, want := range pages() {
		path := filepath.Join(docs, filepath.FromSlash(name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("%v: run go generate ./rules", err)
			continue
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("docs/%s is stale, run go generate ./rules (-want +got):\n%s", name, diff)
		}
	}
}

func TestNoPageIsLeftOver(t *testing.T) {
	known := pages()
	for _, dir := range []string{"rules", "rules/nl"} {
		entries, err := os.ReadDir(filepath.Join("..", "docs", dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if _, ok := known[dir+"/"+e.Name()]; !ok && !e.IsDir() {
				t.Errorf("docs/%s/%s belongs to no rule", dir, e.Name())
			}
		}
	}
}

func TestExplainKnowsRulesInAnyCase(t *testing.T) {
	page, ok := rules.Explain("cred-001", phrase.Dutch)
	if !ok || !strings.Contains(page, "Wachtwoord leesbaar opgeslagen") {
		t.Errorf("Explain(cred-001) = %v, %q", ok, page)
	}
	if _, ok := rules.Explain("CRED-999", phrase.English); ok {
		t.Error("Explain knows a rule that does not exist")
	}
}
