package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyTable(op schema.Op) bool {
	switch x := op.(type) {
	case schema.CreateTable:
		s.createTable(x)
	case schema.DropTable:
		for _, n := range x.Names {
			s.dropNamedTable(n, x)
		}
	case schema.RenameTable:
		s.renameTable(x)
	case schema.SetRowSecurity:
		s.setRowSecurity(x)
	case schema.SetParent:
		s.setParent(x)
	case schema.CreateTrigger:
		s.createTrigger(x.Trigger)
	case schema.RenameTrigger:
		if t := s.table(x.Table); t != nil {
			for _, g := range t.Triggers {
				if g.Name == x.From {
					g.Name = x.To
				}
			}
		}
	case schema.DropTrigger:
		for _, t := range s.db.Tables {
			if x.Table == nil || s.table(*x.Table) == t {
				t.Triggers = slices.DeleteFunc(t.Triggers, func(g *schema.Trigger) bool { return g.Name == x.Name })
			}
		}
	default:
		return false
	}
	return true
}

func (s *state) dropNamedTable(n schema.Name, x schema.DropTable) {
	t := s.table(n)
	if t == nil {
		if v := s.view(n); v != nil && s.dialect == schema.MySQL { // mysqldump's dummy of a view
			s.dropView(v, x.Cascade)
		} else if !x.IfExists {
			s.unknown("table", n, x.Origin)
		}
		return
	}
	s.dropTable(t, x.Cascade)
}

// dropTable drops a table with its partitions and, when cascading, with the
// tables that inherit from it, the views over it and the foreign keys to it.
func (s *state) dropTable(t *schema.Table, cascade bool) {
	s.db.RemoveTable(t)
	s.db.Dropped = append(s.db.Dropped, t)
	s.forgetObject(t.Name)
	for _, child := range s.children(t) {
		if cascade || child.Kind == schema.Partition {
			s.dropTable(child, cascade)
		}
	}
	if !cascade {
		return
	}
	s.dropViewsOver(t.Name)
	for _, other := range s.db.Tables {
		other.Constraints = slices.DeleteFunc(other.Constraints, func(c *schema.Constraint) bool {
			return c.Kind == schema.ForeignKey && c.RefTable == t.Name
		})
	}
}

func (s *state) renameTable(x schema.RenameTable) {
	if t := s.table(x.From); t != nil {
		to := x.To
		if to.Schema == "" {
			to.Schema = t.Name.Schema
		}
		s.moveTable(t, to, x.Origin)
		return
	}
	if v := s.view(x.From); v != nil {
		old := v.Name
		s.db.RenameView(v, schema.Name{Schema: old.Schema, Name: x.To.Name})
		s.renameReferences(old, v.Name)
		return
	}
	if !x.IfExists {
		s.unknown("table", x.From, x.Origin)
	}
}

// moveTable gives a table another name and follows it everywhere.
func (s *state) moveTable(t *schema.Table, to schema.Name, origin schema.Origin) {
	old := t.Name
	if old == to {
		return
	}
	s.db.RenameTable(t, to)
	t.Renames = append(t.Renames, schema.Rename{From: old.Name, Origin: origin})
	s.renameReferences(old, to)
	s.succeed(t)
}

// succeed lets a table that was renamed onto the name of a dropped one take over
// its history. This is how SQLite alters tables (https://sqlite.org/lang_altertable.html,
// section 7: create the new, copy, drop the old, rename), and some MySQL
// migrations: for the reader it is one table.
func (s *state) succeed(t *schema.Table) {
	for i, old := range s.db.Dropped {
		if old.Name != t.Name {
			continue
		}
		s.db.Dropped = slices.Delete(s.db.Dropped, i, i+1)
		t.Renames = old.Renames
		if t.LineComment == nil {
			t.LineComment = old.LineComment
		}
		for _, c := range t.Columns {
			if before := old.Column(c.Name); before != nil {
				c.Renames = append(before.Renames, c.Renames...)
				if c.LineComment == nil {
					c.LineComment = before.LineComment
				}
			}
		}
		return
	}
}

// renameReferences follows a rename in whatever names the object.
func (s *state) renameReferences(old, to schema.Name) {
	follow := func(n *schema.Name) {
		if *n == old {
			*n = to
		}
	}
	for _, t := range s.db.Tables {
		for i := range t.Parents {
			follow(&t.Parents[i])
		}
		for _, c := range t.Constraints {
			follow(&c.RefTable)
		}
		for _, i := range t.Indexes {
			follow(&i.Table)
		}
		for _, g := range t.Triggers {
			follow(&g.Table)
		}
		for _, p := range t.Policies {
			follow(&p.Table)
		}
	}
	for i := range s.db.Grants {
		if k := s.db.Grants[i].Kind; k == schema.TableObject || k == schema.ViewObject {
			follow(&s.db.Grants[i].Object)
		}
	}
	for _, p := range s.db.Publications {
		for i := range p.Tables {
			follow(&p.Tables[i].Table)
		}
	}
	for _, v := range s.db.Views {
		for i := range v.Tables {
			follow(&v.Tables[i])
		}
	}
}

// forgetObject takes away what dies with a table or view: its grants and its
// place in publications.
func (s *state) forgetObject(n schema.Name) {
	s.db.Grants = slices.DeleteFunc(s.db.Grants, func(g schema.Grant) bool {
		return g.Object == n && (g.Kind == schema.TableObject || g.Kind == schema.ViewObject)
	})
	for _, p := range s.db.Publications {
		p.Tables = slices.DeleteFunc(p.Tables, func(t schema.PublishedTable) bool { return t.Table == n })
	}
}

func (s *state) setRowSecurity(x schema.SetRowSecurity) {
	t := s.table(x.Table)
	if t == nil {
		s.unknown("table", x.Table, x.Origin)
		return
	}
	if x.Enabled != nil {
		t.RowSecurity = schema.TriOf(*x.Enabled)
	}
	if x.Forced != nil {
		t.ForceRLS = schema.TriOf(*x.Forced)
	}
}

func (s *state) createTrigger(g *schema.Trigger) {
	t := s.table(g.Table)
	if t == nil {
		if s.view(g.Table) == nil {
			s.unknown("table", g.Table, g.Origin)
		}
		return
	}
	g.Table = t.Name
	if f := s.function(g.Func, nil); f != nil && g.Func.Name != "" {
		g.Func = f.Name
	}
	t.Triggers = slices.DeleteFunc(t.Triggers, func(old *schema.Trigger) bool { return old.Name == g.Name })
	t.Triggers = append(t.Triggers, g)
}
