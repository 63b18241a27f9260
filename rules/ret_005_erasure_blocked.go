package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func erasureBlocked() *Rule {
	return &Rule{
		ID: "RET-005", Name: "erasure-blocked", Severity: finding.Note,
		Title: phrase.Text{EN: "Erasure blocked by foreign keys", NL: "Wissen geblokkeerd door verwijzingen"},
		What: phrase.Text{
			EN: "Foreign keys without ON DELETE that point at a table of persons: a row of it cannot be deleted while they refer to it.",
			NL: "Verwijzingen zonder ON DELETE naar een tabel met personen: een rij daaruit kan niet worden gewist zolang ernaar wordt verwezen.",
		},
		Why: phrase.Text{
			EN: "A customer may ask for erasure. If the database refuses, somebody will mark the row and forget it.",
			NL: "Een klant mag om wissing vragen. Weigert de database dat, dan markeert iemand de rij en wordt die vergeten.",
		},
		Fix: phrase.Text{
			EN: "ON DELETE SET NULL where the record must stay (with the invoice's own copy of name and address), ON DELETE CASCADE where it may go, or empty the personal columns in place.",
			NL: "ON DELETE SET NULL waar de gegevens moeten blijven (met een eigen kopie van naam en adres op de factuur), ON DELETE CASCADE waar ze weg mogen, of maak de kolommen met persoonsgegevens leeg.",
		},
		Not: phrase.Text{
			EN: "Orders and invoices must be kept for the tax office, so references from those are left out. Code that empties columns in place is not followed.",
			NL: "Bestellingen en facturen moeten voor de belasting bewaard blijven; verwijzingen daarvandaan tellen niet mee. Code die kolommen leegmaakt wordt niet gevolgd.",
		},
		Law:   law.Refs("gdpr.17", "gdpr.25"),
		Guide: []string{"P3"},
		Check: func(p *Pass) {
			for _, t := range p.Inventory.Tables {
				if t.Subject == personal.PersonSubject && emailOf(t) != nil {
					reportBlocked(p, t)
				}
			}
		},
	}
}

func reportBlocked(p *Pass, person *inventory.Table) {
	f := finding.Finding{Confidence: personal.Medium, Span: person.Table.Origin.Span, Objects: []string{person.Object()}}
	var names []string
	for _, t := range p.Inventory.Tables {
		if t.Database != person.Database || t == person || mustBeKept(t) {
			continue
		}
		for _, fk := range t.Table.ForeignKeys() {
			blocks := fk.OnDelete == schema.NoAction || fk.OnDelete == schema.Restrict
			if blocks && t.Database.Table(fk.RefTable) == person.Table {
				names = append(names, t.Object())
				f.Others = append(f.Others, finding.Step{Span: fk.Origin.Span, Message: phrase.Textf("%s refers to it", "%s verwijst ernaar", t.Object())})
				break
			}
		}
	}
	if len(names) == 0 {
		return
	}
	f.Message = say("a row of %s cannot be deleted while %s refers to it", "een rij van %s kan niet worden gewist zolang %s ernaar verwijst", person.Object(), list(names))
	p.Report(f)
}

// mustBeKept reports whether a table is part of the administration that tax law
// makes a shop keep.
func mustBeKept(t *inventory.Table) bool {
	if hasWord(t.Table.Name.Name, "order", "orders", "invoice", "invoices", "bestelling", "bestellingen", "factuur", "facturen", "payment", "payments", "betaling", "betalingen") {
		return true
	}
	for _, purpose := range t.Purposes {
		if purpose.ID == "invoicing" || purpose.ID == "order_guest" || purpose.ID == "payment" {
			return true
		}
	}
	return false
}
