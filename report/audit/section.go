package audit

import (
	"fmt"
	"html/template"
	"slices"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules"
)

// section is one of the sixteen, worded.
type section struct {
	ID, Title, Intro string
	Number           int
	Cards            []card
	ShowEmpty        bool // say so when there are no cards
	Tables           []table
	Figures          []figure
	Lists            []list
	Notes            []string
}

type (
	// table is a plain table; Sortable ones get a filter and sort buttons.
	table struct {
		Caption  string
		Head     []string
		Rows     []row
		Sortable bool
		Empty    string
	}
	// row is a table row; Class colours it by sensitivity.
	row struct {
		Class string
		Cells []string
	}
	// figure is a chart with its caption, and the same facts in words for people
	// who do not see it.
	figure struct {
		Caption string
		SVG     template.HTML
		Text    string
	}
	// list is a titled list.
	list struct {
		Title string
		Items []string
	}
)

// part is a section of the outline: its title, the groups of rules whose
// findings belong in it, and what else fills it.
type part struct {
	id     string
	title  phrase.Text
	intro  phrase.Text
	groups []string
	fills  []func(*section, Report, phrase.Lang)
}

// outline is the report's sixteen sections in order.
var outline = []part{
	{id: "summary", title: phrase.Text{EN: "Summary: before delivery, and later", NL: "Samenvatting: wat moet vóór oplevering, wat kan later"},
		intro: phrase.Text{EN: "Red comes first; the rest has time, but not forever.", NL: "Rood gaat voor; de rest heeft tijd, maar niet eeuwig."}},
	{id: "scope", title: phrase.Text{EN: "What was analysed, and what was not", NL: "Wat is onderzocht en wat niet"}, fills: []func(*section, Report, phrase.Lang){scope}},
	{id: "roles", title: phrase.Text{EN: "Who is responsible", NL: "Wie is verantwoordelijk"}, groups: []string{"REG"}, fills: []func(*section, Report, phrase.Lang){parties},
		intro: phrase.Text{EN: "The shop owner is the controller: responsible for the data, also when somebody else built the shop. The agency, the hosting provider and the mail service are processors as far as they can reach the data; each needs a processing agreement (GDPR art. 28).",
			NL: "De webwinkelier is de verwerkingsverantwoordelijke: verantwoordelijk voor de gegevens, ook als iemand anders de winkel heeft gebouwd. Het bureau, de hostingpartij en de e-maildienst zijn verwerkers voor zover zij bij de gegevens kunnen; met elk hoort een verwerkersovereenkomst (AVG art. 28)."}},
	{id: "inventory", title: phrase.Text{EN: "Which personal data is where", NL: "Welke persoonsgegevens staan waar"}, fills: []func(*section, Report, phrase.Lang){dataMap, items, flows}},
	{id: "minimisation", title: phrase.Text{EN: "Does the shop collect too much?", NL: "Verzamelt de winkel te veel?"}, groups: []string{"MIN", "SPC"}, fills: []func(*section, Report, phrase.Lang){perPurpose},
		intro: phrase.Text{EN: "The law asks for no more data than the purpose needs (GDPR art. 5(1)(c)).", NL: "De wet vraagt om niet meer gegevens dan voor het doel nodig is: minimale gegevensverwerking (AVG art. 5 lid 1 onder c)."}},
	{id: "storage", title: phrase.Text{EN: "Passwords and storage", NL: "Wachtwoorden en opslag"}, groups: []string{"CRED", "STO"}},
	{id: "access", title: phrase.Text{EN: "Who can reach it?", NL: "Wie kan erbij?"}, groups: []string{"ACC"}, fills: []func(*section, Report, phrase.Lang){matrix}},
	{id: "retention", title: phrase.Text{EN: "How long is it kept, and can it be erased?", NL: "Hoe lang blijft het bewaard, en kan het gewist worden?"}, groups: []string{"RET"}, fills: []func(*section, Report, phrase.Lang){periods}},
	{id: "marketing", title: phrase.Text{EN: "E-mail marketing", NL: "E-mailmarketing"}, groups: []string{"MKT"}},
	{id: "sharing", title: phrase.Text{EN: "Sharing with others", NL: "Delen met anderen"}, groups: []string{"DIS"}, fills: []func(*section, Report, phrase.Lang){leaving}},
	{id: "breach", title: phrase.Text{EN: "Ready for a data breach?", NL: "Klaar voor een datalek?"}, groups: []string{"BRE"}, fills: []func(*section, Report, phrase.Lang){procedure},
		intro: phrase.Text{EN: "A breach with a risk for people is reported to the supervisory authority within 72 hours (GDPR art. 33); every breach goes into the shop's own breach register.",
			NL: "Een datalek met risico voor mensen wordt binnen 72 uur gemeld bij de Autoriteit Persoonsgegevens (AVG art. 33); elk datalek komt in het eigen datalekregister."}},
	{id: "register", title: phrase.Text{EN: "Draft register of processing (annex)", NL: "Concept-verwerkingsregister (bijlage)"}, fills: []func(*section, Report, phrase.Lang){draftRegister}},
	{id: "notify", title: phrase.Text{EN: "Did this once have to be notified, and what now?", NL: "Moest dit vroeger worden aangemeld, en wat nu?"},
		intro: phrase.Text{EN: "Until 25 May 2018 files had to be notified to the authority, unless an exemption held (Wbp art. 27 and 29). That is history; today the owner keeps a register (GDPR art. 30). Both answers stand side by side, by table; where something is not known there is a question instead of a verdict.",
			NL: "Tot 25 mei 2018 moesten bestanden worden aangemeld bij de toezichthouder, tenzij een vrijstelling gold (Wbp art. 27 en 29). Dat is geschiedenis; nu houdt de ondernemer zelf een register bij (AVG art. 30). Beide antwoorden staan naast elkaar, per tabel; waar iets niet bekend is staat een vraag in plaats van een uitspraak."},
		fills: []func(*section, Report, phrase.Lang){decision}},
	{id: "questions", title: phrase.Text{EN: "Questions to the owner", NL: "Vragenlijst voor de ondernemer"}, fills: []func(*section, Report, phrase.Lang){questions}},
	{id: "exceptions", title: phrase.Text{EN: "Accepted exceptions", NL: "Gemotiveerde uitzonderingen"}, fills: []func(*section, Report, phrase.Lang){exceptions}},
	{id: "sources", title: phrase.Text{EN: "Sources and account", NL: "Bronnen en verantwoording"}, fills: []func(*section, Report, phrase.Lang){sources}},
}

