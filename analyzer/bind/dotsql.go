package bind

import "strings"

// dotsqlCalls run queries of `-- name:` files by name: dotsql
// (https://github.com/qustavo/dotsql) and its sqlx companion.
var dotsqlCalls = dotsqlTable()

func dotsqlTable() map[string]handler {
	t := map[string]handler{}
	for _, pkg := range []string{"github.com/qustavo/dotsql", "github.com/gchaincl/dotsql", "github.com/swithek/dotsqlx"} {
		p := pkg + ".*."
		for _, m := range []string{"Exec", "Query", "QueryRow", "Queryx", "QueryRowx", "MustExec"} {
			t[p+m], t[p+m+"Context"] = namedQueryAt(2, -1), namedQueryAt(3, -1)
		}
		t[p+"NamedExec"] = namedQueryByName
		t[p+"Get"], t[p+"Select"] = namedQueryAt(3, 2), namedQueryAt(3, 2)
	}
	return t
}

// Query returns the text of a named query.
func (b *Binder) Query(name string) (Template, bool) {
	q, ok := b.queries[name]
	return Const(q.SQL), ok
}

// dotsqlCall reports whether a call runs a query by its name.
func (b *Binder) dotsqlCall(c Call) bool { return strings.Contains(c.Callee(), "/dotsql") }

// namedText is the text of the query whose name is argument i.
func (b *Binder) namedText(args []Value, i int) Value {
	if i >= len(args) {
		return nil
	}
	name, ok := word(args[i])
	if !ok {
		return nil
	}
	t, ok := b.Query(name)
	if !ok {
		return nil
	}
	return text{t: t}
}

// namedQueryAt binds calls whose query name is argument i, with parameters after
// it and rows into argument dest, if any.
func namedQueryAt(i, dest int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		sql := b.namedText(args, i)
		if sql == nil {
			return Binding{}, false
		}
		out, ok := b.bindArgs(sql, args[i+1:])
		if ok && dest >= 0 {
			out.Accesses = append(out.Accesses, b.structOutputs(sql, args[dest])...)
		}
		return out, ok
	}
}

func namedQueryByName(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	sql := b.namedText(args, 2)
	if sql == nil || len(args) < 4 {
		return Binding{}, false
	}
	return b.bindText(sql, byName(args[3]))
}
