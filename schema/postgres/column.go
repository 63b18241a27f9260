package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// column reads a column definition and the constraints stated with it.
func (r *reader) column(c *pg.ColumnDef) (*schema.Column, []*schema.Constraint) {
	column := &schema.Column{
		Name: c.Colname, Type: typeRef(c.TypeName),
		Origin:      r.originOfName(c.Location),
		LineComment: r.lineComment(int(c.Location)),
	}
	if isSerial(c.TypeName) {
		column.Identity, column.NotNull = true, schema.Yes
	}
	if c.CollClause != nil {
		column.Type.Collation = nameOf(c.CollClause.Collname).Name
	}
	var constraints []*schema.Constraint
	for _, n := range c.Constraints {
		con := n.GetConstraint()
		if r.columnClause(column, con) {
			continue
		}
		if k := r.constraint(con, c.Colname); k != nil {
			constraints = append(constraints, k)
			if k.Kind == schema.PrimaryKey {
				column.NotNull = schema.Yes
			}
		}
	}
	return column, constraints
}

// columnClause applies a clause that says something of the column alone, which
// the tree also calls a constraint.
func (r *reader) columnClause(column *schema.Column, c *pg.Constraint) bool {
	at := int(c.Location)
	switch c.Contype {
	case pg.ConstrType_CONSTR_NOTNULL:
		column.NotNull = schema.Yes
	case pg.ConstrType_CONSTR_NULL:
		column.NotNull = schema.No
	case pg.ConstrType_CONSTR_DEFAULT:
		start, end := r.defaultExpr(at)
		column.Default = r.expression(c.RawExpr, start, end)
	case pg.ConstrType_CONSTR_IDENTITY:
		column.Identity, column.NotNull = true, schema.Yes
	case pg.ConstrType_CONSTR_GENERATED:
		start, end := r.bracketed(at)
		column.Generated = r.expression(c.RawExpr, start, end)
	default:
		return false
	}
	return true
}

// clauseWords begin the clause behind a DEFAULT expression, which has no end of
// its own in the tree.
var clauseWords = []string{"NOT", "CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "REFERENCES", "GENERATED", "COLLATE", "DEFERRABLE", "INITIALLY", "NULL", "DEFAULT"}

// defaultExpr returns the source of the expression behind the DEFAULT at or
// behind the offset.
func (s *source) defaultExpr(offset int) (start, end int) {
	lex := lexer{text: s.text, pos: offset}
	if tok := lex.peek(); tok.is("DEFAULT") || tok.is("CONSTRAINT") {
		lex.pos = max(s.after(offset, "DEFAULT"), 0)
	}
	start = lex.peek().start
	return s.trim(start, s.clauseEnd(&lex))
}

// clauseEnd returns where an expression without brackets ends: at a comma, the
// closing bracket around it, a semicolon, or the next clause.
func (s *source) clauseEnd(lex *lexer) int {
	first := true
	for depth := 0; ; first = false {
		before := lex.pos
		tok := lex.next()
		if tok.kind == endToken || depth == 0 && !first && (tok.punct(')') || tok.punct(',') || tok.punct(';') || startsClause(tok)) {
			return before
		}
		depth += bracket(tok)
	}
}

func startsClause(tok token) bool {
	for _, word := range clauseWords {
		if tok.is(word) {
			return true
		}
	}
	return false
}
