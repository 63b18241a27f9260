package bind

import (
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// gormCalls are the finishers of gorm's chains, v1 and v2
// (https://gorm.io/docs/method_chaining.html). What Model, Table and Where said
// is found by walking the chain back from the receiver.
var gormCalls = gormTable()

func gormTable() map[string]handler {
	t := map[string]handler{}
	for _, recv := range []string{"(*gorm.io/gorm.DB).", "(*github.com/jinzhu/gorm.DB)."} {
		t[recv+"Create"] = gormWrite("BeforeSave", "BeforeCreate")
		t[recv+"CreateInBatches"] = gormWrite("BeforeSave", "BeforeCreate")
		t[recv+"FirstOrCreate"] = gormWrite("BeforeSave", "BeforeCreate")
		t[recv+"Save"] = gormWrite("BeforeSave", "BeforeUpdate")
		t[recv+"Updates"] = gormUpdates
		t[recv+"UpdateColumns"] = gormUpdates
		t[recv+"Update"] = gormUpdate
		t[recv+"UpdateColumn"] = gormUpdate
		for _, m := range []string{"First", "Find", "Take", "Last", "Scan"} {
			t[recv+m] = gormRead
		}
		t[recv+"Delete"] = gormDelete
		t[recv+"Exec"] = textAt(1)
		t[recv+"AutoMigrate"] = gormMigrate
		t[recv+"Pluck"] = gormPluck
	}
	return t
}

// gormWrite binds Create and Save: every column of the model.
func gormWrite(hooks ...string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if len(args) < 2 {
			return Binding{}, false
		}
		if len(args[1].Entries()) > 0 {
			return gormUpdates(b, c)
		}
		v, m, deferred := b.gormModel(args[1], args[0])
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		out := Binding{Verb: "INSERT", Tables: []schema.Name{m.Table}, Hooks: hooks, Subject: v}
		for _, f := range fieldsOf(v.Type()) {
			if col := f.gormColumn(); col != "" {
				out.Accesses = append(out.Accesses, Access{Op: query.Write, Target: usage.ColumnRef{Table: m.Table, Column: col}, Value: f.from(v)})
			}
		}
		return out, true
	}
}

// gormUpdates binds Updates with a map or a struct.
func gormUpdates(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	table, ok := b.chainTable(args[0])
	if entries := args[1].Entries(); len(entries) > 0 && ok {
		out := Binding{Verb: "UPDATE", Tables: []schema.Name{table}}
		for _, e := range entries {
			out.Accesses = append(out.Accesses, Access{Op: query.Write, Target: usage.ColumnRef{Table: table, Column: snake(e.Key)}, Value: e.Value})
		}
		return b.withConditions(out, args[0]), true
	}
	out, ok := gormWrite("BeforeSave", "BeforeUpdate")(b, c)
	return b.withConditions(out, args[0]), ok
}

// gormUpdate binds Update("column", value).
func gormUpdate(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 3 {
		return gormUpdates(b, c)
	}
	table, ok := b.chainTable(args[0])
	names := args[1].Strings()
	if !ok || len(names) == 0 {
		return Binding{}, false
	}
	col, whole := names[0].Text()
	if !whole {
		return Binding{}, false
	}
	out := Binding{Verb: "UPDATE", Tables: []schema.Name{table}}
	out.Accesses = []Access{{Op: query.Write, Target: usage.ColumnRef{Table: table, Column: snake(col)}, Value: args[2]}}
	return b.withConditions(out, args[0]), true
}

// gormRead binds First, Find and the like: the model's columns are read into
// its fields, unless the destination is another struct (a smart select).
func gormRead(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	if sql, rest := b.rawOf(args[0]); sql != nil {
		out, ok := b.bindText(sql, positional(rest))
		if ok && !out.Defer {
			out.Accesses = append(out.Accesses, b.structOutputs(sql, args[1])...)
		}
		return out, ok
	}
	v, m, deferred := b.gormModel(args[1], args[0])
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
	for _, f := range fieldsOf(v.Type()) {
		if col := f.gormColumn(); col != "" {
			out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: usage.ColumnRef{Table: m.Table, Column: col}, Dest: f.from(v), Whole: true})
		}
	}
	if len(args) > 2 {
		out = b.condition(out, m.Table, args[2:])
	}
	return b.withConditions(out, args[0]), true
}

func gormPluck(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := b.chainTable(args[0])
	if !ok || len(args) < 3 {
		return Binding{}, false
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{table}}
	for _, t := range args[1].Strings() {
		if col, whole := t.Text(); whole {
			out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: usage.ColumnRef{Table: table, Column: col}, Dest: args[2]})
		}
	}
	return b.withConditions(out, args[0]), true
}

func gormDelete(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	_, m, deferred := b.gormModel(args[1], args[0])
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "DELETE", Tables: []schema.Name{m.Table}}
	if len(args) > 2 {
		out = b.condition(out, m.Table, args[2:])
	}
	return b.withConditions(out, args[0]), true
}

// gormMigrate marks models as tables the code creates, also where they come in
// a slice: AutoMigrate(models.All()...).
func gormMigrate(b *Binder, c Call) (Binding, bool) {
	args := c.Args()[1:]
	if len(args) == 1 {
		if elems, ok := args[0].Elems(); ok {
			args = elems
		}
	}
	for _, a := range args {
		if a == nil {
			continue
		}
		if _, m, _ := b.gormModel(a, nil); m != nil {
			m.Migrates = true
		}
	}
	return Binding{}, true
}

