package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func noPolicy() *Rule {
	return &Rule{
		ID: "REG-001", Name: "no-policy", Severity: finding.Warning,
		Title: phrase.Text{EN: "No register or policy file", NL: "Geen verwerkingsregister of beleidsbestand"},
		What: phrase.Text{
			EN: "Tables with personal data in a project without a privet.yaml.",
			NL: "Tabellen met persoonsgegevens in een project zonder privet.yaml.",
		},
		Why: phrase.Text{
			EN: "Files need not be notified to the authority any more, but you must keep a register of what you process, why, and how long. Nearly every webshop needs one.",
			NL: "Bestanden hoef je niet meer aan te melden bij de toezichthouder, maar je moet zelf een register bijhouden van wat je verwerkt, waarom en hoe lang. Bijna elke webwinkel heeft er een nodig.",
		},
		Fix: phrase.Text{
			EN: "Let `privet init` propose a privet.yaml and complete it; or, when the register is kept elsewhere, say where with register:.",
			NL: "Laat `privet init` een privet.yaml voorstellen en vul die aan; of zeg met register: waar het register staat als het elders wordt bijgehouden.",
		},
		Not: phrase.Text{
			EN: "What the register says is judged by the other REG rules.",
			NL: "Wat er in het register staat beoordelen de andere REG-regels.",
		},
		Law:   law.Refs("gdpr.30", "gdpr.5.2", "ap.register"),
		Guide: []string{"S01", "S04", "S17"},
		Check: func(p *Pass) {
			tables := p.personalTables()
			if p.Policy != nil || len(tables) == 0 {
				return
			}
			var names []string
			for _, t := range tables {
				names = append(names, t.Object())
			}
			p.Report(finding.Finding{
				Span: tables[0].Table.Origin.Span, Objects: names, Root: "no policy",
				Message: say("no privet.yaml says what the personal data in %s is for", "geen privet.yaml zegt waarvoor de persoonsgegevens in %s dienen", list(names)),
			})
		},
	}
}

// personalTables returns the stored tables with personal data; what only a query
// names is not known well enough to be registered.
func (p *Pass) personalTables() []*inventory.Table {
	var tables []*inventory.Table
	for _, t := range p.Inventory.Tables {
		if holdsPersonal(t) && t.Table.Kind != schema.QueryOnlyName {
			tables = append(tables, t)
		}
	}
	return tables
}
