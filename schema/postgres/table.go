package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func tableFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_CreateStmt:
		return r.createTable(x.CreateStmt, schema.BaseTable), true
	case *pg.Node_CreateForeignTableStmt:
		return r.createTable(x.CreateForeignTableStmt.BaseStmt, schema.ForeignTable), true
	case *pg.Node_CreateTableAsStmt:
		return r.createAs(x.CreateTableAsStmt), true
	case *pg.Node_AlterTableStmt:
		return r.alterTable(x.AlterTableStmt), true
	case *pg.Node_IndexStmt:
		return []schema.Op{schema.CreateIndex{Index: r.index(x.IndexStmt)}}, true
	case *pg.Node_CreateTrigStmt:
		return []schema.Op{schema.CreateTrigger{Trigger: r.trigger(x.CreateTrigStmt)}}, true
	}
	return nil, false
}

func (r *reader) createTable(c *pg.CreateStmt, kind schema.TableKind) []schema.Op {
	t := &schema.Table{Name: relation(c.Relation), Kind: tableKind(c, kind), Origin: r.originOfName(c.Relation.Location)}
	t.LineComment = r.tableComment(int(c.Relation.Location))
	for _, parent := range c.InhRelations {
		t.Parents = append(t.Parents, relation(parent.GetRangeVar()))
	}
	op := schema.CreateTable{Table: t, IfNotExists: c.IfNotExists}
	if c.OfTypename != nil {
		name := nameOf(c.OfTypename.Names)
		op.OfType = &name
	}
	for _, e := range c.TableElts {
		switch x := e.Node.(type) {
		case *pg.Node_ColumnDef:
			column, constraints := r.column(x.ColumnDef)
			t.Columns = append(t.Columns, column)
			t.Constraints = append(t.Constraints, constraints...)
		case *pg.Node_Constraint:
			if con := r.constraint(x.Constraint, ""); con != nil {
				t.Constraints = append(t.Constraints, con)
			}
		case *pg.Node_TableLikeClause:
			op.Like = append(op.Like, schema.LikeTable{Name: relation(x.TableLikeClause.Relation), Parts: likeParts(x.TableLikeClause.Options)})
		}
	}
	return []schema.Op{op}
}

// likeOptions are the bits of LIKE's INCLUDING (enum TableLikeOption in
// nodes/parsenodes.h).
var likeOptions = map[uint32]schema.LikeParts{1 << 0: schema.LikeComments, 1 << 2: schema.LikeChecks, 1 << 3: schema.LikeDefaults,
	1 << 4: schema.LikeGenerated, 1 << 5: schema.LikeIdentity, 1 << 6: schema.LikeKeys}

func likeParts(options uint32) (parts schema.LikeParts) {
	for bit, part := range likeOptions {
		if options&bit != 0 {
			parts |= part
		}
	}
	return parts
}

func tableKind(c *pg.CreateStmt, kind schema.TableKind) schema.TableKind {
	switch {
	case kind == schema.ForeignTable:
		return kind
	case c.Partbound != nil:
		return schema.Partition
	case c.Partspec != nil:
		return schema.PartitionedTable
	case c.Relation.Relpersistence == "t":
		return schema.TemporaryTable
	}
	return kind
}

// tableComment returns the "-- x" on the line of CREATE TABLE name (.
func (r *reader) tableComment(offset int) *schema.Text {
	lex := lexer{text: r.text, pos: offset}
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		if tok.punct('(') {
			return r.lineComment(tok.start)
		}
	}
	return nil
}

// createAs reads CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW.
func (r *reader) createAs(c *pg.CreateTableAsStmt) []schema.Op {
	name := relation(c.Into.Rel)
	origin := r.originOfName(c.Into.Rel.Location)
	v := &schema.View{Name: name, Origin: origin, Query: r.query(int(c.Into.Rel.Location)), Tables: relationsIn(c.Query)}
	v.Columns = outputColumns(c.Query.GetSelectStmt(), identifiers(c.Into.ColNames))
	if c.Objtype == pg.ObjectType_OBJECT_MATVIEW {
		v.Materialized = true
		return []schema.Op{schema.CreateView{View: v, IfNotExists: c.IfNotExists}}
	}
	t := &schema.Table{Name: name, Origin: origin}
	if c.Into.Rel.Relpersistence == "t" {
		t.Kind = schema.TemporaryTable
	}
	return []schema.Op{schema.CreateTable{Table: t, IfNotExists: c.IfNotExists, As: v}}
}

func (r *reader) index(i *pg.IndexStmt) *schema.Index {
	index := &schema.Index{Name: i.Idxname, Table: relation(i.Relation), Unique: i.Unique, Origin: r.origin}
	for _, p := range i.IndexParams {
		if e := p.GetIndexElem(); e.GetName() != "" {
			index.Columns = append(index.Columns, e.Name)
		} else if e.GetExpr() != nil {
			start, end := r.bracketed(int(i.Relation.Location))
			index.Exprs = append(index.Exprs, r.expression(e.Expr, start, end))
		}
	}
	if i.WhereClause != nil {
		start, end := r.trim(max(r.after(int(i.Relation.Location), "WHERE"), 0), r.end())
		index.Where = r.expression(i.WhereClause, start, end)
	}
	return index
}

// end returns the offset behind the statement's last byte, without semicolon.
func (r *reader) end() int {
	if r.stmt.StmtLen > 0 {
		return int(r.stmt.StmtLocation + r.stmt.StmtLen)
	}
	end := len(r.text)
	for end > 0 && (r.text[end-1] == ';' || r.text[end-1] <= ' ') {
		end--
	}
	return end
}

// triggerEvents are the bits of a trigger's events (catalog/pg_trigger.h).
var triggerEvents = []struct {
	bit  int32
	name string
}{{1 << 2, "INSERT"}, {1 << 3, "DELETE"}, {1 << 4, "UPDATE"}, {1 << 5, "TRUNCATE"}}

func (r *reader) trigger(t *pg.CreateTrigStmt) *schema.Trigger {
	trigger := &schema.Trigger{Name: t.Trigname, Table: relation(t.Relation), When: "AFTER", Func: nameOf(t.Funcname), Origin: r.origin}
	if t.Timing&(1<<1) != 0 {
		trigger.When = "BEFORE"
	} else if t.Timing&(1<<6) != 0 {
		trigger.When = "INSTEAD OF"
	}
	for _, e := range triggerEvents {
		if t.Events&e.bit != 0 {
			trigger.Events = append(trigger.Events, e.name)
		}
	}
	return trigger
}
