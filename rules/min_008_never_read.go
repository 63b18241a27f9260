package rules

import (
	"fmt"
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func neverRead() *Rule {
	return &Rule{
		ID: "MIN-008", Name: "never-read", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Collected but never used", NL: "Verzameld maar nooit gebruikt"},
		What: phrase.Text{
			EN: "A personal column that the code writes, while no query in the scanned code reads it or looks for it, although others of the same table are read. A row that is fetched as a whole reads the fields that the code then uses, and no others. A table that the program itself makes and fills, and of which nothing is read, is asked about.",
			NL: "Een kolom met persoonsgegevens die de code schrijft, terwijl geen query in de onderzochte code hem leest of erop zoekt, hoewel andere kolommen van dezelfde tabel wel gelezen worden. Van een rij die in haar geheel wordt opgehaald, tellen alleen de velden die de code daarna gebruikt. Naar een tabel die het programma zelf maakt en vult, en waaruit het niets leest, wordt gevraagd.",
		},
		Why: phrase.Text{
			EN: "Data that nobody uses is data nobody needs: it can only leak.",
			NL: "Gegevens die niemand gebruikt heeft niemand nodig: ze kunnen alleen nog lekken.",
		},
		Fix: phrase.Text{
			EN: "Stop asking for it and drop the column. If another program reads it, declare that with used_by in privet.yaml.",
			NL: "Vraag er niet meer naar en verwijder de kolom. Leest een ander programma hem, leg dat dan vast met used_by in privet.yaml.",
		},
		Not: phrase.Text{
			EN: "Other programs, reports and people with a database client are not seen; consent records are kept as evidence and are left alone.",
			NL: "Andere programma's, rapporten en mensen met een databaseprogramma ziet privet niet; toestemmingen worden als bewijs bewaard en blijven met rust.",
		},
		Law:   law.Refs("gdpr.5.1.c"),
		Guide: []string{"S14"},
		Check: checkNeverRead,
	}
}

func checkNeverRead(p *Pass) {
	p.checkUnreadTables()
	for _, item := range p.Inventory.Items {
		if !p.unread(item) || !tableRead(item.Table) {
			continue
		}
		f := about(item)
		f.Message = phrase.Textf("%s is written, but no code that was seen reads it", "%s wordt opgeslagen, maar nergens in de onderzochte code gelezen", item.Object())
		written := finding.Step{Span: written(item).Span, Message: phrase.Text{EN: "written here", NL: "hier geschreven"}}
		if left := lastFetch(item); left != nil {
			f.Message = phrase.Textf("%s is written and fetched, but no code that was seen uses it", "%s wordt opgeslagen en opgehaald, maar nergens in de onderzochte code gebruikt", item.Object())
			f.Steps = append(f.Steps, written)
			for _, s := range left.Steps {
				f.Steps = append(f.Steps, finding.Step{Span: s.Span, Message: s.Message})
			}
		} else {
			f.Others = []finding.Step{written}
		}
		f.FixSQL = dropColumn(item)
		p.Report(f)
	}
}

// unread reports whether a field is kept to be used, and no code that was seen does.
func (p *Pass) unread(item *inventory.Item) bool {
	switch {
	case item.Category == nil || item.Category.ID == "pref.consent" || item.Category.ID == inventory.Password:
		return false
	case written(item) == nil || len(item.Reads)+len(item.Filters) > 0 || passedOn(item):
		return false
	}
	return !p.usedElsewhere(item) && item.Confidence >= personal.Medium
}

// checkUnreadTables finds the tables that a program makes and fills and of which it
// reads nothing. Somebody may look at them with a database client: it is a question.
func (p *Pass) checkUnreadTables() {
	for _, t := range p.Inventory.Tables {
		if t.Model == nil || !t.Model.Migrates || tableRead(t) || hasWord(t.Table.Name.Name, lookedAt...) {
			continue
		}
		var names []string
		var first *inventory.Item
		for _, item := range t.Items {
			if !p.unread(item) {
				continue
			}
			if names = append(names, item.Column.Name); first == nil {
				first = item
			}
		}
		if first == nil || slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return len(i.Filters) > 0 || passedOn(i) }) {
			continue
		}
		f := about(first)
		f.Confidence = personal.Low
		columns := list(names)
		f.Message = phrase.Text{
			EN: fmt.Sprintf("the program makes table %s and writes its %s, but no code that was seen reads the table", t.Object(), columns.EN),
			NL: fmt.Sprintf("het programma maakt tabel %s en schrijft er %s in, maar nergens in de onderzochte code wordt de tabel gelezen", t.Object(), columns.NL),
		}
		f.Others = []finding.Step{{Span: written(first).Span, Message: phrase.Text{EN: "written here", NL: "hier geschreven"}}}
		p.Report(f)
	}
}

// lookedAt are words for tables that people look at with other means than the
// program: what visitors send in, and what happened.
var lookedAt = []string{"lead", "leads", "contact", "contacts", "message", "messages", "inquiry", "inquiries", "enquiry", "enquiries", "feedback", "form", "forms", "submission", "submissions",
	"request", "requests", "application", "applications", "log", "logs", "audit", "event", "events", "history", "archive", "backup", "outbox", "visit", "visits", "view", "views", "report", "reports"}

// written returns the first place that stores something in the column, or nil.
func written(item *inventory.Item) *usage.Event {
	for _, e := range item.Writes {
		if !e.Blank {
			return e
		}
	}
	return nil
}

// passedOn reports whether the program does anything with what is in the column but
// keep it. What a visitor is answered with on the way in is his own.
func passedOn(item *inventory.Item) bool {
	return slices.ContainsFunc(item.Exits, func(e *usage.Event) bool {
		return e.Kind != usage.Response || e.Source == usage.FromDatabase || e.Source == usage.FromUnknown
	})
}

// lastFetch returns the place where the column is fetched that says most: one that
// tells the field it is left in, in a SELECT rather than with the row just written.
func lastFetch(item *inventory.Item) *usage.Event {
	var best *usage.Event
	rank := func(e *usage.Event) int {
		n := len(e.Steps)
		if len(e.Conditions) > 0 {
			n += 4
		}
		return n
	}
	for _, e := range item.Fetched {
		if best == nil || rank(e) > rank(best) {
			best = e
		}
	}
	return best
}

// tableRead reports whether any personal column of the table is read: if none
// is, the reader lives elsewhere.
func tableRead(t *inventory.Table) bool {
	return slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return len(i.Reads) > 0 })
}

// usedElsewhere reports whether privet.yaml says that something privet cannot
// see reads the column.
func (p *Pass) usedElsewhere(item *inventory.Item) bool {
	declared, ok := declaration(p.Policy, item.Table)
	return ok && declared.Columns[item.Column.Name].UsedBy != ""
}
