package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/profile"
)

// Forms show what is asked of visitors. What a form asks and a table keeps is one
// thing and one finding, on the table; a rule speaks of the form itself only where
// no column of the category is known: the data then goes somewhere privet did not
// read.

// askedOnly returns the fields that forms for visitors ask for and nothing is
// known to keep, of the categories that match. Only what is certain counts: a
// field has less context than a column.
func (p *Pass) askedOnly(match func(*personal.Category) bool) []*inventory.FormField {
	var found []*inventory.FormField
	for _, f := range p.Inventory.Forms {
		if f.Page.ForStaff() || f.Confidence < personal.High || !match(f.Category) || p.keeps(f.Category.ID) {
			continue
		}
		found = append(found, f)
	}
	return found
}

// keeps reports whether a column of the category is known.
func (p *Pass) keeps(id personal.ID) bool { return len(p.items(id)) > 0 }

// reportAsked reports the fields, those of the same name on several pages once.
func reportAsked(p *Pass, fields []*inventory.FormField, message func(*inventory.FormField) phrase.Text, severity finding.Severity) {
	first := map[string]int{}
	var found []finding.Finding
	for _, field := range fields {
		name := string(field.Category.ID) + " " + strings.ToLower(field.Field.Name)
		if i, ok := first[name]; ok {
			found[i].Others = append(found[i].Others, finding.Step{Span: field.Field.Span, Message: phrase.Text{EN: "asked here too", NL: "ook hier gevraagd"}})
			continue
		}
		first[name] = len(found)
		found = append(found, finding.Finding{
			Span: field.Field.Span, Confidence: personal.Medium, Severity: severity, Objects: []string{field.Object()},
			Evidence: slices.Clip(field.Evidence), Message: message(field),
		})
	}
	for _, f := range found {
		p.Report(f)
	}
}

// formPurposes are the purposes that the words of a form, its address and its
// page hint at.
func formPurposes(pg *page.Page, form *page.Form) []inventory.Purpose {
	stem, _, _ := strings.Cut(path.Base(pg.File), ".")
	var purposes []inventory.Purpose
	for _, h := range profile.Hints(stem + "_" + form.Action + "_" + form.Name) {
		purposes = append(purposes, inventory.Purpose{ID: h.Profile, Hint: h.Word})
	}
	return purposes
}

// requiredBy returns the form field that makes an item mandatory for visitors,
// or nil.
func requiredBy(item *inventory.Item) *inventory.FormField {
	for _, f := range item.Forms {
		if f.Field.Required && !f.Page.ForStaff() {
			return f
		}
	}
	return nil
}

// stepTo is the step of a trace that shows a form field.
func stepTo(f *inventory.FormField) finding.Step {
	text := phrase.Text{EN: "asked for in this form", NL: "gevraagd in dit formulier"}
	if f.Field.Required {
		text = phrase.Text{EN: "required in this form", NL: "verplicht in dit formulier"}
	}
	return finding.Step{Span: f.Field.Span, Message: text}
}

// collectsMarketing reports whether a form signs people up for marketing mail: it
// asks for an address in the name of a newsletter, or has a box for marketing.
func collectsMarketing(pg *page.Page, form *page.Form) bool {
	address := slices.ContainsFunc(form.Fields, func(f *page.Field) bool { return f.Type == "email" || page.IsAddressName(f.Name) })
	if !address {
		return false
	}
	stem, _, _ := strings.Cut(path.Base(pg.File), ".")
	if page.NewsletterWords(form.Action+" "+form.Name) || page.NewsletterWords(stem) && len(form.Fields) <= 4 {
		return true
	}
	return slices.ContainsFunc(form.Fields, func(f *page.Field) bool {
		return f.Type == "checkbox" && page.AsksMarketing(f.Label+" "+f.Name) && !page.Negative(f.Label+" "+f.Name)
	})
}
