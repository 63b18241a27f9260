package schema

// TypeRef is a column's or argument's type.
type TypeRef struct {
	Raw       string   // as written, white space collapsed: "varchar(60)", "timestamp with time zone"
	Base      string   // lower-case base name without arguments: "varchar", "timestamptz", "int"
	Schema    string   // of a user-defined type that was stated with its schema
	Args      []string // "60"; "10","2"
	Array     bool
	Unsigned  bool
	Charset   string
	Collation string
	Enum      []string // labels of an inline ENUM/SET, or of the named enum type once replay resolved it
	Domain    *Type    // the domain the column is declared with, once replay resolved it
}

// IsZero reports whether no type was stated (SQLite allows that).
func (t TypeRef) IsZero() bool { return t.Raw == "" && t.Base == "" }

// Family groups base types that mean the same to privet.
type Family uint8

// The families of types.
const (
	OtherType Family = iota
	TextType
	IntegerType
	NumericType
	BooleanType
	DateType // a date, or a date with a time
	TimeType // a time of day, or an interval
	BinaryType
	JSONType // json, jsonb, hstore, xml
	InetType // inet, cidr, inet6
	UUIDType
	EnumType
	GeoType
)

// TypeKind tells the kinds of user-defined types apart.
type TypeKind uint8

// The kinds of user-defined types.
const (
	EnumKind TypeKind = iota
	DomainKind
	CompositeKind
	OtherKind
)

// Type is a user-defined type.
type Type struct {
	Name    Name
	Kind    TypeKind
	Labels  []string  // of an enum
	Base    TypeRef   // of a domain
	NotNull Tri       // of a domain
	Default *Expr     // of a domain
	Checks  []*Expr   // of a domain
	Attrs   []*Column // of a composite
	Owner   string
	Comment *Text
	Origin  Origin
}

// Expr is an SQL expression, kept as text with the few facts privet asks of it.
type Expr struct {
	Span
	Text    string   // as written
	Columns []string // column names it mentions, in order, without duplicates
	Funcs   []string // functions it calls, lower case, without schema
	Const   Tri      // Yes: always true, No: always false or null, Unsaid: depends on the row
	Literal *string  // the value, when the expression is one literal: 'x' -> x, 0 -> 0, NULL -> nil with IsNull
	IsNull  bool     // the expression is the literal NULL
	Values  []string // for a CHECK of the form col IN ('a','b') or col = 'a': the values
}

// Text is a comment with the place that stated it.
type Text struct {
	Text   string
	Origin Origin
}
