package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func criminalData() *Rule {
	return &Rule{
		ID: "SPC-005", Name: "criminal-data", Severity: finding.Error,
		Title: phrase.Text{EN: "Criminal data or blacklist", NL: "Strafrechtelijke gegevens of zwarte lijst"},
		What: phrase.Text{
			EN: "A column about a person's offences, convictions or suspicion of fraud, and a web form that asks for it.",
			NL: "Een kolom over iemands strafbare feiten, veroordelingen of een verdenking van fraude, en een webformulier dat ernaar vraagt.",
		},
		Why: phrase.Text{
			EN: "Such data may only be processed where the law allows it. A list of customers who are kept out needs a DPIA, and a licence of the authority when it is shared.",
			NL: "Zulke gegevens mag je alleen verwerken als de wet dat toestaat. Voor een lijst van klanten die je weert is een DPIA nodig, en als je die deelt een vergunning van de AP.",
		},
		Fix: phrase.Text{
			EN: "Keep a neutral flag with a reason code and a date on which it is looked at again, for your own shop only.",
			NL: "Houd het bij een neutrale markering met een redencode en een datum waarop je die opnieuw bekijkt, alleen voor je eigen winkel.",
		},
		Not: phrase.Text{
			EN: "Suppression lists for e-mail and blocked IP addresses are not criminal data.",
			NL: "Lijsten met afgemelde e-mailadressen en geblokkeerde IP-adressen zijn geen strafrechtelijke gegevens.",
		},
		Law:    law.Refs("gdpr.10", "uavg.31"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check: func(p *Pass) {
			for _, item := range p.items("crim.record") {
				if item.Table.Subject == personal.ThingSubject || suppressed(item) {
					continue
				}
				f := about(item)
				f.Message = phrase.Textf("%s holds criminal data or a suspicion about a person", "%s bevat strafrechtelijke gegevens of een verdenking over een persoon", item.Object())
				f.FixSQL = dropColumn(item)
				for _, field := range item.Forms {
					f.Steps = append(f.Steps, stepTo(field))
				}
				p.Report(f)
			}
			asked := p.askedOnly(func(c *personal.Category) bool { return c.ID == "crim.record" })
			reportAsked(p, asked, func(f *inventory.FormField) phrase.Text {
				return phrase.Textf("the form asks for criminal data (%s)", "het formulier vraagt om strafrechtelijke gegevens (%s)", f.Field.Name)
			}, finding.Error)
		},
	}
}

// suppressed recognises the mark of somebody whom no more mail is sent to, in a mailing
// list: of bounces and complaints, not of what that person did.
func suppressed(item *inventory.Item) bool {
	return hasWord(item.Column.Name, "blacklisted", "is_blacklisted", "blocklisted", "is_blocklisted") &&
		hasWord(item.Table.Table.Name.Name, "subscriber", "subscribers", "subscription", "subscriptions", "newsletter", "recipient", "recipients", "mailing_list")
}
