package rules

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func cardNumber() *Rule {
	return &Rule{
		ID: "STO-002", Name: "card-number", Severity: finding.Error,
		Title: phrase.Text{EN: "Payment card number stored", NL: "Betaalkaartnummer opgeslagen"},
		What: phrase.Text{
			EN: "A column for the full number of a payment card.",
			NL: "Een kolom voor het volledige nummer van een betaalkaart.",
		},
		Why: phrase.Text{
			EN: "A shop does not need the number after the payment: the payment provider gives a token for refunds and subscriptions. Storing it makes your whole server subject to the card industry's rules.",
			NL: "Na de betaling heeft een winkel het nummer niet nodig: de betaaldienst geeft een token voor terugbetalingen en abonnementen. Wie het bewaart valt met de hele server onder de regels van de kaartmaatschappijen.",
		},
		Fix: phrase.Text{
			EN: "Drop the column, purge it from backups, and keep the provider's token and the last four digits.",
			NL: "Verwijder de kolom, ook uit back-ups, en bewaar het token van de betaaldienst en de laatste vier cijfers.",
		},
		Not: phrase.Text{
			EN: "Gift cards, loyalty cards, the last four digits, the brand, and a column that says which row of another table the card is are not payment card numbers.",
			NL: "Cadeaukaarten, klantenkaarten, de laatste vier cijfers, het merk, en een kolom die zegt welke rij van een andere tabel de kaart is, zijn geen betaalkaartnummers.",
		},
		Law:    law.Refs("pci.3.5", "gdpr.5.1.c", "gdpr.32"),
		Guide:  []string{"P3"},
		Covers: []string{"MIN-001"},
		Check: func(p *Pass) {
			for _, item := range p.items("fin.card_number") {
				if hasWord(item.Column.Name, "gift", "giftcard", "loyalty", "voucher", "member", "membership", "cadeau", "cadeaukaart", "klantenkaart", "library") || whichCard(item) {
					continue
				}
				f := about(item)
				f.Message = phrase.Textf("%s keeps the number of a payment card", "%s bewaart het nummer van een betaalkaart", item.Object())
				f.FixSQL = dropColumn(item)
				p.Report(f)
			}
		},
	}
}

// whichCard recognises what points at cards: a number that is not called one, a list of
// them.
func whichCard(item *inventory.Item) bool {
	name := item.Column.Name
	if hasWord(name, "number", "no", "nr", "num", "pan", "nummer", "cc") {
		return false
	}
	return item.Column.Type.Family() == schema.IntegerType && hasWord(name, "card") || strings.EqualFold(name, "cards")
}
