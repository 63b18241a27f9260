package inventory

import (
	"slices"
	"strings"
	"unicode"

	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
)

// FormField is a field of a form that asks a visitor for personal data.
type FormField struct {
	Page       *page.Page
	Form       *page.Form
	Field      *page.Field
	Category   *personal.Category
	Confidence personal.Confidence
	Evidence   []phrase.Text
	Item       *Item // where the answer is kept, if exactly one place bears its name
}

// Object names the field as findings do: the page and the field's name.
func (f *FormField) Object() string { return f.Page.File + "#" + f.Field.Name }

// inputTypes gives the Go type of what an input of that type sends.
var inputTypes = map[string]string{
	"date": "time.Time", "datetime-local": "time.Time", "number": "int", "range": "int", "checkbox": "bool", "file": "[]byte", "color": "error",
}

// addForms classifies the fields of the pages' forms, and joins each with the
// item it ends in. Fields of mail, hidden fields and search forms ask nobody for
// anything that is kept.
func (j *join) addForms(pages []*page.Page, c Classifier) {
	j.inv.Pages = pages
	for _, p := range pages {
		if p.Mail {
			j.inv.Scope.Mails++
			continue
		}
		j.inv.Scope.Pages++
		for _, form := range p.Forms {
			if !form.Search {
				j.addForm(p, form, c)
			}
		}
	}
}

func (j *join) addForm(p *page.Page, form *page.Form, c Classifier) {
	var names []string
	for _, f := range form.Fields {
		if f.Type != "hidden" {
			names = append(names, fieldName(f.Name))
		}
	}
	for _, f := range form.Fields {
		if f.Type == "hidden" || f.Name == "" {
			continue
		}
		name := fieldName(f.Name)
		v := c.Field(personal.Field{
			Name: name, GoType: inputTypes[f.Type], Siblings: names,
			Tags: map[string]string{"autocomplete": f.Autocomplete, "type": f.Type, "id": f.ID},
		})
		category, ok := c.Lookup(v.Category)
		if !ok {
			continue
		}
		field := &FormField{Page: p, Form: form, Field: f, Category: &category, Confidence: v.Confidence, Evidence: v.Evidence}
		if item := j.destination(field, name); item != nil {
			field.Item = item
			item.Forms = append(item.Forms, field)
		}
		j.inv.Forms = append(j.inv.Forms, field)
	}
}

// fieldName is the last part of a composed name: customer[phone], user.email.
func fieldName(name string) string {
	name = strings.TrimRight(name, "[]")
	if i := strings.LastIndexAny(name, "[.$:"); i >= 0 && i+1 < len(name) {
		name = name[i+1:]
	}
	return strings.Trim(name, "[]")
}

// destination finds the item a form field ends in: of the same category and
// name. Where several tables have one, the words of the page, the form and its
// address must point at a single table; else nothing is said.
func (j *join) destination(f *FormField, name string) *Item {
	var found []*Item
	for _, item := range j.inv.Items {
		if item.Category != nil && item.Category.ID == f.Category.ID && bears(item, letters(name)) {
			found = append(found, item)
		}
	}
	if len(found) > 1 {
		context := letters(f.Page.File + f.Form.Action + f.Form.Name)
		found = slices.DeleteFunc(found, func(i *Item) bool {
			table := strings.TrimSuffix(letters(i.Table.Table.Name.Name), "s")
			return !strings.Contains(context, table)
		})
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// bears reports whether the item's column, Go field or one of its field's tags
// has the name.
func bears(item *Item, name string) bool {
	if letters(item.Column.Name) == name {
		return true
	}
	m := item.Table.Model
	if m == nil {
		return false
	}
	for _, f := range m.Fields {
		if !strings.EqualFold(f.Column, item.Column.Name) {
			continue
		}
		tag, _, _ := strings.Cut(f.Tags["form"], ",")
		return letters(f.Name) == name || letters(f.JSONName) == name && name != "" || letters(tag) == name && name != ""
	}
	return false
}

// letters makes names of different spelling comparable: postalCode, postal_code
// and postal-code are one.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
