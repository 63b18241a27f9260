package bind

import (
	"slices"
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
		t[recv+"FirstOrCreate"] = gormFirstOrCreate
		t[recv+"FirstOrInit"] = gormRead
		t[recv+"Save"] = gormWrite("BeforeSave", "BeforeUpdate")
		t[recv+"Updates"] = gormUpdates
		t[recv+"UpdateColumns"] = gormUpdates
		t[recv+"Update"] = gormUpdate
		t[recv+"UpdateColumn"] = gormUpdate
		for _, m := range []string{"First", "Find", "Take", "Last", "Scan"} {
			t[recv+m] = gormRead
		}
		t[strings.Replace(recv, "DB", "Statement", 1)+"SetColumn"] = setColumn
		t[strings.Replace(recv, "DB", "Scope", 1)+"SetColumn"] = setColumn
		t[recv+"Delete"] = gormDelete
		t[recv+"Exec"] = gormExec
		t[recv+"AutoMigrate"] = gormMigrate
		t[recv+"Pluck"] = gormPluck
		for _, m := range []string{"Count", "Row", "Rows"} {
			t[recv+m] = gormFilter
		}
		t[recv+"ScanRows"] = gormScanRows
		for _, m := range []string{"Append", "Replace"} {
			t[strings.Replace(recv, "DB", "Association", 1)+m] = gormAppend
		}
		t[recv+"FindInBatches"] = gormRead
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
		if args[1] == nil {
			return Binding{}, false
		}
		if rows := args[1].Elem(); rows != nil && len(rows.Entries()) > 0 {
			table, ok := b.chainTable(args[0])
			return b.setEntries(table, rows), ok
		}
		if len(args[1].Entries()) > 0 {
			return gormUpdates(b, c)
		}
		v, m, deferred := b.gormModel(args[1], args[0])
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		out := Binding{Verb: "INSERT", Tables: []schema.Name{m.Table}, Hooks: hooks, Subject: v}
		out.Accesses = b.columnsOf(&gormMapping, m, v, query.Write, gormColumns(args[0]))
		return b.gormConflict(b.gormAssigned(out, m, args[0]), m, args[0]), true
	}
}

// gormColumns is the choice that Select and Omit in a chain make.
func gormColumns(recv Value) func(column, name string) bool {
	if only := splitWords(words(link(recv, "Select"))); len(only) > 0 && plainNames(only) {
		return named(only)
	}
	if omit := named(splitWords(words(link(recv, "Omit")))); omit != nil {
		return func(column, name string) bool { return !omit(column, name) }
	}
	return nil
}

// plainNames reports whether a select list is only names: with expressions or *
// the struct's own fields say what is read.
func plainNames(list []string) bool {
	for _, s := range list {
		if strings.ContainsAny(s, " *().") {
			return false
		}
	}
	return true
}

// gormAssigned adds what Assign and Attrs in a chain give FirstOrCreate.
func (b *Binder) gormAssigned(out Binding, m *usage.Model, recv Value) Binding {
	chain(recv, func(method string, args []Value) bool {
		if method != "Assign" && method != "Attrs" {
			return true
		}
		for _, a := range args[1:] {
			if a == nil {
				continue
			}
			for _, e := range a.Entries() {
				out.Accesses = append(out.Accesses, b.writeTo(m.Table, snake(e.Key), e.Value))
			}
			if structType(a.Type()) == nil {
				continue
			}
			for _, w := range b.columnsOf(&gormMapping, m, a, query.Write, nil) {
				if w.Value != nil && w.Value.Filled() {
					out.Accesses = append(out.Accesses, w)
				}
			}
		}
		return true
	})
	return out
}

