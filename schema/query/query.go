// Package query reads one DML statement: which columns it reads, writes and
// compares, which parameter reaches which column and through which SQL
// functions, and what its output columns are made of. It also resolves the
// columns of views and the bodies of SQL functions.
//
// PostgreSQL statements are read by PostgreSQL's own grammar (internal/pgtree);
// MySQL and SQLite, and what the grammar refuses (templates with holes, printf
// verbs), by our token reader (internal/dmlreader). Both produce the same tree,
// and one resolver walks it with the scoping rules of SQL.
package query

import "github.com/privet-dev/privet/schema"

// Op is what a statement does with a column.
type Op string

// The operations.
const (
	Read   Op = "read"   // in the output
	Write  Op = "write"  // INSERT, UPDATE SET, ON CONFLICT, MERGE
	Filter Op = "filter" // compared in WHERE, JOIN, HAVING, or sorted or grouped by
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
	Targets    []Target // the tables it changes, those of DML inside WITH included
	Accesses   []Access // in order of evaluation: sub-queries before what uses them
	Outputs    []Output // select list or RETURNING, in order; stars expanded where the model knows the table
	Calls      []string // functions it calls, lower case, without duplicates, in order
	Params     int      // number of positional parameters
	HasWhere   bool     // of the outermost statement
	Incomplete bool     // something was not resolved
	Degraded   bool     // read from tokens because the grammar refused it
}

// Target is a table that a statement changes.
type Target struct {
	Verb  string // INSERT, UPDATE, DELETE, MERGE, COPY
	Table schema.Name
}

// Access is one column a statement touches. A column of a view is reported as
// the base columns it is made of, where the model knows the view; the column "*"
// stands for all columns of a table the model does not know.
type Access struct {
	Table       schema.Name // as the model names it, else as written
	Column      string
	Op          Op
	Role        schema.UseRole     // Filter: FilterUse, JoinUse, GroupUse or OrderUse
	Param       Param              // the parameter that reaches the column, if any
	Literal     bool               // a constant reaches it
	Default     bool               // DEFAULT, NULL, or a function without arguments
	From        []schema.ColumnUse // Write: the columns the value is made of
	Via         []Func             // SQL functions between the parameter (or From) and the column, innermost first
	Around      []Func             // Filter: functions around the column itself, innermost first: lower(email) = $1
	Operator    string             // Filter: "=", "<>", "IN", "LIKE"
	Verify      bool               // Filter: a hash verification, password = crypt($1, password)
	Conditional bool               // Write: only in one branch of a CASE
	Offset      int                // byte offset of the column's mention in the statement
}

// Func is an SQL function on the way of a value, with the literal arguments
// that matter: crypt($1, gen_salt('bf', 8)) is {crypt ["gen_salt" "bf" "8"]}. A
// comparison on the way is a Func too, named by its operator: its result is a
// truth value, not the data.
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
