package bind

import (
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// popCalls are pop's connection and query (https://gobuffalo.io/documentation/database/pop/).
var popCalls = popTable()

func popTable() map[string]handler {
	t := map[string]handler{}
	const p = "github.com/gobuffalo/pop.*."
	for _, m := range []string{"Create", "ValidateAndCreate"} {
		t[p+m] = popWrite("INSERT", "BeforeSave", "BeforeCreate")
	}
	for _, m := range []string{"Save", "ValidateAndSave"} {
		t[p+m] = popWrite("INSERT", "BeforeSave")
	}
	for _, m := range []string{"Update", "ValidateAndUpdate"} {
		t[p+m] = popWrite("UPDATE", "BeforeSave", "BeforeUpdate")
	}
	t[p+"UpdateColumns"], t[p+"UpdateQuery"] = popColumns, popColumns
	for _, m := range []string{"Find", "First", "Last", "All", "Reload", "Exists"} {
		t[p+m] = popRead
	}
	t[p+"Count"] = counting(popRead)
	t[p+"Destroy"], t[p+"Delete"] = popDestroy, popDestroy
	t["(*github.com/gobuffalo/pop.Query).Exec"] = popRaw
	return t
}

// popMapping: only fields with a db tag are stored.
var popMapping = mapping{library: "pop", tag: "db", method: "TableName", table: func(_ *Binder, n string) string { return plural(snake(n)) },
	column: func(f field) string {
		if tag := f.tag.Get("db"); tag == "" || tag == "-" {
			return ""
		}
		return f.column("db", snake)
	}}

func popWrite(verb string, hooks ...string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if len(args) < 2 {
			return Binding{}, false
		}
		v, m, deferred := b.modelOf(&popMapping, args[1], "")
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		var only func(column, name string) bool
		if without := named(words(args[2:])); without != nil {
			only = func(column, name string) bool { return !without(column, name) }
		}
		return Binding{Verb: verb, Tables: []schema.Name{m.Table}, Hooks: hooks, Subject: v, Accesses: b.columnsOf(&popMapping, m, v, query.Write, only)}, true
	}
}

func popColumns(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 3 {
		return Binding{}, false
	}
	v, m, deferred := b.modelOf(&popMapping, args[1], "")
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	return Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}, Subject: v, Accesses: b.columnsOf(&popMapping, m, v, query.Write, named(words(args[2:])))}, true
}

func popRead(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	if raw := link(args[0], "RawQuery"); len(raw) > 0 {
		out, ok := b.bindArgs(raw[0], raw[1:])
		if ok && !out.Defer {
			out.Accesses = append(out.Accesses, b.structOutputs(raw[0], args[1])...)
		}
		return out, ok
	}
	v, m, deferred := b.modelOf(&popMapping, args[1], "")
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}, Accesses: b.columnsOf(&popMapping, m, v, query.Read, named(words(link(args[0], "Select"))))}
	return b.whereLinks(out, args[0], m.Table, "Where"), true
}

func popDestroy(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	_, m, deferred := b.modelOf(&popMapping, args[1], "")
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "DELETE", Tables: []schema.Name{m.Table}}
	if len(link(args[0], "Where")) == 0 {
		out.Conditions = []string{"id"}
	}
	return b.whereLinks(out, args[0], m.Table, "Where"), true
}

func popRaw(b *Binder, c Call) (Binding, bool) {
	raw := link(c.Args()[0], "RawQuery")
	if len(raw) == 0 {
		return Binding{}, false
	}
	return b.bindArgs(raw[0], raw[1:])
}
