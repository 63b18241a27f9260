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
			EN: "A password column whose DEFAULT is a readable word: every row that is made without a password gets that one. And rows that a script brings along whose hash is one of a password that everybody tries first, such as admin or 123456.",
			NL: "Een wachtwoordkolom met een leesbaar woord als DEFAULT: elke rij die zonder wachtwoord wordt aangemaakt krijgt dat ene. En rijen in een script met de hash van een wachtwoord dat iedereen als eerste probeert, zoals admin of 123456.",
		},
		Why: phrase.Text{
			EN: "A default password stands in the script and in every copy of it, so it is known to anyone who looks. Transavia was fined EUR 400,000 after an attacker guessed one.",
			NL: "Een standaardwachtwoord staat in het script en in elke kopie daarvan, en is dus bekend bij wie kijkt. Transavia kreeg € 400.000 boete nadat een aanvaller er een had geraden.",
		},
		Fix: phrase.Text{
			EN: "Drop the default, and do not bring accounts along. Create the first administrator through a link that works once.",
			NL: "Verwijder de standaardwaarde en lever geen accounts mee. Maak de eerste beheerder aan via een link die één keer werkt.",
		},
		Not: phrase.Text{
			EN: "An empty default, a marker for a locked account (! or *) and a hash are not reported as a default. Hashes in rows are compared with some thirty words: unsalted ones with all, bcrypt with the first few, as far as its cost allows, others not at all. Readable passwords in rows are CRED-001.",
			NL: "Een lege standaardwaarde, een teken voor een geblokkeerd account (! of *) en een hash worden niet als standaardwaarde gemeld. Hashes in rijen worden vergeleken met zo'n dertig woorden: die zonder salt met allemaal, bcrypt met de eerste paar, zover de cost het toelaat, andere niet. Leesbare wachtwoorden in rijen vallen onder CRED-001.",
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
		if v := item.Column.Values; v != nil && v.Known > 0 {
			p.Report(knownPassword(item, v))
		}
	}
}

// knownPassword is the finding on rows with a hash of a password that everybody
// tries. Whether the rows reach production is not seen, so it is a warning.
func knownPassword(item *inventory.Item, v *schema.Values) finding.Finding {
	f := about(item)
	f.Severity, f.Span, f.Root = finding.Warning, v.Origin.Span, item.Object()+" rows"
	f.Message = phrase.Textf("%s comes with the hash of a password that everybody tries first, in %d of %d rows", "%s wordt gevuld met de hash van een wachtwoord dat iedereen als eerste probeert, in %d van %d rijen", item.Object(), v.Known, v.Sampled)
	f.Label = phrase.Text{EN: "an account that anyone can log in to", NL: "een account waarop iedereen kan inloggen"}
	return f
}

// dropDefault takes an item's default away. SQLite cannot.
func dropDefault(item *inventory.Item) string {
	if !statable(item) || item.Database.Dialect == schema.SQLite {
		return ""
	}
	d := item.Database.Dialect
	return "ALTER TABLE " + qualified(d, item.Table.Table.Name) + " ALTER COLUMN " + ident(d, item.Column.Name) + " DROP DEFAULT;"
}
