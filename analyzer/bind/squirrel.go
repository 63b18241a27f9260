package bind

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// squirrelCalls are the builders of squirrel and its fork sqrl
// (https://github.com/Masterminds/squirrel). Values come by position in one
// link, columns in another.
var squirrelCalls = squirrelTable()

func squirrelTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"github.com/Masterminds/squirrel", "github.com/elgris/sqrl", "gopkg.in/Masterminds/squirrel"} {
		for _, p := range []string{"(" + pkg + ".", "(*" + pkg + "."} {
			t[p+"InsertBuilder).Values"] = squirrelValues
			t[p+"InsertBuilder).SetMap"] = squirrelSetMap
			t[p+"UpdateBuilder).SetMap"] = squirrelSetMap
			t[p+"UpdateBuilder).Set"] = squirrelSet
			for _, kind := range []string{"Select", "Update", "Delete"} {
				t[p+kind+"Builder).Where"] = builderWhere("From", "Update", "Delete", "Table")
			}
			for _, m := range []string{"Exec", "ExecContext", "ToSql"} {
				t[p+"DeleteBuilder)."+m] = builderDelete("From", "Delete")
			}
			t[p+"SelectBuilder).Scan"] = builderScan(1)
			t[p+"SelectBuilder).ScanContext"] = builderScan(2)
			t[p+"InsertBuilder).Scan"] = builderScan(1)
			t[p+"UpdateBuilder).Scan"] = builderScan(1)
		}
		t["("+pkg+".RowScanner).Scan"] = scan
	}
	return t
}

// squirrelValues binds Values(a, b) to the columns of the chain, or of the table
// in the schema where the chain names none.
func squirrelValues(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := tableIn(args[0], "Insert", "Into", "Replace")
	if !ok {
		return Binding{}, false
	}
	return b.insertRow(table, words(link(args[0], "Columns")), positions(args[1:])), true
}

// positions gives the n-th of a list of values, from 0, looking into a slice
// handed over as values...
func positions(args []Value) func(int) Value {
	vals := positional(args)
	return func(n int) Value { return vals(paramAt(n + 1)) }
}

// insertRow binds one row of an INSERT.
func (b *Binder) insertRow(table schema.Name, columns []string, at func(int) Value) Binding {
	out := Binding{Verb: "INSERT", Tables: []schema.Name{table}}
	if len(columns) == 0 {
		columns = b.tableColumns(table)
	}
	for i, col := range columns {
		if v := at(i); v != nil {
			out.Accesses = append(out.Accesses, b.writeTo(table, col, v))
		}
	}
	return out
}

func (b *Binder) tableColumns(table schema.Name) []string {
	for _, db := range b.databases {
		if t := db.Table(table); t != nil {
			var out []string
			for _, c := range t.Columns {
				out = append(out, c.Name)
			}
			return out
		}
	}
	return nil
}

func squirrelSetMap(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := tableIn(args[0], "Insert", "Into", "Update", "Table")
	if !ok || len(args) < 2 {
		return Binding{}, false
	}
	return b.setEntries(table, args[1]), true
}

// setEntries binds a map of columns and values.
func (b *Binder) setEntries(table schema.Name, m Value) Binding {
	out := Binding{Verb: "UPDATE", Tables: []schema.Name{table}}
	for _, e := range m.Entries() {
		out.Accesses = append(out.Accesses, b.writeTo(table, e.Key, e.Value))
	}
	return out
}

func squirrelSet(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := tableIn(args[0], "Update", "Table")
	if !ok || len(args) < 3 {
		return Binding{}, false
	}
	col, ok := word(args[1])
	if !ok {
		return Binding{}, false
	}
	return Binding{Verb: "UPDATE", Tables: []schema.Name{table}, Accesses: []Access{b.writeTo(table, col, args[2])}}, true
}

// builderWhere binds a condition to the table one of the links names.
func builderWhere(tables ...string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		table, ok := tableIn(args[0], tables...)
		if !ok {
			return Binding{}, false
		}
		return b.where(Binding{Tables: []schema.Name{table}}, table, args[1:]), true
	}
}

// builderDelete marks the deletion of rows where a chain ends.
func builderDelete(tables ...string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		table, ok := tableIn(args[0], tables...)
		if !ok {
			return Binding{}, false
		}
		return Binding{Verb: "DELETE", Tables: []schema.Name{table}, Conditions: b.conditionsIn(args[0], table, "Where")}, true
	}
}

// builderScan binds the destinations, from argument first, to the columns that
// the chain selects.
func builderScan(first int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		sql := BuilderText(args[0])
		if sql == nil || first >= len(args) {
			return Binding{}, false
		}
		return Binding{Accesses: b.outputs(sql, args[first:]), Conditions: b.conditions(sql)}, true
	}
}

// BuilderText is the statement that a squirrel or goqu chain amounts to, as far
// as its columns, table and conditions are constants; nil when it names no
// table. Values are not in it: they are bound where they are given.
func BuilderText(recv Value) Value {
	table, ok := tableIn(recv, "From", "Insert", "Into", "Update", "Delete", "Table")
	if !ok {
		return nil
	}
	var columns, wheres []string
	verb, joined := "SELECT", false
	chain(recv, func(method string, args []Value) bool {
		switch method {
		case "Select", "Columns", "Column", "Returning":
			if len(args) > 0 && !isString(args[0].Type()) {
				args = args[1:]
			}
			columns = append(words(args), columns...)
		case "Suffix":
			if s := words(args); len(s) > 0 && strings.HasPrefix(strings.ToUpper(s[0]), "RETURNING ") {
				columns = append(columns, s[0][len("RETURNING "):])
			}
		case "Where":
			wheres = append(wheres, conditionText(args[1:])...)
		default:
			joined = joined || strings.Contains(method, "Join")
		}
		return true
	})
	if !joined { // the alias that a column is qualified with is not kept
		for i, c := range columns {
			columns[i] = ownColumn.ReplaceAllString(c, "$1")
		}
	}
	if len(columns) == 0 {
		columns = []string{"*"}
	}
	sql := verb + " " + strings.Join(columns, ", ") + " FROM " + table.String()
	if len(wheres) > 0 {
		sql += " WHERE " + strings.Join(wheres, " AND ")
	}
	return text{t: Const(sql)}
}

// ownColumn is a column with the name of its table before it.
var ownColumn = lazyregexp.New(`^\w+\.(\w+)$`)

// conditionText spells the conditions whose columns are known.
func conditionText(args []Value) []string {
	if len(args) == 0 || args[0] == nil {
		return nil
	}
	var out []string
	for _, e := range args[0].Entries() {
		out = append(out, e.Key+" IS NOT NULL")
	}
	if s, ok := word(args[0]); ok {
		out = append(out, "("+s+")")
	}
	return out
}
