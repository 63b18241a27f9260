package load

import (
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/rows"
	"github.com/privet-dev/privet/schema/source"
)

// holdsRows reports whether a piece carries rows.
func holdsRows(p *source.Piece) bool {
	return p.Kind == source.CopyData || p.Kind == source.Statement && (p.Keyword == "INSERT" || p.Keyword == "REPLACE")
}

// sampler returns the sampler of the current database.
func (l *loader) sampler() *rows.Sampler {
	s := l.samples[l.current]
	if s == nil {
		if l.samples == nil {
			l.samples = map[string]*rows.Sampler{}
		}
		s = rows.New(l.set.Dialect)
		l.samples[l.current] = s
	}
	return s
}

// sample looks at rows.
func (l *loader) sample(p *source.Piece, at schema.Position) {
	if p.Kind == source.CopyData {
		l.sampler().Copy(p.Copy, p.Text, at)
		return
	}
	l.sampler().Insert(p.Text, at)
}

// follow keeps the samplers up with the statements: which tables there are, and
// which database rows go to.
func (l *loader) follow(ops []schema.Op) {
	for _, op := range ops {
		switch op := op.(type) {
		case schema.ConnectTo:
			l.current = op.Database
		case schema.CreateTable:
			l.sampler().Table(op.Table)
		}
	}
}

// attachRows gives the i-th database of the set what its rows say.
func (l *loader) attachRows(i int, db *schema.Database) {
	if s := l.samples[db.Name]; s != nil {
		s.Attach(db)
	}
	if s := l.samples[""]; i == 0 && s != nil {
		s.Attach(db)
	}
}

// noteLooseRows says that a set held nothing but rows of tables that no file
// creates.
func (l *loader) noteLooseRows() {
	if len(l.samples) > 0 {
		l.result.Notes = append(l.result.Notes, schema.Note{
			Origin:  schema.Origin{Span: schema.Span{Position: schema.Position{File: l.set.Name}}},
			Message: "the rows here were not looked at: no file creates their tables",
		})
	}
}
