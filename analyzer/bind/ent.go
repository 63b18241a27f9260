package bind

import (
	"go/constant"
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// ent (https://entgo.io) generates, for a schema type User, a package with the
// types User, UserCreate, UserUpdate, UserQuery, UserClient and UserMutation, and
// below it a package user with the constants Table and FieldEmail. The generated
// code is recognised by that shape: its import path is the project's own.

// entity is one type of an ent schema, as generated.
type entity struct {
	name   string
	typ    *types.Named   // the generated struct
	consts *types.Package // with Table and FieldX
}

// entityOf finds the entity called name generated into a package.
func entityOf(pkg *types.Package, name string) (entity, bool) {
	if pkg == nil || name == "" {
		return entity{}, false
	}
	obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return entity{}, false
	}
	n, ok := obj.Type().(*types.Named)
	if !ok || pkg.Scope().Lookup(name+"Mutation") == nil {
		return entity{}, false
	}
	for _, imp := range pkg.Imports() {
		if imp.Path() == pkg.Path()+"/"+strings.ToLower(name) && constText(imp, "Table") != "" {
			return entity{name, n, imp}, true
		}
	}
	return entity{}, false
}

func constText(pkg *types.Package, name string) string {
	c, ok := pkg.Scope().Lookup(name).(*types.Const)
	if !ok || c.Val().Kind() != constant.String {
		return ""
	}
	return constant.StringVal(c.Val())
}

// column is the column of a field of the entity, "" when it has none.
func (e entity) column(field string) string { return constText(e.consts, "Field"+field) }

func (e entity) table() schema.Name { return schema.Name{Name: constText(e.consts, "Table")} }

// entKinds are the types of an entity's builders behind its name.
var entKinds = []string{"UpdateOne", "DeleteOne", "CreateBulk", "Create", "Update", "Delete", "Query", "Client", "Mutation", "Select", "GroupBy", "UpsertOne", "UpsertBulk", "Upsert"}

// entBuilder splits the receiver of a generated method: the entity and the kind
// of builder.
func entBuilder(fn *types.Func) (e entity, kind string, ok bool) {
	recv := fn.Signature().Recv()
	if recv == nil {
		return entity{}, "", false
	}
	n := namedType(recv.Type())
	if n == nil {
		return entity{}, "", false
	}
	for _, k := range entKinds {
		if name, is := strings.CutSuffix(n.Obj().Name(), k); is {
			e, ok = entityOf(n.Obj().Pkg(), name)
			return e, k, ok
		}
	}
	return entity{}, "", false
}

// entHandler recognises a function that ent or gorm/gen generated.
func (b *Binder) entHandler(fn *types.Func) handler {
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	if h, ok := kept(b, b.ent, fn); ok {
		return h
	}
	h := entShape(fn)
	if h == nil {
		h = genShape(fn)
	}
	return keep(b, b.ent, fn, h)
}

func entShape(fn *types.Func) handler {
	e, kind, ok := entBuilder(fn)
	if !ok {
		return entSelector(fn)
	}
	name := strings.TrimSuffix(fn.Name(), "X")
	switch kind {
	case "Create", "Update", "UpdateOne", "Mutation", "Upsert", "UpsertOne", "UpsertBulk":
		field, set := strings.CutPrefix(fn.Name(), "Set")
		field, _ = strings.CutPrefix(field, "Nillable")
		if set && e.column(field) != "" {
			return entSet(e, field, kind)
		}
		if name == "SetInput" {
			return entSetInput(e)
		}
		if name == "Save" && kind != "Update" { // which returns how many rows there were
			return entSaved(e)
		}
	case "CreateBulk":
		if name == "Save" {
			return entSaved(e)
		}
	case "Query":
		switch name {
		case "All", "Only", "First":
			return entRead(e)
		case "Where":
			return entWhere(e)
		}
	case "Client":
		switch name {
		case "Get":
			return entRead(e)
		case "DeleteOne", "DeleteOneID":
			return entDelete(e, "id")
		}
	case "Delete":
		if name == "Exec" {
			return entDelete(e, "")
		}
		if name == "Where" {
			return entWhere(e)
		}
	case "Select", "GroupBy":
		return entSelected(name)
	}
	return nil
}

// EntFills reports whether ent generated a function and a struct type of its package,
// named with its import path, is an entity: what that code puts into entities is what
// builders were given and what rows hold, which is bound where it is given and read.
func EntFills(fn *types.Func, owner string) bool {
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() == nil {
		return false
	}
	name, ok := strings.CutPrefix(owner, fn.Pkg().Path()+".")
	if !ok {
		return false
	}
	if _, ok := entityOf(fn.Pkg(), name); !ok {
		return false
	}
	n := namedType(fn.Signature().Recv().Type())
	return n != nil && strings.HasPrefix(n.Obj().Name(), name) // User, UserCreate, UserCreateBulk, UserQuery
}

// entSet binds a setter. Of what an upsert sets when there is a row already no hook is told.
func entSet(e entity, field, kind string) handler {
	hooked := kind == "Create" || kind == "Update" || kind == "UpdateOne"
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if len(args) < 2 {
			return Binding{}, false
		}
		m := b.entModel(e)
		col := e.column(field)
		if hooked && b.entHooked(e, field) {
			return Binding{}, false // followed into the mutation, where the hook finds it
		}
		return Binding{Verb: "INSERT", Tables: []schema.Name{m.Table}, Accesses: []Access{{Op: query.Write, Target: usage.ColumnRef{Table: m.Table, Column: col}, Value: args[1]}}}, true
	}
}

