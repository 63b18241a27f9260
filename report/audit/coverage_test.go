package audit

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/rules"
)

// open are the sentences and rules that nothing covers yet.
var (
	openSentences = []string{}
	openRules     = []string{}
)

func TestCoverageOfTheGuide(t *testing.T) {
	page, uncovered := Coverage()
	for _, s := range uncovered {
		if !slices.Contains(openSentences, s) {
			t.Errorf("sentence %s of the guide has no rule, no question and no part of the report", s)
		}
	}
	const file = "../../docs/coverage.md"
	if os.Getenv("UPDATE_COVERAGE") != "" {
		if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(page, string(got)); diff != "" {
		t.Errorf("docs/coverage.md is stale, run UPDATE_COVERAGE=1 go test ./report/audit -run Coverage (-want +got):\n%s", diff)
	}
}

// The catalogue has 80 rules; ids are numbered through in each group.
func TestCoverageOfTheCatalogue(t *testing.T) {
	for _, group := range []struct {
		id    string
		rules int
	}{{"CRED", 11}, {"STO", 7}, {"MIN", 9}, {"SPC", 7}, {"ACC", 9}, {"RET", 7}, {"MKT", 13}, {"DIS", 6}, {"BRE", 4}, {"REG", 7}} {
		for n := 1; n <= group.rules; n++ {
			id := fmt.Sprintf("%s-%03d", group.id, n)
			if rules.ByID(id) == nil && !slices.Contains(openRules, id) {
				t.Errorf("the catalogue's %s does not exist", id)
			}
		}
	}
}
