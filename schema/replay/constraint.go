package replay

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

func (s *state) applyConstraint(op schema.Op) bool {
	switch x := op.(type) {
	case schema.AddConstraint:
		s.addConstraint(x)
	case schema.DropConstraint:
		s.dropConstraint(x)
	case schema.RenameConstraint:
		if t := s.table(x.Table); t != nil {
			for _, c := range t.Constraints {
				if c.Name == x.From {
					c.Name = x.To
				}
			}
		}
	case schema.CreateIndex:
		s.createIndex(x.Index)
	case schema.DropIndex:
		s.eachIndex(x.Table, x.Name, func(t *schema.Table, i int) { t.Indexes = slices.Delete(t.Indexes, i, i+1) })
	case schema.RenameIndex:
		s.eachIndex(x.Table, x.Name, func(t *schema.Table, i int) { t.Indexes[i].Name = x.To })
	default:
		return false
	}
	return true
}

func (s *state) addConstraint(x schema.AddConstraint) {
	t := s.table(x.Table)
	if t == nil {
		s.unknown("table", x.Table, x.Constraint.Origin)
		return
	}
	for i, member := range s.family(t, x.Only) {
		c := *x.Constraint
		if i > 0 && c.Kind != schema.CheckConstraint && member.Kind != schema.Partition {
			s.requireKey(member, &c)
			continue
		}
		c.Columns = slices.Clone(c.Columns)
		s.settle(member, &c)
		member.Constraints = append(member.Constraints, &c)
	}
}

// nameConstraints settles the constraints a table was created with.
func (s *state) nameConstraints(t *schema.Table) {
	for _, c := range t.Constraints {
		s.settle(t, c)
	}
	for _, i := range t.Indexes {
		s.nameIndex(t, i)
	}
}

// settle gives a constraint its full names, its server-made name, and applies
// that a primary key makes its columns NOT NULL. SQLite's does not ("NULL values
// are allowed", https://sqlite.org/lang_createtable.html#the_primary_key).
func (s *state) settle(t *schema.Table, c *schema.Constraint) {
	if c.Kind == schema.ForeignKey {
		c.RefTable, _ = s.relation(c.RefTable)
	}
	if c.UsingIndex != "" && len(c.Columns) == 0 {
		for _, i := range t.Indexes {
			if i.Name == c.UsingIndex {
				c.Columns = i.Columns
			}
		}
		t.Indexes = slices.DeleteFunc(t.Indexes, func(i *schema.Index) bool { return i.Name == c.UsingIndex }) // it is the constraint's now
		if c.Name == "" {
			c.Name = c.UsingIndex
		}
	}
	if s.dialect == schema.PostgreSQL && c.Name == "" {
		c.Name = serverName(t, c)
	}
	s.requireKey(t, c)
}

func (s *state) requireKey(t *schema.Table, c *schema.Constraint) {
	if c.Kind != schema.PrimaryKey || s.dialect == schema.SQLite {
		return
	}
	for _, name := range c.Columns {
		if column := t.Column(name); column != nil {
			column.NotNull = schema.Yes
		}
	}
}

// suffixes of the names PostgreSQL gives to unnamed constraints (ChooseConstraintName
// in catalog/pg_constraint.c).
var suffixes = map[schema.ConstraintKind]string{
	schema.PrimaryKey: "pkey", schema.ForeignKey: "fkey", schema.UniqueKey: "key", schema.CheckConstraint: "check", schema.Exclusion: "excl",
}

func serverName(t *schema.Table, c *schema.Constraint) string {
	parts := []string{t.Name.Name}
	if c.Kind != schema.PrimaryKey && (c.Kind != schema.CheckConstraint || len(c.Columns) == 1) {
		parts = append(parts, c.Columns...)
	}
	base := strings.Join(append(parts, suffixes[c.Kind]), "_")
	name := base
	for n := '1'; n <= '9' && slices.ContainsFunc(t.Constraints, func(o *schema.Constraint) bool { return o != c && o.Name == name }); n++ {
		name = base + string(n)
	}
	return name
}

func (s *state) dropConstraint(x schema.DropConstraint) {
	t := s.table(x.Table)
	if t == nil {
		if !x.IfExists {
			s.unknown("table", x.Table, x.Origin)
		}
		return
	}
	for _, member := range s.family(t, false) {
		member.Constraints = slices.DeleteFunc(member.Constraints, func(c *schema.Constraint) bool {
			if x.Kind != nil {
				return c.Kind == *x.Kind && (x.Name == "" || strings.EqualFold(c.Name, x.Name))
			}
			return x.Name != "" && strings.EqualFold(c.Name, x.Name)
		})
	}
	if s.dialect == schema.MySQL && x.Kind == nil { // a unique index is a constraint too
		t.Indexes = slices.DeleteFunc(t.Indexes, func(i *schema.Index) bool { return i.Unique && x.Name != "" && strings.EqualFold(i.Name, x.Name) })
	}
}

func (s *state) createIndex(i *schema.Index) {
	t := s.table(i.Table)
	if t == nil {
		if s.view(i.Table) == nil { // a materialized view may have indexes
			s.unknown("table", i.Table, i.Origin)
		}
		return
	}
	i.Table = t.Name
	s.nameIndex(t, i)
	t.Indexes = append(t.Indexes, i)
}

// nameIndex gives an index without a name the one MySQL makes: that of its first
// column, numbered from 2 where it is taken (MySQL manual, CREATE TABLE).
func (s *state) nameIndex(t *schema.Table, i *schema.Index) {
	if s.dialect != schema.MySQL || i.Name != "" || len(i.Columns) == 0 {
		return
	}
	i.Name = i.Columns[0]
	for n := 2; slices.ContainsFunc(t.Indexes, func(o *schema.Index) bool { return o != i && strings.EqualFold(o.Name, i.Name) }); n++ {
		i.Name = fmt.Sprintf("%s_%d", i.Columns[0], n)
	}
}

// eachIndex calls do for the index of that name: of the table, or of any table in
// the dialects where an index has a schema's name space.
func (s *state) eachIndex(table *schema.Name, name schema.Name, do func(*schema.Table, int)) {
	for _, t := range s.db.Tables {
		if table != nil && s.table(*table) != t {
			continue
		}
		if table == nil && name.Schema != "" && !s.in(t.Name, name.Schema) {
			continue
		}
		i := slices.IndexFunc(t.Indexes, func(i *schema.Index) bool { return strings.EqualFold(i.Name, name.Name) })
		if i >= 0 {
			do(t, i)
			return
		}
		if table != nil { // MySQL's DROP INDEX of a unique key
			t.Constraints = slices.DeleteFunc(t.Constraints, func(c *schema.Constraint) bool {
				return c.Kind == schema.UniqueKey && strings.EqualFold(c.Name, name.Name)
			})
		}
	}
}
