package audit_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/audit"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema"
)

// shop is a small result: one customer table with a readable password, a role
// that may read it, and one finding.
func shop(t *testing.T, table string) audit.Report {
	t.Helper()
	category := func(id personal.ID) *personal.Category {
		c, ok := personal.Lookup(id)
		if !ok {
			t.Fatalf("no category %s", id)
		}
		return &c
	}
	tab := &inventory.Table{
		Database: &schema.Database{Name: "schema.sql"},
		Table:    &schema.Table{Name: schema.Name{Name: table}},
		Purposes: []inventory.Purpose{{ID: "account", Hint: "klant"}},
	}
	at := schema.Span{Position: schema.Position{File: "schema.sql", Line: 3, Column: 5}, Length: 10}
	write := &usage.Event{Kind: usage.Write, Source: usage.FromRequest, Span: schema.Span{Position: schema.Position{File: "internal/klant.go", Line: 9, Column: 1}}}
	tab.Items = []*inventory.Item{
		{Table: tab, Column: &schema.Column{Name: "email", NotNull: schema.Yes}, Category: category("contact.email"), Mandatory: true,
			Protection: personal.Plain, Writes: []*usage.Event{write}, Exits: []*usage.Event{{Kind: usage.Log}},
			Readers: []inventory.Reader{{Role: "winkel", Read: true, Write: true}}},
		{Table: tab, Column: &schema.Column{Name: "wachtwoord"}, Category: category("cred.password"), Protection: personal.Plain},
	}
	all := rules.All()
	return audit.Report{
		Project: "Bloemenwinkel", Revision: "3f2a1c", Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Version: "0.1.0",
		Inventory: &inventory.Inventory{Tables: []*inventory.Table{tab}, Items: tab.Items, Scope: inventory.Scope{
			Files: 1, Statements: 4,
			Unparsed: []schema.Note{{Origin: schema.Origin{Span: at}, Message: "statement not understood"}},
		}},
		Findings: []finding.Finding{{
			Rule: all[0].ID, Name: all[0].Name, Severity: finding.Error, Span: at,
			Message: phrase.Text{EN: table + ".wachtwoord is stored as it was typed", NL: table + ".wachtwoord wordt opgeslagen zoals het is getypt"},
			Why:     phrase.Text{EN: "why", NL: "waarom"}, Help: phrase.Text{EN: "hash it", NL: "hash het"},
		}},
		Rules: all,
	}
}

// everything is a report in which every section has something to show: a finding
// of each rule, two of the first, with all that a finding can have.
func everything(t *testing.T) audit.Report {
	t.Helper()
	r := shop(t, "klant")
	at := r.Findings[0].Span
	step := finding.Step{Span: at, Message: phrase.Text{EN: "comes from the request", NL: "komt uit het verzoek"}}
	twice := r.Findings[0]
	twice.Message = phrase.Text{EN: "klant.pin is stored as it was typed", NL: "klant.pin wordt opgeslagen zoals het is getypt"}
	r.Findings = append(r.Findings, twice)
	for i, rule := range r.Rules {
		r.Findings = append(r.Findings, finding.Finding{
			Rule: rule.ID, Name: rule.Name, Severity: finding.Severity(i % 4), Span: at, Message: rule.Title, Why: rule.Title, Help: rule.Title, Law: rule.Law,
			Evidence: []phrase.Text{rule.Title}, Steps: []finding.Step{step, step}, Others: []finding.Step{step}, FixSQL: "ALTER TABLE klant DROP COLUMN pin;",
		})
	}
	r.Suppressed = []finding.Suppressed{{Finding: twice, By: finding.ByException, Because: "tot de migratie", Until: "2027-03-01"}}
	r.Policy = &policy.Policy{
		Controller: policy.Controller{Name: "Bloemenwinkel"}, Processors: []policy.Processor{{Name: "Hosting", Role: "hosting", Agreement: "2026-01-15", Country: "NL"}},
		Breach: &policy.Breach{Contact: "privacy@example.nl", Register: "datalekken.md", Hours: 72},
	}
	return r
}

