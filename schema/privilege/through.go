package privilege

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// viewWays returns the ways to a table's column through views that show it.
func (m *Matrix) viewWays(role string, t *schema.Table, column string) []Right {
	var rights []Right
	for _, v := range m.db.Views {
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

// throughView turns a right on a view into one on the column behind it.
func (m *Matrix) throughView(way Right, v *schema.View, t *schema.Table, column string) (Right, bool) {
	way.Privileges &= schema.Select
	if way.Privileges == 0 {
		return way, false
	}
	kind := ViewStep
	if v.SecurityInvoker == schema.Yes && !v.Materialized {
		kind = InvokerStep
	}
	rows, reads := m.viewRows(effectiveRole(way), v, t, nil)
	if !reads {
		return way, false
	}
	way.Rows = rows
	way.Path = append(slices.Clone(way.Path), Step{kind, v.Name.String(), v.Origin})
	return way, true
}

// viewRows returns what a view lets through of a table's rows, and whether it
// can be read at all: who reads for it must be allowed every column its query
// touches. That is its owner; with security_invoker it is who asks, also when it
// is asked by another view (rewriteHandler.c leaves checkAsUser unset there).
func (m *Matrix) viewRows(caller string, v *schema.View, t *schema.Table, seen []*schema.View) (rows Rows, reads bool) {
	reader := definer(v)
	if v.SecurityInvoker == schema.Yes && !v.Materialized {
		reader = caller
	}
	for _, name := range v.Tables {
		if source := m.db.Table(name); source != nil {
			r, ok := m.sourceRows(reader, v, source)
			if !ok {
				return NoRows, false
			}
			if source == t {
				rows = max(rows, r)
			}
			continue
		}
		inner := m.db.View(name)
		if inner == nil || slices.Contains(seen, inner) {
			continue
		}
		r, ok := m.viewRows(caller, inner, t, append(seen, v))
		if !ok || !m.selectsUsed(reader, v, inner) {
			return NoRows, false
		}
		rows = max(rows, r)
	}
	return rows, true
}

// sourceRows returns what a view's reader sees of a table the query names, and
// whether it may read every column of it that the query touches. Nobody reads
// for a materialized view: it holds the rows.
func (m *Matrix) sourceRows(reader string, v *schema.View, source *schema.Table) (rows Rows, reads bool) {
	for _, u := range uses(v) {
		if m.db.Table(u.Table) != source {
			continue
		}
		r, ok := m.readsAs(reader, source, u.Column)
		if !ok && !v.Materialized {
			return NoRows, false
		}
		rows = max(rows, r)
	}
	return rows, true
}

// selectsUsed reports whether a role may read the columns of an inner view that
// the outer one is made of. The model keeps the base columns of both, so it asks
// for those of the inner view that show what the outer touches.
func (m *Matrix) selectsUsed(role string, outer, inner *schema.View) bool {
	touched := uses(outer)
	for _, out := range inner.Columns {
		shared := slices.ContainsFunc(out.From, func(u schema.ColumnUse) bool {
			return slices.ContainsFunc(touched, func(o schema.ColumnUse) bool { return o.Table == u.Table && o.Column == u.Column })
		})
		if shared && !m.selects(role, viewObject(inner), out.Name) {
			return false
		}
	}
	return true
}

// uses returns every column a view's query touches.
func uses(v *schema.View) []schema.ColumnUse {
	list := v.Uses
	for _, c := range v.Columns {
		list = append(slices.Clip(list), c.From...)
	}
	return list
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
	if !m.selects(owner, tableObject(t), column) {
		return NoRows, false
	}
	return m.rows(owner, t), true
}

// selects reports whether a role may read a column without SET ROLE. An unknown
// role made the object itself.
func (m *Matrix) selects(role string, o object, column string) bool {
	return role == "" || slices.ContainsFunc(m.direct(role, o, column), func(g given) bool {
		return g.privileges&schema.Select != 0 && !g.setRole
	})
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