// fill words one section.
func (p part) fill(number int, r Report, cards []card, lang phrase.Lang) section {
	s := section{ID: p.id, Number: number, Title: p.title.In(lang), Intro: p.intro.In(lang), ShowEmpty: len(p.groups) > 0}
	for _, c := range cards {
		if slices.Contains(p.groups, group(c.Rule)) {
			s.Cards = append(s.Cards, c)
		}
	}
	for _, fill := range p.fills {
		fill(&s, r, lang)
	}
	if p.id == "breach" { // readiness is asked of people: silence of a scanner says nothing
		s.ShowEmpty = false
	}
	return s
}

func ruleOf(r Report, id string) *rules.Rule {
	for _, rule := range r.Rules {
		if rule.ID == id {
			return rule
		}
	}
	return nil
}

// scope lists what was read and what was not.
func scope(s *section, r Report, lang phrase.Lang) {
	sc := r.Inventory.Scope
	s.Tables = append(s.Tables, table{Rows: []row{
		{Cells: []string{phrase.Text{EN: "Schema and query files", NL: "Schema- en querybestanden"}.In(lang), fmt.Sprint(sc.Files)}},
		{Cells: []string{phrase.Text{EN: "Statements understood", NL: "Begrepen SQL-opdrachten"}.In(lang), fmt.Sprint(sc.Statements)}},
		{Cells: []string{phrase.Text{EN: "Go files", NL: "Go-bestanden"}.In(lang), fmt.Sprint(sc.GoFiles)}},
		{Cells: []string{phrase.Text{EN: "Go packages", NL: "Go-packages"}.In(lang), fmt.Sprint(sc.Packages)}},
		{Cells: []string{phrase.Text{EN: "Configuration files and scripts", NL: "Configuratiebestanden en scripts"}.In(lang), fmt.Sprint(sc.Settings)}},
	}})
	if sc.Exports > 0 {
		s.Tables[0].Rows = append(s.Tables[0].Rows, row{Cells: []string{phrase.Text{EN: "CSV exports", NL: "CSV-exports"}.In(lang), fmt.Sprint(sc.Exports)}})
	}
	missing := list{Title: words["notanalysed"].In(lang)}
	for _, notes := range [][]string{noteLines(sc.Unparsed, lang), noteLines(sc.Skipped, lang), noteLines(sc.Notes, lang)} {
		missing.Items = append(missing.Items, notes...)
	}
	if len(missing.Items) == 0 {
		missing.Items = []string{words["allanalysed"].In(lang)}
	}
	s.Lists = append(s.Lists, missing)
	s.Notes = append(s.Notes, words["disclaimer"].In(lang))
}

// exceptions lists what was accepted with a reason.
func exceptions(s *section, r Report, lang phrase.Lang) {
	if len(r.Suppressed) == 0 {
		s.Notes = append(s.Notes, words["noexceptions"].In(lang))
		return
	}
	t := table{Head: []string{words["where"].In(lang), words["check"].In(lang), words["why"].In(lang), words["until"].In(lang)}}
	for _, x := range r.Suppressed {
		t.Rows = append(t.Rows, row{Cells: []string{
			visible(x.Finding.Span.Position.String()), x.Finding.Rule + " " + visible(x.Finding.Message.In(lang)), visible(x.Because), x.Until,
		}})
	}
	s.Tables = append(s.Tables, t)
}

// sources lists the checks that were made, so that "nothing found" can be read
// for what it is.
func sources(s *section, r Report, lang phrase.Lang) {
	t := table{Caption: words["applied"].In(lang), Head: []string{words["rule"].In(lang), words["check"].In(lang), words["law"].In(lang)}}
	for _, rule := range r.Rules {
		law := ""
		for i, ref := range rule.Law {
			if i > 0 {
				law += "; "
			}
			law += ref.Ref.In(lang)
		}
		t.Rows = append(t.Rows, row{Cells: []string{rule.ID, rule.Title.In(lang), law}})
	}
	s.Tables = append(s.Tables, t)
	s.Notes = append(s.Notes, words["disclaimer"].In(lang))
}
