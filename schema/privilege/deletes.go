package privilege

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// Deletes returns every way in which a role, or PUBLIC, may delete rows of a
// table: DELETE is a privilege on the whole table, so Column does not show it.
// Ways through views and functions are left out.
func (m *Matrix) Deletes(table schema.Name) []Right {
	t := m.db.Table(table)
	if t == nil {
		return nil
	}
	o := tableObject(t)
	var rights []Right
	add := func(role string, path []Step, setRole bool) {
		if m.entersSchema(role, t.Name, setRole) {
			rights = append(rights, Right{Role: role, Privileges: schema.Delete, SetRole: setRole, Path: path})
		}
	}
	for _, role := range append([]string{schema.Public}, m.roles...) {
		if m.attribute(role, isSuper) {
			add(role, []Step{{SuperuserStep, role, m.db.Role(role).Origin}}, false)
		}
		for _, h := range m.holders(role) {
			if h.role == o.owner {
				add(role, append(slices.Clone(h.path), Step{OwnerStep, o.name.String(), schema.Origin{}}), h.setRole)
			}
			if h.role == "pg_write_all_data" {
				add(role, append(slices.Clone(h.path), Step{PredefinedStep, h.role, schema.Origin{}}), h.setRole)
			}
			for _, path := range m.deleteGrants(h, o) {
				add(role, path, h.setRole)
			}
		}
		if role == schema.Public {
			for _, path := range m.deleteGrants(holder{role: schema.Public, path: []Step{{Kind: PublicStep}}}, o) {
				add(role, path, false)
			}
		}
	}
	return rights
}

// deleteGrants returns the ways that grants to exactly that role give.
func (m *Matrix) deleteGrants(h holder, o object) [][]Step {
	var paths [][]Step
	for _, g := range m.db.Grants {
		if g.Grantee == h.role && len(g.Columns) == 0 && m.covers(g, o, "") && g.Privileges.Expand(g.Kind, m.db.Dialect)&schema.Delete != 0 {
			paths = append(paths, append(slices.Clone(h.path), grantStep(g, o, "")))
		}
	}
	return paths
}
