package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// gormExec binds db.Exec(sql, args...).
func gormExec(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	return b.gormText(args[1], args[2:])
}

// gormText binds a statement with its parameters: by position, or one map or struct that
// names them (https://gorm.io/docs/sql_builder.html#Named-Argument).
func (b *Binder) gormText(sql Value, args []Value) (Binding, bool) {
	if len(args) != 1 || args[0] == nil || len(args[0].Entries()) == 0 && fieldsOf(args[0].Type()) == nil {
		return b.bindArgs(sql, args)
	}
	at := positional(args)
	return b.bindText(sql, func(p query.Param) Value {
		if p.Name == "" {
			return at(p)
		}
		return gormNamed(args[0], p)
	})
}

// gormNamed is the entry or field of a parameter's name.
func gormNamed(arg Value, p query.Param) Value {
	if v := byName(arg)(p); v != nil {
		return v
	}
	return arg.Field(p.Name)
}

// gormFilter binds the ends of a chain that read no model: Count, Row, Rows.
func gormFilter(b *Binder, c Call) (Binding, bool) {
	recv := c.Args()[0]
	if sql, rest := b.rawOf(recv); sql != nil {
		return b.gormText(sql, rest)
	}
	table, ok := b.chainTable(recv)
	if !ok {
		return Binding{}, false
	}
	return b.withConditions(Binding{Verb: "SELECT", Tables: []schema.Name{table}}, recv), true
}

// gormScanRows binds db.ScanRows(rows, &user) of rows that a chain gave.
func gormScanRows(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 3 || args[1] == nil || args[1].Call() == nil {
		return Binding{}, false
	}
	made := args[1].Call().Args()
	if len(made) == 0 {
		return Binding{}, false
	}
	if sql, _ := b.rawOf(made[0]); sql != nil {
		return Binding{Accesses: b.structOutputs(sql, args[2]), Conditions: b.conditions(sql)}, true
	}
	v, m, _ := b.gormModel(args[2], made[0])
	if m == nil {
		return Binding{}, false
	}
	return Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}, Accesses: b.columnsOf(&gormMapping, m, v, query.Read, gormColumns(made[0]))}, true
}

// gormAppend binds db.Model(&org).Association("Members").Append(&member): rows of the
// argument's own table.
func gormAppend(b *Binder, c Call) (Binding, bool) {
	var out Binding
	for _, a := range c.Args()[1:] {
		v, m, deferred := b.modelOf(&gormMapping, a, "")
		if deferred {
			return Binding{Defer: true}, true
		}
		if m == nil {
			continue
		}
		out.Verb, out.Hooks, out.Subject = "INSERT", []string{"BeforeSave", "BeforeCreate"}, v
		out.Tables = append(out.Tables, m.Table)
		out.Accesses = append(out.Accesses, b.columnsOf(&gormMapping, m, v, query.Write, nil)...)
	}
	return out, len(out.Tables) > 0
}

// gormRow binds the scan of db.Model(&User{}).Select("name", "password").Row(): the
// destinations are the columns in order.
func (b *Binder) gormRow(rows Value, dest []Value) (Binding, bool) {
	if rows == nil || rows.Call() == nil || !strings.HasSuffix(strings.TrimSuffix(rows.Call().Callee(), "s"), "gorm.DB).Row") {
		return Binding{}, false
	}
	recv := rows.Call().Args()[0]
	if sql, _ := b.rawOf(recv); sql != nil {
		return Binding{Accesses: b.outputs(sql, dest), Conditions: b.conditions(sql)}, true
	}
	table, ok := b.chainTable(recv)
	if !ok {
		return Binding{}, false
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{table}}
	for i, col := range splitWords(words(link(recv, "Select"))) {
		if i < len(dest) {
			out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: usage.ColumnRef{Table: table, Column: col}, Dest: dest[i]})
		}
	}
	return out, true
}

// gormConflict adds what a chain sets of a row that is there already:
//
//	Clauses(clause.OnConflict{DoUpdates: clause.Assignments(map[string]any{"password": hash})})
func (b *Binder) gormConflict(out Binding, m *usage.Model, recv Value) Binding {
	chain(recv, func(method string, args []Value) bool {
		if method != "Clauses" {
			return true
		}
		for _, v := range args[1:] {
			if v == nil || namedType(v.Type()) == nil || namedType(v.Type()).Obj().Name() != "OnConflict" {
				continue
			}
			set := v.Given("DoUpdates")
			if set == nil || set.Call() == nil || len(set.Call().Args()) != 1 || !strings.HasSuffix(set.Call().Callee(), "clause.Assignments") {
				continue
			}
			for _, e := range set.Call().Args()[0].Entries() {
				out.Accesses = append(out.Accesses, b.writeTo(m.Table, snake(e.Key), e.Value))
			}
		}
		return true
	})
	return out
}

// mappedStruct is the struct that a map was made of, nil where it was not:
// Updates(structs.Map(form)).
func mappedStruct(v Value) Value {
	if v == nil || v.Call() == nil || v.Call().Callee() != "github.com/fatih/structs.Map" || len(v.Call().Args()) != 1 {
		return nil
	}
	if row := v.Call().Args()[0]; row != nil && structType(row.Type()) != nil {
		return row
	}
	return nil
}
