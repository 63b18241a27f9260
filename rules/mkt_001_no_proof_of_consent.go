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

func noProofOfConsent() *Rule {
	return &Rule{
		ID: "MKT-001", Name: "no-proof-of-consent", Severity: finding.Error,
		Title: phrase.Text{EN: "Mailing list without proof of consent", NL: "Mailinglijst zonder bewijs van toestemming"},
		What: phrase.Text{
			EN: "A mailing list with e-mail addresses in which neither a date nor a source says when and how somebody signed up.",
			NL: "Een mailinglijst met e-mailadressen waarin geen datum en geen bron zegt wanneer en hoe iemand zich heeft aangemeld.",
		},
		Why: phrase.Text{
			EN: "Who sends newsletters must be able to prove that each reader agreed beforehand. A yes without a date and a form proves nothing.",
			NL: "Wie nieuwsbrieven verstuurt moet kunnen bewijzen dat elke lezer vooraf toestemming gaf. Een ja zonder datum en formulier bewijst niets.",
		},
		Fix: phrase.Text{
			EN: "Keep when (consent_at), where (consent_source) and to which text (consent_text_version) somebody agreed. The IP address is not needed.",
			NL: "Bewaar wanneer (toestemming_op), waar (toestemming_bron) en met welke tekst (toestemming_tekst_versie) iemand akkoord ging. Het IP-adres is niet nodig.",
		},
		Not: phrase.Text{
			EN: "Lists of your own customers under the own-customer exception need no consent; declare basis: soft_optin. A list kept at a mail service is not seen.",
			NL: "Lijsten van eigen klanten onder de uitzondering voor bestaande klanten hebben geen toestemming nodig; leg basis: soft_optin vast. Een lijst bij een e-maildienst is niet te zien.",
		},
		Law:   law.Refs("tw.11.7", "gdpr.7"),
		Guide: []string{"S16", "E2"},
		Check: func(p *Pass) {
			for _, t := range p.mailingLists() {
				reportUnproved(p, t)
			}
		},
	}
}

// mailingLists returns the tables of e-mail addresses that serve a newsletter.
func (p *Pass) mailingLists() []*inventory.Table {
	var lists []*inventory.Table
	for _, t := range p.Inventory.Tables {
		if serves(t, "newsletter") && emailOf(t) != nil && t.Table.Kind != schema.QueryOnlyName && !notifies(t) {
			lists = append(lists, t)
		}
	}
	return lists
}

// notifies recognises who is told of events (a leave request, a changed issue):
// the row names the notification.
func notifies(t *inventory.Table) bool {
	for _, c := range t.Table.Columns {
		if hasWord(c.Name, "notification", "notification_id", "notification_type", "event_id", "issue_id", "alert_id") {
			return true
		}
	}
	return false
}

// serves reports whether a table serves a purpose, declared or hinted at.
func serves(t *inventory.Table, purpose string) bool {
	for _, x := range t.Purposes {
		if x.ID == purpose {
			return true
		}
	}
	return false
}

func reportUnproved(p *Pass, t *inventory.Table) {
	if datedTable(t) || consentSource(t) || p.softOptIn(t) {
		return
	}
	f := about(emailOf(t))
	f.Objects = []string{t.Object()}
	f.Confidence = min(f.Confidence, personal.Medium)
	f.Message = phrase.Textf("mailing list %s keeps neither when nor how somebody agreed", "mailinglijst %s bewaart niet wanneer of hoe iemand toestemming gaf", t.Object())
	if yes := slices.IndexFunc(t.Items, func(i *inventory.Item) bool {
		return i.Category != nil && i.Category.ID == "pref.consent" && !hasWord(i.Column.Name, leavingOnly...)
	}); yes >= 0 {
		f.Severity = finding.Warning
		f.Message = phrase.Textf("mailing list %s keeps that somebody agreed (%s), but neither when nor how", "mailinglijst %s bewaart dat iemand toestemming gaf (%s), maar niet wanneer of hoe", t.Object(), t.Items[yes].Column.Name)
	}
	f.FixSQL = addConsent(t)
	p.Report(f)
}

// consentSource reports whether a column says how somebody signed up.
func consentSource(t *inventory.Table) bool {
	for _, c := range t.Table.Columns {
		if hasWord(c.Name, "source", "bron", "origin", "herkomst", "form", "formulier", "consent_text", "consent_version", "quelle", "fuente", "origine", "fonte", "confirmation", "confirmed", "double_optin") {
			return true
		}
	}
	return false
}

// softOptIn reports whether the policy says that the list is of own customers.
func (p *Pass) softOptIn(t *inventory.Table) bool {
	declared, ok := declaration(p.Policy, t)
	if !ok {
		return false
	}
	for _, id := range declared.Purposes {
		if purpose := p.Policy.Purpose(id); purpose != nil && purpose.Basis == "soft_optin" {
			return true
		}
	}
	return false
}

// addConsent adds the columns that prove consent; existing rows stay empty,
// because nothing is known about them.
func addConsent(t *inventory.Table) string {
	d := t.Database.Dialect
	if t.Table.Kind == schema.GoModelTable {
		return ""
	}
	moment := "timestamptz"
	if d != schema.PostgreSQL {
		moment = "datetime"
	}
	table := "ALTER TABLE " + qualified(d, t.Table.Name)
	return table + " ADD COLUMN consent_at " + moment + ";\n" + table + " ADD COLUMN consent_source varchar(100);"
}
