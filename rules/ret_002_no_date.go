package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func noDate() *Rule {
	return &Rule{
		ID: "RET-002", Name: "no-date", Severity: finding.Note,
		Title: phrase.Text{EN: "No date to measure retention from", NL: "Geen datum om bewaartermijn vanaf te meten"},
		What: phrase.Text{
			EN: "A table about persons without any date or time, and without a reference to a table that has one.",
			NL: "Een tabel over personen zonder enige datum of tijd, en zonder verwijzing naar een tabel die er wel een heeft.",
		},
		Why: phrase.Text{
			EN: "Without a date nobody can tell which rows are too old to keep.",
			NL: "Zonder datum kan niemand zeggen welke rijen te oud zijn om te bewaren.",
		},
		Fix: phrase.Text{
			EN: "Add created_at, or better the last activity, and fill it for existing rows with today's date.",
			NL: "Voeg aangemaakt_op toe, of beter de laatste activiteit, en vul die voor bestaande rijen met de datum van vandaag.",
		},
		Not: phrase.Text{
			EN: "Child tables (addresses of a customer) take their date from the parent. A birth date is no date to count from.",
			NL: "Afhankelijke tabellen (adressen van een klant) hebben hun datum van de ouder. Een geboortedatum is geen datum om vanaf te tellen.",
		},
		Law:   law.Refs("gdpr.5.1.e"),
		Guide: []string{"P3"},
		Check: func(p *Pass) {
			for _, t := range p.Inventory.Tables {
				if undated(t) {
					p.Report(finding.Finding{
						Confidence: personal.Medium, Span: t.Table.Origin.Span, Objects: []string{t.Object()},
						Message: phrase.Textf("table %s has personal data and no date from which to count how long to keep it", "tabel %s heeft persoonsgegevens en geen datum om de bewaartermijn vanaf te tellen", t.Object()),
						FixSQL:  addCreatedAt(t),
					})
				}
			}
		},
	}
}

// undated: a table of persons whose columns and types are known from a schema.
func undated(t *inventory.Table) bool {
	kind := t.Table.Kind
	return t.Subject == personal.PersonSubject && holdsPersonal(t) && kind != schema.QueryOnlyName && kind != schema.GoModelTable &&
		len(t.Table.ForeignKeys()) == 0 && !datedTable(t)
}

// addCreatedAt adds a date that existing rows get too.
func addCreatedAt(t *inventory.Table) string {
	d := t.Database.Dialect
	switch d {
	case schema.PostgreSQL:
		return "ALTER TABLE " + qualified(d, t.Table.Name) + " ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();"
	case schema.MySQL:
		return "ALTER TABLE " + qualified(d, t.Table.Name) + " ADD COLUMN created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP;"
	}
	return ""
}
