package privilege

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// object is a table or view as the access check sees it.
type object struct {
	name  schema.Name
	owner string
	kind  schema.ObjectKind
}

func tableObject(t *schema.Table) object { return object{t.Name, t.Owner, schema.TableObject} }

func viewObject(v *schema.View) object { return object{v.Name, v.Owner, schema.ViewObject} }

// given is a set of privileges and the steps that give it to a role.
type given struct {
	privileges schema.Privilege
	path       []Step
	setRole    bool
}

// columnPrivileges are those that can be had on a column.
const columnPrivileges = schema.Select | schema.Insert | schema.Update | schema.References

// direct returns what a role has on one column of an object by its own rights,
// those of its roles and PUBLIC's: one entry for each source, the schema's USAGE
// not yet asked for.
func (m *Matrix) direct(role string, o object, column string) []given {
	var list []given
	if m.attribute(role, isSuper) {
		list = append(list, given{privileges: columnPrivileges, path: []Step{{SuperuserStep, role, m.db.Role(role).Origin}}})
	}
	for _, h := range m.holders(role) {
		if h.setRole && m.attribute(h.role, isSuper) {
			list = append(list, given{columnPrivileges, append(slices.Clone(h.path), Step{SuperuserStep, h.role, m.db.Role(h.role).Origin}), true})
		}
		if h.role == o.owner {
			list = append(list, given{columnPrivileges, append(slices.Clone(h.path), Step{OwnerStep, o.name.String(), schema.Origin{}}), h.setRole})
		}
		if p := predefined[h.role]; p != 0 {
			list = append(list, given{p, append(slices.Clone(h.path), Step{PredefinedStep, h.role, schema.Origin{}}), h.setRole})
		}
		list = append(list, m.granted(h, o, column)...)
	}
	return append(list, m.granted(holder{role: schema.Public, path: []Step{{Kind: PublicStep}}}, o, column)...)
}

// predefined are the roles that reach every table (PostgreSQL manual, 22.5).
var predefined = map[string]schema.Privilege{
	"pg_read_all_data":  schema.Select,
	"pg_write_all_data": schema.Insert | schema.Update,
}

// granted returns the grants to exactly that role, or to PUBLIC.
func (m *Matrix) granted(h holder, o object, column string) []given {
	var list []given
	for _, g := range m.db.Grants {
		if g.Grantee != h.role || !m.covers(g, o, column) {
			continue
		}
		p := g.Privileges.Expand(g.Kind, m.db.Dialect) & columnPrivileges
		if p == 0 {
			continue
		}
		list = append(list, given{p, append(slices.Clone(h.path), grantStep(g, o, column)), h.setRole})
	}
	return list
}

func grantStep(g schema.Grant, o object, column string) Step {
	step := Step{GrantStep, o.name.String(), g.Origin}
	switch {
	case g.Kind == schema.GlobalObject:
		step.Kind, step.Object = GlobalStep, "*.*"
	case g.Kind == schema.DatabaseObject || g.Kind == schema.SchemaObject:
		step.Kind, step.Object = SchemaStep, g.Object.Name
	case g.Implied == schema.ImpliedByDefault:
		step.Kind = DefaultStep
	case g.Implied == schema.ImpliedBySchema:
		step.Kind, step.Object = SchemaStep, o.name.Schema
	case len(g.Columns) > 0:
		step.Kind, step.Object = ColumnStep, o.name.String()+"."+column
	}
	return step
}

// covers reports whether a grant is on the column.
func (m *Matrix) covers(g schema.Grant, o object, column string) bool {
	mysql := m.db.Dialect == schema.MySQL
	switch g.Kind {
	case schema.GlobalObject:
		return mysql
	case schema.DatabaseObject, schema.SchemaObject:
		return mysql && (g.Object.Name == "" || o.name.Schema == "" || like(g.Object.Name, o.name.Schema))
	case schema.TableObject, schema.ViewObject:
		if g.Object != o.name {
			return false
		}
		return len(g.Columns) == 0 || slices.ContainsFunc(g.Columns, func(c string) bool { return c == column || mysql && strings.EqualFold(c, column) })
	}
	return false
}

// like matches MySQL's database patterns, in which % stands for any text.
func like(pattern, name string) bool {
	head, tail, wild := strings.Cut(pattern, "%")
	if !wild {
		return strings.EqualFold(pattern, name)
	}
	if len(name) < len(head) || !strings.EqualFold(name[:len(head)], head) {
		return false
	}
	for i := len(head); i <= len(name); i++ {
		if like(tail, name[i:]) {
			return true
		}
	}
	return false
}

// entersSchema reports whether a role may use the schema of an object at all. A
// schema the sources say nothing of is taken to be open: its grants are made
// where it is.
func (m *Matrix) entersSchema(role string, n schema.Name, setRole bool) bool {
	if m.db.Dialect != schema.PostgreSQL || m.attribute(role, isSuper) {
		return true
	}
	in, known := home(n), false
	for _, s := range m.db.Schemas {
		if s.Name == in {
			known = true
			if s.Owner != "" && slices.ContainsFunc(m.holders(role), func(h holder) bool { return h.role == s.Owner && (setRole || !h.setRole) }) {
				return true
			}
		}
	}
	for _, h := range m.holders(role) {
		if predefined[h.role] != 0 && (setRole || !h.setRole) || setRole && m.attribute(h.role, isSuper) {
			return true
		}
	}
	for _, g := range m.db.Grants {
		if g.Kind != schema.SchemaObject || g.Object.Name != in {
			continue
		}
		known = true
		usage := g.Privileges.Expand(g.Kind, m.db.Dialect)&schema.Usage != 0
		if usage && (g.Grantee == schema.Public || slices.ContainsFunc(m.holders(role), func(h holder) bool { return h.role == g.Grantee && (setRole || !h.setRole) })) {
			return true
		}
	}
	return !known && in != "public"
}
