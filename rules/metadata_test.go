package rules_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
)

var (
	ruleID   = regexp.MustCompile(`^(CRED|STO|MIN|SPC|ACC|RET|MKT|DIS|BRE|REG)-\d{3}$`)
	ruleName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	sentence = regexp.MustCompile(`^(S\d\d|D[1-3]|P[1-4]|E\d[ab]?|T[12]|A[1-4])$`)
)

func TestEveryRuleSaysWhatWhyAndHowInBothLanguages(t *testing.T) {
	ids, names := map[string]bool{}, map[string]bool{}
	for _, r := range rules.All() {
		t.Run(r.ID, func(t *testing.T) {
			if !ruleID.MatchString(r.ID) || ids[r.ID] {
				t.Errorf("id %q is malformed or used twice", r.ID)
			}
			if !ruleName.MatchString(r.Name) || names[r.Name] {
				t.Errorf("name %q is malformed or used twice", r.Name)
			}
			ids[r.ID], names[r.Name] = true, true
			for part, text := range map[string]phrase.Text{"title": r.Title, "what": r.What, "why": r.Why, "fix": r.Fix, "not": r.Not} {
				if text.EN == "" || text.NL == "" || text.EN == text.NL {
					t.Errorf("%s: not said in both languages: %+v", part, text)
				}
				if part != "title" && (!strings.HasSuffix(text.EN, ".") || !strings.HasSuffix(text.NL, ".")) {
					t.Errorf("%s: no whole sentences: %+v", part, text)
				}
			}
			if len(r.Law) == 0 || r.Check == nil {
				t.Error("no law reference or no check")
			}
			for _, l := range r.Law {
				if l.AsOf == "" || l.Ref.NL == "" {
					t.Errorf("law reference without date or Dutch: %+v", l)
				}
			}
			for _, g := range r.Guide {
				if !sentence.MatchString(g) {
					t.Errorf("guide sentence %q does not exist", g)
				}
			}
		})
	}
}

func TestNoRulePromisesCompliance(t *testing.T) {
	for _, r := range rules.All() {
		for _, lang := range []phrase.Lang{phrase.English, phrase.Dutch} {
			page, _ := rules.Explain(r.ID, lang)
			if strings.Contains(strings.ToLower(page), "complian") {
				t.Errorf("%s (%s) speaks of compliance", r.ID, lang)
			}
		}
	}
}

func TestACoveredRuleExists(t *testing.T) {
	for _, r := range rules.All() {
		for _, id := range r.Covers {
			if rules.ByID(id) == nil || id == r.ID {
				t.Errorf("%s covers %s", r.ID, id)
			}
		}
	}
}

func TestEveryRuleHasAnArchiveWithLookAlikes(t *testing.T) {
	for _, r := range rules.All() {
		a, err := rules.ArchiveOf(r.ID)
		if err != nil {
			t.Error(err)
			continue
		}
		if len(a.Bad) == 0 || len(a.Good) == 0 || len(a.Quiet) < 2 || a.About == "" {
			t.Errorf("%s: %d bad files, %d good files, %d look-alikes (need 1, 1, 2)", r.ID, len(a.Bad), len(a.Good), len(a.Quiet))
		}
		names := map[string]bool{}
		for _, q := range a.Quiet {
			names[q.Name] = true
		}
		if len(names) != len(a.Quiet) {
			t.Errorf("%s: a look-alike's files are scattered: %v", r.ID, names)
		}
	}
}
