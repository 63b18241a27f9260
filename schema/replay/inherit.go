package replay

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// takeParents gives a new table the columns and checks of its parents, and a
// partition all their constraints (PostgreSQL manual, 5.10 and 5.11).
func (s *state) takeParents(t *schema.Table) {
	for i, n := range t.Parents {
		parent := s.table(n)
		if parent == nil {
			s.unknown("table", n, t.Origin)
			continue
		}
		t.Parents[i] = parent.Name
		for _, c := range parent.Columns {
			s.inherit(t, c)
		}
		for _, c := range parent.Constraints {
			if t.Kind == schema.Partition || c.Kind == schema.CheckConstraint {
				twin := *c
				t.Constraints = append(t.Constraints, &twin)
			}
		}
	}
}

// inherit gives a table a parent's column, merged with one it has.
func (s *state) inherit(t *schema.Table, c *schema.Column) {
	if own := column(t, c.Name); own != nil {
		if c.NotNull == schema.Yes {
			own.NotNull = schema.Yes
		}
		return
	}
	twin := copyOf(c)
	if t.Kind != schema.Partition {
		twin.Identity = false
	}
	s.inherited[twin] = true
	t.Columns = append(t.Columns, twin)
}

// children returns the tables that name the table as a parent.
func (s *state) children(t *schema.Table) []*schema.Table {
	var list []*schema.Table
	for _, c := range s.db.Tables {
		if c != t && slices.Contains(c.Parents, t.Name) {
			list = append(list, c)
		}
	}
	return list
}

// family returns a table and, unless only, all that descend from it, each once
// however the parents circle.
func (s *state) family(t *schema.Table, only bool) []*schema.Table {
	list := []*schema.Table{t}
	for i := 0; i < len(list) && !only; i++ {
		for _, c := range s.children(list[i]) {
			if !slices.Contains(list, c) {
				list = append(list, c)
			}
		}
	}
	return list
}

func (s *state) setParent(x schema.SetParent) {
	t, parent := s.table(x.Table), s.table(x.Parent)
	if t == nil || parent == nil {
		missing := x.Table
		if t != nil {
			missing = x.Parent
		}
		s.unknown("table", missing, x.Origin)
		return
	}
	if x.Detach {
		t.Parents = slices.DeleteFunc(t.Parents, func(n schema.Name) bool { return n == parent.Name })
		if t.Kind == schema.Partition {
			t.Kind = schema.BaseTable
		}
	} else if !slices.Contains(t.Parents, parent.Name) {
		t.Parents = append(t.Parents, parent.Name)
		if x.Partition && t.Kind != schema.PartitionedTable {
			t.Kind = schema.Partition
		}
	}
	for _, c := range t.Columns {
		if x.Partition && column(parent, c.Name) != nil {
			s.inherited[c] = !x.Detach
		}
	}
}
