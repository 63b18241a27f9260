package schema

import "strings"

// TableKind tells the kinds of tables apart.
type TableKind uint8

// The kinds of tables.
const (
	BaseTable TableKind = iota
	PartitionedTable
	Partition
	ForeignTable
	TemporaryTable
	VirtualTable  // SQLite virtual tables
	GoModelTable  // no SQL schema: the table is known from a Go ORM model
	QueryOnlyName // known only because a query names it
)

// Table is a stored table.
type Table struct {
	Name        Name
	Prefix      string // the placeholder Name.Name begins with, which an installer replaces: PREFIX_, {{prefix}}, #__
	Kind        TableKind
	Columns     []*Column
	Constraints []*Constraint
	Indexes     []*Index
	Triggers    []*Trigger
	Policies    []*Policy
	RowSecurity Tri // ENABLE ROW LEVEL SECURITY
	ForceRLS    Tri // FORCE ROW LEVEL SECURITY
	Owner       string
	Comment     *Text
	LineComment *Text   // a "-- x" on the line of CREATE TABLE
	Labels      []Label // SECURITY LABEL
	Parents     []Name  // INHERITS, or the partitioned parent
	Options     map[string]string
	From        []ColumnUse // CREATE TABLE ... AS SELECT: columns it was filled from
	GoType      string      // GoModelTable: import path and name of the model
	Rows        *Rows       // rows among the sources, or nil
	Renames     []Rename    // oldest first
	Origin      Origin
}

// Column is a column of a table.
type Column struct {
	Name        string
	Type        TypeRef
	NotNull     Tri
	Default     *Expr
	Generated   *Expr // generation expression of a computed column
	Identity    bool  // identity, serial or AUTO_INCREMENT
	Comment     *Text // COMMENT ON COLUMN, or COMMENT '...'
	LineComment *Text // a "-- x" behind the column on its line
	Labels      []Label
	Invisible   bool
	Values      *Values  // what its values look like, or nil where no row was seen
	Keys        []Key    // fields inside its values, by name
	Renames     []Rename // oldest first
	Origin      Origin   // the span is the column's name
}

// Mandatory reports whether a row cannot be stored without a value for the
// column: NOT NULL, no default, not generated, not an identity. NOT NULL DEFAULT
// ” (an old MySQL habit) counts as optional.
func (c *Column) Mandatory() bool {
	notNull := c.NotNull == Yes || c.Type.Domain != nil && c.Type.Domain.NotNull == Yes
	return notNull && c.Default == nil && c.Generated == nil && !c.Identity
}

// Rename is one step in an object's history: its former name and where it was
// given up.
type Rename struct {
	From   string
	Origin Origin
}

// Label is a SECURITY LABEL: the provider (anon, pgsodium) and its text.
type Label struct {
	Provider, Text string
	Origin         Origin
}

// ConstraintKind tells constraints apart.
type ConstraintKind uint8

// The kinds of constraints.
const (
	PrimaryKey ConstraintKind = iota
	ForeignKey
	UniqueKey
	CheckConstraint
	Exclusion
)

// Constraint is a table or column constraint.
type Constraint struct {
	Name       string
	Kind       ConstraintKind
	Columns    []string
	RefTable   Name     // ForeignKey
	RefColumns []string // ForeignKey; empty: the referenced table's primary key
	OnDelete   Action   // ForeignKey
	OnUpdate   Action   // ForeignKey
	Expr       *Expr    // CheckConstraint
	UsingIndex string   // ADD PRIMARY KEY USING INDEX
	Origin     Origin
}

// Action is what a foreign key does when the referenced row goes.
type Action uint8

// The actions; NoAction is the default of every dialect.
const (
	NoAction Action = iota
	Restrict
	Cascade
	SetNull
	SetDefault
)

// Index is an index; unique constraints are Constraints.
type Index struct {
	Name    string
	Table   Name
	Columns []string // plain columns; expression parts are left out
	Exprs   []*Expr  // expression parts
	Unique  bool
	Where   *Expr
	Origin  Origin
}

// Trigger is a trigger on a table.
type Trigger struct {
	Name    string
	Table   Name
	When    string // BEFORE, AFTER, INSTEAD OF
	Events  []string
	Func    Name
	Body    string // MySQL and SQLite: the inline body
	Definer string
	Origin  Origin
}

// Column returns the column of that name, compared without regard to case, or
// nil.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	for _, c := range t.Columns {
		if strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return nil
}

// PrimaryKeyColumns returns the names of the primary key's columns, or nil.
func (t *Table) PrimaryKeyColumns() []string {
	for _, c := range t.Constraints {
		if c.Kind == PrimaryKey {
			return c.Columns
		}
	}
	return nil
}

// ForeignKeys returns the table's foreign keys in order of statement.
func (t *Table) ForeignKeys() []*Constraint {
	var fks []*Constraint
	for _, c := range t.Constraints {
		if c.Kind == ForeignKey {
			fks = append(fks, c)
		}
	}
	return fks
}

// ChecksOn returns the CHECK constraints that mention the column.
func (t *Table) ChecksOn(column string) []*Constraint {
	var cs []*Constraint
	for _, c := range t.Constraints {
		if c.Kind != CheckConstraint || c.Expr == nil {
			continue
		}
		for _, name := range c.Expr.Columns {
			if strings.EqualFold(name, column) {
				cs = append(cs, c)
				break
			}
		}
	}
	return cs
}
