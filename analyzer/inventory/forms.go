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
	Item       *Item // where the answer is kept, as far as names tell
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
	var fields []*FormField
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
		fields = append(fields, &FormField{Page: p, Form: form, Field: f, Category: &category, Confidence: v.Confidence, Evidence: v.Evidence})
	}
	j.inv.Forms = append(j.inv.Forms, fields...)
	j.linkForm(p, form, fields)
}

// linkForm finds the items that a form's fields end in. A field goes to the only
// column of its category and name; where several tables have one, to the table
// that takes most of the form's fields, or else to the one that the words of the
// page, the form and its address name.
func (j *join) linkForm(p *page.Page, form *page.Form, fields []*FormField) {
	candidates := make([][]*Item, len(fields))
	votes := map[*Table]int{}
	most := 0
	for i, f := range fields {
		candidates[i] = j.destinations(f)
		for _, item := range candidates[i] {
			votes[item.Table]++
			most = max(most, votes[item.Table])
		}
	}
	context := letters(p.File + form.Action + form.Name)
	named := func(i *Item) bool {
		return strings.Contains(context, strings.TrimSuffix(letters(i.Table.Table.Name.Name), "s"))
	}
	for i, f := range fields {
		found := candidates[i]
		for _, fits := range []func(*Item) bool{func(i *Item) bool { return most > 1 && votes[i.Table] == most }, named} {
			if kept := filter(found, fits); len(found) > 1 && len(kept) > 0 {
				found = kept
			}
		}
		if len(found) == 1 {
			f.Item = found[0]
			f.Item.Forms = append(f.Item.Forms, f)
		}
	}
}

func filter(items []*Item, keep func(*Item) bool) []*Item {
	return slices.DeleteFunc(slices.Clone(items), func(i *Item) bool { return !keep(i) })
}

// fieldName is the last part of a composed name: customer[phone], user.email.
func fieldName(name string) string {
	name = strings.TrimRight(name, "[]")
	if i := strings.LastIndexAny(name, "[.$:"); i >= 0 && i+1 < len(name) {
		name = name[i+1:]
	}
	return strings.Trim(name, "[]")
}

// destinations are the items of the field's category that bear its name.
func (j *join) destinations(f *FormField) []*Item {
	name := letters(fieldName(f.Field.Name))
	return filter(j.inv.Items, func(i *Item) bool {
		return i.Category != nil && i.Category.ID == f.Category.ID && bears(i, name)
	})
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
