package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/profile"
	"github.com/privet-dev/privet/schema"
)

func mandatoryOptional() *Rule {
	return &Rule{
		ID: "MIN-002", Name: "mandatory-optional", Severity: finding.Warning,
		Title: phrase.Text{EN: "Optional data made mandatory", NL: "Niet-noodzakelijk gegeven verplicht gemaakt"},
		What: phrase.Text{
			EN: "A column that the purpose may have but does not need, and that nobody can leave out: NOT NULL without a default, a validate:\"required\" or binding:\"required\" tag on its Go field, or required in a web form that asks for it.",
			NL: "Een kolom die bij het doel mag maar niet nodig is, en die niemand kan overslaan: NOT NULL zonder standaardwaarde, een tag validate:\"required\" of binding:\"required\" op het Go-veld, of required in een webformulier dat erom vraagt.",
		},
		Why: phrase.Text{
			EN: "What is not needed may be offered, not demanded: a phone number is handy for delivery, but a book can be delivered without one.",
			NL: "Wat niet nodig is mag je aanbieden, niet eisen: een telefoonnummer is handig bij bezorging, maar een boek kan ook zonder bezorgd worden.",
		},
		Fix: phrase.Text{
			EN: "Make the column nullable and take \"required\" off the field and the form.",
			NL: "Maak de kolom nullable en haal \"required\" van het veld en het formulier.",
		},
		Not: phrase.Text{
			EN: "NOT NULL DEFAULT '' counts as optional. Without declared purposes only phone numbers are judged: a table's name does not tell whether it also serves delivery.",
			NL: "NOT NULL DEFAULT '' telt als optioneel. Zonder vastgelegde doelen wordt alleen naar telefoonnummers gekeken: een tabelnaam zegt niet of de tabel ook voor bezorging dient.",
		},
		Law:   law.Refs("gdpr.5.1.c", "gdpr.25", "edpb.4.2019"),
		Guide: []string{"S14"},
		Check: checkMandatoryOptional,
	}
}

func checkMandatoryOptional(p *Pass) {
	for _, item := range p.Inventory.Items {
		if item.Category == nil || item.Confidence < personal.Medium {
			continue
		}
		fit, declared := p.purposeFit(item)
		how := enforced(item)
		if fit != profile.Optional || how == "" || !declared && item.Category.ID != "contact.phone" {
			continue
		}
		f := about(item)
		f.Message = say("%s (%s) is mandatory (%s), but optional for %s", "%s (%s) is verplicht (%s), maar niet noodzakelijk voor %s",
			item.Object(), lower(item.Category.Name), how, purposeNames(p.purposes(item)))
		if !declared {
			f.Severity = finding.Note
			f.Confidence = min(f.Confidence, personal.Medium)
			f.Evidence = append(f.Evidence, hintEvidence(item.Table))
		}
		if field := requiredBy(item); field != nil {
			f.Steps = append(f.Steps, stepTo(field))
		} else if item.Mandatory {
			f.FixSQL = dropNotNull(item) // where a form demands it too, the schema alone changes nothing
		}
		p.Report(f)
	}
	reportRequiredPhones(p)
}

// reportRequiredPhones reports the telephone numbers that a form demands and no
// known table keeps, where the form's words hint at a purpose that can do without.
func reportRequiredPhones(p *Pass) {
	fields := p.askedOnly(func(c *personal.Category) bool { return c.ID == "contact.phone" })
	fields = slices.DeleteFunc(fields, func(f *inventory.FormField) bool {
		if !f.Field.Required {
			return true
		}
		purposes := formPurposes(f.Page, f.Form)
		return len(purposes) == 0 || slices.ContainsFunc(purposes, func(x inventory.Purpose) bool {
			known := profile.ByID(x.ID)
			return known == nil || known.Fit(f.Category) == profile.Needed || known.Fit(f.Category) == profile.Unlisted
		})
	})
	reportAsked(p, fields, func(f *inventory.FormField) phrase.Text {
		return say("the form demands %s (%s), which is optional for %s", "het formulier verplicht %s (%s); dat is niet noodzakelijk voor %s",
			f.Field.Name, lower(f.Category.Name), purposeNames(formPurposes(f.Page, f.Form)))
	}, finding.Note)
}

// enforced says what makes an item mandatory, or "": the schema, its Go field, or a
// form.
func enforced(item *inventory.Item) string {
	if item.Mandatory {
		return "NOT NULL"
	}
	if m := item.Table.Model; m != nil {
		for _, f := range m.Fields {
			if !strings.EqualFold(f.Column, item.Column.Name) {
				continue
			}
			for _, tag := range []string{"validate", "binding"} {
				if hasWord(strings.ReplaceAll(f.Tags[tag], "required_", "requiredif"), "required") {
					return tag + `:"required"`
				}
			}
		}
	}
	if field := requiredBy(item); field != nil {
		return "required, " + field.Field.Span.File
	}
	return ""
}

// dropNotNull makes an item's column nullable.
func dropNotNull(item *inventory.Item) string {
	if !statable(item) {
		return ""
	}
	d := item.Database.Dialect
	table, column := qualified(d, item.Table.Table.Name), ident(d, item.Column.Name)
	switch d {
	case schema.PostgreSQL:
		return "ALTER TABLE " + table + " ALTER COLUMN " + column + " DROP NOT NULL;"
	case schema.MySQL:
		return "ALTER TABLE " + table + " MODIFY " + column + " " + item.Column.Type.Raw + " NULL;"
	}
	return ""
}
