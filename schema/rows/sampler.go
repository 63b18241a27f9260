package rows

import (
	"cmp"
	"database/sql"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
	"github.com/privet-dev/privet/schema/token"
)

// How much is looked at: the first rows of a table, then a few of each further
// statement or block, and after that nothing.
const (
	rowsAtFirst  = 1000
	rowsPerPiece = 20
	rowsInAll    = 5000
)

// Sampler collects evidence from the rows of one database. It is not safe for
// concurrent use.
type Sampler struct {
	dialect schema.Dialect
	seed    maphash.Seed
	tables  map[schema.Name]*table
	columns map[schema.Name][]string // as CREATE TABLE states them
	codes   map[string]string        // Magento: eav_attribute's id -> code
	heads   map[string]*target
	served  map[schema.Name]*target // tables whose rows came from a server
	cells   []cell
}

// table is the evidence on one table.
type table struct {
	name    schema.Name
	named   []string // the columns that an INSERT or COPY named, in its order
	rows    int
	origin  schema.Origin
	columns map[string]*column
}

// New returns a Sampler for statements of the dialect.
func New(d schema.Dialect) *Sampler {
	return &Sampler{dialect: d, seed: maphash.MakeSeed(), tables: map[schema.Name]*table{}, columns: map[schema.Name][]string{}, codes: map[string]string{}, heads: map[string]*target{}}
}

// Table tells the Sampler of a table, so that it knows the columns of an INSERT
// that names none.
func (s *Sampler) Table(t *schema.Table) {
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
	}
	s.columns[fold(t.Name)] = names
	clear(s.heads)
}

// Insert looks at the rows of an INSERT or REPLACE statement, which may be cut
// off anywhere.
func (s *Sampler) Insert(text string, at schema.Position) {
	to, rest := s.head(text, at)
	if to == nil {
		return
	}
	in := &insert{scan: token.NewScanner(rest, s.dialect), dialect: s.dialect}
	for n := to.table.budget(); n > 0; n-- {
		cells, ok := in.row(s.cells)
		if !ok {
			return
		}
		s.cells = cells
		s.row(to, s.cells)
	}
}

// maxHeads bounds how many different beginnings of INSERT statements are
// remembered; a dump has one or two a table.
const maxHeads = 4096

// head reads an INSERT up to VALUES. In a dump the same text comes back with
// every statement, so what it says is remembered by that text. It returns nil
// for a statement without rows, or with rows of unknown columns.
func (s *Sampler) head(text string, at schema.Position) (to *target, rest string) {
	k := valuesEnd(text[:min(len(text), 8<<10)])
	if k < 0 {
		return nil, ""
	}
	begin, rest := text[:k], text[k:]
	if to, ok := s.heads[begin]; ok {
		return to, rest
	}
	if in, ok := newInsert(begin, s.dialect); ok {
		to = s.target(in.table, in.columns, at, len("INSERT"))
	}
	if len(s.heads) >= maxHeads {
		clear(s.heads)
	}
	s.heads[strings.Clone(begin)] = to
	return to, rest
}

// valuesEnd returns where the first row begins, or -1. Dump tools write the word
// in one of two ways; all others are left to the pattern.
func valuesEnd(text string) int {
	for _, word := range []string{" VALUES (", " values (", " VALUES\n("} {
		if k := strings.Index(text, word); k >= 0 {
			return k + len(word) - 1
		}
	}
	if k := valuesWord.FindStringIndex(text); k != nil {
		return k[1] - 1
	}
	return -1
}

var valuesWord = lazyregexp.New(`(?i)\bVALUES?\s*(?:ROW\s*)?\(`)

// target is where the rows of a statement go.
type target struct {
	table      *table
	columns    []*column // by position in the row
	key, value int       // of an entity-attribute-value table: those columns, else -1
	numbered   bool      // its keys are numbers, as Magento's are
	certain    bool      // its keys are names of fields, even one seen once
	id, code   int       // of the table that names numbered keys: those columns, else -1
}

func newTarget(t *table, names []string) *target {
	to := &target{table: t, id: indexFold(names, "attribute_id"), code: indexFold(names, "attribute_code")}
	to.key, to.value, to.certain = attributeColumns(names)
	to.numbered = to.key >= 0 && to.key == to.id
	for _, name := range names {
		to.columns = append(to.columns, t.column(name))
	}
	return to
}

