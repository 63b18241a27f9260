package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
)

// sentences are those of the shop owner's guide, in its order: S what it says,
// D its decision table, P its privacy rules, E its e-mail rules, T its tip, A its
// advice, X its disclaimer. parts names what of privet serves a sentence besides
// rules and questions.
var sentences = []struct {
	id, about string
	parts     string
}{
	{"S01", "must I notify my customer file?", ""},
	{"S02", "a webshop stores customer data in a database", "`privet inventory`"},
	{"S03", "a mailing list is such a file too", "`privet inventory`"},
	{"S04", "in principle every file is notified", ""},
	{"S05", "theft and hacking are reported", ""},
	{"S06", "loss counts too", ""},
	{"S07", "there are exceptions", "`privet register --decide`"},
	{"S08", "exception: shipping, invoices, bookkeeping, audit", "`privet register --decide`"},
	{"S09", "as long as nothing else is done with it", ""},
	{"S10", "mailing customers later must be notified", ""},
	{"S11", "the owner is responsible, not the developer", "section 3 of `privet audit`"},
	{"S12", "the authority does not advise", "privet prints evidence and questions, never an all-clear"},
	{"S13", "decide for yourself", "section 14 of `privet audit`"},
	{"S14", "no more data than strictly necessary", ""},
	{"S15", "which data is more sensitive than other", "sensitivity in `privet inventory` and `privet audit`"},
	{"S16", "exception: consent makes a subscriber", "`privet register --decide`"},
	{"S17", "the rest of the law applies anyway", ""},
	{"D1", "administration only: do not notify", "`privet register --decide`"},
	{"D2", "mail with consent: do not notify", "`privet register --decide`"},
	{"D3", "mail without consent: notify", "`privet register --decide`"},
	{"P1", "no trading without consent", ""},
	{"P2", "a clear policy on who has access", "the access matrix in `privet audit`"},
	{"P3", "files are stored safely", ""},
	{"P4", "people are told of misuse and breaches", ""},
	{"E0", "e-marketing law on top", ""},
	{"E1", "customers may be mailed about similar products", ""},
	{"E2", "others must sign up explicitly", ""},
	{"E3", "customers may be asked to sign up", ""},
	{"E4", "separate sign-ups for newsletters and offers", ""},
	{"E5", "link images, do not embed them", ""},
	{"E6a", "always a clear way to unsubscribe", ""},
	{"E6b", "no more mail after that", ""},
	{"T1", "tip: say that data may be used for marketing", ""},
	{"T2", "tip: say that one can object", ""},
	{"A1", "advice: professional e-mail software", ""},
	{"A2", "advice: one message for each recipient", ""},
	{"A3", "advice: blacklists", ""},
	{"A4", "advice: the whole server may be blocked", ""},
	{"X1", "disclaimer", "every report prints its own"},
}

// Coverage returns docs/coverage.md: for each sentence of the guide the rules
// that check it and the questions that ask what no scanner can see. uncovered
// are the sentences with neither.
func Coverage() (page string, uncovered []string) {
	var b strings.Builder
	b.WriteString("# What of the guide is checked\n\nprivet began with a Dutch guide for shop owners (2016-2018). This table says, sentence by\nsentence, which rules check it today, which question of the audit report asks what no\nscanner can see, and what else serves it. Written from the rules by\n`UPDATE_COVERAGE=1 go test ./report/audit -run Coverage`.\n\n| | The guide says | Rules | Questions to the owner | Also |\n|---|---|---|---|---|\n")
	for _, s := range sentences {
		var ids, questions []string
		for _, r := range rules.All() {
			if slices.Contains(r.Guide, s.id) {
				ids = append(ids, fmt.Sprintf("[%[1]s](rules/%[1]s.md)", r.ID))
			}
		}
		for _, q := range ownerQuestions {
			if slices.Contains(q.guide, s.id) {
				questions = append(questions, q.text.In(phrase.English))
			}
		}
		if len(ids)+len(questions) == 0 && s.parts == "" {
			uncovered = append(uncovered, s.id)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", s.id, s.about, strings.Join(ids, ", "), strings.Join(questions, "<br>"), s.parts)
	}
	return b.String(), uncovered
}
