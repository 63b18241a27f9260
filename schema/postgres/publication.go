package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func publicationFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_CreatePublicationStmt:
		s := x.CreatePublicationStmt
		p := &schema.Publication{Name: s.Pubname, AllTables: s.ForAllTables, Origin: r.origin}
		p.Tables, p.Schemas = r.published(s.Pubobjects)
		return []schema.Op{schema.CreatePublication{Publication: p}}, true
	case *pg.Node_AlterPublicationStmt:
		s := x.AlterPublicationStmt
		if len(s.Pubobjects) == 0 { // SET (publish = ...)
			return nil, true
		}
		op := schema.AlterPublication{Name: s.Pubname, Action: publicationAction(s.Action), Origin: r.origin}
		op.Tables, op.Schemas = r.published(s.Pubobjects)
		return []schema.Op{op}, true
	}
	return nil, false
}

func publicationAction(a pg.AlterPublicationAction) string {
	switch a {
	case pg.AlterPublicationAction_AP_DropObjects:
		return "drop"
	case pg.AlterPublicationAction_AP_SetObjects:
		return "set"
	}
	return "add"
}

// published returns the tables and schemas of a publication.
func (r *reader) published(objects []*pg.Node) (tables []schema.PublishedTable, schemas []string) {
	for _, n := range objects {
		o := n.GetPublicationObjSpec()
		if t := o.GetPubtable(); t != nil {
			p := schema.PublishedTable{Table: relation(t.Relation), Columns: identifiers(t.Columns)}
			if t.WhereClause != nil {
				start, end := r.bracketed(max(r.after(int(t.Relation.Location), "WHERE"), 0))
				p.Where = r.expression(t.WhereClause, start, end)
			}
			tables = append(tables, p)
			continue
		}
		if strings.Contains(o.GetPubobjtype().String(), "SCHEMA") && o.GetName() != "" {
			schemas = append(schemas, o.Name)
		}
	}
	return tables, schemas
}
