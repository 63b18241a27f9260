package personal

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// schemaView is what is known of a whole schema before any column is judged:
// its languages, the words its tables share, and what each table is about. It
// is built for one call and serves one goroutine.
type schemaView struct {
	c       *Classifier
	seg     *segmenter
	active  langs  // languages the names are in, English always
	prefix  string // word that the table names begin with
	tables  []*tableView
	byTable map[*schema.Table]*tableView
}

// tableView is what is known of a table before its columns are judged.
type tableView struct {
	table     *schema.Table
	id        ident
	cols      []columnView
	affixes   [2]string // word that the column names begin, or end, with
	subject   Subject
	event     bool           // a row is something a person did or has
	facet     bool           // a list of kinds or settings of persons
	linked    bool           // a foreign key leads to a person
	has       map[ID]bool    // categories with a strong token among the columns
	kinds     map[string]int // the same, counted by kind
	reachable bool           // a column tells how to reach a person
	named     bool           // a column holds a part of a person's name, or says whose
	close     bool           // named for a person first: the person's skills, loans, visas
	maybe     bool           // about a person by a noun that means things too
	machine   bool           // about things that have addresses of their own
	foremost  bool           // a noun for a person begins the name
	roles     bool           // columns are called by nouns for persons
	code      bool           // a struct or form, which stores nothing by itself
	held      []held
	comment   string
	evidence  []phrase.Text
}

// held is a category that a table is named for, and by which word.
type held struct {
	cat  uint8
	word string
}

// columnView is a column, field or name on its way to a verdict.
type columnView struct {
	name    string
	id      ident
	typ     schema.TypeRef
	labels  []string // of its enumeration or CHECK list
	comment string
	values  *schema.Values // what its rows hold, or nil
	ref     *tableView     // table a foreign key on it leads to

	tokens   []candidate // found in its name, once searched
	searched bool
	declared bool // the foreign key is stated, not inferred from its name
}

// leadsToThing reports whether the column is a key to a table that is not about
// persons.
func (col *columnView) leadsToThing() bool {
	return col.ref != nil && col.ref.subject != PersonSubject
}

// view reads a schema: names first, then languages, then subjects, which lean
// on one another through foreign keys.
func (c *Classifier) view(db *schema.Database, tables []*schema.Table) *schemaView {
	v := &schemaView{c: c, seg: newSegmenter(c.vocab), byTable: make(map[*schema.Table]*tableView, len(tables))}
	for _, t := range tables {
		tv := v.readTable(t)
		v.tables = append(v.tables, tv)
		v.byTable[t] = tv
	}
	v.prefix = sharedPrefix(v.tables)
	v.active = c.languages(v.tables)
	for _, tv := range v.tables {
		v.nameSubject(tv)
		v.columnSubject(tv)
	}
	if db != nil {
		v.follow(db)
		v.inherit(db)
	}
	return v
}

// readTable takes the names of a table and its columns apart.
func (v *schemaView) readTable(t *schema.Table) *tableView {
	tv := &tableView{table: t, id: v.seg.split(v.cutTablePrefix(normalise(t.Name.Name))), cols: make([]columnView, len(t.Columns))}
	if t.Comment != nil {
		tv.comment = t.Comment.Text
	}
	for i, col := range t.Columns {
		tv.cols[i] = columnView{name: col.Name, id: normalise(col.Name), typ: col.Type, labels: labelsOf(t, col), comment: commentOf(col), values: col.Values}
	}
	v.cutGlued(tv.cols)
	for i := range tv.cols {
		tv.cols[i].id = v.seg.split(tv.cols[i].id)
	}
	tv.affixes = sharedAffixes(tv.cols)
	return tv
}

func labelsOf(t *schema.Table, col *schema.Column) []string {
	if len(col.Type.Enum) > 0 {
		return col.Type.Enum
	}
	for _, check := range t.ChecksOn(col.Name) {
		if len(check.Expr.Values) > 0 {
			return check.Expr.Values
		}
	}
	return nil
}

func commentOf(col *schema.Column) string {
	switch {
	case col.Comment != nil:
		return col.Comment.Text
	case col.LineComment != nil:
		return col.LineComment.Text
	}
	return ""
}

// lists reports whether the table is a mere list of the category's values: it
// is named for the category and nothing in it is of a person.
func (tv *tableView) lists(cat uint8) bool {
	if tv.linked || tv.subject == PersonSubject {
		return false
	}
	return tv.holds(cat)
}

// holds reports whether the table is named for the category.
func (tv *tableView) holds(cat uint8) bool {
	return slices.ContainsFunc(tv.held, func(h held) bool { return h.cat == cat })
}

// place returns the index of the column in the table, or -1.
func (tv *tableView) place(col *columnView) int {
	return slices.IndexFunc(tv.cols, func(c columnView) bool { return c.name == col.name })
}

// hasOne reports whether the table has a strong token of one of the categories;
// none asked is always there.
func (tv *tableView) hasOne(cats []ID) bool {
	for _, id := range cats {
		if tv.has[id] {
			return true
		}
	}
	return len(cats) == 0
}

// loginNouns are what tables of those who log in are called.
var loginNouns = []string{"user", "users", "account", "accounts", "admin", "admins", "member", "members", "operator", "operators"}

// logins reports whether the table's rows are people who log in by its name alone:
// there, pass is what they log in with.
func (tv *tableView) logins() bool {
	if tv.subject != PersonSubject || tv.event {
		return false
	}
	for i := range tv.id.n {
		if slices.Contains(loginNouns, tv.id.span(i, i+1)) {
			return true
		}
	}
	return false
}

// kin counts the table's categories of the same kind (contact, name, cred).
func (tv *tableView) kin(id ID) int {
	if tv == nil {
		return 0
	}
	kind, _, _ := strings.Cut(string(id), ".")
	return tv.kinds[kind]
}
