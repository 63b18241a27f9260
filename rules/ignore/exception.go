package ignore

import (
	"fmt"
	"slices"
	"time"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
)

// Idle reports the exceptions of privet.yaml that accepted nothing: those that
// have ended, and those that nothing is found for. They rot as comments do.
func Idle(p *policy.Policy, idle []policy.Exception, today time.Time) []finding.Finding {
	var out []finding.Finding
	for _, e := range idle {
		object := e.Rule + " " + e.Where
		f := finding.Finding{
			Rule: Unused, Name: "unused-ignore", Severity: finding.Warning, Confidence: personal.High, Objects: []string{e.Where}, Root: p.File + " " + object,
			Span:    p.Place(fmt.Sprintf("$.exceptions[%d]", slices.Index(p.Exceptions, e))),
			Message: phrase.Textf("nothing is found that the exception of %s on %s would accept", "er is niets gevonden dat de uitzondering voor %s op %s zou toestaan", e.Rule, e.Where),
			Why:     phrase.Text{EN: "an exception that nobody checks hides the next, real problem", NL: "een uitzondering die niemand nakijkt verbergt het volgende, echte probleem"},
			Help:    phrase.Text{EN: "remove the exception", NL: "verwijder de uitzondering"},
		}
		if until, err := time.Parse(time.DateOnly, e.Until); err == nil && !today.Before(until.AddDate(0, 0, 1)) {
			f.Rule, f.Name = Expired, "expired-ignore"
			f.Message = phrase.Textf("the exception of %s on %s ended on %s", "de uitzondering voor %s op %s liep tot %s", e.Rule, e.Where, e.Until)
			f.Help = phrase.Text{EN: "fix the finding, or give a new reason and date", NL: "los de bevinding op, of geef een nieuwe reden en datum"}
		}
		f.Print = finding.Fingerprint(&f, 0)
		out = append(out, f)
	}
	return out
}
