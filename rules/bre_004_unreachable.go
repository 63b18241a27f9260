package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func unreachable() *Rule {
	return &Rule{
		ID: "BRE-004", Name: "unreachable-people", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Affected people could not be found or reached", NL: "Getroffenen zijn niet vindbaar of bereikbaar"},
		What: phrase.Text{
			EN: "A table about persons that holds sensitive data (birth dates, bank accounts, national numbers, health) with neither an e-mail address, phone number or postal address, nor a reference to a table that has one.",
			NL: "Een tabel over personen met gevoelige gegevens (geboortedatums, bankrekeningen, nationale nummers, gezondheid) zonder e-mailadres, telefoonnummer of postadres, en zonder verwijzing naar een tabel die dat heeft.",
		},
		Why: phrase.Text{
			EN: "At a breach with a high risk you must tell the people it concerns. Whom you cannot find you cannot warn; then only a public announcement is left.",
			NL: "Bij een datalek met een hoog risico moet je de betrokkenen informeren. Wie je niet kunt vinden kun je niet waarschuwen; dan blijft alleen een openbare mededeling over.",
		},
		Fix: phrase.Text{
			EN: "Keep a reference to a way to contact the person as long as the data is kept, or take out what makes it sensitive.",
			NL: "Houd een verwijzing naar een contactgegeven zolang je de gegevens bewaart, of haal weg wat ze gevoelig maakt.",
		},
		Not: phrase.Text{
			EN: "Data that is pseudonymous by design is meant to be unlinked: tables with nothing but numbers, device and click data are left out, and so are staff, public figures and tables whose references are unknown (ORM models).",
			NL: "Gegevens die met opzet gepseudonimiseerd zijn horen los te staan: tabellen met alleen nummers, apparaat- en klikgegevens tellen niet mee, net als personeel, publieke personen en tabellen waarvan de verwijzingen onbekend zijn (ORM-modellen).",
		},
		Law:   law.Refs("gdpr.34"),
		Guide: []string{"P4"},
		Check: checkUnreachable,
	}
}

func checkUnreachable(p *Pass) {
	for _, t := range p.personalTables() {
		if t.Subject != personal.PersonSubject || t.Table.Kind == schema.GoModelTable || serves(t, "staff_login") || reachable(p, t, 3) || pointsSomewhere(t) {
			continue
		}
		i := slices.IndexFunc(t.Items, func(i *inventory.Item) bool {
			return i.Category != nil && i.Confidence >= personal.Medium && i.Category.Sensitivity >= 3 && harmsWhenLeaked(i.Category) && !ofAPrice(i)
		})
		if i < 0 {
			continue
		}
		item := t.Items[i]
		p.Report(finding.Finding{
			Confidence: personal.Medium, Span: t.Table.Origin.Span, Objects: []string{t.Object()}, Evidence: slices.Clip(item.Evidence),
			Message: say("after a breach of %s (with %s) nobody could be warned: no contact data, and no reference to any", "na een datalek van %s (met %s) is niemand te waarschuwen: geen contactgegevens en geen verwijzing ernaar",
				t.Object(), lower(item.Category.Name)),
		})
	}
}

func harmsWhenLeaked(c *personal.Category) bool {
	switch c.Class {
	case personal.Special, personal.Criminal, personal.NationalID, personal.Financial:
		return true
	}
	return c.ID == "demo.birth_date" || c.ID == "demo.child"
}

// reachable reports whether a row leads to a way to contact its person, in its
// own table or through foreign keys in either direction.
func reachable(p *Pass, t *inventory.Table, hops int) bool {
	if slices.ContainsFunc(t.Items, func(i *inventory.Item) bool {
		return i.Category != nil && (i.Category.ID == "contact.email" || i.Category.ID == "contact.phone" || i.Category.ID == "contact.address" || i.Category.ID == "contact.social")
	}) {
		return true
	}
	if hops == 0 {
		return false
	}
	for _, fk := range t.Table.ForeignKeys() {
		if other := p.tableOf(t.Database, fk.RefTable); other != nil && other != t && reachable(p, other, hops-1) {
			return true
		}
	}
	for _, other := range p.Inventory.Tables {
		if other.Database != t.Database || other == t {
			continue
		}
		refers := slices.ContainsFunc(other.Table.ForeignKeys(), func(fk *schema.Constraint) bool { return t.Database.Table(fk.RefTable) == t.Table })
		if refers && reachable(p, other, hops-1) {
			return true
		}
	}
	return false
}

// tableOf returns the inventory's table of that name, personal or not.
func (p *Pass) tableOf(db *schema.Database, name schema.Name) *inventory.Table {
	stored := db.Table(name)
	for _, t := range p.Inventory.Tables {
		if stored != nil && t.Table == stored {
			return t
		}
	}
	return nil
}

// pointsSomewhere reports whether a column other than the key refers to
// something by name, declared or not: MySQL schemas of old have no foreign keys.
func pointsSomewhere(t *inventory.Table) bool {
	keys := t.Table.PrimaryKeyColumns()
	return slices.ContainsFunc(t.Table.Columns, func(c *schema.Column) bool {
		key := len(keys) == 1 && keys[0] == c.Name
		return !key && hasWord(c.Name, "user_id", "customer_id", "klant_id", "klantnr", "account_id", "person_id", "persoon_id", "member_id", "contact_id", "patient_id", "order_id", "owner_id", "client_id", "employee_id", "student_id", "uid", "user", "customer", "klant", "klantnummer", "kunde_id", "client", "staff_id", "profile_id", "address_id")
	})
}
