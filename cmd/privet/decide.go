package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema"
)

// decide prints the decision helper: for tables of the same answer, what the
// guide said under the Wbp and what holds today; else the questions to answer
// first.
func (a *app) decide(inv *inventory.Inventory, pol *policy.Policy) error {
	all := rules.Decisions(inv, pol)
	var b strings.Builder
	line := func(en, nl string, args ...any) { fmt.Fprintf(&b, a.say(en, nl)+"\n", args...) }
	line("Must this file be notified?", "Moet dit bestand worden aangemeld?")
	line("The answer of then is history: notifying ended on 25 May 2018.", "Het antwoord van toen is geschiedenis: aanmelden hoeft sinds 25 mei 2018 niet meer.")
	if len(all) == 0 {
		line("\nNo personal data was seen: nothing to register.", "\nGeen persoonsgegevens gezien: niets te registreren.")
	}
	for len(all) > 0 {
		first := all[0]
		same := func(d rules.Decision) bool { return sameVerdict(d, first) }
		var names []string
		for _, d := range all {
			if same(d) {
				names = append(names, frame.Printable(d.Table.Object()))
			}
		}
		all = slices.DeleteFunc(all, same)
		fmt.Fprintf(&b, "\n%s\n", strings.Join(names, ", "))
		for _, why := range first.Because {
			line("  because: %s", "  want:    %s", why.In(a.spoken))
		}
		if len(first.Verdict.Questions) > 0 {
			line("  no answer yet; answer these in privet.yaml:", "  nog geen antwoord; beantwoord dit in privet.yaml:")
			for _, q := range first.Verdict.Questions {
				fmt.Fprintf(&b, "  - %s\n", q.In(a.spoken))
			}
			continue
		}
		line("  until 25-5-2018 (Wbp, history): %s", "  tot 25-5-2018 (Wbp, geschiedenis): %s", withCase(first.Verdict, a.spoken))
		line("  today: %s", "  nu: %s", first.Verdict.Now.In(a.spoken))
	}
	line("\nWas data stolen, hacked or lost? Today: %s.", "\nZijn gegevens gestolen, gehackt of verloren? Nu: %s.", rules.Decide(rules.Use{Personal: schema.Yes, Breach: schema.Yes}).Now.In(a.spoken))
	line("This is no legal advice; no rights can be derived from it.", "Dit is geen juridisch advies; er kunnen geen rechten aan worden ontleend.")
	_, err := a.out.Write([]byte(b.String()))
	return err
}

func withCase(v rules.Verdict, l phrase.Lang) string {
	if v.Case == "" {
		return v.Then.In(l)
	}
	return v.Then.In(l) + " (" + v.Case + ")"
}

// sameVerdict reports whether two tables have the same answer for the same
// reasons.
func sameVerdict(a, b rules.Decision) bool {
	return a.Verdict.Case == b.Verdict.Case && a.Verdict.Now == b.Verdict.Now &&
		slices.Equal(a.Because, b.Because) && slices.Equal(a.Verdict.Questions, b.Verdict.Questions)
}