// TestFindingsWithTheSameAdviceShareACard: the advice stands once, each finding
// keeps its own place, and both are counted.
func TestFindingsWithTheSameAdviceShareACard(t *testing.T) {
	r := everything(t)
	r.Findings = r.Findings[:2]
	page := render(t, r, phrase.Dutch)
	if n := strings.Count(page, "<dd>waarom</dd>"); n != 1 {
		t.Errorf("the reason stands there %d times", n)
	}
	for _, want := range []string{` id="f1">klant.wachtwoord`, ` id="f2">klant.pin`, `href="#f2"`, "(2) <span", "<strong>2</strong> Rood"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func render(t *testing.T, r audit.Report, lang phrase.Lang) string {
	t.Helper()
	var b bytes.Buffer
	if err := audit.Write(&b, r, lang); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReportHasSixteenSectionsInBothLanguages(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.Dutch, phrase.English} {
		page := render(t, shop(t, "klant"), lang)
		if n := strings.Count(page, "<section "); n != 16 {
			t.Errorf("%v: %d sections, want 16", lang, n)
		}
		if !strings.Contains(page, `<html lang="`+lang.String()+`"`) {
			t.Errorf("%v: the page does not state its language", lang)
		}
	}
}

func TestReportSaysWhatWasFoundInTheOwnersWords(t *testing.T) {
	page := render(t, shop(t, "klant"), phrase.Dutch)
	for _, want := range []string{
		"Rood: eerst oplossen",
		"klant.wachtwoord wordt opgeslagen zoals het is getypt",
		"winkel", "mag lezen, mag wijzigen",
		"verzoek in klant.go",
		"2 velden",
		"24 november 2026",
		"statement not understood",
		"Klantaccount (voorstel)",
		"Het is geen juridisch advies",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestReportNeverClaimsCompliance(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.Dutch, phrase.English} {
		page := strings.ToLower(render(t, shop(t, "klant"), lang))
		for _, word := range []string{"compliant", "avg-proof", "voldoet aan de avg"} {
			if strings.Contains(page, word) {
				t.Errorf("%v: the page says %q", lang, word)
			}
		}
	}
}

func TestReportIsTheSameEveryTime(t *testing.T) {
	if a, b := render(t, shop(t, "klant"), phrase.Dutch), render(t, shop(t, "klant"), phrase.Dutch); a != b {
		t.Error("two reports of one result differ")
	}
}

func TestHostileNamesStayText(t *testing.T) {
	cases := map[string]struct{ name, never string }{
		"a script element":             {`<script>alert(1)</script>`, `<script>alert(1)`},
		"an attribute that breaks out": {`"><img src=x onerror=alert(1)>`, `<img src=x`},
		"a terminal escape":            {"kl\x1b[31mant", "\x1b"},
		"a right-to-left override":     {"klant\u202etnalk", "\u202e"},
		"a zero-width joiner":          {"kl\u200dant", "\u200d"},
		"a name of a megabyte":         {strings.Repeat("k", 1<<20), strings.Repeat("k", 1000)},
	}
	for what, c := range cases {
		t.Run(what, func(t *testing.T) {
			r := shop(t, c.name)
			r.Findings = nil
			if page := render(t, r, phrase.Dutch); strings.Contains(page, c.never) {
				t.Errorf("the page holds %.40q as it came in", c.never)
			}
		})
	}
}

func TestPageAllowsOnlyItsOwnStyleAndScript(t *testing.T) {
	page := render(t, shop(t, "klant"), phrase.Dutch)
	for _, never := range []string{"http://", " src=", " style=", "unsafe-inline", "@import", "url("} {
		if strings.Contains(page, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	if !strings.Contains(page, "default-src &#39;none&#39;") {
		t.Error("the page has no Content-Security-Policy that forbids by default")
	}
}
