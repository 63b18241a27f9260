package register

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/word"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/rules/profile"
)

// Cell is one field of the register. A proposed cell is a guess of the scan that
// nobody has confirmed; an empty one is for a person to fill in.
type Cell struct {
	Text     string
	Proposed bool
}

// Register is a draft register, worded in one language.
type Register struct {
	Title string
	Owner []Field  // the controller, or the processor
	Head  []string // column titles
	Rows  [][]Cell // one per activity, a cell for each title
	Mark  string   // the word behind a proposed cell: "voorstel"
	Note  string
}

// Field is a labelled cell about the owner of the register.
type Field struct {
	Label string
	Cell  Cell
}

// column is one column of the register: its title, the letter of GDPR art. 30(1)
// that asks for it, and what fills it.
type column struct {
	title phrase.Text
	fill  func(a *Activity, p *policy.Policy, l phrase.Lang) Cell
}

// columns are those of art. 30(1)(b)-(g), and the legal basis, which the AP
// advises to record beside them.
var columns = []column{
	{phrase.Text{EN: "Purpose (b)", NL: "Doel (b)"}, purpose},
	{phrase.Text{EN: "Legal basis", NL: "Grondslag"}, basis},
	{phrase.Text{EN: "Data subjects (c)", NL: "Betrokkenen (c)"}, subjects},
	{phrase.Text{EN: "Categories of personal data (c)", NL: "Categorieën persoonsgegevens (c)"}, categories},
	{phrase.Text{EN: "Special or restricted data (c)", NL: "Bijzondere of beperkte gegevens (c)"}, special},
	{phrase.Text{EN: "Recipients and processors (d)", NL: "Ontvangers en verwerkers (d)"}, recipients},
	{phrase.Text{EN: "Transfer outside the EEA (e)", NL: "Doorgifte buiten de EER (e)"}, transfer},
	{phrase.Text{EN: "Retention period (f)", NL: "Bewaartermijn (f)"}, retention},
	{phrase.Text{EN: "Security measures (g)", NL: "Beveiligingsmaatregelen (g)"}, measures},
	{phrase.Text{EN: "Tables", NL: "Tabellen"}, tables},
}

// RetentionColumn is the place of the retention period in a controller's row.
const RetentionColumn = 7

// New drafts the controller's register. p may be nil: nothing is declared.
func New(inv *inventory.Inventory, p *policy.Policy, l phrase.Lang) *Register {
	if p == nil {
		p = &policy.Policy{}
	}
	r := draft(l)
	r.Title = phrase.Text{EN: "Draft register of processing activities (GDPR art. 30(1))", NL: "Concept-verwerkingsregister (AVG art. 30 lid 1)"}.In(l)
	r.Owner = []Field{
		{phrase.Text{EN: "Controller", NL: "Verwerkingsverantwoordelijke"}.In(l), Cell{Text: p.Controller.Name}},
		{phrase.Text{EN: "Contact", NL: "Contact"}.In(l), Cell{Text: p.Controller.Contact}},
		{phrase.Text{EN: "Trade register number", NL: "KvK-nummer"}.In(l), Cell{Text: p.Controller.KvK}},
		{phrase.Text{EN: "Data protection officer", NL: "Functionaris gegevensbescherming"}.In(l), Cell{Text: p.Controller.FG}},
	}
	for _, c := range columns {
		r.Head = append(r.Head, c.title.In(l))
	}
	for _, a := range Activities(inv) {
		row := make([]Cell, 0, len(columns))
		for _, c := range columns {
			row = append(row, c.fill(a, p, l))
		}
		r.Rows = append(r.Rows, row)
	}
	return r.visible()
}

// visible spells out what nobody sees in the names that came from the project.
func (r *Register) visible() *Register {
	for i := range r.Owner {
		r.Owner[i].Cell.Text = word.Visible(r.Owner[i].Cell.Text)
	}
	for _, row := range r.Rows {
		for i := range row {
			row[i].Text = word.Visible(row[i].Text)
		}
	}
	return r
}

func draft(l phrase.Lang) *Register {
	return &Register{
		Mark: phrase.Text{EN: "proposal", NL: "voorstel"}.In(l),
		Note: phrase.Text{
			EN: "Drafted by privet from files. A cell marked as a proposal counts once a person has confirmed or changed it. Empty cells are still to be filled in. No legal advice.",
			NL: "Opgesteld door privet uit bestanden. Een cel met de aanduiding voorstel geldt pas als een mens die bevestigt of wijzigt. Lege cellen zijn nog in te vullen. Geen juridisch advies.",
		}.In(l),
	}
}

// declared returns the purpose as privet.yaml has it, or nil.
func declared(a *Activity, p *policy.Policy) *policy.Purpose { return p.Purpose(a.ID) }

func profileOf(a *Activity, p *policy.Policy) *profile.Profile {
	if d := declared(a, p); d != nil {
		return profile.ByID(d.ProfileID())
	}
	return profile.ByID(a.ID)
}

func purpose(a *Activity, p *policy.Policy, l phrase.Lang) Cell {
	if pr := profileOf(a, p); pr != nil {
		return Cell{pr.Name.In(l), !a.Declared}
	}
	return Cell{a.ID, !a.Declared && a.ID != ""}
}

