package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func dropFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	x, ok := n.Node.(*pg.Node_DropStmt)
	if !ok {
		return nil, false
	}
	d := x.DropStmt
	cascade := d.Behavior == pg.DropBehavior_DROP_CASCADE
	var names []schema.Name
	for _, o := range d.Objects {
		names = append(names, objectName(o))
	}
	switch d.RemoveType {
	case pg.ObjectType_OBJECT_TABLE, pg.ObjectType_OBJECT_FOREIGN_TABLE:
		return []schema.Op{schema.DropTable{Names: names, IfExists: d.MissingOk, Cascade: cascade, Origin: r.origin}}, true
	case pg.ObjectType_OBJECT_VIEW, pg.ObjectType_OBJECT_MATVIEW:
		return []schema.Op{schema.DropView{Names: names, IfExists: d.MissingOk, Cascade: cascade, Origin: r.origin}}, true
	case pg.ObjectType_OBJECT_TYPE, pg.ObjectType_OBJECT_DOMAIN:
		return []schema.Op{schema.DropType{Names: names, IfExists: d.MissingOk, Cascade: cascade, Origin: r.origin}}, true
	}
	var ops []schema.Op
	for i, o := range d.Objects {
		if op := r.dropOne(d, o, names[i]); op != nil {
			ops = append(ops, op)
		}
	}
	return ops, true
}

func (r *reader) dropOne(d *pg.DropStmt, object *pg.Node, name schema.Name) schema.Op {
	switch d.RemoveType {
	case pg.ObjectType_OBJECT_SCHEMA:
		return schema.DropSchema{Name: name.Name, Cascade: d.Behavior == pg.DropBehavior_DROP_CASCADE, Origin: r.origin}
	case pg.ObjectType_OBJECT_INDEX:
		return schema.DropIndex{Name: name, Origin: r.origin}
	case pg.ObjectType_OBJECT_FUNCTION, pg.ObjectType_OBJECT_PROCEDURE, pg.ObjectType_OBJECT_ROUTINE:
		return schema.DropFunction{Name: name, Signature: signature(object.GetObjectWithArgs()), IfExists: d.MissingOk, Origin: r.origin}
	case pg.ObjectType_OBJECT_PUBLICATION:
		return schema.DropPublication{Names: []string{name.Name}, Origin: r.origin}
	case pg.ObjectType_OBJECT_TRIGGER, pg.ObjectType_OBJECT_POLICY:
		parts := object.GetList().GetItems() // the table, then the object's own name
		if len(parts) < 2 {
			return nil
		}
		table := nameOf(parts[:len(parts)-1])
		if d.RemoveType == pg.ObjectType_OBJECT_TRIGGER {
			return schema.DropTrigger{Name: lastName(parts), Table: &table, Origin: r.origin}
		}
		return schema.DropPolicy{Table: table, Name: lastName(parts), Origin: r.origin}
	}
	return nil
}
