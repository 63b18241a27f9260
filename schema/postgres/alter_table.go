package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// alteration is one command of an ALTER TABLE.
type alteration struct {
	*pg.AlterTableCmd
	table    schema.Name
	ifExists bool // ALTER TABLE IF EXISTS
	only     bool
	at       int // where to look for the command's source
}

func (r *reader) alterTable(a *pg.AlterTableStmt) []schema.Op {
	if a.Objtype == pg.ObjectType_OBJECT_TYPE {
		return r.alterComposite(a)
	}
	var ops []schema.Op
	at := int(a.Relation.Location)
	for _, n := range a.Cmds {
		cmd := alteration{AlterTableCmd: n.GetAlterTableCmd(), table: relation(a.Relation), ifExists: a.MissingOk, only: !a.Relation.Inh, at: at}
		if loc := cmd.Def.GetColumnDef().GetLocation(); loc > 0 {
			at = int(loc)
		}
		for _, read := range [...]func(alteration) []schema.Op{r.alterColumns, r.alterConstraints, r.alterSwitches} {
			if op := read(cmd); op != nil {
				ops = append(ops, op...)
				break
			}
		}
		if a.Objtype == pg.ObjectType_OBJECT_VIEW || a.Objtype == pg.ObjectType_OBJECT_MATVIEW {
			ops = append(ops, r.alterViewOptions(cmd)...)
		}
	}
	return ops
}

// alterColumns reads the commands that add, drop and change columns.
func (r *reader) alterColumns(c alteration) []schema.Op {
	change := schema.AlterColumn{Table: c.table, Column: c.Name, Only: c.only, Origin: r.origin}
	yes, no := true, false
	switch c.Subtype {
	case pg.AlterTableType_AT_AddColumn:
		return r.addColumn(c)
	case pg.AlterTableType_AT_DropColumn:
		return []schema.Op{schema.DropColumn{Table: c.table, Column: c.Name, IfExists: c.MissingOk || c.ifExists,
			Cascade: c.Behavior == pg.DropBehavior_DROP_CASCADE, Only: c.only, Origin: r.origin}}
	case pg.AlterTableType_AT_AlterColumnType:
		ref := typeRef(c.Def.GetColumnDef().TypeName)
		change.Type = &ref
	case pg.AlterTableType_AT_SetNotNull:
		change.NotNull = &yes
	case pg.AlterTableType_AT_DropNotNull:
		change.NotNull = &no
	case pg.AlterTableType_AT_ColumnDefault:
		if c.Def == nil {
			change.DropDefault = true
			break
		}
		start, end := r.defaultExpr(max(r.after(c.at, "SET", "DEFAULT"), 0))
		change.Default = r.expression(c.Def, start, end)
	case pg.AlterTableType_AT_AddIdentity:
		change.Identity = &yes
	case pg.AlterTableType_AT_DropIdentity:
		change.Identity = &no
	case pg.AlterTableType_AT_DropExpression:
		change.DropGenerate = true
	default:
		return nil
	}
	return []schema.Op{change}
}

func (r *reader) addColumn(c alteration) []schema.Op {
	column, constraints := r.column(c.Def.GetColumnDef())
	ops := []schema.Op{schema.AddColumn{Table: c.table, Column: column, IfExists: c.ifExists, IfNotExists: c.MissingOk, Only: c.only}}
	for _, con := range constraints {
		ops = append(ops, schema.AddConstraint{Table: c.table, Constraint: con, Only: c.only})
	}
	return ops
}

func (r *reader) alterConstraints(c alteration) []schema.Op {
	switch c.Subtype {
	case pg.AlterTableType_AT_AddConstraint:
		if con := r.constraint(c.Def.GetConstraint(), ""); con != nil {
			return []schema.Op{schema.AddConstraint{Table: c.table, Constraint: con, Only: c.only}}
		}
	case pg.AlterTableType_AT_DropConstraint:
		return []schema.Op{schema.DropConstraint{Table: c.table, Name: c.Name, IfExists: c.MissingOk || c.ifExists, Origin: r.origin}}
	}
	return nil
}

// alterSwitches reads the commands that concern the table as a whole.
func (r *reader) alterSwitches(c alteration) []schema.Op {
	yes, no := true, false
	switch c.Subtype {
	case pg.AlterTableType_AT_EnableRowSecurity:
		return []schema.Op{schema.SetRowSecurity{Table: c.table, Enabled: &yes, Origin: r.origin}}
	case pg.AlterTableType_AT_DisableRowSecurity:
		return []schema.Op{schema.SetRowSecurity{Table: c.table, Enabled: &no, Origin: r.origin}}
	case pg.AlterTableType_AT_ForceRowSecurity:
		return []schema.Op{schema.SetRowSecurity{Table: c.table, Forced: &yes, Origin: r.origin}}
	case pg.AlterTableType_AT_NoForceRowSecurity:
		return []schema.Op{schema.SetRowSecurity{Table: c.table, Forced: &no, Origin: r.origin}}
	case pg.AlterTableType_AT_ChangeOwner:
		return []schema.Op{schema.SetOwner{Kind: schema.TableObject, Name: c.table, Owner: roleName(c.Newowner), Origin: r.origin}}
	case pg.AlterTableType_AT_AttachPartition, pg.AlterTableType_AT_DetachPartition:
		child := relation(c.Def.GetPartitionCmd().Name)
		return []schema.Op{schema.SetParent{Table: child, Parent: c.table, Partition: true,
			Detach: c.Subtype == pg.AlterTableType_AT_DetachPartition, Origin: r.origin}}
	case pg.AlterTableType_AT_AddInherit, pg.AlterTableType_AT_DropInherit:
		return []schema.Op{schema.SetParent{Table: c.table, Parent: relation(c.Def.GetRangeVar()),
			Detach: c.Subtype == pg.AlterTableType_AT_DropInherit, Origin: r.origin}}
	}
	return nil
}