// gormFirstOrCreate binds FirstOrCreate(&user, User{Email: e}): the condition is
// written when no row matches.
func gormFirstOrCreate(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	out, ok := gormWrite("BeforeSave", "BeforeCreate")(b, c)
	if !ok || out.Defer || len(args) < 3 || args[2] == nil || structType(args[2].Type()) == nil || len(out.Tables) == 0 {
		return out, ok
	}
	m := &usage.Model{Table: out.Tables[0]}
	for _, w := range b.columnsOf(&gormMapping, m, args[2], query.Write, nil) {
		if w.Value != nil && w.Value.Filled() {
			out.Accesses = append(out.Accesses, w)
		}
	}
	return out, true
}

// gormUpdates binds Updates with a map or a struct.
func gormUpdates(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	table, ok := b.chainTable(args[0])
	if row := mappedStruct(args[1]); row != nil && ok {
		out := Binding{Verb: "UPDATE", Tables: []schema.Name{table}}
		out.Accesses = b.columnsOf(&gormMapping, &usage.Model{Table: table}, row, query.Write, gormColumns(args[0]))
		return b.withConditions(out, args[0]), true
	}
	if entries := args[1].Entries(); len(entries) > 0 {
		if !ok {
			return Binding{}, false // the table was said elsewhere
		}
		out := Binding{Verb: "UPDATE", Tables: []schema.Name{table}}
		for _, e := range entries {
			out.Accesses = append(out.Accesses, b.writeTo(table, snake(e.Key), e.Value))
		}
		return b.withConditions(out, args[0]), true
	}
	out, ok := gormWrite("BeforeSave", "BeforeUpdate")(b, c)
	out.Accesses = slices.DeleteFunc(out.Accesses, func(a Access) bool { return a.Value == nil || !a.Value.Filled() }) // zero fields are left alone
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
	out.Accesses = []Access{b.writeTo(table, snake(col), args[2])}
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
		out, ok := b.gormText(sql, rest)
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
	out.Accesses = b.columnsOf(&gormMapping, m, v, query.Read, gormColumns(args[0]))
	out = b.relations(&gormMapping, out, v, args[0], "Preload", "Joins")
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

// setColumn binds what a hook puts into the row about to be written:
// tx.Statement.SetColumn("Password", hash), v1's scope.SetColumn.
func setColumn(_ *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 3 {
		return Binding{}, false
	}
	name, ok := word(args[1])
	return Binding{Sets: []Entry{{Key: name, Value: args[2]}}}, ok
}

func gormMigrate(b *Binder, c Call) (Binding, bool) {
	b.migrates(&gormMapping, c.Args()[1:])
	return Binding{}, true
}

// gormModel returns the model value of a finisher's argument and what is known
// of its type; deferred when only a caller knows the type.
func (b *Binder) gormModel(v, chain Value) (Value, *usage.Model, bool) {
	table := ""
	if chain != nil {
		if t, ok := b.chainTable(chain); ok {
			table = t.Name
		}
	}
	return b.modelOf(&gormMapping, v, table)
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
			out.Name, _ = tableText(args[1])
		case "Model":
			if _, m, _ := b.modelOf(&gormMapping, args[1], ""); m != nil {
				out = m.Table
			}
		}
		return out.Name == ""
	})
	if t := typeArgument(recv); out.Name == "" && t != nil && structType(t) != nil {
		out = b.model(&gormMapping, recv.As(t), "").Table
	}
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
	if args[0] == nil {
		return out
	}
	at := len(out.Accesses)
	out = b.where(out, table, args)
	for i := at; i < len(out.Accesses); i++ {
		if out.Accesses[i].Value != nil && len(args[0].Entries()) > 0 { // a map's keys may be field names
			out.Accesses[i].Target.Column = snake(out.Accesses[i].Target.Column)
		}
	}
	if structType(args[0].Type()) != nil && !leafStruct(args[0].Type()) {
		for _, f := range fieldsOf(args[0].Type()) {
			if col := f.gormColumn(); col != "" {
				if v := f.from(args[0]); v != nil && v.Filled() && isString(v.Type()) {
					out.filter(table, col, usage.ByExample, v)
				}
			}
		}
	}
	return out
}
