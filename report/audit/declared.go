package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/register"
	"github.com/privet-dev/privet/report/word"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/profile"
)

// What stands here is filled by privet.yaml and by people: the report says what
// was declared, and leaves an open place where nothing was.

// parties lists the controller and the processors that were declared.
func parties(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	t := table{Caption: w("parties"), Head: []string{w("party"), w("partyrole"), w("agreement"), w("country")}}
	owner := row{Cells: []string{w("open"), w("controller"), "–", "–"}}
	if r.Policy != nil && r.Policy.Controller.Name != "" {
		owner.Cells[0] = short(r.Policy.Controller.Name)
	}
	t.Rows = append(t.Rows, owner)
	if r.Policy != nil {
		for _, p := range r.Policy.Processors {
			t.Rows = append(t.Rows, row{Cells: []string{short(p.Name), short(cmp.Or(p.Role, w("processor"))), cmp.Or(p.Agreement, w("open")), cmp.Or(short(p.Country), w("open"))}})
		}
	}
	if len(t.Rows) == 1 {
		t.Rows = append(t.Rows, row{Cells: []string{w("open"), w("processor"), w("open"), w("open")}})
	}
	s.Tables = append(s.Tables, t)
}

// perPurpose says for each purpose what is needed, what has to be justified and
// what had better go.
func perPurpose(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	t := table{Caption: w("perpurpose"), Head: []string{w("purpose"), w("needed"), w("justify"), w("remove"), w("unlisted")}}
	for _, a := range register.Activities(r.Inventory) {
		p := profile.ByID(a.ID)
		if p == nil {
			continue
		}
		fits := map[profile.Fit][]string{}
		for _, i := range a.Items {
			if name := i.Category.Name.In(lang); !slices.Contains(fits[p.Fit(i.Category)], name) {
				fits[p.Fit(i.Category)] = append(fits[p.Fit(i.Category)], name)
			}
		}
		cells := []string{p.Name.In(lang) + ": " + short(strings.Join(a.Tables, ", "))}
		for _, f := range []profile.Fit{profile.Needed, profile.Optional, profile.Excessive, profile.Unlisted} {
			cells = append(cells, cmp.Or(strings.Join(fits[f], ", "), "–"))
		}
		t.Rows = append(t.Rows, row{Cells: cells})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// periods lists how long each purpose keeps its data, declared or proposed.
func periods(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	draft := register.New(r.Inventory, r.Policy, lang)
	t := table{Caption: w("periods"), Head: []string{w("purpose"), w("table"), w("period"), w("deletes")}}
	activities := register.Activities(r.Inventory)
	for n, cells := range draft.Rows {
		period := cells[register.RetentionColumn]
		text := cmp.Or(short(period.Text), w("open"))
		if period.Proposed && period.Text != "" {
			text += " (" + draft.Mark + ")"
		}
		deletes := 0
		for _, table := range r.Inventory.Tables {
			if slices.Contains(activities[n].Tables, table.Table.Name.String()) {
				deletes += len(table.Deletes)
			}
		}
		seen := w("nodeletes")
		if deletes > 0 {
			seen = fmt.Sprintf("%s (%d)", w("yes"), deletes)
		}
		t.Rows = append(t.Rows, row{Cells: []string{cmp.Or(short(cells[0].Text), w("nopurpose")), short(strings.Join(activities[n].Tables, ", ")), text, seen}})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// leaving lists which data was seen to leave the shop, and by what.
func leaving(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	t := table{Caption: w("leaving"), Head: []string{w("field"), w("category"), w("to"), w("by"), w("where")}, Sortable: true}
	line := func(name string, c *personal.Category, e *usage.Event) {
		if c != nil && !word.Exit(e.Kind).IsZero() {
			t.Rows = append(t.Rows, row{Cells: []string{short(name), c.Name.In(lang), word.Exit(e.Kind).In(lang), short(e.Callee), visible(e.Span.Position.String())}})
		}
	}
	for _, i := range r.Inventory.Items {
		for _, e := range i.Exits {
			line(i.Object(), i.Category, e)
		}
	}
	if r.Inventory.Usage != nil { // what the code names itself, and no column is known for
		for n := range r.Inventory.Usage.Events {
			e := &r.Inventory.Usage.Events[n]
			for _, d := range e.Data {
				if c, ok := personal.Lookup(d.Category); ok && !e.Test && d.Column.Column == "" {
					line(d.Name, &c, e)
				}
			}
		}
	}
	if len(t.Rows) == 0 {
		s.Notes = append(s.Notes, w("noleaving"))
		return
	}
	s.Tables = append(s.Tables, t)
}

// procedure says what was declared for the day that data leaks.
func procedure(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	contact, list, hours := w("open"), w("open"), w("open")
	if r.Policy != nil && r.Policy.Breach != nil {
		b := r.Policy.Breach
		contact, list = cmp.Or(short(b.Contact), contact), cmp.Or(short(b.Register), list)
		if b.Hours > 0 {
			hours = fmt.Sprint(b.Hours)
		}
	}
	s.Tables = append(s.Tables, table{Caption: w("procedure"), Rows: []row{
		{Cells: []string{w("breachcontact"), contact}}, {Cells: []string{w("breachregister"), list}}, {Cells: []string{w("breachhours"), hours}},
	}})
}

// decision answers for each table whether it had to be notified under the old
// law, and what the law asks today. Tables with the same answers share a row.
func decision(s *section, r Report, lang phrase.Lang) {
	w := func(key string) string { return words[key].In(lang) }
	t := table{Head: []string{w("table"), w("then"), w("now"), w("because")}}
	known := map[string]int{} // answers -> row
	for _, d := range rules.Decisions(r.Inventory, r.Policy) {
		var because []string
		for _, b := range d.Because {
			because = append(because, b.In(lang))
		}
		cells := []string{short(d.Table.Object()), d.Verdict.Then.In(lang), d.Verdict.Now.In(lang), cmp.Or(short(strings.Join(because, "; ")), "–")}
		if len(d.Verdict.Questions) > 0 {
			var asked []string
			for _, q := range d.Verdict.Questions {
				asked = append(asked, q.In(lang))
			}
			cells[1], cells[2] = w("undecided"), strings.Join(asked, " ")
		}
		key := strings.Join(cells[1:], "\x00")
		if n, ok := known[key]; ok {
			t.Rows[n].Cells[0] += ", " + cells[0]
			continue
		}
		known[key] = len(t.Rows)
		t.Rows = append(t.Rows, row{Cells: cells})
	}
	if len(t.Rows) == 0 {
		s.Notes = append(s.Notes, w("norows"))
		return
	}
	s.Tables = append(s.Tables, t)
}
