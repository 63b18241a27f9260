package privilege

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// rows returns which rows of a table a role reads under its row policies
// (check_enable_rls and get_policies_for_relation in the server): superusers and
// BYPASSRLS roles all, the owner all unless FORCE, others those that some
// permissive policy lets through and every restrictive one.
func (m *Matrix) rows(role string, t *schema.Table) Rows {
	switch {
	case t.RowSecurity != schema.Yes, m.attribute(role, isSuper), m.attribute(role, bypassRLS):
		return AllRows
	case t.ForceRLS != schema.Yes && role == t.Owner, t.ForceRLS != schema.Yes && t.Owner != "" && m.has(role, t.Owner):
		return AllRows
	}
	permitted := NoRows
	for _, p := range t.Policies {
		if p.Permissive && m.applies(p, role) {
			permitted = min(permitted, lets(p.Using, NoRows))
		}
	}
	for _, p := range t.Policies {
		if !p.Permissive && m.applies(p, role) {
			permitted = max(permitted, lets(p.Using, AllRows))
		}
	}
	return permitted
}

// applies reports whether a policy governs what the role reads.
func (m *Matrix) applies(p *schema.Policy, role string) bool {
	if p.Command != "ALL" && p.Command != "SELECT" && p.Command != "" {
		return false
	}
	return len(p.Roles) == 0 || slices.ContainsFunc(p.Roles, func(r string) bool { return r == schema.Public || m.has(role, r) })
}

// lets returns what a policy's condition lets through; without one a permissive
// policy lets nothing through, and a restrictive one everything.
func lets(using *schema.Expr, unstated Rows) Rows {
	if using == nil {
		return unstated
	}
	switch using.Const {
	case schema.Yes:
		return AllRows
	case schema.No:
		return NoRows
	}
	return RestrictedRows
}
