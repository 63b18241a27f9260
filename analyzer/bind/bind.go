// Package bind knows how Go libraries talk to databases: which call runs which
// SQL, which argument becomes which column, and which variable a column is read
// into. One file a library. It sees Go through small interfaces (Value, Call)
// that the flow engine implements, and knows nothing of how values are
// followed.
package bind

import (
	"cmp"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/load"
	"github.com/privet-dev/privet/schema/query"
)

// Value is a Go value as the flow engine sees it at one point of a function.
type Value interface {
	// Type is the value's static type, looking through conversions to interfaces.
	Type() types.Type
	// Strings returns what a string value may be; nil when nothing is known.
	Strings() []Template
	// Number returns the whole number that a constant is, 1 for true and 0 for false.
	Number() (int64, bool)
	// Param reports whether the value is, or is part of, a parameter: a caller
	// may know more of it.
	Param() bool
	// Call returns the call that made the value, or nil.
	Call() Call
	// Elems returns the elements of a slice built here, in order.
	Elems() ([]Value, bool)
	// Most returns the elements of a slice that is added to under conditions, as if all
	// of them held; nil where they are not known, or Elems knows them.
	Most() []Value
	// Entries returns the constant keys and the values of a map built here.
	Entries() []Entry
	// Field returns what a field of the struct the value is, or points to, holds.
	Field(name string) Value
	// Given is what a literal of the struct the value is gives a field, as it is written
	// there; nil where it is set otherwise, or more than once.
	Given(name string) Value
	// Elem returns an element of a slice the value is, or points to.
	Elem() Value
	// Key returns what a map the value is holds at a constant key.
	Key(key string) Value
	// At returns element i of a slice, for as far as elements are told apart.
	At(i int) Value
	// Filled reports whether anything but a zero value is known to be in it.
	Filled() bool
	// Spread reports whether the value is a slice handed over as f(values...)
	// whose elements are not known one by one.
	Spread() bool
	// ConstMethod returns the constant string that a method of the value's type
	// returns: TableName. It is "" when there is no such method.
	ConstMethod(name string) string
	// Tag is the tag of the struct field the value was loaded from, or "".
	Tag() reflect.StructTag
	// Name is what the variable or field is called that the value was loaded from,
	// or "".
	Name() string
	// Within is the value that this one is embedded in, through which a method of it
	// was called; nil when it is not.
	Within() Value
	// As is a value of a type of which no more is known, in the module the value is of.
	As(t types.Type) Value
}

// Entry is one entry of a map literal.
type Entry struct {
	Key   string
	Value Value
}

// Call is one call of a library function.
type Call interface {
	// Callee is the function as go doc writes it, without major versions.
	Callee() string
	// Func is the callee's declaration; nil for function values.
	Func() *types.Func
	// Result returns the call's i-th result, or nil.
	Result(i int) Value
	// Args returns the arguments, a method's receiver first, the elements of a
	// variadic argument one by one where they are known.
	Args() []Value
}

// Access is one column a call touches. Exactly one of Value and Dest is set,
// unless nothing of the value is known.
type Access struct {
	Op       query.Op
	Target   usage.ColumnRef
	Value    Value // written or compared with
	Dest     Value // read into: a pointer, or a field's value
	Via      []query.Func
	Literal  bool   // a constant in the SQL text
	Operator string // Filter
	Whole    bool   // Read: into a field of a struct read as a whole, of use only where the code uses the field
}

// Binding is what a call does with columns.
type Binding struct {
	Verb       string
	Tables     []schema.Name
	Accesses   []Access
	Conditions []string // columns in the WHERE clause
	Hooks      []string // methods of Subject the library calls before writing
	HooksFor   string   // the type by which a hook knows what it is called for; "" where it is not told
	Subject    Value    // the model written
	Sets       []Entry  // fields, by name or column, that a hook's receiver gets
	Row        Value    // what a call makes and returns a row in, of which it fills what Accesses read alone
	Defer      bool     // only the caller knows the statement, or the model's type
	Instead    *Instead // Defer: the call to complete, where it is not the call itself
}

// Instead is the call that a deferred call amounts to: running a statement that
// was prepared from a parameter is running that parameter.
type Instead struct {
	Callee string
	Args   []Value
}

// Binder binds the calls of one module. Once it is set up (Setup, Configure,
// ReadSchemas, EntHook), it is safe for concurrent use.
type Binder struct {
	locate    func(token.Pos) schema.Span
	databases []*schema.Database
	queries   map[string]load.NamedQuery

	mu     sync.Mutex // guards what is found out once, and depends on the key alone
	parsed map[string]*query.Statement
	models map[string]*usage.Model
	ent    map[*types.Func]handler

	entHooks map[string]bool // fields that a hook sets: see entField
	gorm     naming
	beego    naming
	xorm     naming
}

// New makes a Binder for code that uses these databases and query files; locate
// tells where a declaration stands.
func New(dbs []*schema.Database, files []load.QueryFile, locate func(token.Pos) schema.Span) *Binder {
	b := &Binder{locate: locate, databases: dbs, queries: map[string]load.NamedQuery{}, parsed: map[string]*query.Statement{}, models: map[string]*usage.Model{}, ent: map[*types.Func]handler{}, entHooks: map[string]bool{}}
	for _, f := range files {
		for _, q := range f.Queries {
			if _, dup := b.queries[q.Name]; !dup {
				b.queries[q.Name] = q
			}
		}
	}
	return b
}

// Connections are the types through which libraries run statements, as in
// callees. An interface that one of them implements stands for it.
var Connections = []string{"(*database/sql.DB)", "(*database/sql.Tx)", "(*github.com/jmoiron/sqlx.DB)", "(*github.com/jmoiron/sqlx.Tx)",
	"(*github.com/jackc/pgx.Conn)", "(*github.com/jackc/pgx/pgxpool.Pool)", "(github.com/jackc/pgx.Tx)", "(github.com/jackc/pgx.Row)", "(github.com/jackc/pgx.Rows)",
	"(*database/sql.Row)", "(*database/sql.Rows)", "(*gorm.io/gorm.DB)", "(*github.com/jinzhu/gorm.DB)"}

// Bind says what a call does with columns; ok is false for calls that are no
// business of a database.
func (b *Binder) Bind(c Call) (Binding, bool) {
	h := b.handler(c.Callee(), c.Func())
	if h == nil {
		return Binding{}, false
	}
	return h(b, c)
}

// Models returns the Go structs seen mapped to tables, in order of position.
func (b *Binder) Models() []usage.Model {
	out := make([]usage.Model, 0, len(b.models))
	for _, key := range slices.Sorted(maps.Keys(b.models)) {
		out = append(out, *b.models[key])
	}
	slices.SortStableFunc(out, func(x, y usage.Model) int {
		return cmp.Or(strings.Compare(x.Span.File, y.Span.File), cmp.Compare(x.Span.Offset, y.Span.Offset))
	})
	return out
}

// keep keeps what was found out under a key, and returns what was kept there before.
func keep[K comparable, V any](b *Binder, known map[K]V, k K, v V) V {
	b.mu.Lock()
	defer b.mu.Unlock()
	if have, ok := known[k]; ok {
		return have
	}
	known[k] = v
	return v
}

// kept returns what is kept under a key.
func kept[K comparable, V any](b *Binder, known map[K]V, k K) (V, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v, ok := known[k]
	return v, ok
}
