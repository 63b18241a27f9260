// Package datamap draws where personal data comes from, which tables it rests in
// and where it leaves to: as a picture (SVG) and as a Mermaid diagram that code
// hosts draw themselves.
package datamap

import (
	"cmp"
	"path"
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/word"
)

// Table is a table with personal data.
type Table struct {
	Name   string
	Score  float64 // see Score
	Fields int
	From   []string // what fills it: forms, requests, programs
	To     []string // where its data leaves to
}

// Tables returns the tables that hold personal data, most sensitive first.
func Tables(inv *inventory.Inventory, l phrase.Lang) []Table {
	var out []Table
	for _, t := range inv.Tables {
		s := Score(t)
		if s == 0 {
			continue
		}
		row := Table{Name: t.Object(), Score: s}
		for _, i := range t.Items {
			if i.Category != nil {
				row.Fields++
			}
			for _, name := range sources(i, l) {
				row.From = add(row.From, name)
			}
			for _, e := range i.Exits {
				if name := word.Exit(e.Kind).In(l); name != "" {
					row.To = add(row.To, name)
				}
			}
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b Table) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// sources names what fills a field: the page whose form asks for it, else the
// file in which a request is read, else the program itself.
func sources(i *inventory.Item, l phrase.Lang) []string {
	var out []string
	for _, f := range i.Forms {
		out = add(out, phrase.Textf("form %s", "formulier %s", path.Base(f.Page.File)).In(l))
	}
	if len(out) > 0 {
		return out
	}
	for _, e := range i.Writes {
		file := e.Span.File
		if len(e.Steps) > 0 && e.Steps[0].Span.File != "" {
			file = e.Steps[0].Span.File
		}
		name := phrase.Textf("program %s", "programma %s", path.Base(file))
		if e.Source == usage.FromRequest {
			name = phrase.Textf("request in %s", "verzoek in %s", path.Base(file))
		}
		out = add(out, name.In(l))
	}
	return out
}

func add(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// Score is a table's sensitivity: its most sensitive category, and a quarter
// point for each further category, so that a list of e-mail addresses alone
// stays the least sensitive list that identifies people. It is 0 for a table
// without personal data.
func Score(t *inventory.Table) float64 {
	top, seen := 0, map[string]bool{}
	for _, i := range t.Items {
		if i.Category == nil {
			continue
		}
		top = max(top, i.Category.Sensitivity)
		seen[string(i.Category.ID)] = true
	}
	if len(seen) == 0 {
		return 0
	}
	return float64(top) + 0.25*float64(len(seen)-1)
}

// Level is the style class of a sensitivity from 1 to 5.
func Level(sensitivity float64) string {
	switch {
	case sensitivity >= 5:
		return "s5"
	case sensitivity >= 4:
		return "s4"
	case sensitivity >= 3:
		return "s3"
	default:
		return "s2"
	}
}

// Levels words the style classes for a legend, mildest first.
func Levels(l phrase.Lang) [][2]string {
	var out [][2]string
	for _, x := range []struct {
		class string
		text  phrase.Text
	}{
		{"s2", phrase.Text{EN: "ordinary (1-2)", NL: "gewoon (1-2)"}},
		{"s3", phrase.Text{EN: "more sensitive (3)", NL: "gevoeliger (3)"}},
		{"s4", phrase.Text{EN: "sensitive (4)", NL: "gevoelig (4)"}},
		{"s5", phrase.Text{EN: "most sensitive (5)", NL: "zeer gevoelig (5)"}},
	} {
		out = append(out, [2]string{x.class, x.text.In(l)})
	}
	return out
}
