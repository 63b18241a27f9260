package rules

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func historicDecision() *Rule {
	return &Rule{
		ID: "REG-007", Name: "historic-decision", Severity: finding.Info,
		Title: phrase.Text{EN: "Historic Wbp decision (information)", NL: "Historische Wbp-beslissing (informatie)"},
		What: phrase.Text{
			EN: "Tables that the old guide told to notify: used for mail without consent of everybody on it. The answer of then, marked as history, with today's beside it; `privet register --decide` gives both for every table.",
			NL: "Tabellen die volgens de oude handleiding aangemeld moesten worden: gebruikt om te mailen zonder toestemming van iedereen erop. Het antwoord van toen, als geschiedenis, met dat van nu ernaast; `privet register --decide` geeft beide voor elke tabel.",
		},
		Why: phrase.Text{
			EN: "Notification ended on 25 May 2018. What was \"notify\" then is now a question of whether you may mail at all.",
			NL: "De meldplicht verviel op 25 mei 2018. Wat toen \"aanmelden\" was, is nu de vraag of je wel mag mailen.",
		},
		Fix: phrase.Text{
			EN: "Nothing to notify. See today's answer in the message, and MKT-001 to MKT-004 for what is missing.",
			NL: "Er is niets aan te melden. Zie het antwoord van nu in de melding, en MKT-001 tot en met MKT-004 voor wat ontbreekt.",
		},
		Not: phrase.Text{
			EN: "Without privet.yaml the use is unknown, and unknown gives a question in the helper and no finding.",
			NL: "Zonder privet.yaml is het gebruik onbekend, en onbekend geeft een vraag in de hulp en geen bevinding.",
		},
		Law:   law.Refs("wbp.27", "tw.11.7", "gdpr.30"),
		Guide: []string{"D1", "D2", "D3", "S07", "S08", "S16"},
		Check: func(p *Pass) {
			if p.Policy == nil {
				return
			}
			for _, d := range Decisions(p.Inventory, p.Policy) {
				if d.Verdict.Case != "D3" {
					continue
				}
				p.Report(finding.Finding{
					Span: d.Table.Table.Origin.Span, Objects: []string{d.Table.Object()}, Evidence: d.Because,
					Message: say("%s: until 25 May 2018: %s. Today: %s", "%s: tot 25 mei 2018: %s. Nu: %s", d.Table.Object(), d.Verdict.Then, d.Verdict.Now),
				})
			}
		},
	}
}
