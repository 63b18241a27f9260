// Package query reads one DML statement: which columns it reads, writes and
// compares, which parameter reaches which column and through which SQL
// functions, and what its output columns are made of.
package query

import "github.com/privet-dev/privet/schema"

// Op is what a statement does with a column.
type Op string

// The operations.
const (
	Read   Op = "read"   // in the output
	Write  Op = "write"  // INSERT, UPDATE SET, ON CONFLICT, MERGE
	Filter Op = "filter" // compared in WHERE, JOIN, HAVING
)

// Param is a parameter of a statement: $3, the third ?, :name or @name. The zero
// Param is none.
type Param struct {
	Index int    // 1-based position among the arguments; 0 for named
	Name  string // without the leading sign
}

// Statement is what a DML statement does.
type Statement struct {
	Verb       string // SELECT, INSERT, UPDATE, DELETE, MERGE, COPY, CALL
	Tables     []schema.Name
	Accesses   []Access
	Outputs    []Output // select list or RETURNING, in order; stars expanded where the model knows the table
	Params     int      // number of positional parameters
	HasWhere   bool
	Incomplete bool // something was not resolved
	Degraded   bool // read from tokens because the grammar refused it
}

// Access is one column a statement touches.
type Access struct {
	Table    schema.Name
	Column   string
	Op       Op
	Param    Param  // the parameter that reaches the column, if any
	Literal  bool   // a constant reaches it
	Default  bool   // DEFAULT, NULL, or a function without arguments
	Via      []Func // SQL functions between the parameter and the column, innermost first
	Operator string // Filter: "=", "<>", "IN", "LIKE"
	Offset   int    // byte offset of the column's mention in the statement
}

// Func is an SQL function on the way of a value, with the literal arguments
// that matter: crypt($1, gen_salt('bf', 8)) is {crypt ["gen_salt" "bf" "8"]}.
type Func struct {
	Name string // lower case, without schema
	Args []string
}

// Output is one output column.
type Output struct {
	Name string
	From []schema.ColumnUse
	Via  []Func
}
