package bind

import (
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// gorm/gen (https://gorm.io/gen) generates a query type for every model: user, with a
// field for each column, and userDo, an interface or a struct that embeds gen.DO, whose
// finishers take and return the model. The generated code is recognised by that shape:
// its import path is the project's own. A column is the field it is asked of:
//
//	u := query.User
//	u.WithContext(ctx).Where(u.Email.Eq(email)).Update(u.Password, hash)

const gormGen = "gorm.io/gen"

// genFinishers are bound where the generated type has them, since they take or return
// its model; genInherited also where they are gen.DO's.
var genFinishers = map[string]handler{
	"Create": genWrite, "CreateInBatches": genWrite, "Save": genWrite,
	"First": genRead, "Take": genRead, "Last": genRead, "Find": genRead, "FindByPage": genRead, "FirstOrInit": genRead,
	"FirstOrCreate": genFirstOrCreate, "Scan": genScan, "Delete": genEnd("DELETE"),
}

var genInherited = map[string]handler{
	"Update": genUpdate, "UpdateColumn": genUpdate, "UpdateSimple": genUpdateSimple, "UpdateColumnSimple": genUpdateSimple,
	"Updates": genUpdates, "UpdateColumns": genUpdates, "Pluck": genPluck, "Count": genEnd("SELECT"),
}

// genShape recognises a method of a query type that gorm/gen generated, or of the type
// that these embed.
func genShape(fn *types.Func) handler {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	if fn.Pkg().Path() == gormGen {
		if n := namedType(recv.Type()); n != nil && n.Obj().Name() == "DO" {
			return genInherited[fn.Name()]
		}
		return nil
	}
	if genModelType(recv.Type()) == nil {
		return nil
	}
	if h := genFinishers[fn.Name()]; h != nil {
		return h
	}
	return genInherited[fn.Name()]
}

// genModelType returns the model of a generated query type, nil of other types: what
// First returns.
func genModelType(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if _, ok := genMethod(t, "UpdateSimple"); !ok {
		return nil
	}
	first, ok := genMethod(t, "First")
	if !ok || first.Results().Len() != 2 {
		return nil
	}
	ptr, ok := first.Results().At(0).Type().(*types.Pointer)
	if !ok || structType(ptr.Elem()) == nil {
		return nil
	}
	return ptr.Elem()
}

func genMethod(t types.Type, name string) (*types.Signature, bool) {
	if n := namedType(t); n == nil {
		return nil, false
	}
	if _, isInterface := t.Underlying().(*types.Interface); !isInterface {
		if _, isPointer := t.Underlying().(*types.Pointer); !isPointer {
			t = types.NewPointer(t)
		}
	}
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, false
	}
	return fn.Signature(), true
}

// genModel returns the model of a query, nil when it is not known: the receiver is the
// generated type, or embedded in it.
func (b *Binder) genModel(recv Value) *usage.Model {
	for range maxEmbedding {
		if recv == nil {
			return nil
		}
		if t := genModelType(recv.Type()); t != nil {
			return b.model(&gormMapping, recv.As(t), "")
		}
		recv = recv.Within()
	}
	return nil
}

// genColumn is the column that a field of a query type stands for.
func genColumn(m *usage.Model, v Value) string {
	if v == nil || v.Name() == "" {
		return ""
	}
	for _, f := range m.Fields {
		if f.Name == v.Name() {
			return f.Column
		}
	}
	return snake(v.Name())
}

// genColumns are the columns of fields given to Select or Omit.
func genColumns(m *usage.Model, fields []Value) (names []string) {
	for _, v := range fields {
		if col := genColumn(m, v); col != "" {
			names = append(names, col)
		}
	}
	return names
}

// genChosen is the choice that Select and Omit in a chain make.
func genChosen(m *usage.Model, recv Value) func(column, name string) bool {
	var only, omit []string
	chain(recv, func(method string, args []Value) bool {
		switch method {
		case "Select":
			only = append(only, genColumns(m, args[1:])...)
		case "Omit":
			omit = append(omit, genColumns(m, args[1:])...)
		}
		return true
	})
	if len(only) == 1 && only[0] == "all" { // u.ALL
		only = nil
	}
	if leave := named(omit); len(only) == 0 && leave != nil {
		return func(column, name string) bool { return !leave(column, name) }
	}
	return named(only)
}

// genTerm reads u.Email.Eq(v) or u.Password.Value(v): the column, what is done with it,
// and the value.
func genTerm(m *usage.Model, v Value) (column, method string, operand Value) {
	if v == nil || v.Call() == nil {
		return "", "", nil
	}
	c := v.Call()
	args := c.Args()
	if len(args) < 2 || !strings.Contains(c.Callee(), gormGen+"/field.") {
		return "", "", nil
	}
	return genColumn(m, args[0]), c.Callee()[strings.LastIndexByte(c.Callee(), '.')+1:], args[1]
}

var genOperators = map[string]string{"Eq": "=", "Neq": "<>", "In": "IN", "NotIn": "NOT IN", "Gt": ">", "Gte": ">=", "Lt": "<", "Lte": "<=",
	"Like": "LIKE", "NotLike": "NOT LIKE", "Regexp": "LIKE"}

// genConditions adds what Where, Or and Not in a chain compare.
func (b *Binder) genConditions(out Binding, m *usage.Model, recv Value) Binding {
	chain(recv, func(method string, args []Value) bool {
		if method == "Where" || method == "Or" || method == "Not" {
			for _, v := range args[1:] {
				if col, op, operand := genTerm(m, v); col != "" && genOperators[op] != "" {
					out.filter(m.Table, col, genOperators[op], operand)
				}
			}
		}
		return true
	})
	return out
}

