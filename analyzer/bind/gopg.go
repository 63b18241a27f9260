package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
)

// gopgCalls are go-pg's queries (https://pg.uptrace.dev/), bun's elder: the
// model is given first and the chain ends with Insert, Update or Select.
var gopgCalls = gopgTable()

func gopgTable() map[string]handler {
	t := map[string]handler{}
	const q = "(*github.com/go-pg/pg/orm.Query)."
	t[q+"Insert"] = func(b *Binder, c Call) (Binding, bool) { return b.bunWrite(&gopgMapping, "INSERT", c.Args()[0]) }
	t[q+"SelectOrInsert"] = t[q+"Insert"]
	for _, m := range []string{"Update", "UpdateNotZero"} {
		t[q+m] = gopgUpdate
	}
	t[q+"Set"] = func(b *Binder, c Call) (Binding, bool) { return b.setText(&gopgMapping, c.Args()) }
	for _, m := range []string{"Select", "First", "Last", "SelectAndCount", "Exists", "Count"} {
		t[q+m] = func(b *Binder, c Call) (Binding, bool) {
			args := c.Args()
			return b.selectModel(&gopgMapping, args[0], args[1:])
		}
	}
	t[q+"CreateTable"] = func(b *Binder, c Call) (Binding, bool) {
		if args := link(c.Args()[0], "Model"); len(args) > 0 {
			b.migrates(&gopgMapping, args)
		}
		return Binding{}, true
	}
	for _, m := range []string{"Exec", "ExecOne"} {
		t["github.com/go-pg/pg.*."+m], t["github.com/go-pg/pg.*."+m+"Context"] = textAt(1), textAt(2)
	}
	for _, m := range []string{"Query", "QueryOne"} {
		t["github.com/go-pg/pg.*."+m], t["github.com/go-pg/pg.*."+m+"Context"] = gopgInto(1), gopgInto(2)
	}
	return t
}

// gopgInto binds db.Query(&users, sql, args...), and QueryOne(pg.Scan(&name), sql, args...),
// which has a destination for every column.
func gopgInto(dest int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if len(args) <= dest+1 || args[dest] == nil {
			return Binding{}, false
		}
		scan := args[dest].Call()
		if scan == nil || !strings.HasSuffix(scan.Callee(), "pg.Scan") {
			return into(dest, dest+1)(b, c)
		}
		out, ok := b.bindArgs(args[dest+1], args[dest+2:])
		if ok && !out.Defer {
			out.Accesses = append(out.Accesses, b.outputs(args[dest+1], scan.Args())...)
		}
		return out, ok
	}
}

var gopgMapping = mapping{library: "go-pg", tag: "pg", marker: "tableName", table: func(_ *Binder, n string) string { return plural(snake(n)) },
	column: func(f field) string { return f.listColumn("pg") }, describe: func(f field, m *usage.ModelField) { describeList(f.tag.Get("pg"), m) }}

func gopgUpdate(b *Binder, c Call) (Binding, bool) {
	recv := c.Args()[0]
	var out Binding
	ok := true
	if link(recv, "Set") == nil {
		out, ok = b.bunWrite(&gopgMapping, "UPDATE", recv)
	}
	if len(out.Tables) > 0 {
		out = b.whereLinks(out, recv, out.Tables[0], "Where", "WhereOr")
	}
	return out, ok
}