func basis(a *Activity, p *policy.Policy, l phrase.Lang) Cell {
	if d := declared(a, p); d != nil {
		return Cell{Text: word.Basis(d.Basis, l)}
	}
	if pr := profileOf(a, p); pr != nil {
		return Cell{pr.Basis.In(l), true}
	}
	return Cell{}
}

func subjects(a *Activity, p *policy.Policy, l phrase.Lang) Cell {
	if d := declared(a, p); d != nil && len(d.Subjects) > 0 {
		return Cell{Text: strings.Join(d.Subjects, ", ")}
	}
	if s, ok := usualSubjects[a.ID]; ok {
		return Cell{s.In(l), true}
	}
	return Cell{}
}

// usualSubjects are the people a purpose is usually about.
var usualSubjects = map[string]phrase.Text{
	"newsletter":      {EN: "subscribers", NL: "abonnees"},
	"job_application": {EN: "applicants", NL: "sollicitanten"},
	"staff_login":     {EN: "employees", NL: "medewerkers"},
	"account":         {EN: "customers", NL: "klanten"},
	"order_guest":     {EN: "customers", NL: "klanten"},
	"shipping":        {EN: "customers", NL: "klanten"},
	"invoicing":       {EN: "customers", NL: "klanten"},
	"payment":         {EN: "customers", NL: "klanten"},
	"loyalty":         {EN: "customers", NL: "klanten"},
	"reviews":         {EN: "customers", NL: "klanten"},
	"returns_service": {EN: "customers", NL: "klanten"},
	"contact_form":    {EN: "people who ask something", NL: "mensen die iets vragen"},
}

func categories(a *Activity, _ *policy.Policy, l phrase.Lang) Cell {
	return Cell{names(a, l, func(*personal.Category) bool { return true }), true}
}

func special(a *Activity, _ *policy.Policy, l phrase.Lang) Cell {
	restricted := []personal.Class{personal.Special, personal.Criminal, personal.NationalID}
	s := names(a, l, func(c *personal.Category) bool { return slices.Contains(restricted, c.Class) })
	if s == "" {
		s = phrase.Text{EN: "none seen", NL: "niet gezien"}.In(l)
	}
	return Cell{s, true}
}

// names lists the categories of an activity that keep lets through.
func names(a *Activity, l phrase.Lang, keep func(*personal.Category) bool) string {
	var out []string
	for _, i := range a.Items {
		if name := i.Category.Name.In(l); keep(i.Category) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func recipients(a *Activity, p *policy.Policy, _ phrase.Lang) Cell {
	var out []string
	if d := declared(a, p); d != nil {
		out = append(out, d.Recipients...)
	}
	if len(p.Processors) > 0 { // then "none" is said of others than these
		out = slices.DeleteFunc(out, func(s string) bool { return s == "geen" || s == "none" })
	}
	for _, pr := range p.Processors {
		out = append(out, pr.Name)
	}
	return Cell{Text: strings.Join(out, ", ")}
}

// transfer names the processors whose declared country is outside the EEA. Where
// every processor has one inside, it proposes to write that there is none.
func transfer(_ *Activity, p *policy.Policy, l phrase.Lang) Cell {
	var out []string
	inside := len(p.Processors) > 0
	for _, pr := range p.Processors {
		inside = inside && pr.Country != ""
		if pr.Country != "" && law.TransferTo(pr.Country) != law.NoTransfer {
			out = append(out, pr.Name+" ("+pr.Country+")")
		}
	}
	if len(out) == 0 && inside {
		return Cell{phrase.Text{EN: "none: all processors are in the EEA", NL: "geen: alle verwerkers zitten binnen de EER"}.In(l), true}
	}
	return Cell{Text: strings.Join(out, ", ")}
}

func retention(a *Activity, p *policy.Policy, l phrase.Lang) Cell {
	if d := declared(a, p); d != nil && d.Retention != "" {
		return Cell{Text: word.Retention(d.Retention, l)}
	}
	if pr := profileOf(a, p); pr != nil {
		return Cell{pr.Keep.In(l), true}
	}
	return Cell{}
}

func measures(a *Activity, p *policy.Policy, l phrase.Lang) Cell {
	list, seen := measureList(a, p, l)
	if !seen {
		return Cell{Text: strings.Join(list, ", ")}
	}
	return Cell{strings.Join(list, "; "), len(list) > 0}
}

// measureList is what was declared, else what was seen in schema and code.
func measureList(a *Activity, p *policy.Policy, l phrase.Lang) (list []string, seen bool) {
	if d := declared(a, p); d != nil && len(d.Measures) > 0 {
		return d.Measures, false
	}
	for _, i := range a.Items {
		if measure := protectionWords[i.Protection].In(l); measure != "" {
			if measure = i.Category.Name.In(l) + ": " + measure; !slices.Contains(list, measure) {
				list = append(list, measure)
			}
		}
	}
	return list, true
}

// protectionWords name the forms of storage that are a measure.
var protectionWords = map[personal.Protection]phrase.Text{
	personal.SlowHash:  {EN: "slow hash", NL: "trage hash"},
	personal.Encrypted: {EN: "encrypted", NL: "versleuteld"},
	personal.KeyedHash: {EN: "hash with a key", NL: "hash met sleutel"},
}

func tables(a *Activity, _ *policy.Policy, _ phrase.Lang) Cell {
	return Cell{Text: strings.Join(a.Tables, ", ")}
}
