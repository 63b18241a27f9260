package live

import (
	"reflect"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/query"
	"github.com/privet-dev/privet/schema/replay"
	"github.com/privet-dev/privet/schema/tolerant"
)

// A builder turns what the catalog says into a Database.
type builder struct {
	target *target
	replay *replay.Replay
	notes  []schema.Note
	result *schema.Database
}

func newBuilder(t *target) *builder {
	name := t.database
	if name == "" {
		name = t.address()
	}
	return &builder{target: t, replay: replay.New(name, t.dialect)}
}

// apply applies Ops that the catalog states as plain facts.
func (b *builder) apply(ops ...schema.Op) {
	b.replay.Apply(schema.Statement{Ops: ops})
}

// define reads a statement the server made and applies it. A statement that is
// not understood becomes a note about what it defines.
func (b *builder) define(what, text string) []schema.Op {
	stmt, err := b.read(text)
	if err != nil {
		b.note("the definition of "+what+" was not understood", "please report it: the server wrote it, so privet should read it")
	}
	b.replay.Apply(stmt)
	return stmt.Ops
}

func (b *builder) read(text string) (schema.Statement, error) {
	pos := schema.Position{Line: 1, Column: 1}
	if b.target.dialect == schema.PostgreSQL {
		stmt, err := postgres.Read(text, pos)
		if err == nil {
			return stmt, nil
		}
		if masked, changed := postgres.Masked(text); changed {
			if stmt, err := postgres.Read(masked, pos); err == nil {
				return stmt, nil
			}
		}
	}
	stmt, _, err := tolerant.Read(text, pos, b.target.dialect)
	return stmt, err
}

func (b *builder) note(message, hint string) {
	b.notes = append(b.notes, schema.Note{Message: message, Hint: hint})
}

// finish ends the reading of the catalog. Rows of the tables, where any are
// asked for, are read after it: they need to know the tables.
func (b *builder) finish() *schema.Database {
	db := b.replay.Databases()[0]
	db.Layout = schema.ServerLayout
	db.Sources = []string{b.target.server}
	relocate(reflect.ValueOf(db).Elem(), schema.Position{File: b.target.server})
	query.ResolveViews(db)
	b.result = db
	return db
}

// relocate gives every fact the same place: positions inside the statements that
// were put together here mean nothing to anybody.
func relocate(v reflect.Value, place schema.Position) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			relocate(v.Elem(), place)
		}
	case reflect.Slice:
		for i := range v.Len() {
			relocate(v.Index(i), place)
		}
	case reflect.Struct:
		if span, ok := v.Addr().Interface().(*schema.Span); ok {
			*span = schema.Span{Position: place}
			return
		}
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				relocate(f, place)
			}
		}
	}
}
