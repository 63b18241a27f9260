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
		s.takeColumns(t, like, s.dialect == schema.MySQL)
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

func (s *state) takeColumns(t *schema.Table, from schema.Name, constraints bool) {
	source := s.table(from)
	if source == nil {
		if v := s.view(from); v != nil {
			for _, c := range v.Columns {
				t.Columns = append(t.Columns, &schema.Column{Name: c.Name, Type: c.Type, Origin: t.Origin})
			}
			return
		}
		s.unknown("table", from, t.Origin)
		return
	}
	for _, c := range source.Columns {
		s.mergeColumn(t, copyOf(c))
	}
	if constraints {
		for _, c := range source.Constraints {
			if c.Kind != schema.ForeignKey { // CREATE TABLE ... LIKE, MySQL manual 15.1.20.3
				twin := *c
				t.Constraints = append(t.Constraints, &twin)
			}
		}
	}
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

// takeOutput gives CREATE TABLE AS the columns of its query: plain references
// keep their type, NOT NULL and defaults are lost.
func (s *state) takeOutput(t *schema.Table, v *schema.View) {
	for _, out := range v.Columns {
		if out.Name == "*" {
			s.takeStar(t, out)
			continue
		}
		c := &schema.Column{Name: out.Name, Type: out.Type, Origin: t.Origin}
		for _, use := range out.From {
			t.From = append(t.From, use)
			if source := s.table(use.Table); source != nil && c.Type.IsZero() && source.Column(use.Column) != nil {
				c.Type = source.Column(use.Column).Type
			}
		}
		s.bindType(&c.Type)
		if column(t, c.Name) == nil {
			t.Columns = append(t.Columns, c)
		}
	}
}

func (s *state) takeStar(t *schema.Table, star schema.ViewColumn) {
	for _, use := range star.From {
		source := s.table(use.Table)
		if source == nil {
			continue
		}
		for _, c := range source.Columns {
			t.From = append(t.From, schema.ColumnUse{Table: source.Name, Column: c.Name})
			if column(t, c.Name) == nil {
				t.Columns = append(t.Columns, &schema.Column{Name: c.Name, Type: c.Type, Origin: t.Origin})
			}
		}
	}
}
