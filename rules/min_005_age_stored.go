package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func ageStored() *Rule {
	return &Rule{
		ID: "MIN-005", Name: "age-stored", Severity: finding.Note,
		Title: phrase.Text{EN: "Age stored as a number, or next to the birth date", NL: "Leeftijd los of dubbel opgeslagen"},
		What: phrase.Text{
			EN: "A person's age kept as a number, alone or beside the birth date it follows from.",
			NL: "De leeftijd van een persoon als getal, los of naast de geboortedatum waar die uit volgt.",
		},
		Why: phrase.Text{
			EN: "A stored age is wrong within a year, and personal data must be accurate. Beside a birth date it is the same fact twice.",
			NL: "Een opgeslagen leeftijd klopt binnen een jaar niet meer, en persoonsgegevens moeten juist zijn. Naast een geboortedatum staat hetzelfde er dubbel.",
		},
		Fix: phrase.Text{
			EN: "Drop the column. Compute the age when you need it, or store what you really need to know: a yes or no (18 or older), or a range.",
			NL: "Verwijder de kolom. Bereken de leeftijd als je die nodig hebt, of sla op wat je echt moet weten: ja of nee (18 of ouder), of een leeftijdsgroep.",
		},
		Not: phrase.Text{
			EN: "Age ranges of toys and other articles, ages of caches and files, and yes-or-no columns are not reported.",
			NL: "Leeftijdsaanduidingen van speelgoed en andere artikelen, de leeftijd van caches en bestanden, en ja-neekolommen worden niet gemeld.",
		},
		Law:    law.Refs("gdpr.5.1.c", "gdpr.5.1.d"),
		Guide:  []string{"S15"},
		Covers: []string{"MIN-001"},
		Check:  checkAgeStored,
	}
}

func checkAgeStored(p *Pass) {
	for _, item := range p.items("demo.age") {
		if item.Column.Type.Family() == schema.BooleanType {
			continue
		}
		f := about(item)
		f.Message = phrase.Textf("%s stores an age, which is wrong within a year", "%s bewaart een leeftijd, die binnen een jaar niet meer klopt", item.Object())
		if birth := birthDate(item.Table); birth != nil {
			f.Message = phrase.Textf("%s stores the age that follows from %s", "%s bewaart de leeftijd die uit %s volgt", item.Object(), birth.Object())
			f.Others = append(f.Others, finding.Step{Span: birth.Origin.Span, Message: phrase.Text{EN: "the birth date", NL: "de geboortedatum"}})
		}
		f.FixSQL = dropColumn(item)
		p.Report(f)
	}
}

// birthDate returns the table's birth date, or nil.
func birthDate(t *inventory.Table) *inventory.Item {
	for _, item := range t.Items {
		if item.Category != nil && item.Category.ID == "demo.birth_date" {
			return item
		}
	}
	return nil
}
