package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func birthDateForAge() *Rule {
	return &Rule{
		ID: "MIN-004", Name: "birth-date-for-age", Severity: finding.Warning,
		Title: phrase.Text{EN: "Birth date where an age flag is enough", NL: "Geboortedatum terwijl 18+-vlag volstaat"},
		What: phrase.Text{
			EN: "A birth date whose comment speaks of an age check, that stands beside a column with the outcome of one, or that the Go code reads only to compute an age.",
			NL: "Een geboortedatum met een opmerking over leeftijdscontrole, naast een kolom met de uitkomst daarvan, of die de Go-code alleen leest om een leeftijd uit te rekenen.",
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
			EN: "Birth dates for insurance, credit, health or pay are not judged. A date that is also shown, mailed or written to a file serves more than an age.",
			NL: "Geboortedatums voor verzekering, krediet, zorg of loon worden niet beoordeeld. Een datum die ook wordt getoond, gemaild of weggeschreven dient voor meer dan een leeftijd.",
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
	} else if onlyForAge(item) {
		f.Message = phrase.Textf("%s is read for an age only; its outcome is enough", "%s wordt alleen gelezen voor een leeftijd; de uitkomst is genoeg", item.Object())
		f.Confidence = min(f.Confidence, personal.Medium)
		for _, e := range item.Ages {
			f.Steps = append(f.Steps, finding.Step{Span: e.Span, Message: phrase.Textf("compared or made an age in %s", "vergeleken of omgerekend tot een leeftijd in %s", e.Function)})
		}
		f.Steps = f.Steps[:min(len(f.Steps), 8)]
	} else {
		return
	}
	f.FixSQL = dropColumn(item)
	p.Report(f)
}

// ageNames name what is done with a birth date when only the age counts.
var ageNames = []string{"age", "is_adult", "adult", "minor", "is_minor", "of_age", "old", "old_enough", "years", "leeftijd", "volwassen", "meerderjarig", "minderjarig", "oud_genoeg", "jaren", "alter", "volljaehrig", "majeur"}

// onlyForAge reports whether the code reads a birth date and does nothing with it
// but compute an age: it leaves by no way, and each function that touches it either
// is named for an age or takes the year.
func onlyForAge(item *inventory.Item) bool {
	if len(item.Ages) == 0 || len(item.Exits) > 0 || len(item.Reads) == 0 {
		return false
	}
	return !slices.ContainsFunc(item.Ages, func(e *usage.Event) bool {
		return !hasWord(e.Function, ageNames...) && !strings.HasSuffix(e.Callee, ".Year") && !strings.HasSuffix(e.Callee, "time.Since")
	})
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
