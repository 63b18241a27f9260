package privilege

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// holder is a role whose rights a role has, and how it came to them.
type holder struct {
	role    string
	path    []Step
	setRole bool
}

// closure returns the roles whose rights a role has, itself first, nearest
// first: by memberships that inherit, and behind a SET ROLE those that do not.
func (m *Matrix) closure(role string) []holder {
	reached := []holder{{role: role}}
	for i := 0; i < len(reached); i++ {
		for _, link := range m.db.Memberships {
			from := reached[i]
			if link.Member != from.role {
				continue
			}
			inherits, sets := m.inherits(link), link.Set != schema.No
			if !inherits && !sets {
				continue
			}
			next := holder{role: link.Role, setRole: from.setRole || !inherits}
			kind := MemberStep
			if !inherits {
				kind = SetRoleStep
			}
			next.path = append(slices.Clone(from.path), Step{kind, link.Role, link.Origin})
			reached = widen(reached, next)
		}
	}
	return reached
}

// widen adds a holder unless it is there already in as good a way.
func widen(list []holder, next holder) []holder {
	if slices.ContainsFunc(list, func(h holder) bool { return h.role == next.role && (!h.setRole || next.setRole) }) {
		return list
	}
	return append(list, next)
}

// inherits reports whether a membership passes rights on: as it says itself
// (PostgreSQL 16), else as the member's INHERIT attribute says. In MySQL a role
// is active by itself only as a default role.
func (m *Matrix) inherits(link schema.Membership) bool {
	if link.Inherit != schema.Unsaid {
		return link.Inherit == schema.Yes
	}
	member := m.db.Role(link.Member)
	if m.db.Dialect == schema.MySQL {
		return member != nil && slices.Contains(member.Defaults, link.Role)
	}
	return member == nil || member.Inherit != schema.No
}

// holders returns the roles whose rights a role has; PUBLIC has only its own.
func (m *Matrix) holders(role string) []holder {
	if role == schema.Public {
		return nil
	}
	return m.reach[role]
}

// has reports whether a role has the rights of another without SET ROLE
// (has_privs_of_role in the server).
func (m *Matrix) has(role, other string) bool {
	return slices.ContainsFunc(m.holders(role), func(h holder) bool { return h.role == other && !h.setRole })
}

// attribute reports whether a role has an attribute; these are never inherited.
func (m *Matrix) attribute(role string, of func(*schema.Role) schema.Tri) bool {
	r := m.db.Role(role)
	return r != nil && of(r) == schema.Yes
}

func isSuper(r *schema.Role) schema.Tri   { return r.Super }
func bypassRLS(r *schema.Role) schema.Tri { return r.BypassRLS }
