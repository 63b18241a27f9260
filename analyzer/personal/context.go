package personal

import (
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
	column  *schema.Column // nil for a field or a bare name
}

// view reads a schema: names first, then languages, then subjects, which lean
// on one another through foreign keys.
func (c *Classifier) view(db *schema.Database, tables []*schema.Table) *schemaView {
	v := &schemaView{c: c, seg: newSegmenter(c.vocab), byTable: make(map[*schema.Table]*tableView, len(tables))}
	for _, t := range tables {
		tv := &tableView{table: t, id: v.seg.split(normalise(t.Name.Name)), cols: make([]columnView, len(t.Columns))}
		for i, col := range t.Columns {
			tv.cols[i] = columnView{name: col.Name, id: v.seg.split(normalise(col.Name)), typ: col.Type, labels: labelsOf(t, col), comment: commentOf(col), column: col}
		}
		if t.Comment != nil {
			tv.comment = t.Comment.Text
		}
		tv.affixes = sharedAffixes(tv.cols)
		v.tables = append(v.tables, tv)
		v.byTable[t] = tv
	}
	v.prefix = sharedPrefix(v.tables)
	v.active = c.languages(v.tables)
	for _, tv := range v.tables {
		v.nameSubject(tv)
		v.columnSubject(tv)
	}
	v.follow(db)
	return v
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

// sharedPrefix returns the word that most tables begin with and that says
// nothing by itself, or "".
func sharedPrefix(tables []*tableView) string {
	count := map[string]int{}
	best := ""
	for _, t := range tables {
		if t.id.n < 2 {
			continue
		}
		w := t.id.word(0)
		count[w]++
		if count[w] > count[best] {
			best = w
		}
	}
	if n := count[best]; n < 3 || n*10 < len(tables)*6 {
		return ""
	}
	return best
}

// sharedAffixes returns the word that most columns of a table begin with, and
// the one most end with; "" where there is none. Shorter tables show nothing.
func sharedAffixes(cols []columnView) [2]string {
	first, last := map[string]int{}, map[string]int{}
	var affixes [2]string
	for i := range cols {
		id := &cols[i].id
		if id.n < 2 {
			continue
		}
		f, l := id.word(0), id.word(id.n-1)
		first[f]++
		last[l]++
		if n := first[f]; n >= 3 && n*10 >= len(cols)*6 {
			affixes[0] = f
		}
		if n := last[l]; n >= 3 && n*10 >= len(cols)*6 {
			affixes[1] = l
		}
	}
	return affixes
}

// languages returns English and every language that at least two different
// strong tokens or table nouns of the schema belong to and English does not.
func (c *Classifier) languages(tables []*tableView) langs {
	seen := map[*term]bool{}
	var count [16]int
	note := func(t *term) {
		if t == nil || t.all&english != 0 || seen[t] || !t.tellsLanguage() {
			return
		}
		seen[t] = true
		for l := 1; l < len(c.vocab.names); l++ {
			if t.all&(1<<l) != 0 {
				count[l]++
			}
		}
	}
	for _, tv := range tables {
		c.eachTerm(&tv.id, note)
		for i := range tv.cols {
			c.eachTerm(&tv.cols[i].id, note)
		}
	}
	active, most := english, 0
	for _, n := range count {
		most = max(most, n)
	}
	for l, n := range count {
		if n >= 2 && n*5 >= most*3 {
			active |= 1 << l
		}
	}
	return active
}

func (c *Classifier) eachTerm(id *ident, f func(*term)) {
	for i := 0; i < id.n; i++ {
		for j := i + 1; j <= id.n && j <= i+4; j++ {
			f(c.vocab.lookup(id.span(i, j)))
		}
	}
}

// tellsLanguage reports whether the term shows that a schema is written in its
// language.
func (t *term) tellsLanguage() bool {
	for _, s := range t.senses {
		if s.strength == strongToken {
			return true
		}
	}
	return t.in(^langs(0))&(personNoun|eventNoun|thingNoun) != 0
}

// lists reports whether the table is a mere list of the category's values: it
// is named for the category and nothing in it is of a person.
func (tv *tableView) lists(cat uint8) bool {
	if tv.linked || tv.subject == PersonSubject {
		return false
	}
	for _, h := range tv.held {
		if h.cat == cat {
			return true
		}
	}
	return false
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

// kin counts the table's categories of the same kind (contact, name, cred).
func (tv *tableView) kin(id ID) int {
	if tv == nil {
		return 0
	}
	kind, _, _ := strings.Cut(string(id), ".")
	return tv.kinds[kind]
}