// gormModel returns the model value of a finisher's argument and what is known
// of its type; deferred when only a caller knows the type.
func (b *Binder) gormModel(v, chain Value) (Value, *usage.Model, bool) {
	if el := v.Elem(); el != nil {
		v = el
	}
	if structType(v.Type()) == nil {
		return v, nil, v.Param() && types.IsInterface(v.Type())
	}
	table := ""
	if chain != nil {
		if t, ok := b.chainTable(chain); ok {
			table = t.Name
		}
	}
	return v, b.model("gorm", v, table, gormFields), false
}

// model registers the struct type of v as mapped to a table.
func (b *Binder) model(library string, v Value, table string, fields func(types.Type) []usage.ModelField) *usage.Model {
	n := namedType(v.Type())
	if n == nil {
		if table == "" {
			return nil
		}
		return &usage.Model{Library: library, Table: schema.Name{Name: table}}
	}
	own := v.ConstMethod("TableName")
	if own == "" {
		own = plural(snake(n.Obj().Name()))
	}
	if table != "" && table != own {
		return &usage.Model{Library: library, Type: n.Obj().Name(), Table: schema.Name{Name: table}}
	}
	key := n.String()
	if m := b.models[key]; m != nil {
		return m
	}
	m := &usage.Model{Library: library, Type: n.Obj().Name(), Table: schema.Name{Name: own}, Fields: fields(v.Type()), Span: b.locate(n.Obj().Pos())}
	for i, f := range fieldsOf(v.Type()) {
		if i < len(m.Fields) && m.Fields[i].Name == f.v.Name() {
			m.Fields[i].Span = b.locate(f.v.Pos())
		}
	}
	if p := n.Obj().Pkg(); p != nil {
		m.Package = p.Path()
	}
	b.models[key] = m
	b.order = append(b.order, m)
	return m
}

// chain walks a fluent chain back from a receiver, calling f for each link
// until it returns false.
func chain(recv Value, f func(method string, args []Value) bool) {
	for range 40 {
		if recv == nil {
			return
		}
		c := recv.Call()
		if c == nil {
			return
		}
		args := c.Args()
		name := c.Callee()
		if i := strings.LastIndexByte(name, '.'); !f(name[i+1:], args) || len(args) == 0 {
			return
		}
		recv = args[0]
	}
}

// chainTable returns the table that Model or Table named in a chain.
func (b *Binder) chainTable(recv Value) (schema.Name, bool) {
	var out schema.Name
	chain(recv, func(method string, args []Value) bool {
		if len(args) < 2 {
			return true
		}
		switch method {
		case "Table":
			for _, t := range args[1].Strings() {
				if s, ok := t.Text(); ok {
					out.Name, _, _ = strings.Cut(s, " ")
				}
			}
		case "Model":
			v := args[1]
			if el := v.Elem(); el != nil {
				v = el
			}
			if structType(v.Type()) != nil {
				if m := b.model("gorm", v, "", gormFields); m != nil {
					out = m.Table
				}
			}
		}
		return out.Name == ""
	})
	return out, out.Name != ""
}

// rawOf returns the statement and parameters of db.Raw(...) in a chain.
func (b *Binder) rawOf(recv Value) (sql Value, rest []Value) {
	chain(recv, func(method string, args []Value) bool {
		if method == "Raw" && len(args) > 1 {
			sql, rest = args[1], args[2:]
		}
		return sql == nil
	})
	return sql, rest
}

// withConditions adds what Where, Or and Not in the chain compare.
func (b *Binder) withConditions(out Binding, recv Value) Binding {
	if len(out.Tables) == 0 {
		return out
	}
	table := out.Tables[0]
	chain(recv, func(method string, args []Value) bool {
		if (method == "Where" || method == "Or" || method == "Not") && len(args) > 1 {
			out = b.condition(out, table, args[1:])
		}
		return true
	})
	return out
}

// condition binds one condition: text with parameters, a map, or a struct whose
// fields are compared.
func (b *Binder) condition(out Binding, table schema.Name, args []Value) Binding {
	filter := func(col, op string, v Value) {
		out.Conditions = append(out.Conditions, col)
		out.Accesses = append(out.Accesses, Access{Op: query.Filter, Target: usage.ColumnRef{Table: table, Column: col}, Value: v, Operator: op})
	}
	for _, e := range args[0].Entries() {
		filter(snake(e.Key), "=", e.Value)
	}
	for _, t := range args[0].Strings() {
		st := b.parse(Const("SELECT 1 FROM " + table.Name + " WHERE ").Append(t))
		if st == nil {
			continue
		}
		vals := positional(args[1:])
		for _, a := range st.Accesses {
			if a.Op == query.Filter {
				filter(a.Column, a.Operator, vals(a.Param))
			}
		}
	}
	if structType(args[0].Type()) != nil && !leafStruct(args[0].Type()) {
		for _, f := range fieldsOf(args[0].Type()) {
			if col := f.gormColumn(); col != "" {
				if v := f.from(args[0]); v != nil && v.Type() != nil && isString(v.Type()) {
					filter(col, "=", v)
				}
			}
		}
	}
	return out
}
