package inventory

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// withModels returns the databases with the tables that Go models map to and no
// schema file states. A project whose ORM creates its tables has no other
// schema; where its only SQL is a script of roles and grants, that script speaks
// of these tables, and they become part of its database.
func withModels(known []*schema.Database, models []usage.Model) []*schema.Database {
	known, rows := apartRows(known, models)
	db := modelDatabase(known, models)
	if db == nil {
		return slices.Clone(known)
	}
	lendRows(db, rows)
	if len(known) != 1 || len(known[0].Tables) > 0 {
		return append(slices.Clone(known), db)
	}
	joined := *known[0]
	joined.Tables = nil
	for _, t := range db.Tables {
		joined.AddTable(t)
	}
	return []*schema.Database{&joined}
}

// apartRows parts off the tables that are known by their rows only where a model
// maps to them: the model knows more of them, and the rows are its evidence.
func apartRows(known []*schema.Database, models []usage.Model) (rest []*schema.Database, rows []*schema.Table) {
	for _, db := range known {
		if db.Layout != "rows" {
			rest = append(rest, db)
			continue
		}
		kept := &schema.Database{Name: db.Name, Dialect: db.Dialect, Layout: db.Layout, Sources: db.Sources}
		for _, t := range db.Tables {
			if slices.ContainsFunc(models, func(m usage.Model) bool { return strings.EqualFold(m.Table.Name, t.Name.Name) }) {
				rows = append(rows, t)
				continue
			}
			kept.AddTable(t)
		}
		if len(kept.Tables) > 0 {
			rest = append(rest, kept)
		}
	}
	return rest, rows
}

func lendRows(db *schema.Database, rows []*schema.Table) {
	for _, t := range rows {
		to := db.Table(t.Name)
		if to == nil {
			continue
		}
		to.Rows = t.Rows
		for _, c := range t.Columns {
			if column := to.Column(c.Name); column != nil {
				column.Values, column.Keys = c.Values, c.Keys
			}
		}
	}
}

// modelDatabase returns a database of the tables that Go models map to and no
// schema file states, or nil.
func modelDatabase(known []*schema.Database, models []usage.Model) *schema.Database {
	db := &schema.Database{Name: "Go models"}
	for i := range models {
		m := &models[i]
		if m.Table.Name == "" || knows(known, m.Table) || db.Table(m.Table) != nil {
			continue
		}
		db.AddTable(modelTable(m))
	}
	if len(db.Tables) == 0 {
		return nil
	}
	return db
}

func knows(databases []*schema.Database, name schema.Name) bool {
	for _, db := range databases {
		if db.Table(name) != nil || db.View(name) != nil {
			return true
		}
	}
	return false
}

// modelTable states a model as the table its ORM makes of it.
func modelTable(m *usage.Model) *schema.Table {
	t := &schema.Table{
		Name: m.Table, Kind: schema.GoModelTable, GoType: m.Package + "." + m.Type,
		Origin: schema.Origin{Span: m.Span},
	}
	for _, f := range m.Fields {
		if f.Column == "" || t.Column(f.Column) != nil {
			continue
		}
		origin := schema.Origin{Span: f.Span}
		c := &schema.Column{
			Name: f.Column, Type: goType(f), NotNull: schema.TriOf(f.NotNull), Origin: origin,
			Identity: f.PrimaryKey && f.Column == "id",
		}
		if f.Default != "" {
			c.Default = &schema.Expr{Span: f.Span, Text: f.Default, Literal: &f.Default}
		}
		if f.Comment != "" {
			c.Comment = &schema.Text{Text: f.Comment, Origin: origin}
		}
		if tag := f.Tags["privet"]; tag != "" { // as a comment in the schema says it
			c.Comment = &schema.Text{Text: "privet: " + tag, Origin: origin}
		}
		t.Columns = append(t.Columns, c)
		if f.Unique {
			t.Constraints = append(t.Constraints, &schema.Constraint{Kind: schema.UniqueKey, Columns: []string{f.Column}, Origin: origin})
		}
		if f.Index {
			t.Indexes = append(t.Indexes, &schema.Index{Table: m.Table, Columns: []string{f.Column}, Origin: origin})
		}
		if f.PrimaryKey {
			t.Constraints = append(t.Constraints, &schema.Constraint{Kind: schema.PrimaryKey, Columns: []string{f.Column}, Origin: origin})
		}
	}
	return t
}

// goTypes are the column types that gorm, xorm and bun choose for a Go type.
var goTypes = map[string]string{
	"string": "text", "*string": "text", "sql.NullString": "text",
	"bool": "boolean", "*bool": "boolean", "sql.NullBool": "boolean",
	"int": "bigint", "int64": "bigint", "uint": "bigint", "uint64": "bigint", "int32": "int", "uint32": "int",
	"int16": "smallint", "uint16": "smallint", "int8": "smallint", "uint8": "smallint", "sql.NullInt64": "bigint",
	"float64": "double precision", "float32": "real",
	"time.Time": "timestamp", "*time.Time": "timestamp", "sql.NullTime": "timestamp",
	"[]byte": "blob",
}

// goType is the column type of a model's field: the stated one, else the ORM's
// choice for the Go type, else unstated.
func goType(f usage.ModelField) schema.TypeRef {
	raw := f.SQLType
	if raw == "" {
		raw = goTypes[f.GoType]
	}
	if raw == "" {
		return schema.TypeRef{}
	}
	base, rest, sized := strings.Cut(strings.ToLower(raw), "(")
	ref := schema.TypeRef{Raw: raw, Base: strings.TrimSpace(base)}
	if inside, _, closed := strings.Cut(rest, ")"); sized && closed {
		for _, arg := range strings.Split(inside, ",") {
			ref.Args = append(ref.Args, strings.TrimSpace(arg))
		}
	}
	return ref
}

// queryDatabase returns a database of the tables that only queries in the code
// name, with the columns they name, or nil. Its columns have no type and no
// constraint: nothing is known of them but that they exist.
func queryDatabase(known []*schema.Database, events []usage.Event) *schema.Database {
	db := &schema.Database{Name: "queries"}
	for i := range events {
		e := &events[i]
		ref := e.Target
		bound := e.Kind == usage.Write || e.Kind == usage.Read || e.Kind == usage.Fetch || e.Kind == usage.Filter
		if e.Test || !bound || ref.Table.Name == "" || ref.Column == "" || knows(known, ref.Table) {
			continue
		}
		origin := schema.Origin{Span: e.Span, Certainty: e.Certainty}
		t := db.Table(ref.Table)
		if t == nil {
			t = &schema.Table{Name: ref.Table, Kind: schema.QueryOnlyName, Origin: origin}
			db.AddTable(t)
		}
		if t.Column(ref.Column) == nil {
			t.Columns = append(t.Columns, &schema.Column{Name: ref.Column, Origin: origin})
		}
	}
	if len(db.Tables) == 0 {
		return nil
	}
	for _, t := range db.Tables {
		slices.SortStableFunc(t.Columns, func(a, b *schema.Column) int { return strings.Compare(a.Name, b.Name) })
	}
	return db
}
