// Package privilege computes the effective privileges of every role on every
// column of a model: not what one GRANT says, but what a role can do by all of
// them together.
//
// A right is reached in some way, and each way is a Right of its own with the
// Path that gives it:
//
//   - directly: a grant on the column, the table, or (MySQL) the database or
//     everything; ownership; superuser; a predefined role. It may come through
//     PUBLIC or through memberships that inherit, or need a SET ROLE first;
//   - through a view whose output shows the column, with the view owner's rights
//     unless it is security_invoker;
//   - through a SECURITY DEFINER function that reads the column;
//   - through a partitioned or inherited parent, or, the other way about, by
//     reading a partition itself, past the parent's row policies.
//
// Rows says what row-level security leaves of it. The rules are those of
// PostgreSQL (chapters 5.7 to 5.9, 21.3 and 41.5 of its manual, and the access
// checks in catalog/aclchk.c and rewrite/rowsecurity.c) and of MySQL's chapter
// "Access Control and Account Management".
package privilege

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// Rows says which rows of a table a role reads.
type Rows uint8

// The answers, widest first.
const (
	AllRows        Rows = iota
	RestrictedRows      // a row policy, or a function's body, decides
	NoRows              // no policy lets any row through
)

// String returns "all", "restricted" or "none".
func (r Rows) String() string { return [...]string{"all", "restricted", "none"}[r] }

// Right is one way in which a role reaches a column.
type Right struct {
	Role       string // schema.Public for everyone
	Privileges schema.Privilege
	Rows       Rows   // of SELECT; AllRows when Privileges has none
	SetRole    bool   // only after SET ROLE: no membership on the way inherits
	Path       []Step // from the role to the column
}

// Step is one link of the chain that gives a right.
type Step struct {
	Kind   StepKind
	Object string // the role, table, view, function or schema it is about
	Origin schema.Origin
}

// StepKind is the kind of a Step.
type StepKind string

// The kinds of steps; Object is what stands in brackets.
const (
	MemberStep     StepKind = "member"     // is a member (of the role), and inherits
	SetRoleStep    StepKind = "set role"   // may SET ROLE (to the role)
	PublicStep     StepKind = "public"     // everyone has it
	GrantStep      StepKind = "grant"      // GRANT on the table (table)
	ColumnStep     StepKind = "column"     // GRANT on the column (table.column)
	DefaultStep    StepKind = "default"    // ALTER DEFAULT PRIVILEGES at the table's creation (table)
	SchemaStep     StepKind = "schema"     // GRANT on all tables in a schema, or MySQL's db.* (schema)
	GlobalStep     StepKind = "global"     // MySQL's *.*
	OwnerStep      StepKind = "owner"      // owns it (table)
	SuperuserStep  StepKind = "superuser"  // (role)
	PredefinedStep StepKind = "predefined" // pg_read_all_data, pg_write_all_data (role)
	ViewStep       StepKind = "view"       // reads it through a view with its owner's rights (view)
	InvokerStep    StepKind = "invoker"    // reads it through a view with its own rights (view)
	FunctionStep   StepKind = "function"   // calls a SECURITY DEFINER function (function)
	ParentStep     StepKind = "parent"     // reads it through its parent (table)
	PartitionStep  StepKind = "partition"  // reads its part of the rows in a partition itself (table)
)

// Matrix answers who may do what. It is computed per column on demand and keeps
// no reference to what it returned; it is safe for concurrent use.
type Matrix struct {
	db    *schema.Database
	roles []string
	reach map[string][]holder
}

// Effective prepares the effective privileges of a database. View columns must
// have been resolved (schema/query) for views to count.
func Effective(db *schema.Database) *Matrix {
	m := &Matrix{db: db, reach: map[string][]holder{}}
	m.roles = mentioned(db)
	for _, role := range m.roles {
		m.reach[role] = m.closure(role)
	}
	return m
}

// Roles returns every role the database knows or mentions, in order of first
// mention, PUBLIC not among them.
func (m *Matrix) Roles() []string { return slices.Clone(m.roles) }

// Column returns every way in which a role, or PUBLIC, reaches a column: roles in
// the order of Roles with PUBLIC first, then direct ways before detours. It
// returns nil for a table or column that does not exist.
func (m *Matrix) Column(table schema.Name, column string) []Right {
	t := m.db.Table(table)
	if t == nil || t.Column(column) == nil {
		return nil
	}
	column = t.Column(column).Name
	var rights []Right
	for _, role := range append([]string{schema.Public}, m.roles...) {
		rights = append(rights, m.ways(role, t, column)...)
	}
	return rights
}

// Published returns the publications that ship a column to subscribers.
func (m *Matrix) Published(table schema.Name, column string) []*schema.Publication {
	t := m.db.Table(table)
	if t == nil {
		return nil
	}
	var list []*schema.Publication
	for _, p := range m.db.Publications {
		if ships(p, t, column) {
			list = append(list, p)
		}
	}
	return list
}

func ships(p *schema.Publication, t *schema.Table, column string) bool {
	if p.AllTables || slices.Contains(p.Schemas, home(t.Name)) {
		return true
	}
	return slices.ContainsFunc(p.Tables, func(x schema.PublishedTable) bool {
		return (x.Table == t.Name || slices.Contains(t.Parents, x.Table)) && (len(x.Columns) == 0 || slices.Contains(x.Columns, column))
	})
}

// home returns the schema of an object; one stated without is in PostgreSQL's
// public.
func home(n schema.Name) string {
	if n.Schema == "" {
		return "public"
	}
	return n.Schema
}

// mentioned returns the roles of a database in order of first mention.
func mentioned(db *schema.Database) []string {
	var roles []string
	seen := map[string]bool{schema.Public: true}
	add := func(name string) {
		if !seen[name] {
			seen[name] = true
			roles = append(roles, name)
		}
	}
	for _, r := range db.Roles {
		add(r.Name)
	}
	for _, m := range db.Memberships {
		add(m.Role)
		add(m.Member)
	}
	for _, g := range db.Grants {
		add(g.Grantee)
	}
	for _, t := range db.Tables {
		add(t.Owner)
	}
	for _, v := range db.Views {
		add(v.Owner)
	}
	for _, f := range db.Functions {
		add(f.Owner)
	}
	return slices.DeleteFunc(roles, func(r string) bool { return strings.HasPrefix(r, "pg_") })
}
