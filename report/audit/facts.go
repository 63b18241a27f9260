package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/datamap"
	"github.com/privet-dev/privet/report/register"
	"github.com/privet-dev/privet/report/word"
	"github.com/privet-dev/privet/schema"
)

// noteLines renders notes for a list.
func noteLines(notes []schema.Note, lang phrase.Lang) []string {
	var out []string
	for _, n := range notes {
		line := word.Note(n.Message, lang)
		if n.Origin.File != "" {
			line = n.Origin.Position.String() + ": " + line
		}
		if n.Hint != "" {
			line += " (" + word.Note(n.Hint, lang) + ")"
		}
		out = append(out, visible(line))
	}
	return out
}

// items is the inventory as a table.
func items(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	t := table{
		Caption: w("fields"), Sortable: true, Empty: w("norows"),
		Head: []string{w("table"), w("field"), w("category"), w("sensitivity"), w("protection"), w("mandatory"), w("used")},
	}
	for _, i := range r.Inventory.Items {
		if i.Category == nil || i.Column == nil {
			continue
		}
		mandatory := w("no")
		if i.Mandatory {
			mandatory = w("yes")
		}
		t.Rows = append(t.Rows, row{Class: datamap.Level(float64(i.Category.Sensitivity)), Cells: []string{
			short(i.Table.Table.Name.String()), short(i.Column.Name), i.Category.Name.In(lang), fmt.Sprint(i.Category.Sensitivity),
			word.Protection(i.Protection).In(lang), mandatory, uses(i, lang),
		}})
	}
	s.Tables = append(s.Tables, t)
}

// uses says in a few words what the code was seen to do with a field.
func uses(i *inventory.Item, lang phrase.Lang) string {
	var parts []string
	add := func(events []*usage.Event, en, nl string) {
		if len(events) > 0 {
			parts = append(parts, fmt.Sprintf("%s (%d)", phrase.Text{EN: en, NL: nl}.In(lang), len(events)))
		}
	}
	add(i.Writes, "written", "geschreven")
	add(i.Reads, "read", "gelezen")
	add(i.Exits, "passed on", "doorgegeven")
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, ", ")
}

// matrix is who may read what, from the rights that the files state.
func matrix(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	rights := map[string]map[string][]string{} // role -> table -> rights
	levels := map[string]string{}              // table -> how sensitive it is
	var roles, tables []string
	for _, i := range r.Inventory.Items {
		if i.Category == nil || i.Table == nil {
			continue
		}
		name := i.Table.Table.Name.String()
		levels[name] = datamap.Level(datamap.Score(i.Table))
		for _, rd := range i.Readers {
			if rights[rd.Role] == nil {
				rights[rd.Role] = map[string][]string{}
				roles = append(roles, rd.Role)
			}
			if !slices.Contains(tables, name) {
				tables = append(tables, name)
			}
			for _, right := range []struct {
				has bool
				key string
			}{{rd.Read, "reads"}, {rd.Write, "writes"}} {
				if right.has && !slices.Contains(rights[rd.Role][name], w(right.key)) {
					rights[rd.Role][name] = append(rights[rd.Role][name], w(right.key))
				}
			}
		}
	}
	if len(roles) == 0 {
		s.Notes = append(s.Notes, w("noroles"))
		return
	}
	slices.Sort(roles)
	t := table{Caption: w("matrix"), Sortable: true}
	cell := func(role, table string) string { return cmp.Or(strings.Join(rights[role][table], ", "), "–") }
	if len(roles) > len(tables) { // the longer side goes down: a page is taller than wide
		t.Head = []string{w("role")}
		for _, name := range tables {
			t.Head = append(t.Head, short(name))
		}
		for _, role := range roles {
			cells := []string{short(roleName(role, lang))}
			for _, name := range tables {
				cells = append(cells, cell(role, name))
			}
			t.Rows = append(t.Rows, row{Cells: cells})
		}
		s.Tables = append(s.Tables, t)
		return
	}
	t.Head = []string{w("table")}
	for _, role := range roles {
		t.Head = append(t.Head, short(roleName(role, lang)))
	}
	for _, name := range tables {
		cells := []string{short(name)}
		for _, role := range roles {
			cells = append(cells, cell(role, name))
		}
		t.Rows = append(t.Rows, row{Class: levels[name], Cells: cells})
	}
	s.Tables = append(s.Tables, t)
}

// roleName is a database role as an owner reads it: PUBLIC is everybody.
func roleName(role string, lang phrase.Lang) string {
	if role == "PUBLIC" {
		return phrase.Text{EN: "PUBLIC (everyone)", NL: "PUBLIC (iedereen)"}.In(lang)
	}
	return role
}

// draftRegister is the draft of the shop's register, as an annex: a table for each
// activity, since ten columns fit neither a page nor a phone.
func draftRegister(s *section, r Report, lang phrase.Lang) {
	draft := register.New(r.Inventory, r.Policy, lang)
	for _, cells := range draft.Rows {
		var t table
		for n, c := range cells {
			text := cmp.Or(cut(c.Text, longestList), words["open"].In(lang))
			if c.Proposed && c.Text != "" {
				text += " (" + draft.Mark + ")"
			}
			if n == 0 {
				t.Caption = cmp.Or(text, words["nopurpose"].In(lang))
			}
			t.Rows = append(t.Rows, row{Cells: []string{draft.Head[n], text}})
		}
		s.Tables = append(s.Tables, t)
	}
	if len(draft.Rows) == 0 {
		s.Notes = append(s.Notes, words["norows"].In(lang))
	}
	s.Notes = append(s.Notes, draft.Note)
}