// entRead labels the entities that a query returns.
func entRead(e entity) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		m := b.entModel(e)
		out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
		var only func(column, name string) bool
		edges := false
		if args := c.Args(); len(args) > 0 {
			chain(args[0], func(method string, args []Value) bool {
				switch method {
				case "Where":
					out.Conditions = append(out.Conditions, entConditions(e, args[1:])...)
				case "Select":
					only = named(words(args[1:]))
				}
				edges = edges || strings.HasPrefix(method, "With")
				return true
			})
		}
		if v := c.Result(0); v != nil && only != nil && !edges {
			out.Row = rowOf(v)
		}
		return e.filling(out, m.Table, c.Result(0), only), true
	}
}

// filling adds the reads of the columns of entities that a call returns.
func (e entity) filling(out Binding, table schema.Name, v Value, only func(column, name string) bool) Binding {
	if v == nil {
		return out
	}
	v = rowOf(v)
	for _, f := range fieldsOf(v.Type()) {
		if col := e.column(f.v.Name()); col != "" && (only == nil || only(col, f.v.Name())) {
			out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: usage.ColumnRef{Table: table, Column: col}, Dest: f.from(v), Whole: true})
		}
	}
	return out
}

// entWhere binds predicates: user.EmailEQ(v), user.Email(v).
func entWhere(e entity) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		m := b.entModel(e)
		out := Binding{Tables: []schema.Name{m.Table}}
		for _, p := range e.joined(c.Args()[1:], 0) {
			if col, op, v := e.predicate(p); col != "" {
				out.filter(m.Table, col, op, v)
			}
		}
		return out, true
	}
}

// joined are the predicates of a list, those within user.And(...) and user.Or(...) too.
func (e entity) joined(list []Value, depth int) []Value {
	var out []Value
	for _, p := range list {
		if p != nil && p.Call() != nil && depth < maxEmbedding {
			if fn := p.Call().Func(); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == e.consts.Path() && (fn.Name() == "And" || fn.Name() == "Or") {
				out = append(out, e.joined(p.Call().Args(), depth+1)...)
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// predicate reads a generated predicate: its column, operator and operand.
func (e entity) predicate(p Value) (column, operator string, operand Value) {
	if p == nil || p.Call() == nil {
		return "", "", nil
	}
	c := p.Call()
	fn := c.Func()
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != e.consts.Path() || len(c.Args()) == 0 {
		return "", "", nil
	}
	name := fn.Name()
	if col := e.column(name); col != "" {
		return col, "=", c.Args()[0]
	}
	for suffix, op := range entOperators {
		if field, ok := strings.CutSuffix(name, suffix); ok && e.column(field) != "" {
			return e.column(field), op, c.Args()[0]
		}
	}
	return "", "", nil
}

var entOperators = map[string]string{"EQ": "=", "NEQ": "<>", "In": "IN", "NotIn": "NOT IN", "GT": ">", "GTE": ">=", "LT": "<", "LTE": "<=",
	"Contains": "LIKE", "HasPrefix": "LIKE", "HasSuffix": "LIKE", "EqualFold": "=", "ContainsFold": "LIKE"}

func entConditions(e entity, predicates []Value) []string {
	var out []string
	for _, p := range e.joined(predicates, 0) {
		if col, _, _ := e.predicate(p); col != "" {
			out = append(out, col)
		}
	}
	return out
}

func entDelete(e entity, key string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		out := Binding{Verb: "DELETE", Tables: []schema.Name{b.entModel(e).Table}}
		if key != "" {
			out.Conditions = []string{key}
		}
		chain(c.Args()[0], func(method string, args []Value) bool {
			if method == "Where" {
				out.Conditions = append(out.Conditions, entConditions(e, args[1:])...)
			}
			return true
		})
		return out, true
	}
}

// entModel registers the generated struct, unless the schema's source was read.
func (b *Binder) entModel(e entity) *usage.Model {
	key := "ent " + e.typ.Obj().Pkg().Path() + "." + e.name
	if m, ok := kept(b, b.models, key); ok {
		return b.renamed(m, e.table())
	}
	m := &usage.Model{Library: "ent", Package: e.typ.Obj().Pkg().Path(), Type: e.name, Table: e.table(), Span: b.locate(e.typ.Obj().Pos()), Migrates: true}
	for _, f := range fieldsOf(e.typ) {
		col := e.column(f.v.Name())
		if col == "" {
			continue
		}
		m.Fields = append(m.Fields, usage.ModelField{Name: f.v.Name(), Column: col, GoType: f.v.Type().String(), Span: b.locate(f.v.Pos()),
			Tags: map[string]string{"json": f.tag.Get("json")}, JSONName: jsonName(f), PrimaryKey: f.v.Name() == "ID"})
	}
	return keep(b, b.models, key, m)
}

// renamed gives a model that was read from its schema the table that the generated
// code names.
func (b *Binder) renamed(m *usage.Model, table schema.Name) *usage.Model {
	b.mu.Lock()
	defer b.mu.Unlock()
	if m.Table != table {
		m.Table = table
	}
	return m
}
