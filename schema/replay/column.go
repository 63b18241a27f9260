package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyColumn(op schema.Op) bool {
	switch x := op.(type) {
	case schema.AddColumn:
		s.addColumn(x)
	case schema.DropColumn:
		s.dropColumn(x)
	case schema.AlterColumn:
		s.alterColumn(x)
	case schema.ReplaceColumn:
		s.replaceColumn(x)
	case schema.RenameColumn:
		s.renameColumn(x)
	default:
		return false
	}
	return true
}

func (s *state) addColumn(x schema.AddColumn) {
	t := s.table(x.Table)
	if t == nil {
		if !x.IfExists {
			s.unknown("table", x.Table, x.Column.Origin)
		}
		return
	}
	s.bindType(&x.Column.Type)
	countUp(x.Column)
	for i, member := range s.family(t, x.Only) {
		c := x.Column
		if i > 0 {
			c = copyOf(c)
			s.inherited[c] = true
		}
		if column(member, c.Name) == nil {
			insert(member, c, x.First, x.After)
		} else if i == 0 && !x.IfNotExists {
			s.note(c.Origin, "the column "+t.Name.String()+"."+c.Name+" is added twice", "the first definition is used")
		}
	}
}

// insert puts a column where MySQL's FIRST and AFTER want it, else last.
func insert(t *schema.Table, c *schema.Column, first bool, after string) {
	at := len(t.Columns)
	if first {
		at = 0
	}
	if before := t.Column(after); after != "" && before != nil {
		at = slices.Index(t.Columns, before) + 1
	}
	t.Columns = slices.Insert(t.Columns, at, c)
}

// find returns the table and column a change is about; it notes what is missing.
func (s *state) find(table schema.Name, name string, optional bool, origin schema.Origin) (*schema.Table, *schema.Column) {
	t := s.table(table)
	if t == nil {
		if !optional && s.view(table) == nil {
			s.unknown("table", table, origin)
		}
		return nil, nil
	}
	c := t.Column(name)
	if c == nil && !optional {
		s.unknown("column", schema.Name{Schema: t.Name.String(), Name: name}, origin)
	}
	return t, c
}

func (s *state) dropColumn(x schema.DropColumn) {
	if t, c := s.find(x.Table, x.Column, x.IfExists, x.Origin); c != nil {
		s.dropFromFamily(t, c, x.Only)
	}
}

// dropFromFamily drops a column, and in children that have it only by
// inheritance from this table; one that states it itself keeps it, and so do its
// own children.
func (s *state) dropFromFamily(t *schema.Table, c *schema.Column, only bool) {
	s.removeColumn(t, c)
	for _, child := range s.children(t) {
		own := child.Column(c.Name)
		if only || own == nil || !s.inherited[own] || s.hasFromOtherParent(child, c.Name) {
			continue
		}
		s.dropFromFamily(child, own, false)
	}
}

// hasFromOtherParent is asked when one parent has lost the column.
func (s *state) hasFromOtherParent(t *schema.Table, name string) bool {
	return slices.ContainsFunc(t.Parents, func(n schema.Name) bool {
		parent := s.db.Table(n)
		return parent != nil && parent != t && column(parent, name) != nil
	})
}

// removeColumn takes a column out of a table with the constraints, indexes and
// column grants that need it.
func (s *state) removeColumn(t *schema.Table, c *schema.Column) {
	t.Columns = slices.DeleteFunc(t.Columns, func(x *schema.Column) bool { return x == c })
	delete(s.inherited, c)
	t.Constraints = slices.DeleteFunc(t.Constraints, func(k *schema.Constraint) bool { return slices.Contains(k.Columns, c.Name) })
	t.Indexes = slices.DeleteFunc(t.Indexes, func(i *schema.Index) bool { return slices.Contains(i.Columns, c.Name) })
	for i, g := range s.db.Grants {
		if g.Object == t.Name && slices.Contains(g.Columns, c.Name) {
			s.db.Grants[i].Columns = without(g.Columns, []string{c.Name})
			if len(s.db.Grants[i].Columns) == 0 {
				s.db.Grants[i].Privileges = 0
			}
		}
	}
	s.dropEmptyGrants()
}

