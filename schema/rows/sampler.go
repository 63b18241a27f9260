package rows

import (
	"hash/maphash"
	"regexp"
	"strings"

	"github.com/privet-dev/privet/schema"
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
	cells   []cell
}

// table is the evidence on one table.
type table struct {
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
		s.row(to.table, to.columns, s.cells)
	}
}

// maxHeads bounds how many different beginnings of INSERT statements are
// remembered; a dump has one or two a table.
const maxHeads = 4096

// head reads an INSERT up to VALUES. In a dump the same text comes back with
// every statement, so what it says is remembered by that text. It returns nil
// for a statement without rows, or with rows of unknown columns.
func (s *Sampler) head(text string, at schema.Position) (to *target, rest string) {
	k := valuesWord.FindStringIndex(text[:min(len(text), 8<<10)])
	if k == nil {
		return nil, ""
	}
	begin, rest := text[:k[1]-1], text[k[1]-1:]
	if to, ok := s.heads[begin]; ok {
		return to, rest
	}
	if in, ok := newInsert(begin, s.dialect); ok {
		if t, columns := s.target(in.table, in.columns, at, len("INSERT")); columns != nil {
			to = &target{t, columns}
		}
	}
	if len(s.heads) >= maxHeads {
		clear(s.heads)
	}
	s.heads[strings.Clone(begin)] = to
	return to, rest
}

var valuesWord = regexp.MustCompile(`(?i)\bVALUES?\s*(?:ROW\s*)?\(`)

// target is where the rows of a statement go.
type target struct {
	table   *table
	columns []string
}

// Copy looks at the lines of a COPY block; statement is the COPY before it.
func (s *Sampler) Copy(statement, data string, at schema.Position) {
	name, columns, ok := copyTarget(statement)
	if !ok {
		return
	}
	t, columns := s.target(name, columns, at, 1)
	if columns == nil {
		return
	}
	for n := t.budget(); n > 0 && data != ""; n-- {
		var line string
		line, data, _ = strings.Cut(data, "\n")
		s.cells = copyRow(strings.TrimSuffix(line, "\r"), s.cells)
		s.row(t, columns, s.cells)
	}
}

// target returns the evidence of a table and the names of the columns that a
// statement fills; they are nil where nobody said what they are.
func (s *Sampler) target(name schema.Name, columns []string, at schema.Position, length int) (*table, []string) {
	name = fold(name)
	if columns == nil {
		if columns = s.columns[name]; columns == nil {
			columns = s.columns[schema.Name{Name: name.Name}]
		}
	}
	t := s.tables[name]
	if t == nil && columns != nil {
		t = &table{origin: schema.Origin{Span: schema.Span{Position: at, Length: length}}, columns: map[string]*column{}}
		s.tables[name] = t
	}
	return t, columns
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
func (s *Sampler) row(t *table, columns []string, cells []cell) {
	if len(cells) != len(columns) {
		return
	}
	t.rows++
	key, value, certain := attributeColumns(columns)
	for i, name := range columns {
		c := t.column(name)
		s.add(c, cells[i])
		if i == value && !cells[key].null && !cells[key].unknown {
			s.attribute(c, columns[key], cells[key].text, cells[i], certain)
		}
	}
	s.code(columns, cells)
}

// attribute counts the value of an entity-attribute-value row under its key.
func (s *Sampler) attribute(c *column, keyColumn, key string, value cell, certain bool) {
	if value.unknown {
		return
	}
	if strings.EqualFold(keyColumn, "attribute_id") {
		key = attributeID + key
	} else if !keyName.MatchString(key) {
		return
	}
	c.certain, c.docs = certain, c.docs+1
	s.addKey(c, key, value.text)
}

// attributeID marks a key that is a number until the table of attributes, which
// may come later, gives it its code.
const attributeID = "#"

// code remembers the codes of Magento's eav_attribute.
func (s *Sampler) code(columns []string, cells []cell) {
	id, code := -1, -1
	for i, name := range columns {
		switch strings.ToLower(name) {
		case "attribute_id":
			id = i
		case "attribute_code":
			code = i
		}
	}
	if id >= 0 && code >= 0 && keyName.MatchString(cells[code].text) && len(s.codes) < 10*maxKeys {
		s.codes[cells[id].text] = cells[code].text
	}
}

func (t *table) column(name string) *column {
	c := t.columns[name]
	if c == nil {
		c = newColumn(t.origin)
		t.columns[name] = c
	}
	return c
}

// Attach hands the evidence to the tables and columns of the database.
func (s *Sampler) Attach(db *schema.Database) {
	for name, t := range s.tables {
		target := db.Table(name)
		if target == nil || t.rows == 0 {
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
