package privilege

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// viewWays returns the ways to a table's column through views that show it; seen
// guards against views that are defined in circles.
func (m *Matrix) viewWays(role string, t *schema.Table, column string, seen []*schema.View) []Right {
	var rights []Right
	for _, v := range m.db.Views {
		if slices.Contains(seen, v) {
			continue
		}
		for _, out := range v.Columns {
			if !m.shows(out, t, column) {
				continue
			}
			for _, way := range m.objectWays(role, viewObject(v), out.Name) {
				if r, ok := m.throughView(way, v, t, column); ok {
					rights = append(rights, r)
				}
			}
			break
		}
	}
	return rights
}

// shows reports whether an output column is made of the table's column.
func (m *Matrix) shows(out schema.ViewColumn, t *schema.Table, column string) bool {
	return slices.ContainsFunc(out.From, func(u schema.ColumnUse) bool {
		return u.Role == schema.OutputUse && u.Column == column && m.db.Table(u.Table) == t
	})
}

// throughView turns a right on a view into one on the column behind it. A view
// reads as its owner; with security_invoker as who asks; a materialized view
// holds the rows its owner read.
func (m *Matrix) throughView(way Right, v *schema.View, t *schema.Table, column string) (Right, bool) {
	way.Privileges &= schema.Select
	if way.Privileges == 0 {
		return way, false
	}
	reader, kind := definer(v), ViewStep
	if v.SecurityInvoker == schema.Yes && !v.Materialized {
		reader, kind = effectiveRole(way), InvokerStep
	}
	rows, reads := m.readsAs(reader, t, column)
	if !reads {
		return way, false
	}
	way.Rows = rows
	way.Path = append(slices.Clone(way.Path), Step{kind, v.Name.String(), v.Origin})
	return way, true
}

func definer(v *schema.View) string {
	if v.Definer != "" {
		return v.Definer
	}
	return v.Owner
}

// readsAs returns what a view's owner reads of a table. An owner the sources do
// not name ran the script, so it owns what else it made, and may read it.
func (m *Matrix) readsAs(owner string, t *schema.Table, column string) (Rows, bool) {
	if owner == "" {
		if t.RowSecurity == schema.Yes && (t.ForceRLS == schema.Yes || t.Owner != "") {
			return m.rows(owner, t), true
		}
		return AllRows, true
	}
	if m.db.Dialect == schema.MySQL && m.db.Role(owner) == nil {
		return AllRows, true // root, or another account the sources do not create
	}
	for _, g := range m.direct(owner, tableObject(t), column) {
		if g.privileges&schema.Select != 0 && !g.setRole {
			return m.rows(owner, t), true
		}
	}
	return NoRows, false
}

// functionWays returns the ways through functions that run with their owner's
// rights. What rows come out is for the function's body to say.
func (m *Matrix) functionWays(role string, t *schema.Table, column string) []Right {
	var rights []Right
	for _, f := range m.db.Functions {
		if !m.definerRights(f) || !m.reads(f, t, column) {
			continue
		}
		for _, h := range append(m.holders(role), holder{role: schema.Public, path: []Step{{Kind: PublicStep}}}) {
			if (h.role == f.Owner && f.Owner != "" || m.executes(h.role, f)) && m.entersSchema(role, f.Name, h.setRole) {
				rights = append(rights, Right{Role: role, Privileges: schema.Select, Rows: RestrictedRows, SetRole: h.setRole,
					Path: append(slices.Clone(h.path), Step{FunctionStep, f.Name.String(), f.Origin})})
				break
			}
		}
	}
	return rights
}

// definerRights reports whether a function runs as its owner: when it says so in
// PostgreSQL, unless it says otherwise in MySQL.
func (m *Matrix) definerRights(f *schema.Function) bool {
	return f.SecurityDefiner == schema.Yes || m.db.Dialect == schema.MySQL && f.SecurityDefiner == schema.Unsaid
}

func (m *Matrix) reads(f *schema.Function, t *schema.Table, column string) bool {
	return slices.ContainsFunc(f.Reads, func(u schema.ColumnUse) bool { return u.Column == column && m.db.Table(u.Table) == t })
}

// executes reports whether a grant lets exactly that role call a function.
func (m *Matrix) executes(role string, f *schema.Function) bool {
	return slices.ContainsFunc(m.db.Grants, func(g schema.Grant) bool {
		onFunction := g.Kind == schema.FunctionObject && g.Object == f.Name && (g.Signature == "" || g.Signature == f.Signature())
		onAll := m.db.Dialect == schema.MySQL && m.covers(g, object{name: f.Name}, "")
		return g.Grantee == role && (onFunction || onAll) && g.Privileges.Expand(g.Kind, m.db.Dialect)&schema.Execute != 0
	})
}
