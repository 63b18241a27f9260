// Package proposal writes a first privet.yaml from what a scan saw: purposes
// from the names of tables, the access matrix from the grants, processors from
// the libraries that are imported.
//
// It is a proposal by somebody who does not know the shop. Every line that is a
// guess says so, what cannot be guessed is a comment to fill in, and what nobody
// knows is left out, so that the rules go on asking for it. Whatever it writes,
// policy.Read accepts.
package proposal

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/profile"
	"github.com/privet-dev/privet/schema"
)

// Answers are what the owner said; any may be empty.
type Answers struct {
	Name    string // of the controller
	Contact string
	Breach  string // who decides on a breach
}

// Write returns the proposed privet.yaml, with its comments in the language.
func Write(inv *inventory.Inventory, said Answers, lang phrase.Lang) []byte {
	w := &writer{inv: inv, lang: lang}
	w.line("version: 1")
	w.head()
	w.controller(said)
	w.processors()
	tables := w.known()
	w.purposes(tables)
	w.tables(tables)
	w.access(tables)
	w.breach(said)
	return []byte(w.b.String())
}

type writer struct {
	b    strings.Builder
	inv  *inventory.Inventory
	lang phrase.Lang
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.b, format+"\n", args...) }

func (w *writer) comment(en, nl string) {
	for _, l := range strings.Split(w.say(en, nl), "\n") {
		w.line("# %s", l)
	}
}

func (w *writer) say(en, nl string) string { return phrase.Text{EN: en, NL: nl}.In(w.lang) }

// guess marks the end of a line that privet made up.
func (w *writer) guess() string { return w.say("  # guess", "  # voorstel") }

func (w *writer) head() {
	w.comment(`Proposed by privet init from what it saw. A line marked "guess" is made up from
names: look at it, put it right, and take the mark away. privet config check
tells whether the file can be read; privet scan holds the project to it.`, `Voorgesteld door privet init uit wat het zag. Een regel met "voorstel" is uit
namen geraden: kijk ernaar, verbeter die en haal het woord weg. privet config
check zegt of het bestand leesbaar is; privet scan houdt het project eraan.`)
}

func (w *writer) controller(said Answers) {
	w.line("")
	w.comment("Who decides why and how personal data is kept: the owner of the shop.", "Wie bepaalt waarom en hoe persoonsgegevens worden bewaard: de eigenaar van de winkel.")
	w.line("controller:")
	w.line("  name: %s", quoted(said.Name))
	w.line("  contact: %s", quoted(said.Contact))
}

// known are the tables with personal data that a schema or model states.
func (w *writer) known() []*inventory.Table {
	var tables []*inventory.Table
	for _, t := range w.inv.Tables {
		personal := slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return i.Category != nil })
		if personal && t.Table.Kind != schema.QueryOnlyName && !slices.ContainsFunc(tables, func(o *inventory.Table) bool { return strings.EqualFold(o.Object(), t.Object()) }) {
			tables = append(tables, t)
		}
	}
	return tables
}

// purposesOf are the profiles a table is proposed for: those its name hints at,
// else what its columns are like.
func purposesOf(t *inventory.Table) []string {
	var ids []string
	for _, h := range profile.Hints(t.Table.Name.Name) {
		ids = append(ids, h.Profile)
	}
	if len(ids) > 0 {
		return ids
	}
	has := func(id string) bool {
		return slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return i.Category != nil && string(i.Category.ID) == id })
	}
	switch {
	case has("cred.password"):
		return []string{"account"}
	case has("contact.address") || has("contact.postcode"):
		return []string{"shipping"}
	case has("beh.purchase"):
		return []string{"order_guest"}
	}
	return nil
}

func (w *writer) purposes(tables []*inventory.Table) {
	var ids []string
	for _, p := range profile.All() {
		if slices.ContainsFunc(tables, func(t *inventory.Table) bool { return slices.Contains(purposesOf(t), p.ID) }) {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return
	}
	w.line("")
	w.comment(`What the data is for. Fill in recipients: who receives it, besides the
processors above; [none] if nobody does.`, `Waar de gegevens voor dienen. Vul recipients in: wie ze ontvangt, behalve de
verwerkers hierboven; [geen] als er niemand is.`)
	w.line("purposes:")
	for _, id := range ids {
		p := profile.ByID(id)
		w.line("  - id: %s%s", id, w.guess())
		w.line("    basis: %s%s", scalar(p.Proposal.Basis), w.guess())
		w.line("    retention: %s%s: %s", p.Proposal.Retention, w.guess(), oneLine(p.Keep.In(w.lang)))
		w.line("    subjects: [%s]%s", scalar(p.Proposal.Subjects.In(w.lang)), w.guess())
		w.line("    # recipients: [%s]", w.say("none", "geen"))
		w.line("    # measures: [%s]", w.say("how it is protected", "hoe het is beveiligd"))
	}
}

func (w *writer) tables(tables []*inventory.Table) {
	declared := slices.ContainsFunc(tables, func(t *inventory.Table) bool { return len(purposesOf(t)) > 0 })
	w.line("")
	w.comment("Which table serves which purpose.", "Welke tabel dient welk doel.")
	if declared {
		w.line("tables:")
	}
	for _, t := range tables {
		ids := purposesOf(t)
		if len(ids) == 0 {
			w.line("  # %s: {purposes: [%s]}  # %s", oneLine(t.Object()), w.say("which?", "welk?"), w.say("no idea what for: ", "geen idee waarvoor: ")+oneLine(strings.Join(columns(t), ", ")))
			continue
		}
		w.line("  %s: {purposes: [%s]}%s", quoted(t.Object()), strings.Join(ids, ", "), w.guess())
	}
	if len(tables) > 0 {
		w.line("")
		w.comment("A column that is not what privet takes it for: name the right category, or none.", "Een kolom die niet is waar privet die voor houdt: noem de juiste categorie, of none.")
		w.line("# corrections:")
		w.line("#   - {column: %s, category: none, reason: %s}", w.say("table.column", "tabel.kolom"), w.say("why", "waarom"))
	}
}

func columns(t *inventory.Table) []string {
	var names []string
	for _, i := range t.Items {
		if i.Category != nil {
			names = append(names, i.Column.Name)
		}
	}
	return names
}

func (w *writer) breach(said Answers) {
	w.line("")
	w.comment("Who decides within 72 hours whether a breach is reported, and where breaches are recorded.", "Wie binnen 72 uur beslist of een datalek wordt gemeld, en waar datalekken worden vastgelegd.")
	if said.Breach == "" {
		w.line("# breach:\n#   contact:\n#   register: %s\n#   hours: 72", w.say("docs/breaches.md", "docs/datalekken.md"))
		return
	}
	w.line("breach:\n  contact: %s\n  register: %s%s\n  hours: 72", quoted(said.Breach), w.say("docs/breaches.md", "docs/datalekken.md"), w.guess())
}
