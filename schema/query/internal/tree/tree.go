// Package tree is the neutral syntax tree of one DML statement: what both
// readers (pgtree from PostgreSQL's own grammar, dmlreader from tokens) produce
// and package query resolves.
//
// It keeps what decides where data goes and drops the rest: casts and
// collations vanish, DISTINCT, LIMIT and frames survive only as expressions that
// may mention parameters or columns. Offsets are bytes in the text that was
// read; -1 is "nowhere".
package tree

import "github.com/privet-dev/privet/schema"

// Verb is what a statement does.
type Verb string

// The verbs.
const (
	Select Verb = "SELECT"
	Insert Verb = "INSERT"
	Update Verb = "UPDATE"
	Delete Verb = "DELETE"
	Merge  Verb = "MERGE"
	Copy   Verb = "COPY"
	Call   Verb = "CALL"
)

// Stmt is a statement or sub-query. Which fields are set depends on Verb;
// VALUES lists and set operations are SELECTs.
type Stmt struct {
	Verb Verb
	With []CTE

	// SELECT, and RETURNING of the others.
	Items []Item
	From  []*Source // UPDATE ... FROM and DELETE ... USING as well
	Where *Expr
	Group []*Expr
	Order []*Expr
	Rest  []*Expr // HAVING, LIMIT, window definitions: evaluated, no part of the output

	Values      [][]*Expr // VALUES rows
	Left, Right *Stmt     // a set operation

	// The changing verbs.
	Target   *Source   // the table changed; MySQL's UPDATE of several tables: a join
	Also     []*Source // further tables of MySQL's DELETE a, b
	Columns  []Column  // INSERT and COPY column list
	Query    *Stmt     // the rows: VALUES or SELECT
	Set      []Assign  // UPDATE SET, INSERT SET
	Conflict *Conflict // ON CONFLICT, ON DUPLICATE KEY UPDATE
	RowAlias string    // MySQL 8: VALUES (...) AS new
	Actions  []Action  // WHEN clauses of MERGE
	Call     *Expr     // CALL
}

// CTE is one WITH query.
type CTE struct {
	Name      string
	Columns   []string
	Query     *Stmt
	Recursive bool
}

// Item is one entry of a select list.
type Item struct {
	Expr  *Expr
	Alias string
}

// Column is a column named in a column list; Table is its qualifier in MySQL's
// UPDATE of several tables.
type Column struct {
	Table  string
	Name   string
	Offset int
}

// Assign is SET columns = value. With several columns, Value is a row or a
// sub-query with as many outputs.
type Assign struct {
	Columns []Column
	Value   *Expr
}

// Conflict is the update half of an upsert.
type Conflict struct {
	Set   []Assign
	Where *Expr
}

// Action is a WHEN clause of MERGE: an UPDATE (Set) or an INSERT (Columns and
// Values).
type Action struct {
	Delete  bool
	Cond    *Expr
	Set     []Assign
	Columns []Column
	Values  []*Expr
	Insert  bool
}

// Source is an entry of FROM: exactly one of Table, Query, Func and Join is set.
type Source struct {
	Table   schema.Name
	Query   *Stmt
	Func    *Expr
	Join    *Join
	Alias   string
	Columns []string // column aliases
	Lateral bool
	Offset  int
}

// Join is a join of two sources. In a comma list every source stands alone.
type Join struct {
	Left, Right *Source
	On          *Expr
	Using       []string
	Natural     bool
}

// Kind tells expressions apart.
type Kind uint8

// The kinds of expressions.
const (
	Unknown    Kind = iota // not understood: a template hole, an unread construct
	ColumnRef              // Path: [[schema] table] column
	Star                   // Path: [[schema] table]
	Param                  // Index or Text (name)
	Literal                // Text
	Null                   // NULL
	Default                // DEFAULT
	Func                   // Text, Args; Extra: FILTER, OVER, ORDER BY
	Op                     // Text, Args: a value made of its operands (||, +, ->>)
	Compare                // Text, Args[0] against Args[1:]: a truth value
	Logic                  // AND, OR, NOT over Args
	Case                   // Args: the results; Extra: the conditions
	Choice                 // a value that is one of Args: COALESCE, GREATEST
	List                   // a row, an array, a parenthesised list
	SubQuery               // Query as a value
	Exists                 // Query as a truth value
	ValuesFunc             // MySQL VALUES(col) in ON DUPLICATE KEY UPDATE: Path
)

// Expr is an expression.
type Expr struct {
	Kind   Kind
	Text   string // operator, function name (lower case, without schema), literal, parameter name
	Path   []string
	Index  int // Param: 1-based, 0 for a named one
	Args   []*Expr
	Extra  []*Expr
	Query  *Stmt
	Offset int
}
