package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func noUnsubscribe() *Rule {
	return &Rule{
		ID: "MKT-003", Name: "no-unsubscribe", Severity: finding.Error,
		Title: phrase.Text{EN: "Unsubscribing cannot be recorded", NL: "Afmelding kan niet worden vastgelegd"},
		What: phrase.Text{
			EN: "A mailing list that has no column for unsubscribing, or for consent that can be withdrawn, in a database without a table of unsubscribed addresses.",
			NL: "Een mailinglijst zonder kolom voor afmelden of voor toestemming die kan worden ingetrokken, in een database zonder tabel met afgemelde adressen.",
		},
		Why: phrase.Text{
			EN: "Who unsubscribes may not be mailed again. If the row is just deleted, the next import brings the address back.",
			NL: "Wie zich afmeldt mag niet meer gemaild worden. Wordt de rij alleen gewist, dan komt het adres bij de volgende import terug.",
		},
		Fix: phrase.Text{
			EN: "Add unsubscribed_at, or keep a list of addresses that must not be mailed, and look at it before every mailing.",
			NL: "Voeg afgemeld_op toe, of houd een lijst bij van adressen die niet gemaild mogen worden, en kijk daarin voor elke mailing.",
		},
		Not: phrase.Text{
			EN: "When a mail service keeps the state, declare it as processor with the role mail. That the column is used is MKT-004's business.",
			NL: "Houdt een e-maildienst dit bij, leg die dan vast als verwerker met de rol mail. Of de kolom wordt gebruikt beoordeelt MKT-004.",
		},
		Law:   law.Refs("tw.11.7", "gdpr.21"),
		Guide: []string{"E6a", "E6b"},
		Check: checkNoUnsubscribe,
	}
}

func checkNoUnsubscribe(p *Pass) {
	if p.Policy != nil {
		for _, processor := range p.Policy.Processors {
			if hasWord(processor.Role, "mail", "email", "nieuwsbrief", "newsletter") {
				return
			}
		}
	}
	for _, t := range p.mailingLists() {
		if recordsLeaving(t) || suppressionTable(t.Database) {
			continue
		}
		f := about(emailOf(t))
		f.Objects = []string{t.Object()}
		f.Confidence = min(f.Confidence, personal.Medium)
		f.Message = phrase.Textf("mailing list %s has nowhere to record that somebody unsubscribed", "mailinglijst %s heeft geen plek om een afmelding vast te leggen", t.Object())
		if flag := deletionFlag(t.Table); flag != nil {
			f.Severity = finding.Warning
			f.Evidence = append(f.Evidence, phrase.Textf("rows are marked as deleted in %s; that is for any reason, and keeps no import from adding the address again", "rijen worden als verwijderd gemarkeerd in %s; dat kan om elke reden, en houdt niet tegen dat een import het adres opnieuw toevoegt", flag.Name))
		}
		f.FixSQL = addUnsubscribed(t)
		p.Report(f)
	}
}

var leavingWords = []string{"unsubscribed", "unsubscribed_at", "unsubscribe", "opt_out", "optout", "optin", "opt_in", "afgemeld", "afgemeld_op", "uitgeschreven", "uitgeschreven_op",
	"status", "state", "active", "actief", "enabled", "subscribed", "aangemeld", "blocked", "abgemeldet", "desabonne", "confirmed", "newsletter", "nieuwsbrief", "bezwaar", "objection"}

// leavingOnly are the words that can only mean that somebody left or refused.
var leavingOnly = []string{"unsubscribed", "unsubscribed_at", "unsubscribe", "opt_out", "optout", "afgemeld", "afgemeld_op", "uitgeschreven", "uitgeschreven_op", "abgemeldet", "desabonne", "bezwaar", "objection"}

// recordsLeaving reports whether a table can say that somebody left: a column
// named for it that is no start date.
func recordsLeaving(t *inventory.Table) bool {
	for _, c := range t.Table.Columns {
		date := c.Type.Family() == schema.DateType
		if hasWord(c.Name, leavingWords...) && (!date || hasWord(c.Name, "unsubscribed", "afgemeld", "uitgeschreven", "opt_out", "optout", "bezwaar", "objection", "abgemeldet")) {
			return true
		}
		if hasWord(c.Name, "withdrawn", "withdrawn_at", "ingetrokken", "revoked", "revoked_at", "ended_at") {
			return true
		}
	}
	return false
}

// suppressionTable reports whether a database keeps addresses not to be mailed.
func suppressionTable(db *schema.Database) bool {
	for _, t := range db.Tables {
		if hasWord(t.Name.Name, "suppression", "suppressions", "suppression_list", "unsubscribe", "unsubscribes", "unsubscribed", "blocklist", "blacklist", "optout", "optouts", "opt_out", "afmelding", "afmeldingen", "bounces") {
			return true
		}
	}
	return false
}

func addUnsubscribed(t *inventory.Table) string {
	d := t.Database.Dialect
	if t.Table.Kind == schema.GoModelTable {
		return ""
	}
	moment := "timestamptz"
	if d != schema.PostgreSQL {
		moment = "datetime"
	}
	return "ALTER TABLE " + qualified(d, t.Table.Name) + " ADD COLUMN unsubscribed_at " + moment + ";"
}