// genAssigned adds what fields are given: u.Password.Value(v).
func (b *Binder) genAssigned(out Binding, m *usage.Model, terms []Value) Binding {
	for _, v := range terms {
		if col, op, operand := genTerm(m, v); col != "" && op == "Value" {
			out.Accesses = append(out.Accesses, b.writeTo(m.Table, col, operand))
		}
	}
	return out
}

// genWrite binds Create(u, ...), Save(u) and CreateInBatches(list, n).
func genWrite(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	m := b.genModel(args[0])
	if m == nil {
		return Binding{}, false
	}
	hooks := []string{"BeforeSave", "BeforeCreate"}
	if strings.HasSuffix(c.Callee(), ".Save") {
		hooks[1] = "BeforeUpdate"
	}
	out := Binding{Verb: "INSERT", Tables: []schema.Name{m.Table}, Hooks: hooks}
	for _, v := range args[1:] {
		if v == nil {
			continue
		}
		row := rowOf(v)
		if structType(row.Type()) == nil {
			continue // how many in a batch
		}
		out.Subject = row
		out.Accesses = append(out.Accesses, b.columnsOf(&gormMapping, m, row, query.Write, genChosen(m, args[0]))...)
	}
	return out, true
}

// genRead binds the finishers that return rows of the model.
func genRead(b *Binder, c Call) (Binding, bool) {
	recv := c.Args()[0]
	m := b.genModel(recv)
	if m == nil {
		return Binding{}, false
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
	if row := c.Result(0); row != nil {
		row = rowOf(row)
		only := genChosen(m, recv)
		if only != nil && link(recv, "Preload", "Joins") == nil {
			out.Row = row
		}
		out.Accesses = b.columnsOf(&gormMapping, m, row, query.Read, only)
	}
	return b.genConditions(out, m, recv), true
}

// genFirstOrCreate binds Where(...).Assign(u.Email.Value(v)).FirstOrCreate().
func genFirstOrCreate(b *Binder, c Call) (Binding, bool) {
	out, ok := genRead(b, c)
	if !ok {
		return out, ok
	}
	m := b.genModel(c.Args()[0])
	chain(c.Args()[0], func(method string, args []Value) bool {
		if method == "Assign" || method == "Attrs" {
			out = b.genAssigned(out, m, args[1:])
		}
		return true
	})
	return out, true
}

// genScan binds Select(u.Email).Scan(&rows).
func genScan(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	m := b.genModel(args[0])
	if m == nil || len(args) < 2 || args[1] == nil {
		return Binding{}, false
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
	row := rowOf(args[1])
	if structType(row.Type()) != nil {
		out.Accesses = b.columnsOf(&gormMapping, m, row, query.Read, genChosen(m, args[0]))
	}
	return b.genConditions(out, m, args[0]), true
}

func genPluck(b *Binder, c Call) (Binding, bool) {
	return b.genOfColumn(c, "SELECT", func(at usage.ColumnRef, dest Value) Access {
		return Access{Op: query.Read, Target: at, Dest: dest}
	})
}

// genUpdate binds Update(u.Password, v).
func genUpdate(b *Binder, c Call) (Binding, bool) {
	return b.genOfColumn(c, "UPDATE", func(at usage.ColumnRef, v Value) Access { return b.writeTo(at.Table, at.Column, v) })
}

// genOfColumn binds a method that is given one column and what goes with it.
func (b *Binder) genOfColumn(c Call, verb string, access func(usage.ColumnRef, Value) Access) (Binding, bool) {
	args := c.Args()
	m := b.genModel(args[0])
	if m == nil || len(args) < 3 {
		return Binding{}, false
	}
	out := Binding{Verb: verb, Tables: []schema.Name{m.Table}}
	if col := genColumn(m, args[1]); col != "" {
		out.Accesses = []Access{access(usage.ColumnRef{Table: m.Table, Column: col}, args[2])}
	}
	return b.genConditions(out, m, args[0]), true
}

// genUpdateSimple binds UpdateSimple(u.Password.Value(v), ...).
func genUpdateSimple(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	m := b.genModel(args[0])
	if m == nil {
		return Binding{}, false
	}
	out := b.genAssigned(Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}}, m, args[1:])
	return b.genConditions(out, m, args[0]), true
}

// genUpdates binds Updates with a map or a struct, whose zero fields are left alone.
func genUpdates(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	m := b.genModel(args[0])
	if m == nil || len(args) < 2 || args[1] == nil {
		return Binding{}, false
	}
	out := Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}}
	for _, e := range args[1].Entries() {
		out.Accesses = append(out.Accesses, b.writeTo(m.Table, snake(e.Key), e.Value))
	}
	if row := rowOf(args[1]); len(out.Accesses) == 0 && structType(row.Type()) != nil {
		out.Hooks, out.Subject = []string{"BeforeSave", "BeforeUpdate"}, row
		for _, a := range b.columnsOf(&gormMapping, m, row, query.Write, genChosen(m, args[0])) {
			if a.Value != nil && a.Value.Filled() {
				out.Accesses = append(out.Accesses, a)
			}
		}
	}
	return b.genConditions(out, m, args[0]), true
}

// genEnd binds the ends of a chain that read no row.
func genEnd(verb string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		recv := c.Args()[0]
		m := b.genModel(recv)
		if m == nil {
			return Binding{}, false
		}
		return b.genConditions(Binding{Verb: verb, Tables: []schema.Name{m.Table}}, m, recv), true
	}
}
