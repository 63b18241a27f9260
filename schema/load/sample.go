package load

import (
	"fmt"
	"maps"
	"slices"

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

// noteBreak says that a dump ends in the middle of its rows: what should have
// stood behind them is not known.
func (l *loader) noteBreak(p *source.Piece, at schema.Position) {
	if !p.Unclosed {
		return
	}
	what := p.Keyword + " statement"
	if p.Kind == source.CopyData {
		what = "block of rows"
	}
	l.result.Skipped = append(l.result.Skipped, schema.Note{
		Origin:  schema.Origin{Span: schema.Span{Position: at}},
		Message: "the file ends inside this " + what + ": what should follow is missing",
		Hint:    "the dump was cut off; make it again, or compare its size with the original's",
	})
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

// keepSamples remembers the samplers of a set until all sets are read: its rows
// may be of tables that another set creates.
func (l *loader) keepSamples() {
	for _, name := range slices.Sorted(maps.Keys(l.samples)) {
		l.result.samples = append(l.result.samples, looseRows{l.set, l.samples[name], l.result.Databases[l.first:]})
	}
}

// looseRows is a sampler whose tables need not be of its own set.
type looseRows struct {
	set     source.Set
	sampler *rows.Sampler
	own     []*schema.Database // of the same set, which have what is theirs
}

// bookkeeping are the tables in which migration tools and extensions keep what
// they did; dumps state their rows alone.
var bookkeeping = map[string]bool{"schema_migrations": true, "ar_internal_metadata": true, "goose_db_version": true, "gorp_migrations": true, "flyway_schema_history": true,
	"databasechangelog": true, "__diesel_schema_migrations": true, "_prisma_migrations": true, "schema_version": true, "spatial_ref_sys": true, "sqlite_sequence": true, "migrations": true}

// placeRows hands rows to the tables of other sets, and makes a database of
// those whose table no file creates: an export of customers is one without its
// CREATE TABLE too.
func (r *Result) placeRows() {
	stated := r.Databases
	for _, loose := range r.samples {
		for _, db := range stated {
			if db.Dialect == loose.set.Dialect && !slices.Contains(loose.own, db) {
				loose.sampler.Attach(db)
			}
		}
		tables := slices.DeleteFunc(loose.sampler.Loose(stated), func(t *schema.Table) bool { return bookkeeping[t.Name.Name] })
		if len(tables) == 0 {
			continue
		}
		db := &schema.Database{Name: loose.set.Name, Dialect: loose.set.Dialect, Layout: "rows"}
		for _, f := range loose.set.Files {
			db.Sources = append(db.Sources, f.Path)
		}
		for _, t := range tables {
			db.AddTable(t)
		}
		loose.sampler.Attach(db)
		r.Databases = append(r.Databases, db)
		r.Notes = append(r.Notes, schema.Note{
			Origin:  schema.Origin{Span: schema.Span{Position: schema.Position{File: loose.set.Name}}},
			Message: fmt.Sprintf("rows of %d tables that no file creates: their columns are known by name only", len(tables)),
		})
	}
	r.samples = nil
}
