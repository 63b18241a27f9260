package report

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
)

// securitySeverity places a rule on GitHub's scale, which follows CVSS: 7.0 and
// more is "high", 4.0 and more "medium".
var securitySeverity = map[finding.Severity]string{
	finding.Error:   "8.0",
	finding.Warning: "5.5",
	finding.Note:    "3.0",
	finding.Info:    "1.0",
}

// ruleTags are the tags of a rule group, beside "privacy": the weakness of the
// CWE list it stands for.
var ruleTags = map[string][]string{
	"CRED": {"security", "external/cwe/cwe-522"}, // insufficiently protected credentials
	"DIS":  {"security", "external/cwe/cwe-532"}, // sensitive information in a log file
	"STO":  {"security", "external/cwe/cwe-312"}, // cleartext storage
	"ACC":  {"security", "external/cwe/cwe-732"}, // incorrect permission assignment
}

// rules lists the rules that were applied, and remembers their places.
func (s *sarifWriter) rules() []sarifRule {
	out := []sarifRule{}
	for _, rule := range s.r.Rules {
		s.index[rule.ID] = len(out)
		out = append(out, s.rule(rule))
	}
	for _, f := range s.r.Findings { // a finding of privet itself has no rule to run
		if _, ok := s.index[f.Rule]; !ok {
			s.index[f.Rule] = len(out)
			out = append(out, s.rule(&rules.Rule{ID: f.Rule, Name: f.Name, Severity: f.Severity, Title: f.Message, Fix: f.Help}))
		}
	}
	return out
}

func (s *sarifWriter) rule(r *rules.Rule) sarifRule {
	l := s.o.Lang
	group, _, _ := strings.Cut(r.ID, "-")
	precision := "high"
	if r.Preview {
		precision = "medium"
	}
	title := sentence(r.Title, l)
	full := cmp.Or(sentence(r.What, l), title)
	return sarifRule{
		ID: r.ID, Name: r.Name,
		Short:   sarifText{Text: limited(title)},
		Full:    sarifText{Text: limited(full)},
		HelpURI: RulePage(r.ID),
		Help:    sarifText{Text: cmp.Or(sentence(r.Fix, l), title), Markdown: ruleMarkdown(r, l)},
		Default: sarifConfiguration{sarifLevel(r.Severity)},
		Properties: sarifRuleProperties{
			Tags:      append([]string{"privacy"}, ruleTags[group]...),
			Precision: precision,
			Severity:  securitySeverity[r.Severity],
		},
	}
}

// ruleMarkdown is the rule's help as GitHub renders it beside an alert.
func ruleMarkdown(r *rules.Rule, l phrase.Lang) string {
	var b strings.Builder
	for _, part := range []struct{ title, body phrase.Text }{
		{phrase.Text{EN: "What it finds", NL: "Wat het vindt"}, r.What},
		{phrase.Text{EN: "Why it matters", NL: "Waarom het ertoe doet"}, r.Why},
		{phrase.Text{EN: "How to fix it", NL: "Hoe het op te lossen"}, r.Fix},
		{phrase.Text{EN: "What it does not find", NL: "Wat het niet vindt"}, r.Not},
	} {
		if !part.body.IsZero() {
			b.WriteString("## " + part.title.In(l) + "\n\n" + strings.TrimSpace(part.body.In(l)) + "\n\n")
		}
	}
	if law := lawLine(r.Law, l); law != "" {
		b.WriteString(law + "\n\n")
	}
	b.WriteString("[" + r.ID + "](" + RulePage(r.ID) + ")\n")
	return b.String()
}

// limited cuts a description at what code scanning takes.
func limited(s string) string {
	if utf8.RuneCountInString(s) <= sarifMaxText {
		return s
	}
	return string([]rune(s)[:sarifMaxText-1]) + "…"
}
