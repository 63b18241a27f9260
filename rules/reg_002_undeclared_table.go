package rules

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func undeclaredTable() *Rule {
	return &Rule{
		ID: "REG-002", Name: "undeclared-table", Severity: finding.Warning,
		Title: phrase.Text{EN: "Personal data not in the register", NL: "Persoonsgegevens niet in het register"},
		What: phrase.Text{
			EN: "A table with personal data that privet.yaml does not name under tables.",
			NL: "Een tabel met persoonsgegevens die privet.yaml niet noemt onder tables.",
		},
		Why: phrase.Text{
			EN: "The register must list the categories of personal data. A new table in a migration is the moment at which it silently becomes wrong.",
			NL: "Het register moet de categorieën persoonsgegevens noemen. Een nieuwe tabel in een migratie is het moment waarop het ongemerkt niet meer klopt.",
		},
		Fix: phrase.Text{
			EN: "Add the table with the purposes it serves, drop the columns, or correct privet's verdict under corrections.",
			NL: "Voeg de tabel toe met de doelen waarvoor die dient, verwijder de kolommen, of verbeter het oordeel van privet onder corrections.",
		},
		Not: phrase.Text{
			EN: "With register: the register is kept elsewhere and is not compared. Columns that only may hold personal data are not counted.",
			NL: "Met register: wordt het register elders bijgehouden en niet vergeleken. Kolommen die alleen mogelijk persoonsgegevens bevatten tellen niet mee.",
		},
		Law:   law.Refs("gdpr.30"),
		Guide: []string{"S04"},
		Check: func(p *Pass) {
			if p.Policy == nil || p.Policy.Register != "" {
				return
			}
			for _, t := range p.personalTables() {
				if _, ok := declaration(p.Policy, t); ok {
					continue
				}
				var names []string
				f := finding.Finding{Span: t.Table.Origin.Span, Objects: []string{t.Object()}}
				for _, item := range t.Items {
					if item.Category != nil {
						names = append(names, item.Column.Name)
						f.Confidence = max(f.Confidence, item.Confidence)
					}
				}
				f.Message = say("table %s holds %s and is not in %s", "tabel %s bevat %s en staat niet in %s", t.Object(), list(names), p.Policy.File)
				f.Label = phrase.Text{EN: "not declared", NL: "niet vastgelegd"}
				p.Report(f)
			}
		},
	}
}
