package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func nationalNumber() *Rule {
	return &Rule{
		ID: "SPC-002", Name: "national-number", Severity: finding.Error,
		Title: phrase.Text{EN: "BSN or other national number", NL: "BSN of ander nationaal nummer"},
		What: phrase.Text{
			EN: "A column for the Dutch BSN or another country's national identification or social-security number. Where the name alone leaves doubt (id_number, other_id) it is a warning.",
			NL: "Een kolom voor het burgerservicenummer (BSN) of een nationaal identificatie- of socialezekerheidsnummer van een ander land. Laat de naam twijfel (id_number, other_id), dan is het een waarschuwing.",
		},
		Why: phrase.Text{
			EN: "In the Netherlands a BSN may only be processed where a specific law says so. Consent of the customer does not help. With a name and a birth date it is enough for identity fraud.",
			NL: "Een BSN mag je alleen verwerken als een specifieke wet dat bepaalt. Toestemming van de klant helpt niet. Met een naam en een geboortedatum is het genoeg voor identiteitsfraude.",
		},
		Fix: phrase.Text{
			EN: "Drop the column and purge it from backups. Use a customer number of your own. If a law obliges you, name it in an exception in privet.yaml.",
			NL: "Verwijder de kolom, ook uit back-ups. Gebruik een eigen klantnummer. Verplicht een wet je ertoe, noem die dan in een uitzondering in privet.yaml.",
		},
		Not: phrase.Text{
			EN: "Numbers of companies (RSIN, KvK) are not national numbers of persons. Only an exception that names a law silences this rule.",
			NL: "Nummers van bedrijven (RSIN, KvK) zijn geen nationale nummers van personen. Alleen een uitzondering die een wet noemt legt deze regel het zwijgen op.",
		},
		Law:    law.Refs("gdpr.87", "uavg.46", "ap.bsn"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check: func(p *Pass) {
			for _, item := range p.items("id.national") {
				f := about(item)
				f.Message = phrase.Textf("%s holds a national identification number, which only a specific law allows", "%s bevat een nationaal identificatienummer; dat mag alleen als een specifieke wet het bepaalt", item.Object())
				if item.Confidence < personal.High { // an id_number may be the shop's own
					f.Severity = finding.Warning
					f.Message = phrase.Textf("%s may hold a national identification number, which only a specific law allows", "%s bevat mogelijk een nationaal identificatienummer; dat mag alleen als een specifieke wet het bepaalt", item.Object())
				}
				f.FixSQL = dropColumn(item)
				for _, field := range item.Forms {
					f.Steps = append(f.Steps, stepTo(field))
				}
				p.Report(f)
			}
			asked := p.askedOnly(func(c *personal.Category) bool { return c.ID == "id.national" })
			reportAsked(p, asked, func(f *inventory.FormField) phrase.Text {
				return phrase.Textf("the form asks for a national identification number (%s), which only a specific law allows", "het formulier vraagt om een nationaal identificatienummer (%s); dat mag alleen als een specifieke wet het bepaalt", f.Field.Name)
			}, finding.Error)
		},
	}
}
