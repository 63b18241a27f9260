package rules

import (
	"cmp"
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
)

// Options steer Run.
type Options struct {
	Rules  []*Rule        // nil: All
	Policy *policy.Policy // what privet.yaml declares; nil: there is none
}

// Run checks the inventory with every rule and returns the findings, worst
// first, then by file and line. It sets the purposes of the inventory's tables.
func Run(inv *inventory.Inventory, opts Options) []finding.Finding {
	rules := opts.Rules
	if rules == nil {
		rules = All()
	}
	AssignPurposes(inv, opts.Policy)
	var findings []finding.Finding
	for _, r := range rules {
		pass := &Pass{Rule: r, Inventory: inv, Policy: opts.Policy}
		pass.report = func(f finding.Finding) {
			complete(&f, r)
			findings = append(findings, f)
		}
		r.Check(pass)
	}
	findings = settle(merge(findings), rules)
	slices.SortStableFunc(findings, compare)
	fingerprint(findings)
	return findings
}

// complete fills in what the finding leaves to its rule, and drops severity one
// step where privet itself is not sure.
func complete(f *finding.Finding, r *Rule) {
	f.Rule, f.Name, f.Preview = r.ID, r.Name, r.Preview
	if f.Severity == finding.Info {
		f.Severity = r.Severity
	}
	if f.Confidence == personal.None {
		f.Confidence = personal.High
	}
	if f.Confidence == personal.Low && f.Severity > finding.Info {
		f.Severity--
	}
	if f.Why.IsZero() {
		f.Why = r.Why
	}
	if f.Help.IsZero() {
		f.Help = r.Fix
	}
	if f.Law == nil {
		f.Law = r.Law
	}
}

// merge folds findings that say the same of the same object into the first: a
// project that ships its schema in three dialects has one problem, not three.
func merge(findings []finding.Finding) []finding.Finding {
	type identity struct{ rule, root, message string }
	first := map[identity]int{}
	var kept []finding.Finding
	for _, f := range findings {
		id := identity{f.Rule, finding.Fingerprint(&f, 0), f.Message.EN}
		if i, ok := first[id]; ok {
			kept[i].Others = append(kept[i].Others, finding.Step{Span: f.Span, Message: f.Message})
			kept[i].Others = append(kept[i].Others, f.Others...)
			continue
		}
		first[id] = len(kept)
		kept = append(kept, f)
	}
	return kept
}

// settle drops a finding where a rule that covers its rule speaks of the same
// object; what it said is kept as evidence of the other.
func settle(findings []finding.Finding, rules []*Rule) []finding.Finding {
	covered := map[string][]string{} // rule -> rules that cover it
	for _, r := range rules {
		for _, id := range r.Covers {
			covered[id] = append(covered[id], r.ID)
		}
	}
	dropped := make([]bool, len(findings))
	for i := range findings {
		by := slices.IndexFunc(findings, func(g finding.Finding) bool {
			return slices.Contains(covered[findings[i].Rule], g.Rule) && sharesObject(&findings[i], &g)
		})
		if by >= 0 {
			dropped[i] = true
			findings[by].Evidence = append(slices.Clip(findings[by].Evidence), findings[i].Message)
		}
	}
	var kept []finding.Finding
	for i, f := range findings {
		if !dropped[i] {
			kept = append(kept, f)
		}
	}
	return kept
}

func sharesObject(a, b *finding.Finding) bool {
	return slices.ContainsFunc(a.Objects, func(o string) bool { return slices.Contains(b.Objects, o) })
}

// compare orders findings: worst first, then by place, then by rule.
func compare(a, b finding.Finding) int {
	return cmp.Or(
		-cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Span.File, b.Span.File),
		cmp.Compare(a.Span.Line, b.Span.Line),
		cmp.Compare(a.Span.Column, b.Span.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message.EN, b.Message.EN),
	)
}

// fingerprint sets the fingerprints, counting findings of one root.
func fingerprint(findings []finding.Finding) {
	count := map[string]int{}
	for i := range findings {
		base := finding.Fingerprint(&findings[i], 0)
		findings[i].Print = finding.Fingerprint(&findings[i], count[base])
		count[base]++
	}
}
