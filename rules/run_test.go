package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

func at(file string, line int) schema.Span {
	return schema.Span{Position: schema.Position{File: file, Line: line, Column: 1}}
}

func said(en string) phrase.Text { return phrase.Text{EN: en, NL: en} }

// reporting is a rule that reports the given findings.
func reporting(id string, severity finding.Severity, findings ...finding.Finding) *rules.Rule {
	return &rules.Rule{ID: id, Name: "name-of-" + id, Severity: severity, Why: said("why"), Fix: said("fix"),
		Check: func(p *rules.Pass) {
			for _, f := range findings {
				p.Report(f)
			}
		}}
}

func run(rs ...*rules.Rule) []finding.Finding {
	return rules.Run(&inventory.Inventory{Usage: &usage.Facts{}}, rules.Options{Rules: rs})
}

func TestRunFillsInWhatAFindingLeavesToItsRule(t *testing.T) {
	f := run(reporting("A-1", finding.Error, finding.Finding{Message: said("m")}))[0]
	if f.Rule != "A-1" || f.Name != "name-of-A-1" || f.Severity != finding.Error || f.Why.EN != "why" || f.Help.EN != "fix" || f.Confidence != personal.High {
		t.Errorf("finding %+v", f)
	}
}

func TestSeverityDropsOneStepAtLowConfidence(t *testing.T) {
	got := run(reporting("A-1", finding.Error,
		finding.Finding{Objects: []string{"a"}, Confidence: personal.Low},
		finding.Finding{Objects: []string{"b"}, Confidence: personal.Low, Severity: finding.Warning},
		finding.Finding{Objects: []string{"c"}, Confidence: personal.Medium}))
	var severities []finding.Severity
	for _, f := range got {
		severities = append(severities, f.Severity)
	}
	if diff := cmp.Diff([]finding.Severity{finding.Error, finding.Warning, finding.Note}, severities); diff != "" {
		t.Errorf("severities (-want +got):\n%s", diff)
	}
}

func TestFindingsAreOrderedBySeverityThenPlace(t *testing.T) {
	got := run(
		reporting("A-1", finding.Note, finding.Finding{Objects: []string{"a"}, Span: at("a.sql", 1)}),
		reporting("A-2", finding.Error, finding.Finding{Objects: []string{"b"}, Span: at("b.sql", 9)}, finding.Finding{Objects: []string{"c"}, Span: at("b.sql", 2)}),
		reporting("A-3", finding.Error, finding.Finding{Objects: []string{"d"}, Span: at("a.sql", 5)}))
	var order []string
	for _, f := range got {
		order = append(order, f.Objects[0])
	}
	if diff := cmp.Diff([]string{"d", "c", "b", "a"}, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestAMoreSpecificRuleCoversAGeneralOne(t *testing.T) {
	special := reporting("A-1", finding.Error, finding.Finding{Objects: []string{"customers.gender"}, Message: said("gender")})
	special.Covers = []string{"A-2"}
	general := reporting("A-2", finding.Warning,
		finding.Finding{Objects: []string{"customers.gender"}, Message: said("not needed")},
		finding.Finding{Objects: []string{"customers.income"}, Message: said("not needed either")})
	got := run(special, general)
	if len(got) != 2 || got[0].Rule != "A-1" || got[1].Objects[0] != "customers.income" {
		t.Fatalf("findings %+v", got)
	}
	if len(got[0].Evidence) != 1 || got[0].Evidence[0].EN != "not needed" {
		t.Errorf("what the general rule said is lost: %+v", got[0].Evidence)
	}
}

func TestTheSameProblemInThreeDialectsIsOneFinding(t *testing.T) {
	in := func(file string) finding.Finding {
		return finding.Finding{Objects: []string{"users.bsn"}, Message: said("m"), Span: at(file, 3)}
	}
	got := run(reporting("A-1", finding.Error, in("mysql.sql"), in("postgres.sql"), in("sqlite.sql")))
	if len(got) != 1 || len(got[0].Others) != 2 {
		t.Errorf("findings %+v", got)
	}
}

func TestFingerprintsDoNotDependOnLines(t *testing.T) {
	print := func(line int) []string {
		got := run(reporting("A-1", finding.Error,
			finding.Finding{Objects: []string{"a"}, Message: said("one"), Span: at("a.sql", line)},
			finding.Finding{Objects: []string{"a"}, Message: said("two"), Span: at("a.sql", line+1)}))
		return []string{got[0].Print, got[1].Print}
	}
	before, after := print(1), print(100)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("fingerprints moved with the code:\n%s", diff)
	}
	if before[0] == before[1] || len(before[0]) != 16 {
		t.Errorf("fingerprints %v are not told apart", before)
	}
}
