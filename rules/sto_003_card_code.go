package rules

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func cardCode() *Rule {
	return &Rule{
		ID: "STO-003", Name: "card-code", Severity: finding.Error,
		Title: phrase.Text{EN: "Card verification code stored", NL: "CVC/CVV opgeslagen"},
		What: phrase.Text{
			EN: "A column for the verification code (CVC, CVV) or the magnetic track of a payment card.",
			NL: "Een kolom voor de controlecode (CVC, CVV) of de magneetstrip van een betaalkaart.",
		},
		Why: phrase.Text{
			EN: "The code may not be kept after the payment was authorised, not even encrypted: that is what makes stolen card numbers useless.",
			NL: "De code mag na de autorisatie van de betaling niet worden bewaard, ook niet versleuteld: juist dat maakt gestolen kaartnummers onbruikbaar.",
		},
		Fix: phrase.Text{
			EN: "Drop the column and purge it from backups. Let the payment provider's form ask for the code, so that it never reaches your server.",
			NL: "Verwijder de kolom, ook uit back-ups. Laat het formulier van de betaaldienst om de code vragen, zodat die nooit op je server komt.",
		},
		Not: phrase.Text{
			EN: "Security codes of alarms, doors or vouchers are not card codes. No exception is accepted unless it names the law.",
			NL: "Beveiligingscodes van alarmen, deuren of bonnen zijn geen kaartcodes. Een uitzondering geldt alleen als die de wet noemt.",
		},
		Law:    law.Refs("pci.3.3.1", "gdpr.5.1.c"),
		Guide:  []string{"P3"},
		Covers: []string{"MIN-001"},
		Check: func(p *Pass) {
			for _, item := range p.items("fin.card_auth") {
				f := about(item)
				f.Message = phrase.Textf("%s keeps the verification code of a payment card", "%s bewaart de controlecode van een betaalkaart", item.Object())
				f.FixSQL = dropColumn(item)
				p.Report(f)
			}
		},
	}
}
