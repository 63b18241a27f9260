package ignore

import (
	"slices"
	"strings"
	"time"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

// The ids of what privet says about ignores themselves.
const (
	Unused  = "PRV-001"
	Expired = "PRV-002"
	Invalid = "PRV-003"
)

// Apply takes the findings out that a directive in force speaks of: it names
// the finding's rule and the line of the finding or of a step of its trace.
// Directives that are unused, expired or not understood become findings.
func Apply(findings []finding.Finding, directives []Directive, today time.Time) (kept []finding.Finding, out []finding.Suppressed) {
	used := make([]bool, len(directives))
	for _, f := range findings {
		i := slices.IndexFunc(directives, func(d Directive) bool { return d.speaksOf(&f) })
		if i < 0 {
			kept = append(kept, f)
			continue
		}
		d := directives[i]
		used[i] = true
		switch {
		case !d.Problem.IsZero(), !d.inForce(today), finding.NeedsException(f.Rule):
			kept = append(kept, f)
		default:
			out = append(out, finding.Suppressed{Finding: f, By: finding.ByIgnore, Because: d.Reason, Until: d.Until, At: d.Span.Position})
		}
	}
	for i, d := range directives {
		if f, ok := d.complaint(used[i], today); ok {
			kept = append(kept, f)
		}
	}
	return kept, out
}

func (d Directive) speaksOf(f *finding.Finding) bool {
	if !slices.Contains(d.Rules, f.Rule) {
		return false
	}
	if f.Span.File == d.Span.File && d.Line >= f.Span.Line && d.Line <= max(f.EndLine, f.Span.Line) {
		return true
	}
	return slices.ContainsFunc(f.Steps, func(s finding.Step) bool { return s.Span.File == d.Span.File && s.Span.Line == d.Line })
}

// complaint is the finding about a directive that does not do its work.
func (d Directive) complaint(used bool, today time.Time) (finding.Finding, bool) {
	f := finding.Finding{Severity: finding.Warning, Confidence: personal.High, Span: d.Span, Objects: []string{d.Span.File}, Root: d.Span.File + " " + strings.Join(d.Rules, ",")}
	f.Why = phrase.Text{EN: "an ignore that nobody checks hides the next, real problem", NL: "een uitzondering die niemand nakijkt verbergt het volgende, echte probleem"}
	locked := slices.IndexFunc(d.Rules, finding.NeedsException)
	switch {
	case !d.Problem.IsZero():
		f.Rule, f.Name = Invalid, "invalid-ignore"
		f.Message = phrase.Textf("this ignore is not applied: %s", "deze uitzondering telt niet: %s", d.Problem.EN)
		f.Message.NL = "deze uitzondering telt niet: " + d.Problem.NL
		f.Help = phrase.Text{EN: "write: privet:ignore RULE [until=YYYY-MM-DD] -- reason", NL: "schrijf: privet:ignore REGEL [until=JJJJ-MM-DD] -- reden"}
	case locked >= 0:
		f.Rule, f.Name = Invalid, "invalid-ignore"
		f.Message = phrase.Textf("a comment cannot allow %s", "een opmerking kan %s niet toestaan", d.Rules[locked])
		f.Help = phrase.Text{EN: "write an exception that names the law in privet.yaml", NL: "schrijf in privet.yaml een uitzondering die de wet noemt"}
	case !d.inForce(today):
		f.Rule, f.Name = Expired, "expired-ignore"
		f.Message = phrase.Textf("this ignore of %[1]s ended on %[2]s", "deze uitzondering op %[1]s liep tot %[2]s", strings.Join(d.Rules, ", "), d.Until)
		f.Help = phrase.Text{EN: "fix the finding, or give a new reason and date", NL: "los de bevinding op, of geef een nieuwe reden en datum"}
	case !used:
		f.Rule, f.Name = Unused, "unused-ignore"
		f.Message = phrase.Textf("nothing is found here that %s could report", "hier is niets gevonden dat %s zou melden", strings.Join(d.Rules, ", "))
		f.Help = phrase.Text{EN: "remove the comment", NL: "verwijder de opmerking"}
	default:
		return f, false
	}
	f.Print = finding.Fingerprint(&f, 0)
	return f, true
}
