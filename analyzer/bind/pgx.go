package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// pgxCalls are the calls of pgx: every connection type takes a context first.
var pgxCalls = pgxTable()

func pgxTable() map[string]handler {
	t := map[string]handler{}
	for _, recv := range []string{"(*github.com/jackc/pgx.Conn).", "(github.com/jackc/pgx.Tx).", "(*github.com/jackc/pgx/pgxpool.Pool).",
		"(*github.com/jackc/pgx/pgxpool.Conn).", "(*github.com/jackc/pgx/pgxpool.Tx)."} {
		for _, m := range []string{"Exec", "Query", "QueryRow"} {
			t[recv+m] = pgxText(2)
		}
		t[recv+"CopyFrom"] = copyFrom
	}
	t["(*github.com/jackc/pgx.Batch).Queue"] = pgxText(1)
	for _, m := range []string{"CollectRows", "CollectOneRow", "CollectExactlyOneRow", "AppendRows"} {
		t["github.com/jackc/pgx."+m] = collect
	}
	t["github.com/jackc/pgx.ForEachRow"] = forEachRow
	t["(github.com/jackc/pgx.CollectableRow).Scan"] = scan
	for _, pkg := range []string{"pgxscan", "sqlscan", "dbscan"} {
		t["github.com/georgysavva/scany/"+pkg+".Get"] = scany
		t["github.com/georgysavva/scany/"+pkg+".Select"] = scany
		t["(*github.com/georgysavva/scany/"+pkg+".API).Get"] = into(3, 4)
		t["(*github.com/georgysavva/scany/"+pkg+".API).Select"] = into(3, 4)
	}
	t["(github.com/jackc/pgx.Rows).Scan"] = scan
	t["(github.com/jackc/pgx.Row).Scan"] = scan
	return t
}

// pgxText is textAt, where a single pgx.NamedArgs names the parameters.
func pgxText(i int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if i >= len(args) {
			return Binding{}, false
		}
		rest := args[i+1:]
		for len(rest) > 0 && pgxOption(rest[0]) {
			rest = rest[1:]
		}
		if len(rest) == 1 && rest[0] != nil {
			if n := namedType(rest[0].Type()); n != nil && strings.HasSuffix(n.Obj().Name(), "NamedArgs") {
				return b.bindText(args[i], byName(rest[0]))
			}
		}
		return b.bindArgs(args[i], rest)
	}
}

// pgxOption reports whether an argument says how the query is run, and is none of its
// parameters: pgx.QueryExecModeSimpleProtocol.
func pgxOption(v Value) bool {
	if v == nil {
		return false
	}
	n := namedType(v.Type())
	return n != nil && n.Obj().Pkg() != nil && strings.Contains(n.Obj().Pkg().Path(), "/pgx") && strings.HasPrefix(n.Obj().Name(), "Query")
}

// copyFrom binds conn.CopyFrom(ctx, pgx.Identifier{"users"}, []string{"email"},
// source): column i gets element i of each row.
func copyFrom(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 5 {
		return Binding{}, false
	}
	names, columns := texts(args[2]), texts(args[3])
	if len(names) == 0 || len(columns) == 0 {
		return Binding{}, false
	}
	table := schema.Name{Name: names[len(names)-1]}
	if len(names) > 1 {
		table.Schema = names[len(names)-2]
	}
	out := Binding{Verb: "COPY", Tables: []schema.Name{table}}
	for _, row := range copiedRows(args[4]) {
		for i, col := range columns {
			if v := row.At(i); v != nil {
				out.Accesses = append(out.Accesses, b.writeTo(table, strings.ToLower(col), v))
			}
		}
	}
	if len(out.Accesses) > 0 {
		return out, true
	}
	for _, col := range columns { // the rows are not told apart
		out.Accesses = append(out.Accesses, Access{Op: query.Write, Target: usage.ColumnRef{Table: table, Column: strings.ToLower(col)}, Value: args[4]})
	}
	return out, true
}

// copiedRows returns the rows of pgx.CopyFromRows([][]any{{...}}), or the one that a
// function makes for pgx.CopyFromSlice and pgx.CopyFromFunc.
func copiedRows(source Value) []Value {
	made := source.Call()
	if made != nil && (strings.HasSuffix(made.Callee(), ".CopyFromSlice") || strings.HasSuffix(made.Callee(), ".CopyFromFunc")) {
		if el := source.Elem(); el != nil {
			return []Value{el} // what the function returns
		}
		return nil
	}
	if made == nil || !strings.HasSuffix(made.Callee(), ".CopyFromRows") || len(made.Args()) == 0 {
		return nil
	}
	rows := made.Args()[0]
	if elems, ok := rows.Elems(); ok {
		return elems
	}
	if el := rows.Elem(); el != nil {
		return []Value{el}
	}
	return nil
}

// collect binds pgx.CollectRows(rows, pgx.RowToStructByName[User]): the columns
// land in the fields of the result, by db tag or name.
func collect(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	v := c.Result(0)
	if len(args) == 0 || v == nil {
		return Binding{}, false
	}
	sql := b.queryOf(args[0])
	if sql == nil {
		return Binding{}, false
	}
	out := b.outputsBy(sql, v, field.pgxColumn)
	if len(args) > 1 && args[1] != nil && strings.HasPrefix(args[1].Name(), "RowToMap") {
		if el := v.Elem(); el != nil {
			v = el
		}
		out = b.mapOutputs(sql, v)
	}
	return Binding{Accesses: out, Conditions: b.conditions(sql)}, true
}

// forEachRow binds pgx.ForEachRow(rows, []any{&a, &b}, f).
func forEachRow(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 || args[1] == nil {
		return Binding{}, false
	}
	sql := b.queryOf(args[0])
	dest, ok := args[1].Elems()
	if sql == nil || !ok {
		return Binding{}, false
	}
	return Binding{Accesses: b.outputs(sql, dest), Conditions: b.conditions(sql)}, true
}

// pgxColumn: RowToStructByName compares names without case and underscores;
// columns are in snake case almost always.
func (f field) pgxColumn() string { return f.column("db", snake) }

// scany binds pgxscan.Get(ctx, db, &user, sql, args...), which reads db tags and
// snake case.
func scany(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 4 {
		return Binding{}, false
	}
	out, ok := b.bindArgs(args[3], args[4:])
	if ok && !out.Defer {
		out.Accesses = append(out.Accesses, b.outputsBy(args[3], args[2], field.pgxColumn)...)
	}
	return out, ok
}

// texts returns the constant strings of a slice literal.
func texts(v Value) []string {
	elems, _ := v.Elems()
	var out []string
	for _, e := range elems {
		if e == nil {
			continue
		}
		for _, t := range e.Strings() {
			if s, ok := t.Text(); ok {
				out = append(out, s)
				break
			}
		}
	}
	return out
}
