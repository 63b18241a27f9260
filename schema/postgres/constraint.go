package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

var constraintKinds = map[pg.ConstrType]schema.ConstraintKind{
	pg.ConstrType_CONSTR_PRIMARY: schema.PrimaryKey, pg.ConstrType_CONSTR_FOREIGN: schema.ForeignKey, pg.ConstrType_CONSTR_UNIQUE: schema.UniqueKey,
	pg.ConstrType_CONSTR_CHECK: schema.CheckConstraint, pg.ConstrType_CONSTR_EXCLUSION: schema.Exclusion,
}

// actions maps the catalog's letters for ON DELETE and ON UPDATE.
var actions = map[string]schema.Action{"r": schema.Restrict, "c": schema.Cascade, "n": schema.SetNull, "d": schema.SetDefault}

// constraint reads a constraint of a table, or of the column when stated with
// one; nil for the clauses (DEFERRABLE) that are none.
func (r *reader) constraint(c *pg.Constraint, column string) *schema.Constraint {
	kind, known := constraintKinds[c.Contype]
	if !known {
		return nil
	}
	end := r.clauseEnd(&lexer{text: r.text, pos: int(c.Location)})
	con := &schema.Constraint{Name: c.Conname, Kind: kind, UsingIndex: c.Indexname, Origin: schema.Origin{Span: r.span(int(c.Location), end), Certainty: r.certainty}}
	switch kind {
	case schema.ForeignKey:
		con.Columns = identifiers(c.FkAttrs)
		con.RefTable, con.RefColumns = relation(c.Pktable), identifiers(c.PkAttrs)
		con.OnDelete, con.OnUpdate = actions[c.FkDelAction], actions[c.FkUpdAction]
	case schema.CheckConstraint:
		start, end := r.bracketed(int(c.Location))
		con.Expr = r.expression(c.RawExpr, start, end)
		if con.Expr != nil {
			con.Columns = con.Expr.Columns
		}
	default:
		con.Columns = identifiers(c.Keys)
	}
	if len(con.Columns) == 0 && column != "" {
		con.Columns = []string{column}
	}
	return con
}
