package bind

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// gfCalls are GoFrame's ORM (https://goframe.org/docs/core/gdb): chains that begin at a
// table's name or at the generated DAO of a table, and end in what is to be done.
var gfCalls = gfTable()

func gfTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"github.com/gogf/gf/database/gdb", "github.com/gogf/gf/frame/gmvc", "github.com/gogf/gf/frame/g"} {
		p := pkg + ".*."
		for _, m := range []string{"Insert", "InsertIgnore", "InsertAndGetId", "Save", "Replace"} {
			t[p+m] = gfWrite("INSERT")
		}
		t[p+"Update"], t[p+"UpdateAndGetAffected"] = gfWrite("UPDATE"), gfWrite("UPDATE")
		t[p+"Delete"] = gfDelete
		for _, m := range []string{"Scan", "Struct", "Structs"} {
			t[p+m] = gfRead
		}
	}
	return t
}

// gfMapping is how GoFrame names columns: by tag, else the field's name with
// underscores; what a struct is called tells its table where a Meta does not.
var gfMapping = mapping{library: "gf", tag: "orm", marker: "Meta", column: field.gfColumn,
	table: func(b *Binder, n string) string { return b.gfNamed(snake(n)) }}

func (f field) gfColumn() string {
	name, _, _ := strings.Cut(f.tag.Get("orm"), ",")
	switch {
	case name == "-" || f.v.Name() == "Meta" || isRelation(f.v.Type()):
		return ""
	case name != "" && !strings.Contains(name, ":"):
		return name
	}
	return snake(f.v.Name())
}

// gfNamed is the table that the schema has under a name, with the prefix of its tables.
func (b *Binder) gfNamed(name string) string {
	if t := b.tableNamed(name); t != nil {
		return t.Name.Name
	}
	return name
}

// gfTableOf is the table that a chain begins with: Model("user"), or the DAO on which
// Ctx was called, UserDao.
func (b *Binder) gfTableOf(recv Value) string {
	for range 40 {
		if recv == nil || recv.Call() == nil {
			return ""
		}
		c := recv.Call()
		args, name := c.Args(), c.Callee()
		method := name[strings.LastIndexByte(name, '.')+1:]
		if (method == "Model" || method == "Table") && len(args) > 0 {
			if text, ok := tableText(args[len(args)-1]); ok {
				return text
			}
		}
		if owner, ok := strings.CutSuffix(name, "Dao).Ctx"); ok {
			return b.gfNamed(snake(strings.TrimLeft(owner[strings.LastIndexAny(owner, ".(*")+1:], "*")))
		}
		if len(args) == 0 {
			return ""
		}
		recv = args[0]
	}
	return ""
}

// gfWrite binds Insert(row), Update(row, condition...) and Data(row) before them.
func gfWrite(verb string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		table, rest := b.gfTableOf(args[0]), args[1:]
		if len(rest) > 1 && rest[0] != nil && isString(rest[0].Type()) && table == "" {
			table, _ = tableText(rest[0]) // of the connection: db.Insert("user", row)
			rest = rest[1:]
		}
		if len(rest) == 0 || rest[0] == nil {
			rest = link(args[0], "Data")
		}
		if len(rest) == 0 || rest[0] == nil {
			return Binding{}, false
		}
		if entries := rest[0].Entries(); len(entries) > 0 && table != "" {
			return b.gfWhere(b.setEntries(tableName(table), rest[0]), args[0], tableName(table)), true
		}
		v, m, deferred := b.modelOf(&gfMapping, rest[0], table)
		if m == nil {
			return Binding{Defer: deferred}, deferred
		}
		out := Binding{Verb: verb, Tables: []schema.Name{m.Table}, Subject: v, Accesses: b.columnsOf(&gfMapping, m, v, query.Write, nil)}
		return b.gfWhere(out, args[0], m.Table), true
	}
}

// gfRead binds Scan(&user).
func gfRead(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	v, m, deferred := b.modelOf(&gfMapping, args[1], b.gfTableOf(args[0]))
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}, Accesses: b.columnsOf(&gfMapping, m, v, query.Read, nil)}
	return b.gfWhere(out, args[0], m.Table), true
}

func gfDelete(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table := b.gfTableOf(args[0])
	if table == "" {
		return Binding{}, false
	}
	return b.gfWhere(Binding{Verb: "DELETE", Tables: []schema.Name{tableName(table)}}, args[0], tableName(table)), true
}

// gfWhere adds the conditions of a chain: text with parameters, maps, and pairs of a
// column and a value.
func (b *Binder) gfWhere(out Binding, recv Value, table schema.Name) Binding {
	chain(recv, func(method string, args []Value) bool {
		if len(args) == 3 && strings.HasPrefix(method, "Where") {
			if column, ok := word(args[1]); ok && !strings.ContainsAny(column, " ?=<>") {
				out.filter(table, column, "=", args[2])
				return true
			}
		}
		if method == "Where" || method == "And" || method == "Or" || method == "WhereOr" {
			if len(args) > 1 {
				out = b.where(out, table, args[1:])
			}
		}
		return true
	})
	return out
}
