package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// typeFamily reads enums, domains, composites and schemas.
func typeFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_CreateEnumStmt:
		return r.createType(&schema.Type{Name: nameOf(x.CreateEnumStmt.TypeName), Kind: schema.EnumKind, Labels: identifiers(x.CreateEnumStmt.Vals)}), true
	case *pg.Node_CreateDomainStmt:
		return r.createType(r.domain(x.CreateDomainStmt)), true
	case *pg.Node_CompositeTypeStmt:
		t := &schema.Type{Name: relation(x.CompositeTypeStmt.Typevar), Kind: schema.CompositeKind}
		for _, c := range x.CompositeTypeStmt.Coldeflist {
			attr, _ := r.column(c.GetColumnDef())
			t.Attrs = append(t.Attrs, attr)
		}
		return r.createType(t), true
	case *pg.Node_CreateRangeStmt:
		return r.createType(&schema.Type{Name: nameOf(x.CreateRangeStmt.TypeName), Kind: schema.OtherKind}), true
	case *pg.Node_DefineStmt:
		if x.DefineStmt.Kind == pg.ObjectType_OBJECT_TYPE {
			return r.createType(&schema.Type{Name: nameOf(x.DefineStmt.Defnames), Kind: schema.OtherKind}), true
		}
		return nil, true
	case *pg.Node_AlterEnumStmt:
		return []schema.Op{r.alterEnum(x.AlterEnumStmt)}, true
	case *pg.Node_AlterDomainStmt:
		return r.alterDomain(x.AlterDomainStmt), true
	case *pg.Node_CreateSchemaStmt:
		return r.createSchema(x.CreateSchemaStmt), true
	}
	return nil, false
}

func (r *reader) createType(t *schema.Type) []schema.Op {
	t.Origin = r.origin
	return []schema.Op{schema.CreateType{Type: t}}
}

func (r *reader) domain(d *pg.CreateDomainStmt) *schema.Type {
	t := &schema.Type{Name: nameOf(d.Domainname), Kind: schema.DomainKind, Base: typeRef(d.TypeName)}
	for _, n := range d.Constraints {
		c := n.GetConstraint()
		at := int(c.Location)
		switch c.Contype {
		case pg.ConstrType_CONSTR_NOTNULL:
			t.NotNull = schema.Yes
		case pg.ConstrType_CONSTR_NULL:
			t.NotNull = schema.No
		case pg.ConstrType_CONSTR_DEFAULT:
			start, end := r.defaultExpr(at)
			t.Default = r.expression(c.RawExpr, start, end)
		case pg.ConstrType_CONSTR_CHECK:
			start, end := r.bracketed(at)
			t.Checks = append(t.Checks, r.expression(c.RawExpr, start, end))
		}
	}
	return t
}

func (r *reader) alterEnum(a *pg.AlterEnumStmt) schema.Op {
	op := schema.AlterType{Name: nameOf(a.TypeName), Origin: r.origin}
	if a.OldVal != "" {
		op.RenameFrom, op.Rename = a.OldVal, a.NewVal
	} else {
		op.AddLabel, op.Beside, op.After = a.NewVal, a.NewValNeighbor, a.NewValIsAfter
	}
	return op
}

// alterDomain reads ALTER DOMAIN; the tree's subtype is the letter the server's
// parser gives each form.
func (r *reader) alterDomain(a *pg.AlterDomainStmt) []schema.Op {
	op := schema.AlterType{Name: nameOf(a.TypeName), Origin: r.origin}
	yes, no := true, false
	switch a.Subtype {
	case "O": // SET NOT NULL
		op.NotNull = &yes
	case "N": // DROP NOT NULL
		op.NotNull = &no
	case "C": // ADD CONSTRAINT
		if c := a.Def.GetConstraint(); c.GetContype() == pg.ConstrType_CONSTR_CHECK {
			start, end := r.bracketed(int(c.Location))
			op.AddCheck = r.expression(c.RawExpr, start, end)
		}
	default:
		return nil
	}
	return []schema.Op{op}
}

// alterComposite reads ALTER TYPE ... ADD, DROP and ALTER ATTRIBUTE.
func (r *reader) alterComposite(a *pg.AlterTableStmt) []schema.Op {
	var ops []schema.Op
	for _, n := range a.Cmds {
		cmd := n.GetAlterTableCmd()
		op := schema.AlterType{Name: relation(a.Relation), Origin: r.origin}
		switch cmd.Subtype {
		case pg.AlterTableType_AT_AddColumn:
			op.AddAttr, _ = r.column(cmd.Def.GetColumnDef())
		case pg.AlterTableType_AT_DropColumn:
			op.DropAttr = cmd.Name
		case pg.AlterTableType_AT_AlterColumnType:
			op.SetAttr = &schema.Column{Name: cmd.Name, Type: typeRef(cmd.Def.GetColumnDef().TypeName), Origin: r.origin}
		default:
			continue
		}
		ops = append(ops, op)
	}
	return ops
}

// createSchema reads CREATE SCHEMA and the elements stated with it, which are in
// that schema unless they say otherwise.
func (r *reader) createSchema(c *pg.CreateSchemaStmt) []schema.Op {
	name := c.Schemaname
	if name == "" {
		name = roleName(c.Authrole)
	}
	s := &schema.Schema{Name: name, Origin: r.origin}
	if c.Authrole != nil {
		s.Owner = roleName(c.Authrole)
	}
	ops := []schema.Op{schema.CreateSchema{Schema: s, IfNotExists: c.IfNotExists}}
	for _, e := range c.SchemaElts {
		for _, op := range r.ops(e) {
			ops = append(ops, inSchema(op, s))
		}
	}
	return ops
}

// inSchema moves an element of CREATE SCHEMA into the schema, whose owner also
// becomes the element's.
func inSchema(op schema.Op, s *schema.Schema) schema.Op {
	into := func(n *schema.Name) {
		if n.Schema == "" {
			n.Schema = s.Name
		}
	}
	switch x := op.(type) {
	case schema.CreateTable:
		into(&x.Table.Name)
		x.Table.Owner = s.Owner
		for _, c := range x.Table.Constraints {
			if c.Kind == schema.ForeignKey {
				into(&c.RefTable)
			}
		}
	case schema.CreateView:
		into(&x.View.Name)
		x.View.Owner = s.Owner
		for i := range x.View.Tables {
			into(&x.View.Tables[i])
		}
	case schema.CreateIndex:
		into(&x.Index.Table)
	case schema.CreateTrigger:
		into(&x.Trigger.Table)
	case schema.AddGrant:
		into(&x.Grant.Object)
		return x
	}
	return op
}
