package bind

import (
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// xormCalls are the finishers of xorm's engine and session
// (https://xorm.io/docs/), in its old and its new home. What Where, Cols and
// Table said is found by walking the chain back.
var xormCalls = xormTable()

func xormTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"xorm.io/xorm", "github.com/go-xorm/xorm", "github.com/xormplus/xorm", "github.com/xorm-io/xorm"} {
		p := pkg + ".*."
		for _, m := range []string{"Insert", "InsertOne", "InsertMulti"} {
			t[p+m] = xormInsert
		}
		t[p+"Update"] = xormUpdate
		for _, m := range []string{"Get", "Find", "FindAndCount", "Iterate", "Exist", "Rows"} {
			t[p+m] = xormRead
		}
		t[p+"Scan"] = xormRead // of rows, the next into a bean
		t[p+"Count"] = counting(xormRead)
		t[p+"Delete"] = xormDelete
		t[p+"Exec"] = textAt(1)
		t[p+"Query"], t[p+"QueryString"], t[p+"QueryInterface"] = xormQuery, xormQuery, xormQuery
		t[p+"Sync"], t[p+"Sync2"], t[p+"CreateTables"], t[p+"CreateTable"] = xormSync, xormSync, xormSync, xormSync
	}
	return t
}

// xormTableOf is what Table("users") or Table(new(User)) in a chain says.
func (b *Binder) xormTableOf(recv Value) string {
	args := link(recv, "Table")
	if len(args) == 0 || args[0] == nil {
		return ""
	}
	if s, ok := tableText(args[0]); ok {
		return s
	}
	if _, m, _ := b.modelOf(&xormMapping, args[0], ""); m != nil {
		return m.Table.Name
	}
	return ""
}

func xormInsert(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	out := Binding{Verb: "INSERT", Hooks: []string{"BeforeInsert"}}
	if table := b.xormTableOf(args[0]); len(args) > 1 && args[1] != nil && table != "" {
		if row := rowOf(args[1]); len(row.Entries()) > 0 {
			return b.setEntries(tableName(table), row), true
		}
	}
	for _, bean := range args[1:] {
		v, m, deferred := b.modelOf(&xormMapping, bean, b.xormTableOf(args[0]))
		if m == nil {
			if deferred {
				return Binding{Defer: true}, true
			}
			continue
		}
		out.Subject = v
		out.Tables = append(out.Tables, m.Table)
		out.Accesses = append(out.Accesses, b.columnsOf(&xormMapping, m, v, query.Write, xormColumns(args[0]))...)
	}
	return out, len(out.Tables) > 0
}

// xormColumns is the choice that Cols and Omit in a chain make.
func xormColumns(recv Value) func(column, name string) bool {
	if only := named(splitWords(words(link(recv, "Cols", "Select")))); only != nil {
		return only
	}
	if omit := named(splitWords(words(link(recv, "Omit")))); omit != nil {
		return func(column, name string) bool { return !omit(column, name) }
	}
	return nil
}

// splitWords splits "name, email" as Cols and Select take it.
func splitWords(in []string) []string {
	var out []string
	for _, s := range in {
		for part := range strings.SplitSeq(s, ",") {
			out = append(out, strings.Trim(strings.TrimSpace(part), "`\""))
		}
	}
	return out
}

// xormUpdate binds Update(bean, condition): a struct's fields, or a map with
// Table in the chain.
func xormUpdate(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 || args[1] == nil {
		return Binding{}, false
	}
	table := b.xormTableOf(args[0])
	if _, isMap := args[1].Type().Underlying().(*types.Map); isMap && args[1].Param() {
		return Binding{Defer: true}, true
	}
	if entries := args[1].Entries(); len(entries) > 0 && table != "" {
		return b.setEntries(tableName(table), args[1]), true
	}
	v, m, deferred := b.modelOf(&xormMapping, args[1], table)
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}, Hooks: []string{"BeforeUpdate"}, Subject: v}
	out.Accesses = b.columnsOf(&xormMapping, m, v, query.Write, xormColumns(args[0]))
	for _, cond := range args[2:] {
		out = b.xormExample(out, m, cond)
	}
	return b.whereLinks(out, args[0], m.Table, "Where", "And", "Or"), true
}

