package privilege

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// ways returns every way in which a role reaches a column.
func (m *Matrix) ways(role string, t *schema.Table, column string) []Right {
	rights := m.tableWays(role, t, column)
	for _, parent := range t.Parents {
		if p := m.db.Table(parent); p != nil && p != t {
			rights = append(rights, detour(m.tableWays(role, p, column), ParentStep, p.Name, schema.Select)...)
		}
	}
	for _, child := range m.db.Tables {
		if slices.Contains(child.Parents, t.Name) {
			rights = append(rights, detour(m.tableWays(role, child, column), PartitionStep, child.Name, columnPrivileges)...)
		}
	}
	rights = append(rights, m.viewWays(role, t, column)...)
	return append(rights, m.functionWays(role, t, column)...)
}

// detour marks rights had on another table's column as ways to this one's.
func detour(rights []Right, kind StepKind, via schema.Name, mask schema.Privilege) []Right {
	var list []Right
	for _, r := range rights {
		r.Privileges &= mask
		if r.Privileges == 0 {
			continue
		}
		r.Path = append(slices.Clone(r.Path), Step{Kind: kind, Object: via.String()})
		list = append(list, r)
	}
	return list
}

// tableWays returns the direct ways: all that inherit together are one, with the
// first source of each privilege on its path, and each SET ROLE is one of its
// own.
func (m *Matrix) tableWays(role string, t *schema.Table, column string) []Right {
	var rights []Right
	for _, right := range m.objectWays(role, tableObject(t), column) {
		if right.Privileges&schema.Select != 0 {
			right.Rows = m.rows(effectiveRole(right), t)
		}
		rights = append(rights, right)
	}
	return rights
}

// effectiveRole returns the role a right acts as: the last one entered by SET
// ROLE, else its own.
func effectiveRole(r Right) string {
	role := r.Role
	for _, s := range r.Path {
		if s.Kind == SetRoleStep {
			role = s.Object
		}
	}
	return role
}

func (m *Matrix) objectWays(role string, o object, column string) []Right {
	var rights []Right
	own := Right{Role: role}
	for _, g := range m.direct(role, o, column) {
		if !m.entersSchema(role, o.name, g.setRole) {
			continue
		}
		if g.setRole {
			rights = append(rights, Right{Role: role, Privileges: g.privileges, SetRole: true, Path: g.path})
			continue
		}
		if fresh := g.privileges &^ own.Privileges; fresh != 0 {
			own.Privileges |= fresh
			own.Path = append(own.Path, g.path...)
		}
	}
	if own.Privileges != 0 {
		rights = append([]Right{own}, rights...)
	}
	return rights
}
