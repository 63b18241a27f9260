package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// moveFamily reads RENAME, SET SCHEMA and OWNER TO.
func moveFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_RenameStmt:
		return r.rename(x.RenameStmt), true
	case *pg.Node_AlterObjectSchemaStmt:
		s := x.AlterObjectSchemaStmt
		return []schema.Op{schema.SetSchema{Kind: kindOf(s.ObjectType), Name: moved(s.Relation, s.Object), Schema: s.Newschema, Origin: r.origin}}, true
	case *pg.Node_AlterOwnerStmt:
		s := x.AlterOwnerStmt
		return []schema.Op{schema.SetOwner{Kind: kindOf(s.ObjectType), Name: moved(s.Relation, s.Object), Owner: roleName(s.Newowner), Origin: r.origin}}, true
	}
	return nil, false
}

func moved(rel *pg.RangeVar, object *pg.Node) schema.Name {
	if rel != nil {
		return relation(rel)
	}
	return objectName(object)
}

func (r *reader) rename(s *pg.RenameStmt) []schema.Op {
	name := moved(s.Relation, s.Object)
	renamed := schema.Name{Schema: name.Schema, Name: s.Newname}
	var op schema.Op
	switch s.RenameType {
	case pg.ObjectType_OBJECT_TABLE, pg.ObjectType_OBJECT_VIEW, pg.ObjectType_OBJECT_MATVIEW, pg.ObjectType_OBJECT_FOREIGN_TABLE:
		op = schema.RenameTable{From: name, To: renamed, IfExists: s.MissingOk, Origin: r.origin}
	case pg.ObjectType_OBJECT_INDEX:
		op = schema.RenameIndex{Name: name, To: s.Newname, Origin: r.origin}
	case pg.ObjectType_OBJECT_COLUMN:
		op = schema.RenameColumn{Table: name, From: s.Subname, To: s.Newname, IfExists: s.MissingOk, Only: !s.Relation.GetInh(), Origin: r.origin}
	case pg.ObjectType_OBJECT_TABCONSTRAINT:
		op = schema.RenameConstraint{Table: name, From: s.Subname, To: s.Newname, Origin: r.origin}
	case pg.ObjectType_OBJECT_SCHEMA:
		op = schema.RenameSchema{From: s.Subname, To: s.Newname, Origin: r.origin}
	case pg.ObjectType_OBJECT_ROLE:
		op = schema.RenameRole{From: s.Subname, To: s.Newname, Origin: r.origin}
	case pg.ObjectType_OBJECT_POLICY:
		op = schema.AlterPolicy{Policy: &schema.Policy{Name: s.Subname, Table: name, Origin: r.origin}, RenameTo: s.Newname}
	default:
		return r.renameOther(s, name)
	}
	return []schema.Op{op}
}

func (r *reader) renameOther(s *pg.RenameStmt, name schema.Name) []schema.Op {
	switch s.RenameType {
	case pg.ObjectType_OBJECT_TYPE, pg.ObjectType_OBJECT_DOMAIN:
		return []schema.Op{schema.AlterType{Name: name, NewName: s.Newname, Origin: r.origin}}
	case pg.ObjectType_OBJECT_ATTRIBUTE:
		return []schema.Op{schema.AlterType{Name: name, RenameFrom: s.Subname, Rename: s.Newname, Origin: r.origin}}
	case pg.ObjectType_OBJECT_FUNCTION, pg.ObjectType_OBJECT_PROCEDURE, pg.ObjectType_OBJECT_ROUTINE:
		return []schema.Op{schema.AlterFunction{Name: name, Signature: signature(s.Object.GetObjectWithArgs()), RenameTo: s.Newname, Origin: r.origin}}
	case pg.ObjectType_OBJECT_TRIGGER:
		return []schema.Op{schema.RenameTrigger{Table: name, From: s.Subname, To: s.Newname, Origin: r.origin}}
	case pg.ObjectType_OBJECT_PUBLICATION:
		return []schema.Op{schema.AlterPublication{Name: name.Name, Action: "rename", RenameTo: s.Newname, Origin: r.origin}}
	}
	return nil
}
