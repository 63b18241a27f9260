package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/profile"
)

func genderCollected() *Rule {
	return &Rule{
		ID: "MIN-003", Name: "gender-collected", Severity: finding.Warning,
		Title: phrase.Text{EN: "Gender or title collected", NL: "Geslacht of aanhef gevraagd"},
		What: phrase.Text{
			EN: "A gender, or a title that gives it away (Mr, Ms), with a customer, an order or a mailing address. An error when it is mandatory.",
			NL: "Een geslacht, of een aanhef waaruit dat blijkt (dhr., mevr.), bij een klant, een bestelling of een mailadres. Een fout als het verplicht is.",
		},
		Why: phrase.Text{
			EN: "The EU Court of Justice ruled in 2025 that a title is not necessary to sell and deliver, nor to write politely: a shop that still asks needs another good reason.",
			NL: "Het Hof van Justitie oordeelde in 2025 dat een aanhef niet noodzakelijk is om te verkopen en te leveren, en ook niet om iemand netjes aan te schrijven: wie het toch vraagt heeft een andere goede reden nodig.",
		},
		Fix: phrase.Text{
			EN: "Drop the column and greet with the full name (\"Dear Robin de Vries\"). If you need it for something else, make it optional and declare that purpose.",
			NL: "Verwijder de kolom en schrijf de volledige naam (\"Beste Robin de Vries\"). Heb je het voor iets anders nodig, maak het dan optioneel en leg dat doel vast.",
		},
		Not: phrase.Text{
			EN: "The target group of an article (product_gender) and academic titles are not reported. Where the table's purpose is unknown the finding is only a note: a hospital may need what a shop does not.",
			NL: "De doelgroep van een artikel (product_gender) en academische titels worden niet gemeld. Is het doel van de tabel onbekend, dan is het alleen een opmerking: een ziekenhuis kan nodig hebben wat een winkel niet nodig heeft.",
		},
		Law:    law.Refs("gdpr.5.1.c", "gdpr.6", "c394.23"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check:  checkGenderCollected,
	}
}

func checkGenderCollected(p *Pass) {
	for _, item := range p.items("demo.gender", "demo.salutation") {
		fit, _ := p.purposeFit(item)
		if fit == profile.Needed || fit == profile.Optional {
			continue
		}
		f := about(item)
		f.Message = genderMessage(item, p.purposes(item))
		f.Severity = genderSeverity(item, fit)
		f.FixSQL = dropColumn(item)
		if checks := item.Table.Table.ChecksOn(item.Column.Name); f.Confidence < personal.High && binary(item, len(checks) > 0) {
			f.Confidence++
			f.Evidence = append(f.Evidence, phrase.Text{EN: "only two values are allowed", NL: "er zijn maar twee waarden toegestaan"})
		}
		for _, field := range item.Forms {
			f.Steps = append(f.Steps, stepTo(field))
		}
		p.Report(f)
	}
	asked := p.askedOnly(func(c *personal.Category) bool { return c.ID == "demo.gender" || c.ID == "demo.salutation" })
	reportAsked(p, asked, func(f *inventory.FormField) phrase.Text {
		return phrase.Textf("the form asks for a gender or title (%s), which a shop does not need, unless justified", "het formulier vraagt om een geslacht of aanhef (%s); een winkel heeft dat niet nodig, tenzij onderbouwd", f.Field.Name)
	}, finding.Note)
}

func genderMessage(item *inventory.Item, purposes []inventory.Purpose) phrase.Text {
	asks := phrase.Text{EN: "asks for a gender or title", NL: "vraagt om een geslacht of aanhef"}
	if item.Mandatory || requiredBy(item) != nil {
		asks = phrase.Text{EN: "requires a gender or title", NL: "maakt geslacht of aanhef verplicht"}
	}
	if len(purposes) == 0 {
		return say("%s %s, which a shop does not need, unless justified", "%s %s; een winkel heeft dat niet nodig, tenzij onderbouwd", item.Object(), asks)
	}
	return say("%s %s, which is not needed for %s, unless justified", "%s %s; dat is niet nodig voor %s, tenzij onderbouwd",
		item.Object(), asks, purposeNames(purposes))
}

func genderSeverity(item *inventory.Item, fit profile.Fit) finding.Severity {
	switch {
	case fit != profile.Excessive:
		return finding.Note
	case item.Mandatory || requiredBy(item) != nil:
		return finding.Error
	}
	return finding.Warning
}

// binary reports whether the column takes exactly two values, by an enum type or
// a CHECK.
func binary(item *inventory.Item, checked bool) bool {
	if len(item.Column.Type.Enum) == 2 {
		return true
	}
	if !checked {
		return false
	}
	for _, c := range item.Table.Table.ChecksOn(item.Column.Name) {
		if len(c.Expr.Values) == 2 {
			return true
		}
	}
	return false
}
