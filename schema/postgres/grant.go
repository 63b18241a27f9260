package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

func grantFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	switch x := n.Node.(type) {
	case *pg.Node_GrantStmt:
		return r.grant(x.GrantStmt), true
	case *pg.Node_AlterDefaultPrivilegesStmt:
		return r.defaultPrivileges(x.AlterDefaultPrivilegesStmt), true
	}
	return nil, false
}

var privileges = map[string]schema.Privilege{
	"select": schema.Select, "insert": schema.Insert, "update": schema.Update, "delete": schema.Delete, "truncate": schema.Truncate,
	"references": schema.References, "trigger": schema.TriggerPriv, "usage": schema.Usage, "create": schema.Create, "connect": schema.Connect,
	"temporary": schema.Temporary, "temp": schema.Temporary, "execute": schema.Execute, "maintain": schema.Maintain,
}

var objectKinds = map[pg.ObjectType]schema.ObjectKind{
	pg.ObjectType_OBJECT_TABLE: schema.TableObject, pg.ObjectType_OBJECT_FOREIGN_TABLE: schema.TableObject, pg.ObjectType_OBJECT_VIEW: schema.ViewObject,
	pg.ObjectType_OBJECT_MATVIEW: schema.ViewObject, pg.ObjectType_OBJECT_SEQUENCE: schema.SequenceObject, pg.ObjectType_OBJECT_SCHEMA: schema.SchemaObject,
	pg.ObjectType_OBJECT_DATABASE: schema.DatabaseObject, pg.ObjectType_OBJECT_FUNCTION: schema.FunctionObject, pg.ObjectType_OBJECT_PROCEDURE: schema.FunctionObject,
	pg.ObjectType_OBJECT_ROUTINE: schema.FunctionObject, pg.ObjectType_OBJECT_AGGREGATE: schema.FunctionObject, pg.ObjectType_OBJECT_TYPE: schema.TypeObject,
	pg.ObjectType_OBJECT_DOMAIN: schema.TypeObject, pg.ObjectType_OBJECT_ROLE: schema.RoleObject, pg.ObjectType_OBJECT_POLICY: schema.PolicyObject,
	pg.ObjectType_OBJECT_INDEX: schema.IndexObject, pg.ObjectType_OBJECT_TRIGGER: schema.TriggerObject, pg.ObjectType_OBJECT_TABCONSTRAINT: schema.ConstraintObject,
	pg.ObjectType_OBJECT_PUBLICATION: schema.PublicationObject, pg.ObjectType_OBJECT_LANGUAGE: schema.LanguageObject, pg.ObjectType_OBJECT_COLUMN: schema.ColumnObject,
}

func kindOf(t pg.ObjectType) schema.ObjectKind {
	if kind, ok := objectKinds[t]; ok {
		return kind
	}
	return schema.OtherObject
}

// privilegeSet is what one GRANT gives: privileges on whole objects, and on
// columns.
type privilegeSet struct {
	whole   schema.Privilege
	columns []columnPrivilege
}

type columnPrivilege struct {
	columns    []string
	privileges schema.Privilege
}

func privilegesOf(list []*pg.Node) privilegeSet {
	if len(list) == 0 {
		return privilegeSet{whole: schema.AllPrivileges}
	}
	var set privilegeSet
	for _, n := range list {
		p := n.GetAccessPriv()
		bit := privileges[strings.ToLower(p.GetPrivName())]
		if p.GetPrivName() == "" {
			bit = schema.AllPrivileges
		}
		if len(p.GetCols()) == 0 {
			set.whole |= bit
			continue
		}
		set.columns = append(set.columns, columnPrivilege{identifiers(p.Cols), bit})
	}
	return set
}

// grant reads GRANT and REVOKE on objects: one Op for every object and grantee.
func (r *reader) grant(g *pg.GrantStmt) []schema.Op {
	set := privilegesOf(g.Privileges)
	base := schema.Grant{Kind: kindOf(g.Objtype), Origin: r.origin, GrantOption: g.GrantOption && g.IsGrant}
	if g.Grantor != nil {
		base.Grantor = roleName(g.Grantor)
	}
	all := g.Targtype == pg.GrantTargetType_ACL_TARGET_ALL_IN_SCHEMA
	var ops []schema.Op
	add := func(one schema.Grant) {
		if g.IsGrant {
			ops = append(ops, schema.AddGrant{Grant: one, AllInSchema: all})
		} else {
			ops = append(ops, schema.RevokeGrant{Grant: one, AllInSchema: all, GrantOptionOnly: g.GrantOption})
		}
	}
	for _, object := range g.Objects {
		one := base
		one.Object = objectName(object)
		if f := object.GetObjectWithArgs(); f != nil {
			if s := signature(f); s != nil {
				one.Signature = *s
			}
		}
		for _, grantee := range g.Grantees {
			one.Grantee = roleName(grantee.GetRoleSpec())
			set.each(one, add)
		}
	}
	return ops
}

// each calls add for the whole-object part of the set and for each column part.
func (set privilegeSet) each(g schema.Grant, add func(schema.Grant)) {
	if set.whole != 0 {
		g.Privileges, g.Columns = set.whole, nil
		add(g)
	}
	for _, c := range set.columns {
		g.Privileges, g.Columns = c.privileges, c.columns
		add(g)
	}
}

// defaultPrivileges reads ALTER DEFAULT PRIVILEGES: one Op for every role,
// schema and grantee.
func (r *reader) defaultPrivileges(a *pg.AlterDefaultPrivilegesStmt) []schema.Op {
	roles, schemas := []string{""}, []string{""}
	for _, n := range a.Options {
		o := n.GetDefElem()
		switch o.GetDefname() {
		case "roles":
			roles = roleNames(o.Arg.GetList().GetItems())
		case "schemas":
			schemas = identifiers(o.Arg.GetList().GetItems())
		}
	}
	var ops []schema.Op
	set := privilegesOf(a.Action.Privileges)
	for _, role := range roles {
		for _, in := range schemas {
			for _, grantee := range a.Action.Grantees {
				ops = append(ops, schema.SetDefaultPrivilege{GrantOptionOnly: a.Action.GrantOption && !a.Action.IsGrant, Default: schema.DefaultPrivilege{
					ForRole: role, Schema: in, Kind: kindOf(a.Action.Objtype), Privileges: set.whole,
					Grantee: roleName(grantee.GetRoleSpec()), Option: a.Action.GrantOption, Revoke: !a.Action.IsGrant, Origin: r.origin}})
			}
		}
	}
	return ops
}
