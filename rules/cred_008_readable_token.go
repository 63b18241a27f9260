package rules

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func readableToken() *Rule {
	return &Rule{
		ID: "CRED-008", Name: "readable-token", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Reset, session or API token stored readable or without expiry", NL: "Token leesbaar of zonder vervaldatum opgeslagen"},
		What: phrase.Text{
			EN: "A text column for a token that logs somebody in, with no sign of a hash. An error when the table has no date either by which the token could end.",
			NL: "Een tekstkolom voor een token waarmee iemand inlogt, zonder spoor van een hash. Een fout als de tabel ook geen datum heeft waarop het token kan vervallen.",
		},
		Why: phrase.Text{
			EN: "A token is a password for a while. Whoever reads the table (a backup, an SQL injection) is logged in as every customer with an open session or reset.",
			NL: "Een token is tijdelijk een wachtwoord. Wie de tabel leest (een back-up, een SQL-injectie) is ingelogd als elke klant met een open sessie of herstelverzoek.",
		},
		Fix: phrase.Text{
			EN: "Store the SHA-256 of a random token of 128 bits or more (a fast hash is fine for random values), with an expiry of at most a day for resets, and delete it once used.",
			NL: "Sla de SHA-256 op van een willekeurig token van minstens 128 bits (voor willekeurige waarden is een snelle hash prima), met een vervaltijd van hoogstens een dag bij herstel, en verwijder het na gebruik.",
		},
		Not: phrase.Text{
			EN: "Byte columns, columns named as a hash, and tokens that let nobody in (unsubscribe links, feeds, forms) are left alone. Whether the code checks the expiry is not followed.",
			NL: "Kolommen met bytes, kolommen die hash heten en tokens waarmee niemand inlogt (afmeldlinks, feeds, formulieren) blijven met rust. Of de code de vervaldatum controleert wordt niet gevolgd.",
		},
		Law:    law.Refs("gdpr.32", "gdpr.5.1.e", "owasp.reset"),
		Guide:  []string{"P3"},
		Covers: []string{"MIN-001"},
		Check:  checkReadableToken,
	}
}

func checkReadableToken(p *Pass) {
	for _, item := range p.items("cred.token") {
		f := item.Column.Type.Family()
		if (f != schema.TextType && f != schema.UUIDType) || item.Protection > personal.Encoded || item.Confidence < personal.Medium {
			continue
		}
		if lettingNobodyIn(item.Column.Name) {
			continue
		}
		if hasWord(item.Column.Name, "public_key") || strings.EqualFold(item.Column.Name, "id") && item.Table.Table.Column("public_key") != nil {
			continue // a public key, or which one it is: that lets nobody in
		}
		found := about(item)
		found.Message = phrase.Textf("%s keeps a token that logs somebody in, with no sign of a hash", "%s bewaart een token waarmee iemand inlogt, zonder spoor van een hash", item.Object())
		if !datedTable(item.Table) {
			found.Severity = finding.Error
			found.Message = phrase.Textf("%s keeps a token that logs somebody in, with no sign of a hash and no date on which it ends", "%s bewaart een token waarmee iemand inlogt, zonder spoor van een hash en zonder datum waarop het vervalt", item.Object())
		}
		p.Report(found)
	}
}

// lettingNobodyIn recognises what is called a token and is the hash of one, or is good
// for one thing only: to leave a mailing list, to read a feed, to send a form.
func lettingNobodyIn(name string) bool {
	return hasWord(name, "hash", "hashed", "digest") && hasWord(name, "token", "code", "secret", "api_key", "access_key") ||
		hasWord(name, "unsubscribe", "unsub", "feed", "rss", "ical", "calendar", "csrf", "xsrf")
}

// datedTable reports whether a row of the table says when: a date, or a time
// kept as a number under a name that says so.
func datedTable(t *inventory.Table) bool {
	for _, c := range t.Table.Columns {
		family := c.Type.Family()
		number := family == schema.IntegerType || family == schema.NumericType || family == schema.TextType       // some ORMs keep times as text
		when := hasWord(c.Name, "created_at", "updated_at", "expires_at", "expired_at", "createdat", "updatedat") // a type of the program's own
		if when && family != schema.BooleanType {
			return true
		}
		birth := hasWord(c.Name, "birth", "geboorte", "geboortedatum", "dob", "birthday")
		if family == schema.DateType && !birth || number && hasWord(c.Name, "expires", "expiry", "created", "updated", "expires_at", "created_at", "created_time", "timestamp", "time", "date") && !hasWord(c.Name, "time_zone", "timezone", "date_format", "by") {
			return true
		}
	}
	return false
}