func (s *state) alterColumn(x schema.AlterColumn) {
	t, c := s.find(x.Table, x.Column, false, x.Origin)
	if c == nil {
		return
	}
	if x.Type != nil {
		s.bindType(x.Type)
	}
	for _, member := range s.family(t, x.Only) {
		if own := member.Column(c.Name); own != nil {
			change(own, x)
		}
	}
}

func change(c *schema.Column, x schema.AlterColumn) {
	if x.Type != nil {
		c.Type = *x.Type
	}
	if x.NotNull != nil {
		c.NotNull = schema.TriOf(*x.NotNull)
	}
	if x.Default != nil {
		c.Default = x.Default
		countUp(c)
	}
	if x.DropDefault {
		c.Default = nil
		c.Identity = false // a serial's default is its sequence
	}
	if x.Identity != nil {
		c.Identity = *x.Identity
	}
	if x.DropGenerate {
		c.Generated = nil
	}
}

// countUp makes a column whose default is the next number of a sequence what a
// serial is: a dump writes the one as the other.
func countUp(c *schema.Column) {
	if c.Default != nil && slices.Contains(c.Default.Funcs, "nextval") && c.Type.Family() == schema.IntegerType {
		c.Default, c.Identity = nil, true
	}
}

// replaceColumn is MySQL's CHANGE and MODIFY: what the new definition does not
// say is gone, only the key it belongs to is not.
func (s *state) replaceColumn(x schema.ReplaceColumn) {
	t, old := s.find(x.Table, x.Old, x.IfExists, x.Column.Origin)
	if old == nil {
		return
	}
	c := x.Column
	c.Renames = old.Renames
	if c.LineComment == nil {
		c.LineComment = old.LineComment
	}
	at := slices.Index(t.Columns, old)
	if x.First || x.After != "" {
		t.Columns = slices.Delete(t.Columns, at, at+1)
		insert(t, c, x.First, x.After)
	} else {
		t.Columns[at] = c
	}
	if c.Name != old.Name {
		c.Renames = append(c.Renames, schema.Rename{From: old.Name, Origin: c.Origin})
		s.renameColumnReferences(t, old.Name, c.Name)
	}
	if slices.Contains(t.PrimaryKeyColumns(), c.Name) {
		c.NotNull = schema.Yes
	}
}

func (s *state) renameColumn(x schema.RenameColumn) {
	if v := s.view(x.Table); v != nil && s.table(x.Table) == nil {
		for i := range v.Columns {
			if v.Columns[i].Name == x.From {
				v.Columns[i].Name = x.To
			}
		}
		return
	}
	t, c := s.find(x.Table, x.From, x.IfExists, x.Origin)
	if c == nil {
		return
	}
	from := c.Name
	for _, member := range s.family(t, x.Only) {
		if own := member.Column(from); own != nil {
			own.Name = x.To
			own.Renames = append(own.Renames, schema.Rename{From: from, Origin: x.Origin})
			s.renameColumnReferences(member, from, x.To)
		}
	}
}

// renameColumnReferences follows a column's rename in keys, indexes, grants and
// the foreign keys of other tables.
func (s *state) renameColumnReferences(t *schema.Table, from, to string) {
	follow := func(names []string) {
		if i := slices.Index(names, from); i >= 0 {
			names[i] = to
		}
	}
	for _, c := range t.Constraints {
		c.Columns = slices.Clone(c.Columns)
		follow(c.Columns)
		if c.Expr != nil {
			c.Expr.Columns = slices.Clone(c.Expr.Columns)
			follow(c.Expr.Columns)
		}
	}
	for _, i := range t.Indexes {
		follow(i.Columns)
	}
	for i := range s.db.Grants {
		if g := &s.db.Grants[i]; g.Object == t.Name {
			g.Columns = slices.Clone(g.Columns)
			follow(g.Columns)
		}
	}
	for _, other := range s.db.Tables {
		for _, c := range other.Constraints {
			if c.Kind == schema.ForeignKey && c.RefTable == t.Name {
				follow(c.RefColumns)
			}
		}
	}
}
