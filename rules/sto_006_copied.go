package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func copied() *Rule {
	return &Rule{
		ID: "STO-006", Name: "copied-data", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Same personal data copied into many tables", NL: "Zelfde gegevens op veel plekken opgeslagen"},
		What: phrase.Text{
			EN: "The same kind of data about customers (e-mail address, phone number, street address, birth date) in three or more tables of a database, orders and invoices not counted.",
			NL: "Hetzelfde soort gegeven over klanten (e-mailadres, telefoonnummer, adres, geboortedatum) in drie of meer tabellen van een database, bestellingen en facturen niet meegeteld.",
		},
		Why: phrase.Text{
			EN: "Data that stands in many places is wrong in some of them after the first change, and a request for erasure or correction misses a copy.",
			NL: "Gegevens die op veel plekken staan kloppen na de eerste wijziging op een paar plekken niet meer, en bij een verzoek om wissing of rectificatie wordt een kopie vergeten.",
		},
		Fix: phrase.Text{
			EN: "Keep the data with the customer and refer to the customer by number. Copy only what an order or invoice must show as it was on the day of sale.",
			NL: "Bewaar het gegeven bij de klant en verwijs naar het klantnummer. Kopieer alleen wat op een bestelling of factuur moet staan zoals het op de dag van verkoop was.",
		},
		Not: phrase.Text{
			EN: "Tables of other people (staff, applicants, suppliers), mailing lists, logs and the administration that tax law asks for are not counted. Whether the values are the same is not looked at.",
			NL: "Tabellen van andere mensen (personeel, sollicitanten, leveranciers), mailinglijsten, logboeken en de administratie die de belastingwet vraagt tellen niet mee. Of de waarden gelijk zijn wordt niet bekeken.",
		},
		Law:   law.Refs("gdpr.5.1.c", "gdpr.5.1.d"),
		Guide: []string{"S14"},
		Check: func(p *Pass) {
			for _, db := range p.Inventory.Databases {
				reportCopies(p, db)
			}
		},
	}
}

// copyable are the categories of which one place is enough.
var copyable = []personal.ID{"contact.email", "contact.phone", "contact.address", "demo.birth_date"}

// otherAudiences are the purposes whose tables hold other people, or hold the
// data for a reason of their own.
var otherAudiences = []string{"staff_login", "job_application", "newsletter", "security_log", "contact_form", "shipping", "order_guest", "invoicing", "payment", "returns_service"}

// reportCopies makes one finding of the most copied category of a database.
func reportCopies(p *Pass, db *schema.Database) {
	var most []*inventory.Item
	for _, id := range copyable {
		if found := copiesOf(p, db, id); len(found) > len(most) {
			most = found
		}
	}
	if len(most) < 3 {
		return
	}
	var names []string
	f := about(most[0])
	f.Confidence, f.Root = personal.Medium, "copies of "+string(most[0].Category.ID)
	for i, item := range most {
		names = append(names, item.Table.Object())
		if i > 0 {
			f.Objects = append(f.Objects, item.Object())
			f.Others = append(f.Others, finding.Step{Span: item.Origin.Span, Message: phrase.Textf("again in %s", "nog eens in %s", item.Object())})
		}
	}
	f.Message = say("%s is kept in %d tables: %s", "%s staat in %d tabellen: %s", lower(most[0].Category.Name), len(most), list(names))
	p.Report(f)
}

// copiesOf returns the first column of the category in each table that counts.
func copiesOf(p *Pass, db *schema.Database, id personal.ID) []*inventory.Item {
	var found []*inventory.Item
	seen := map[*inventory.Table]bool{}
	for _, item := range p.items(id) {
		t := item.Table
		if t.Database != db || seen[t] || item.Confidence < personal.Medium || mustBeKept(t) || t.Table.Kind == schema.QueryOnlyName || otherPeople(t) {
			continue
		}
		seen[t] = true
		found = append(found, item)
	}
	return found
}

// otherPeople reports whether a table is of other people than customers, or of
// firms.
func otherPeople(t *inventory.Table) bool {
	for _, purpose := range otherAudiences {
		if serves(t, purpose) {
			return true
		}
	}
	return t.Subject == personal.PublicSubject ||
		hasWord(t.Table.Name.Name, "supplier", "suppliers", "leverancier", "leveranciers", "vendor", "vendors", "store", "stores", "shop", "shops", "company", "companies",
			"bedrijf", "bedrijven", "organization", "organizations", "organisation", "manufacturer", "brand", "reset", "password", "invitation", "invitations", "token", "tokens", "queue", "notification", "notifications", "mailnotifications", "module", "twofactor", "session", "sessions", "paypal", "history", "log", "archive", "audit")
}
