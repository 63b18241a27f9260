package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func wideMailingList() *Rule {
	return &Rule{
		ID: "MIN-006", Name: "wide-mailing-list", Severity: finding.Warning,
		Title: phrase.Text{EN: "Mailing list holds more than an e-mail address", NL: "Nieuwsbriefbestand bevat meer dan e-mailadressen"},
		What: phrase.Text{
			EN: "A table that only serves a newsletter and keeps more about its readers than the address and their consent. An optional first name weighs less.",
			NL: "Een tabel die alleen voor een nieuwsbrief dient en meer over de lezers bewaart dan het adres en hun toestemming. Een optionele voornaam weegt minder.",
		},
		Why: phrase.Text{
			EN: "To send a newsletter you need an address. A file with only addresses is far less harmful when it leaks than one with names, phone numbers and birthdays.",
			NL: "Voor een nieuwsbrief heb je een adres nodig. Een bestand met alleen adressen is bij een lek veel minder schadelijk dan een met namen, telefoonnummers en verjaardagen.",
		},
		Fix: phrase.Text{
			EN: "Drop the columns, or move them to the customer's record if the customer has one.",
			NL: "Verwijder de kolommen, of verplaats ze naar de klantgegevens als het om een klant gaat.",
		},
		Not: phrase.Text{
			EN: "Tables that serve another purpose too are judged by MIN-001. What list managers keep in a JSON column is not read.",
			NL: "Tabellen die ook een ander doel dienen beoordeelt MIN-001. Wat lijstbeheerders in een JSON-kolom bewaren wordt niet gelezen.",
		},
		Law:    law.Refs("gdpr.5.1.c"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check: func(p *Pass) {
			for _, t := range p.Inventory.Tables {
				if len(t.Purposes) == 1 && t.Purposes[0].ID == "newsletter" && emailOf(t) != nil && !notifies(t) {
					reportWideList(p, t)
				}
			}
		},
	}
}

// listNeeds are the categories of a mailing list, and what ties it to a shop.
var listNeeds = []personal.ID{"contact.email", "pref.consent", "id.customer", "beh.browsing", "demo.age_flag"}

func reportWideList(p *Pass, t *inventory.Table) {
	var extra []*inventory.Item
	severity := finding.Note
	for _, item := range t.Items {
		if item.Category == nil || item.Confidence < personal.Medium || slices.Contains(listNeeds, item.Category.ID) ||
			item.Category.Class == personal.Credential && item.Category.ID == "cred.token" {
			continue
		}
		extra = append(extra, item)
		if item.Category.ID != "name.first" || item.Mandatory {
			severity = finding.Warning
		}
	}
	if len(extra) == 0 {
		return
	}
	f := about(extra[0])
	f.Severity, f.Root = severity, t.Object()+" list"
	if !t.Purposes[0].Declared {
		f.Severity = finding.Note
		f.Evidence = append(f.Evidence, hintEvidence(t))
	}
	var names []string
	for i, item := range extra {
		names = append(names, item.Column.Name)
		if i > 0 {
			f.Objects = append(f.Objects, item.Object())
			f.Others = append(f.Others, finding.Step{Span: item.Origin.Span, Message: lower(item.Category.Name)})
		}
		f.FixSQL += joinSQL(f.FixSQL, dropColumn(item))
	}
	f.Message = say("mailing list %s also keeps %s, which a newsletter does not need, unless justified", "mailinglijst %s bewaart ook %s; dat is niet nodig voor een nieuwsbrief, tenzij onderbouwd", t.Object(), list(names))
	p.Report(f)
}

// joinSQL is the statement as it follows what is there.
func joinSQL(before, statement string) string {
	if before == "" || statement == "" {
		return statement
	}
	return "\n" + statement
}

// emailOf returns the e-mail address of a table, or nil.
func emailOf(t *inventory.Table) *inventory.Item {
	for _, item := range t.Items {
		if item.Category != nil && item.Category.ID == "contact.email" {
			return item
		}
	}
	return nil
}
