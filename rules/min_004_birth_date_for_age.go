package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func birthDateForAge() *Rule {
	return &Rule{
		ID: "MIN-004", Name: "birth-date-for-age", Severity: finding.Warning,
		Title: phrase.Text{EN: "Birth date where an age flag is enough", NL: "Geboortedatum terwijl 18+-vlag volstaat"},
		What: phrase.Text{
			EN: "A birth date whose comment speaks of an age check, or that stands beside a column with the outcome of one.",
			NL: "Een geboortedatum met een opmerking over leeftijdscontrole, of naast een kolom met de uitkomst daarvan.",
		},
		Why: phrase.Text{
			EN: "To sell alcohol you must know that somebody is 18, not when they were born. A birth date opens doors at banks and telephone companies.",
			NL: "Voor de verkoop van alcohol moet je weten dat iemand 18 is, niet wanneer die is geboren. Een geboortedatum opent deuren bij banken en telefoonbedrijven.",
		},
		Fix: phrase.Text{
			EN: "Ask for the date, check it, and store only the outcome: is_adult, when it was checked and how.",
			NL: "Vraag de datum, controleer die, en bewaar alleen de uitkomst: is_volwassen, wanneer dat is gecontroleerd en hoe.",
		},
		Not: phrase.Text{
			EN: "Birth dates for insurance, credit, health or pay are not judged. How the code uses the date is not followed yet.",
			NL: "Geboortedatums voor verzekering, krediet, zorg of loon worden niet beoordeeld. Hoe de code de datum gebruikt wordt nog niet gevolgd.",
		},
		Law:    law.Refs("gdpr.5.1.c", "nvwa.alcohol"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check: func(p *Pass) {
			for _, item := range p.items("demo.birth_date") {
				reportAgeCheck(p, item)
			}
		},
	}
}

func reportAgeCheck(p *Pass, item *inventory.Item) {
	if item.Confidence < personal.Medium {
		return
	}
	f := about(item)
	if flag := ageFlag(item.Table); flag != nil {
		f.Message = phrase.Textf("%s is kept beside the outcome of the age check, %s", "%s wordt bewaard naast de uitkomst van de leeftijdscontrole, %s", item.Object(), flag.Object())
		f.Others = []finding.Step{{Span: flag.Origin.Span, Message: phrase.Text{EN: "the outcome of the age check", NL: "de uitkomst van de leeftijdscontrole"}}}
	} else if speaksOfAgeCheck(item.Column.Comment) || speaksOfAgeCheck(item.Column.LineComment) {
		f.Message = phrase.Textf("%s is kept for an age check; its outcome is enough", "%s wordt bewaard voor een leeftijdscontrole; de uitkomst is genoeg", item.Object())
	} else {
		return
	}
	f.FixSQL = dropColumn(item)
	p.Report(f)
}

func ageFlag(t *inventory.Table) *inventory.Item {
	for _, item := range t.Items {
		if item.Category != nil && item.Category.ID == "demo.age_flag" {
			return item
		}
	}
	return nil
}

func speaksOfAgeCheck(comment *schema.Text) bool {
	return comment != nil && hasWord(comment.Text, "18", "18plus", "age_check", "age_verification", "leeftijdscontrole", "leeftijdsverificatie", "leeftijd_controleren", "jugendschutz")
}
