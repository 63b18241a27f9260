package change

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/word"
)

// added describes a new field: what it is, who writes and reads it, who may.
func added(i *inventory.Item, code bool) Change {
	c := Change{Kind: Added, Object: i.Object(), Category: i.Category, Span: i.Origin.Span, Text: name(i)}
	if i.Mandatory {
		c.Details = append(c.Details, phrase.Text{EN: "mandatory", NL: "verplicht"})
	}
	if i.Protection != personal.UnknownProtection {
		p := word.Protection(i.Protection)
		c.Details = append(c.Details, phrase.Text{EN: "stored as: " + p.EN, NL: "opgeslagen als: " + p.NL})
	}
	if code { // a project without Go code has nobody to name
		c.Details = append(c.Details, functions(i.Writes, "written by", "geschreven door", "written by no code that was seen", "nergens in de onderzochte code geschreven"),
			functions(i.Reads, "read by", "gelezen door", "read by no code that was seen", "nergens in de onderzochte code gelezen"))
	}
	if roles := readers(i); len(roles) > 0 {
		c.Details = append(c.Details, phrase.Textf("may be read by: %s", "mag worden gelezen door: %s", strings.Join(roles, ", ")))
	}
	return c
}

// name says which kind of data a field is.
func name(i *inventory.Item) phrase.Text {
	if i.Category == nil {
		return phrase.Text{EN: "may hold personal data", NL: "kan persoonsgegevens bevatten"}
	}
	return phrase.Text{EN: i.Category.Name.EN + " (" + string(i.Category.ID) + ")", NL: i.Category.Name.NL + " (" + string(i.Category.ID) + ")"}
}

// functions names the functions of events, the first three.
func functions(events []*usage.Event, en, nl, noneEN, noneNL string) phrase.Text {
	var names []string
	for _, e := range events {
		if e.Function != "" && !slices.Contains(names, e.Function) {
			names = append(names, e.Function)
		}
	}
	if len(names) == 0 {
		return phrase.Text{EN: noneEN, NL: noneNL}
	}
	if len(names) > 3 {
		names = append(names[:3:3], "…")
	}
	list := strings.Join(names, ", ")
	return phrase.Text{EN: en + " " + list, NL: nl + " " + list}
}

func readers(i *inventory.Item) []string {
	var out []string
	for _, r := range i.Readers {
		if r.Read && !r.Inherent {
			out = append(out, r.Role)
		}
	}
	return out
}

// removed describes a field that went, or is no longer taken for personal.
func removed(i *inventory.Item, new *inventory.Inventory) Change {
	c := Change{Kind: Removed, Object: i.Object(), Category: i.Category, Span: i.Origin.Span, Text: name(i)}
	for _, t := range new.Tables {
		if strings.EqualFold(t.Object(), i.Table.Object()) && t.Table.Column(i.Column.Name) != nil {
			c.Details = append(c.Details, phrase.Text{EN: "the column is still there, and no longer judged to be personal data", NL: "de kolom is er nog, en wordt niet meer als persoonsgegeven beoordeeld"})
		}
	}
	return c
}

// widths says in which way a field that was there is wider or narrower now.
func widths(was, is *inventory.Item) []Change {
	var out []Change
	add := func(kind Kind, text phrase.Text) {
		out = append(out, Change{Kind: kind, Object: is.Object(), Category: is.Category, Span: is.Origin.Span, Text: text})
	}
	switch {
	case is.Mandatory && !was.Mandatory:
		add(Widened, phrase.Text{EN: "is mandatory now", NL: "is nu verplicht"})
	case was.Mandatory && !is.Mandatory:
		add(Narrowed, phrase.Text{EN: "is optional now", NL: "is nu optioneel"})
	}
	if category(was) != category(is) {
		kind := Narrowed
		if sensitivity(is) >= sensitivity(was) {
			kind = Widened
		}
		add(kind, phrase.Textf("is judged to be %[2]s now, was %[1]s", "wordt nu beoordeeld als %[2]s, was %[1]s", name(was).EN, name(is).EN))
		out[len(out)-1].Text.NL = "wordt nu beoordeeld als " + name(is).NL + ", was " + name(was).NL
	}
	if was.Protection != is.Protection && was.Protection != personal.UnknownProtection && is.Protection != personal.UnknownProtection {
		from, to := word.Protection(was.Protection), word.Protection(is.Protection)
		kind := Narrowed
		if is.Protection < was.Protection {
			kind = Widened
		}
		add(kind, phrase.Text{EN: "is stored as " + to.EN + " now, was " + from.EN, NL: "is nu opgeslagen als " + to.NL + ", was " + from.NL})
	}
	return out
}

func category(i *inventory.Item) personal.ID {
	if i.Category == nil {
		return ""
	}
	return i.Category.ID
}

func sensitivity(i *inventory.Item) int {
	if i.Category == nil {
		return 0
	}
	return i.Category.Sensitivity
}
