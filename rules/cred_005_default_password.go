package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func defaultPassword() *Rule {
	return &Rule{
		ID: "CRED-005", Name: "default-password", Severity: finding.Error,
		Title: phrase.Text{EN: "Default password", NL: "Standaardwachtwoord"},
		What: phrase.Text{
			EN: "A password column whose DEFAULT is a readable word: every row that is made without a password gets that one.",
			NL: "Een wachtwoordkolom met een leesbaar woord als DEFAULT: elke rij die zonder wachtwoord wordt aangemaakt krijgt dat ene.",
		},
		Why: phrase.Text{
			EN: "A default password stands in the script and in every copy of it, so it is known to anyone who looks. Transavia was fined EUR 400,000 after an attacker guessed one.",
			NL: "Een standaardwachtwoord staat in het script en in elke kopie daarvan, en is dus bekend bij wie kijkt. Transavia kreeg € 400.000 boete nadat een aanvaller er een had geraden.",
		},
		Fix: phrase.Text{
			EN: "Drop the default. Create the first administrator through a link that works once.",
			NL: "Verwijder de standaardwaarde. Maak de eerste beheerder aan via een link die één keer werkt.",
		},
		Not: phrase.Text{
			EN: "An empty default, a marker for a locked account (! or *) and a hash are not reported; nor are passwords in rows that a migration inserts.",
			NL: "Een lege standaardwaarde, een teken voor een geblokkeerd account (! of *) en een hash worden niet gemeld, net als wachtwoorden in rijen die een migratie invoegt.",
		},
		Law:   law.Refs("gdpr.32", "case.transavia"),
		Guide: []string{"P3"},
		Check: checkDefaultPassword,
	}
}

func checkDefaultPassword(p *Pass) {
	for _, item := range p.items(inventory.Password) {
		for _, proof := range item.Proof {
			if proof.Kind != inventory.DefaultProof {
				continue
			}
			f := about(item)
			f.Message = phrase.Textf("%s gets a readable default password", "%s krijgt een leesbaar standaardwachtwoord", item.Object())
			f.Label = phrase.Text{EN: "has a readable DEFAULT", NL: "heeft een leesbare DEFAULT"}
			f.FixSQL = dropDefault(item)
			p.Report(f)
		}
	}
}

// dropDefault takes an item's default away. SQLite cannot.
func dropDefault(item *inventory.Item) string {
	if !statable(item) || item.Database.Dialect == schema.SQLite {
		return ""
	}
	d := item.Database.Dialect
	return "ALTER TABLE " + qualified(d, item.Table.Table.Name) + " ALTER COLUMN " + ident(d, item.Column.Name) + " DROP DEFAULT;"
}
