package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/profile"
)

func excessiveCategory() *Rule {
	return &Rule{
		ID: "MIN-001", Name: "excessive-category", Severity: finding.Warning,
		Title: phrase.Text{EN: "Category excessive for the purpose", NL: "Gegeven past niet bij het doel"},
		What: phrase.Text{
			EN: "A column whose category of personal data none of its table's purposes needs, such as a birth date in an order. Purposes come from privet.yaml; without it the table's name hints at them and the finding weighs one step less.",
			NL: "Een kolom met een categorie persoonsgegevens die geen van de doelen van de tabel nodig heeft, zoals een geboortedatum bij een bestelling. De doelen staan in privet.yaml; ontbreekt dat, dan geeft de tabelnaam een aanwijzing en weegt de bevinding een stap lichter.",
		},
		Why: phrase.Text{
			EN: "You may collect no more than the purpose needs (data minimisation). What you do not have cannot leak, and needs no answer when a customer asks for it.",
			NL: "Je mag niet meer verzamelen dan voor het doel nodig is (minimale gegevensverwerking). Wat je niet hebt kan niet lekken, en daar hoef je ook geen inzage in te geven.",
		},
		Fix: phrase.Text{
			EN: "Drop the column, or declare in privet.yaml the purpose that needs it, with its legal basis and retention period.",
			NL: "Verwijder de kolom, of leg in privet.yaml het doel vast waarvoor het gegeven wel nodig is, met grondslag en bewaartermijn.",
		},
		Not: phrase.Text{
			EN: "A table with several purposes may hold what any of them needs. Categories that a purpose's profile does not mention are not judged, and neither are tables whose purpose is unknown.",
			NL: "Een tabel met meerdere doelen mag bevatten wat één daarvan nodig heeft. Over categorieën die het profiel van een doel niet noemt wordt niet geoordeeld, en over tabellen met een onbekend doel ook niet.",
		},
		Law:   law.Refs("gdpr.5.1.c", "gdpr.25"),
		Guide: []string{"S14", "S15"},
		Check: checkExcessiveCategory,
	}
}

func checkExcessiveCategory(p *Pass) {
	for _, item := range p.Inventory.Items {
		if item.Category == nil || item.Confidence < personal.Medium || len(item.Table.Purposes) == 0 {
			continue
		}
		fit, declared := p.purposeFit(item)
		if fit != profile.Excessive || item.Category.ID == "work.career" && companyName(item.Column.Name) {
			continue
		}
		f := about(item)
		f.Message = say("%s (%s) is not needed for %s, unless justified", "%s (%s) is niet nodig voor %s, tenzij onderbouwd",
			item.Object(), item.Category.Name, purposeNames(p.purposes(item)))
		f.Severity = excessSeverity(item, declared)
		if !declared {
			f.Confidence = min(f.Confidence, personal.Medium)
			f.Evidence = append(f.Evidence, hintEvidence(item.Table))
		}
		f.FixSQL = dropColumn(item)
		p.Report(f)
	}
}

// excessSeverity: mandatory data that the purpose does not need is worse than
// optional data, and a declared purpose is surer than a hint.
func excessSeverity(item *inventory.Item, declared bool) finding.Severity {
	severity := finding.Warning
	if item.Mandatory {
		severity = finding.Error
	}
	if !declared {
		severity--
	}
	return severity
}

// companyName recognises the name of a firm: a line of an address, or a customer
// that is one.
func companyName(column string) bool {
	return hasWord(column, "company", "company_name", "companyname", "firm", "bedrijf", "bedrijfsnaam", "firma", "firmennaam", "organisation", "organization", "entreprise", "empresa", "azienda") && !hasWord(column, "employer", "werkgever")
}

// hintEvidence says which word of the table's name hinted at a purpose.
func hintEvidence(t *inventory.Table) phrase.Text {
	return say("the name of table %s hints at its purpose: %s", "de naam van tabel %s duidt op het doel: %s", t.Object(), purposeNames(t.Purposes))
}
