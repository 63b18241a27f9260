package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// describeFamily reads COMMENT ON and SECURITY LABEL.
func describeFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_CommentStmt:
		name, column := described(x.CommentStmt.Objtype, x.CommentStmt.Object)
		return []schema.Op{schema.SetComment{Kind: kindOf(x.CommentStmt.Objtype), Name: name, Column: column,
			Text: schema.Text{Text: x.CommentStmt.Comment, Origin: r.origin}}}, true
	case *pg.Node_SecLabelStmt:
		name, column := described(x.SecLabelStmt.Objtype, x.SecLabelStmt.Object)
		return []schema.Op{schema.SetLabel{Kind: kindOf(x.SecLabelStmt.Objtype), Name: name, Column: column,
			Label: schema.Label{Provider: x.SecLabelStmt.Provider, Text: x.SecLabelStmt.Label, Origin: r.origin}}}, true
	}
	return nil, false
}

// described returns the object of a comment or label; for a column its table and
// its name.
func described(t pg.ObjectType, object *pg.Node) (schema.Name, string) {
	if t != pg.ObjectType_OBJECT_COLUMN {
		return objectName(object), ""
	}
	parts := object.GetList().GetItems()
	if len(parts) < 2 {
		return schema.Name{}, ""
	}
	return nameOf(parts[:len(parts)-1]), lastName(parts)
}