// xormExample binds a bean whose filled fields are conditions.
func (b *Binder) xormExample(out Binding, m *usage.Model, bean Value) Binding {
	if bean == nil || structType(bean.Type()) == nil {
		return out
	}
	for _, a := range b.columnsOf(&xormMapping, m, bean, query.Filter, nil) {
		if v := a.Value; v != nil && v.Filled() && isString(v.Type()) {
			out.filter(m.Table, a.Target.Column, usage.ByExample, v)
		}
	}
	return out
}

// xormRead binds Get, Find and Exist: the filled fields of a bean are
// conditions, and its fields receive the row.
func xormRead(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	if raw := link(args[0], "SQL", "Sql"); len(raw) > 0 {
		out, ok := b.bindArgs(raw[0], raw[1:])
		if ok && !out.Defer {
			out.Accesses = append(out.Accesses, b.structOutputs(raw[0], args[1])...)
		}
		return out, ok
	}
	v, m, deferred := b.modelOf(&xormMapping, args[1], b.xormTableOf(args[0]))
	if m == nil {
		if table := b.xormTableOf(args[0]); table != "" && !deferred {
			return b.xormColumn(tableName(table), args), true
		}
		return Binding{Defer: deferred}, deferred
	}
	out := b.xormExample(Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}, m, v)
	for _, cond := range args[2:] {
		out = b.xormExample(out, m, cond)
	}
	out.Accesses = append(out.Accesses, b.columnsOf(&xormMapping, m, v, query.Read, xormColumns(args[0]))...)
	return b.whereLinks(out, args[0], m.Table, "Where", "And", "Or"), true
}

// xormQuery binds rows, err := engine.Query("SELECT ..."), whose rows are maps.
func xormQuery(b *Binder, c Call) (Binding, bool) {
	out, ok := textAt(1)(b, c)
	if rows := c.Result(0); ok && !out.Defer && rows != nil {
		if row := rows.Elem(); row != nil {
			out.Accesses = append(out.Accesses, b.mapOutputs(c.Args()[1], row)...)
		}
	}
	return out, ok
}

// xormColumn binds Table("users").Cols("password").Get(&hash).
func (b *Binder) xormColumn(table schema.Name, args []Value) Binding {
	out := Binding{Verb: "SELECT", Tables: []schema.Name{table}}
	for i, col := range splitWords(words(link(args[0], "Cols", "Select"))) {
		if i+1 < len(args) && args[i+1] != nil {
			out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: usage.ColumnRef{Table: table, Column: col}, Dest: rowOf(args[i+1])})
		}
	}
	return b.whereLinks(out, args[0], table, "Where", "And", "Or")
}

func xormDelete(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	v, m, deferred := b.modelOf(&xormMapping, args[1], b.xormTableOf(args[0]))
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := b.xormExample(Binding{Verb: "DELETE", Tables: []schema.Name{m.Table}}, m, v)
	return b.whereLinks(out, args[0], m.Table, "Where", "And", "Or"), true
}

func xormSync(b *Binder, c Call) (Binding, bool) {
	b.migrates(&xormMapping, c.Args()[1:])
	return Binding{}, true
}

// migrates marks models as tables the code creates, also where they come in a
// slice.
func (b *Binder) migrates(o *mapping, args []Value) {
	if len(args) == 1 && args[0] != nil {
		if elems, ok := args[0].Elems(); ok {
			args = elems
		}
	}
	for _, a := range args {
		if a == nil {
			continue
		}
		if _, m, _ := b.modelOf(o, a, ""); m != nil {
			m.Migrates = true
		}
	}
}
