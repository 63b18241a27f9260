package schema

// View is a view or materialized view.
type View struct {
	Name            Name
	Materialized    bool
	Columns         []ViewColumn
	Uses            []ColumnUse // every column of a base table or view the query touches
	Tables          []Name      // every relation in the query
	SecurityInvoker Tri         // PostgreSQL security_invoker; MySQL SQL SECURITY INVOKER
	SecurityBarrier Tri
	CheckOption     string
	Definer         string // MySQL
	Owner           string
	Comment         *Text
	Query           string // as written
	Incomplete      bool   // something in the query was not resolved: Columns and Uses may miss some
	Origin          Origin
}

// ViewColumn is an output column of a view and the base columns it is made of.
type ViewColumn struct {
	Name string
	From []ColumnUse
	Via  []string // functions on the path, lower case: md5, left, coalesce
	Type TypeRef  // of a cast; zero where the statement alone does not tell
}

// ColumnUse is one use of a column by a view, function or query.
type ColumnUse struct {
	Table  Name
	Column string
	Role   UseRole
}

// UseRole says what a query does with a column.
type UseRole uint8

// The roles a column can play in a query.
const (
	OutputUse UseRole = iota
	FilterUse
	JoinUse
	GroupUse
	OrderUse
)

// Function is a function or procedure.
type Function struct {
	Name            Name
	Args            []Arg
	Returns         TypeRef
	Procedure       bool
	Language        string
	SecurityDefiner Tri // PostgreSQL: default no; MySQL: default yes
	Leakproof       bool
	SearchPath      []string // SET search_path on the function
	HasSearchPath   bool
	Owner           string
	Definer         string // MySQL
	Body            string
	BodySpan        Span
	Reads           []ColumnUse
	Writes          []ColumnUse
	Calls           []string
	Dynamic         bool // EXECUTE inside
	Comment         *Text
	Origin          Origin
}

// Arg is an argument of a function.
type Arg struct {
	Name string
	Mode string // in, out, inout, variadic, table
	Type TypeRef
}

// Signature returns the argument types that identify an overloaded function,
// joined by commas.
func (f *Function) Signature() string {
	s := ""
	for _, a := range f.Args {
		if a.Mode == "out" || a.Mode == "table" {
			continue
		}
		if s != "" {
			s += ","
		}
		s += a.Type.Base
	}
	return s
}