func indexFold(names []string, name string) int {
	return slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// Copy looks at the lines of a COPY block; statement is the COPY before it.
func (s *Sampler) Copy(statement, data string, at schema.Position) {
	name, columns, ok := copyTarget(statement)
	if !ok {
		return
	}
	to := s.target(name, columns, at, 1)
	if to == nil {
		return
	}
	for n := to.table.budget(); n > 0 && data != ""; n-- {
		var line string
		line, data, _ = strings.Cut(data, "\n")
		s.cells = copyRow(strings.TrimSuffix(line, "\r"), s.cells)
		s.row(to, s.cells)
	}
}

// Row looks at one row that a server gave.
func (s *Sampler) Row(name schema.Name, columns []string, values []sql.NullString, at schema.Position) {
	key := fold(name)
	to := s.served[key]
	if to == nil {
		to = s.target(name, columns, at, 0)
		if s.served == nil {
			s.served = map[schema.Name]*target{}
		}
		s.served[key] = to
	}
	s.cells = s.cells[:0]
	for _, v := range values {
		s.cells = append(s.cells, cell{text: v.String, null: !v.Valid})
	}
	s.row(to, s.cells)
}

// target returns where the rows of a statement go, or nil where nobody said what
// its columns are.
func (s *Sampler) target(name schema.Name, columns []string, at schema.Position, length int) *target {
	said, named := name, columns
	name = fold(name)
	if columns == nil {
		if columns = s.columns[name]; columns == nil {
			columns = s.columns[schema.Name{Name: name.Name}]
		}
	}
	if columns == nil {
		return nil
	}
	t := s.tables[name]
	if t == nil {
		t = &table{name: said, origin: schema.Origin{Span: schema.Span{Position: at, Length: length}}, columns: map[string]*column{}}
		s.tables[name] = t
	}
	for _, c := range named {
		if len(t.named) < maxColumns && !slices.Contains(t.named, c) {
			t.named = append(t.named, c)
		}
	}
	return newTarget(t, columns)
}

// maxColumns bounds how many columns rows may give a table: PostgreSQL's own limit.
const maxColumns = 1600

// Loose returns the tables that have rows and stand in none of the databases, as
// far as the rows name their columns. Nothing else is known of them.
func (s *Sampler) Loose(databases []*schema.Database) []*schema.Table {
	var found []*schema.Table
	for _, name := range slices.SortedFunc(maps.Keys(s.tables), compareNames) {
		t := s.tables[name]
		known := slices.ContainsFunc(databases, func(db *schema.Database) bool { return db.Table(name) != nil || db.View(name) != nil })
		if known || t.rows == 0 || len(t.named) == 0 {
			continue
		}
		out := &schema.Table{Name: t.name, Kind: schema.QueryOnlyName, Origin: t.origin}
		for _, c := range t.named {
			out.Columns = append(out.Columns, &schema.Column{Name: c, Origin: t.origin})
		}
		found = append(found, out)
	}
	return found
}

func compareNames(a, b schema.Name) int {
	return cmp.Or(strings.Compare(a.Schema, b.Schema), strings.Compare(a.Name, b.Name))
}

// budget returns how many rows of the next piece to look at.
func (t *table) budget() int {
	switch {
	case t.rows < rowsAtFirst:
		return rowsAtFirst - t.rows
	case t.rows < rowsInAll:
		return rowsPerPiece
	}
	return 0
}

// row counts one row. A row of another width than its columns is left out.
func (s *Sampler) row(to *target, cells []cell) {
	if len(cells) != len(to.columns) {
		return
	}
	to.table.rows++
	for i, c := range to.columns {
		s.add(c, cells[i])
	}
	if to.key >= 0 && !cells[to.key].null && !cells[to.key].unknown && !cells[to.value].unknown {
		s.attribute(to, cells[to.key].text, cells[to.value])
	}
	if to.id >= 0 && to.code >= 0 && isKey(cells[to.code].text) && len(s.codes) < 10*maxKeys {
		s.codes[cells[to.id].text] = cells[to.code].text
	}
}

// attribute counts the value of an entity-attribute-value row under its key.
func (s *Sampler) attribute(to *target, key string, value cell) {
	if to.numbered {
		key = attributeID + key
	} else if !isKey(key) {
		return
	}
	c := to.columns[to.value]
	c.certain, c.attributes, c.docs = to.certain, true, c.docs+1
	s.addKey(c, key, value.text)
}

// attributeID marks a key that is a number until the table of attributes, which
// may come later, gives it its code.
const attributeID = "#"

func (t *table) column(name string) *column {
	c := t.columns[name]
	if c == nil {
		c = newColumn(t.origin)
		t.columns[name] = c
	}
	return c
}

// Attach hands the evidence to the tables and columns of the database that have
// none yet.
func (s *Sampler) Attach(db *schema.Database) {
	for name, t := range s.tables {
		target := db.Table(name)
		if target == nil || t.rows == 0 || target.Rows != nil {
			continue
		}
		target.Rows = &schema.Rows{Sampled: t.rows, Origin: t.origin}
		for column, c := range t.columns {
			if col := target.Column(column); col != nil {
				col.Values = c.result()
				col.Keys = s.named(c.fields())
			}
		}
	}
}

// named puts the codes in the place of the numbers of attributes, and leaves out
// the numbers nobody named.
func (s *Sampler) named(keys []schema.Key) []schema.Key {
	out := keys[:0]
	for _, k := range keys {
		if id, ok := strings.CutPrefix(k.Name, attributeID); ok {
			if k.Name = s.codes[id]; k.Name == "" {
				continue
			}
		}
		out = append(out, k)
	}
	return out
}

func fold(n schema.Name) schema.Name {
	return schema.Name{Schema: strings.ToLower(n.Schema), Name: strings.ToLower(n.Name)}
}
