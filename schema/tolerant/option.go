package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// tableOptions reads what follows a table's bracket. It keeps the few options
// that say something about the data, and above all no CONNECTION string: that
// may hold a password.
func (r *reader) tableOptions(op *schema.CreateTable) {
	t := op.Table
	for !r.atEnd() {
		switch kw := r.keyword(); kw {
		case "COMMENT":
			r.next()
			r.accept("=")
			t.Comment = r.comment()
		case "ENGINE", "TYPE":
			r.next()
			r.setOption(t, "engine", r.optionValue())
		case "CHARSET":
			r.next()
			r.setOption(t, "charset", r.optionValue())
		case "CHARACTER":
			r.next()
			if r.accept("SET") {
				r.setOption(t, "charset", r.optionValue())
			}
		case "COLLATE":
			r.next()
			r.setOption(t, "collation", r.optionValue())
		case "INHERITS":
			r.next()
			if r.accept("(") {
				t.Parents, _, _ = r.names("a table name")
			}
		case "PARTITION":
			r.partitionBy(t)
		case "SELECT", "WITH", "TABLE", "VALUES", "AS", "(":
			if r.asQuery(op) {
				return
			}
		case "FOR": // FOR VALUES IN (...): the rows of a partition
			r.next()
			r.accept("VALUES")
		case "WITHOUT":
			r.next()
			r.setOption(t, "without", strings.ToLower(r.next().Text))
		default:
			r.skipOne()
		}
	}
}

func (r *reader) setOption(t *schema.Table, key, value string) {
	if value == "" {
		return
	}
	if t.Options == nil {
		t.Options = map[string]string{}
	}
	t.Options[key] = value
}

// partitionBy reads PARTITION BY: in PostgreSQL it makes a table without rows of
// its own, in MySQL it says only how rows are stored.
func (r *reader) partitionBy(t *schema.Table) {
	r.next()
	if r.accept("BY") && r.dialect == schema.PostgreSQL && t.Kind == schema.BaseTable {
		t.Kind = schema.PartitionedTable
	}
}

// asQuery reads the query a table is filled from and reports whether there was
// one: AS SELECT, or in MySQL a SELECT without AS.
func (r *reader) asQuery(op *schema.CreateTable) bool {
	r.accept("AS")
	start := r.i
	for r.accept("(") {
	}
	if !r.at("SELECT") && !r.at("WITH") && !r.at("VALUES") && !r.at("TABLE") || r.at("WITH", "(") || r.at("WITH", "SYSTEM") {
		r.i = start
		r.skipOne()
		return false
	}
	r.i = start
	text, span := r.rest()
	op.As = &schema.View{Name: op.Table.Name, Query: text, Origin: schema.Origin{Span: span, Certainty: r.certainty}}
	return true
}

// createVirtual reads SQLite's CREATE VIRTUAL TABLE. The arguments of the
// full-text and r-tree modules are the columns, save those of the form key=value.
func (r *reader) createVirtual() error {
	r.next()
	if !r.accept("TABLE") {
		return r.expected("TABLE", "")
	}
	op := schema.CreateTable{Table: &schema.Table{Kind: schema.VirtualTable}, IfNotExists: r.accept("IF", "NOT", "EXISTS")}
	t := op.Table
	var err error
	if t.Name, t.Origin, err = r.name("a table name"); err != nil {
		return err
	}
	t.Prefix = tablePrefix(t.Name.Name)
	if r.accept("USING") {
		r.setOption(t, "module", strings.ToLower(r.ident(r.next())))
	}
	if m := t.Options["module"]; r.accept("(") && (strings.HasPrefix(m, "fts") || strings.HasPrefix(m, "rtree")) {
		r.moduleColumns(t)
	}
	r.i = len(r.toks)
	r.add(op)
	return nil
}

func (r *reader) moduleColumns(t *schema.Table) {
	for !r.atEnd() && !r.at(")") {
		if r.atName() && r.ahead(1).Text != "=" {
			tok := r.next()
			c := &schema.Column{Name: r.ident(tok), Origin: r.origin(tok)}
			if !r.at("UNINDEXED") {
				c.Type = r.typeRef()
			}
			t.Columns = append(t.Columns, c)
		}
		r.skipItem()
		r.accept(",")
	}
}
