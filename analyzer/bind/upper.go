package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// upperCalls are upper/db's collections, results and SQL builder (https://upper.io/v4/), at
// its two import paths.
var upperCalls = upperTable()

func upperTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"github.com/upper/db", "upper.io/db", "upper.io/db/lib/sqlbuilder"} {
		p := pkg + ".*."
		t[p+"Insert"], t[p+"InsertReturning"] = upperInsert, upperInsert
		t[p+"Update"], t[p+"UpdateReturning"] = upperUpdate, upperUpdate
		t[p+"One"], t[p+"All"] = upperRead, upperRead
		t[p+"Exists"], t[p+"Count"], t[p+"Delete"] = upperFilter("SELECT"), upperFilter("SELECT"), upperFilter("DELETE")
		t[p+"Exec"], t[p+"ExecContext"] = upperExec(1), upperExec(2)
		for _, m := range []string{"Query", "QueryRow"} {
			t[p+m], t[p+m+"Context"] = textAt(1), textAt(2)
		}
	}
	return t
}

var upperMapping = mapping{library: "upper", tag: "db", table: func(*Binder, string) string { return "" }, column: func(f field) string {
	if strings.HasPrefix(f.tag.Get("db"), "-") {
		return ""
	}
	return f.dbColumn()
}}

// upperTableOf is the table that a chain is about.
func upperTableOf(recv Value) (schema.Name, bool) {
	return tableIn(recv, "Collection", "InsertInto", "Update", "SelectFrom", "From", "DeleteFrom")
}

// upperRow binds the columns of a row: a map, or a struct by its tags.
func (b *Binder) upperRow(verb string, table schema.Name, v Value) (Binding, bool) {
	if v == nil {
		return Binding{}, false
	}
	if len(v.Entries()) > 0 {
		out := b.setEntries(table, v)
		out.Verb = verb
		return out, true
	}
	row, m, deferred := b.modelOf(&upperMapping, v, table.Name)
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	return Binding{Verb: verb, Tables: []schema.Name{m.Table}, Subject: row, Accesses: b.columnsOf(&upperMapping, m, row, query.Write, nil)}, true
}

func upperInsert(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := upperTableOf(args[0])
	if !ok || len(args) < 2 {
		return Binding{}, false
	}
	return b.upperRow("INSERT", table, args[1])
}

// upperUpdate binds collection.Find(cond).Update(row); the builder's Update("users") only
// names the table.
func upperUpdate(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := upperTableOf(args[0])
	if !ok || len(args) < 2 || args[1] == nil || isString(args[1].Type()) {
		return Binding{}, false
	}
	out, ok := b.upperRow("UPDATE", table, args[1])
	return b.whereLinks(out, args[0], table, "Find", "And", "Where"), ok
}

func upperRead(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := upperTableOf(args[0])
	if !ok || len(args) < 2 {
		return Binding{}, false
	}
	row, m, deferred := b.modelOf(&upperMapping, args[1], table.Name)
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{table}}
	out.Accesses = b.columnsOf(&upperMapping, m, row, query.Read, named(splitWords(words(link(args[0], "Select", "Columns")))))
	return b.upperConditions(out, args[0], table), true
}

func upperFilter(verb string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		recv := c.Args()[0]
		table, ok := upperTableOf(recv)
		return b.upperConditions(Binding{Verb: verb, Tables: []schema.Name{table}}, recv, table), ok
	}
}

// upperConditions adds what Find and Where compare: a condition, or a column and a value.
func (b *Binder) upperConditions(out Binding, recv Value, table schema.Name) Binding {
	chain(recv, func(method string, args []Value) bool {
		if method != "Find" && method != "Where" && method != "And" || len(args) < 2 {
			return true
		}
		if column, ok := word(args[1]); ok && len(args) > 2 && !strings.ContainsAny(column, "? =") {
			out.filter(table, column, "=", args[2])
		} else {
			out = b.where(out, table, args[1:])
		}
		return true
	})
	return out
}

// upperExec binds the end of a builder's chain, or a statement given as text at argument i.
func upperExec(i int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		table, ok := upperTableOf(args[0])
		switch {
		case !ok:
			return textAt(i)(b, c)
		case len(link(args[0], "InsertInto")) > 0:
			return b.upperValues(table, args[0])
		}
		set := link(args[0], "Set")
		out := Binding{Verb: "UPDATE", Tables: []schema.Name{table}}
		if len(set) == 1 {
			out, _ = b.upperRow("UPDATE", table, set[0])
		}
		for n := 0; n+1 < len(set); n += 2 {
			if column, ok := word(set[n]); ok {
				out.Accesses = append(out.Accesses, b.writeTo(table, column, set[n+1]))
			}
		}
		return b.upperConditions(out, args[0], table), true
	}
}

// upperValues binds InsertInto("users").Columns("email").Values(v), and Values(row).
func (b *Binder) upperValues(table schema.Name, recv Value) (Binding, bool) {
	columns, values := words(link(recv, "Columns")), link(recv, "Values")
	if len(columns) == 0 && len(values) > 0 {
		return b.upperRow("INSERT", table, values[0])
	}
	out := Binding{Verb: "INSERT", Tables: []schema.Name{table}}
	for i, column := range columns {
		if i < len(values) {
			out.Accesses = append(out.Accesses, Access{Op: query.Write, Target: usage.ColumnRef{Table: table, Column: column}, Value: values[i]})
		}
	}
	return out, true
}
