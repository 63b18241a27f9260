package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

func (s *state) createTable(x schema.CreateTable) {
	t := x.Table
	if t.Kind != schema.TemporaryTable {
		t.Name = s.create(t.Name)
	}
	if old := s.existing(t.Name); old != nil {
		if !x.OrReplace {
			if !x.IfNotExists {
				s.note(t.Origin, "the table "+t.Name.String()+" is created twice without a DROP between", "the first definition is used")
			}
			return
		}
		s.db.RemoveTable(old)
		s.forgetObject(old.Name)
	}
	s.forgetDropped(t.Name)
	t.Owner = s.owner(t.Owner)
	own := t.Columns
	t.Columns = nil
	s.takeParents(t)
	for _, like := range x.Like {
		s.takeColumns(t, like)
	}
	if x.OfType != nil {
		s.takeAttributes(t, *x.OfType)
	}
	for _, c := range own {
		s.mergeColumn(t, c)
	}
	if x.As != nil {
		s.takeOutput(t, x.As)
	}
	s.nameConstraints(t)
	s.db.AddTable(t)
	s.applyDefaults(schema.TableObject, t.Name, t.Owner)
}

// existing finds the table of exactly that name; public.t and t are one.
func (s *state) existing(n schema.Name) *schema.Table {
	t := s.db.Table(n)
	if t != nil && (t.Name.Schema == n.Schema || s.in(t.Name, n.Schema) || n.Schema == "" && s.in(t.Name, s.homeSchema())) {
		return t
	}
	return nil
}

// forgetDropped ends the memory of a dropped table when its name is created
// again: DROP and CREATE is a redefinition.
func (s *state) forgetDropped(n schema.Name) {
	s.db.Dropped = slices.DeleteFunc(s.db.Dropped, func(t *schema.Table) bool { return t.Name == n })
}

// mergeColumn adds a column, or adds to one that a parent, a type or a query
// already gave what the statement says of it.
func (s *state) mergeColumn(t *schema.Table, c *schema.Column) {
	s.bindType(&c.Type)
	countUp(c)
	old := column(t, c.Name)
	if old == nil {
		t.Columns = append(t.Columns, c)
		return
	}
	if old.Type.IsZero() || !c.Type.IsZero() {
		old.Type = c.Type
	}
	if c.NotNull != schema.Unsaid {
		old.NotNull = c.NotNull
	}
	if c.Default != nil {
		old.Default = c.Default
	}
	if c.LineComment != nil {
		old.LineComment = c.LineComment
	}
	if t.Kind != schema.Partition {
		delete(s.inherited, old)
	}
	old.Origin = c.Origin
}

// column finds a column by its exact name; servers that fold have folded.
func column(t *schema.Table, name string) *schema.Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// copyOf returns a column of another table's making: same type, nullability and
// default, its own history.
func copyOf(c *schema.Column) *schema.Column {
	twin := *c
	twin.Renames, twin.Labels = nil, nil
	return &twin
}

func (s *state) takeAttributes(t *schema.Table, of schema.Name) {
	of = s.create(of)
	composite := s.findType(of)
	if composite == nil {
		s.unknown("type", of, t.Origin)
		return
	}
	for _, a := range composite.Attrs {
		s.mergeColumn(t, copyOf(a))
	}
}
