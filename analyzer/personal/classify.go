package personal

import (
	"fmt"
	"slices"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Classifier decides what is personal data. It is compiled once by New, does
// not change afterwards, and is safe for concurrent use.
type Classifier struct {
	cats        []Category
	index       map[ID]uint8
	vocab       *vocabulary
	corrections []Correction
}

// New compiles the embedded lexicon, with the user's additions, into a
// classifier. It fails when an addition names a category that does not exist.
func New(opts ...Option) (*Classifier, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	c := &Classifier{cats: Categories(), index: map[ID]uint8{}}
	for _, cat := range o.categories {
		if _, ok := lookupIn(c.cats, cat.ID); ok {
			return nil, fmt.Errorf("category %q exists already", cat.ID)
		}
		c.cats = append(c.cats, cat)
	}
	if len(c.cats) > 250 {
		return nil, fmt.Errorf("%d categories: at most 250", len(c.cats))
	}
	for i, cat := range c.cats {
		c.index[cat.ID] = uint8(i)
	}
	files, err := builtin()
	if err != nil {
		return nil, err
	}
	if c.vocab, err = compile(files, c.index); err != nil {
		return nil, err
	}
	return c, c.correct(o)
}

// Categories returns the built-in categories and the user's.
func (c *Classifier) Categories() []Category { return slices.Clone(c.cats) }

// Lookup finds a category, built in or the user's.
func (c *Classifier) Lookup(id ID) (Category, bool) { return lookupIn(c.cats, id) }

func (c *Classifier) nameOf(id ID) phrase.Text {
	if i, ok := c.index[id]; ok {
		return c.cats[i].Name
	}
	return phrase.Text{EN: string(id), NL: string(id)}
}

// Database judges every table of a database in the context of all of them. The
// verdicts are in the order of db.Tables.
func (c *Classifier) Database(db *schema.Database) []TableVerdict {
	v := c.view(db, db.Tables)
	out := make([]TableVerdict, len(v.tables))
	for i, tv := range v.tables {
		out[i] = v.verdicts(tv)
	}
	return out
}

// Table judges one table of a database in the context of all its tables; db may
// be nil, or not hold the table. To judge many tables use Database, which reads
// the context once.
func (c *Classifier) Table(db *schema.Database, t *schema.Table) TableVerdict {
	var tables []*schema.Table
	if db != nil {
		tables = db.Tables
	}
	if !slices.Contains(tables, t) {
		tables = append(slices.Clip(tables), t)
	}
	v := c.view(db, tables)
	return v.verdicts(v.byTable[t])
}

func (v *schemaView) verdicts(tv *tableView) TableVerdict {
	out := TableVerdict{Subject: tv.subject, Evidence: tv.evidence, Columns: make([]Verdict, len(tv.cols))}
	for i := range tv.cols {
		col := &tv.cols[i]
		if verdict, ok := v.c.corrected(tv, col); ok {
			out.Columns[i] = verdict
			continue
		}
		out.Columns[i] = v.judge(tv, col)
	}
	return out
}
