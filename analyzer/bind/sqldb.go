package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/query"
)

// sqlCalls are the calls of database/sql. A statement is text at the call, or
// was given to Prepare.
var sqlCalls = sqlTable()

func sqlTable() map[string]handler {
	t := map[string]handler{}
	for _, recv := range []string{"(*database/sql.DB).", "(*database/sql.Tx).", "(*database/sql.Conn).",
		"(*github.com/jmoiron/sqlx.DB).", "(*github.com/jmoiron/sqlx.Tx)."} {
		for _, m := range []string{"Exec", "Query", "QueryRow", "MustExec", "Queryx", "QueryRowx"} {
			t[recv+m] = textAt(1)
			t[recv+m+"Context"] = textAt(2)
		}
	}
	for _, recv := range []string{"(*database/sql.Stmt).", "(*github.com/jmoiron/sqlx.Stmt)."} {
		for _, m := range []string{"Exec", "Query", "QueryRow", "MustExec", "Queryx", "QueryRowx"} {
			t[recv+m] = prepared(1)
			t[recv+m+"Context"] = prepared(2)
		}
	}
	t["(*database/sql.Rows).Scan"] = scan
	t["(*database/sql.Row).Scan"] = scan
	t["(*github.com/jmoiron/sqlx.Row).Scan"] = scan
	t["(*github.com/jmoiron/sqlx.Row).StructScan"] = structScan
	t["(*github.com/jmoiron/sqlx.Rows).StructScan"] = structScan
	return t
}

// textAt binds calls whose statement is argument i and whose parameters follow.
func textAt(i int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if i >= len(args) {
			return Binding{}, false
		}
		return b.bindArgs(args[i], args[i+1:])
	}
}

// prepared binds calls of a prepared statement, whose parameters begin at
// argument first.
func prepared(first int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if len(args) < first {
			return Binding{}, false
		}
		return b.bindPrepared(args[0], args[first:], nil)
	}
}

// bindPrepared binds a prepared statement's run, with dest what its rows are
// scanned into, if anything. A statement prepared from a parameter is completed
// by the caller as if it ran the text.
func (b *Binder) bindPrepared(stmt Value, params []Value, dest Value) (Binding, bool) {
	sql := b.statementOf(stmt)
	if sql == nil {
		return Binding{Defer: stmt.Param()}, stmt.Param()
	}
	out, ok := b.bindArgs(sql, params)
	switch {
	case ok && out.Defer && dest == nil:
		out.Instead = &Instead{Callee: "(*database/sql.DB).Exec", Args: append([]Value{nil, sql}, params...)}
	case ok && out.Defer:
		out.Instead = &Instead{Callee: "(*github.com/jmoiron/sqlx.DB).Get", Args: append([]Value{nil, dest, sql}, params...)}
	case ok && dest != nil:
		out.Accesses = append(out.Accesses, b.structOutputs(sql, dest)...)
	}
	return out, ok
}

// statementOf returns the text a prepared statement was made from: a query file
// by struct tag, or the argument of the Prepare call.
func (b *Binder) statementOf(stmt Value) Value {
	if t, ok := b.tagged(stmt.Tag()); ok {
		return text{t: t}
	}
	made := stmt.Call()
	if made == nil {
		return nil
	}
	for i, a := range made.Args() {
		if a == nil {
			continue
		}
		if isString(a.Type()) {
			if b.dotsqlCall(made) {
				return b.namedText(made.Args(), i)
			}
			return a
		}
		if made.Callee() == "(*database/sql.Tx).Stmt" && a.Call() != nil {
			if s := b.statementOf(a); s != nil {
				return s
			}
		}
	}
	return nil
}

// queryOf returns the text of the query whose rows a value holds.
func (b *Binder) queryOf(rows Value) Value {
	made := rows.Call()
	if made == nil {
		return nil
	}
	args := made.Args()
	if strings.Contains(made.Callee(), "Stmt).") && len(args) > 0 {
		return b.statementOf(args[0]) // its strings are parameters
	}
	for i, a := range args {
		if a == nil || !isString(a.Type()) {
			continue
		}
		if b.dotsqlCall(made) {
			return b.namedText(args, i)
		}
		return a
	}
	if len(args) == 0 {
		return nil
	}
	if sql := BuilderText(args[0]); sql != nil {
		return sql
	}
	return b.statementOf(args[0])
}

// scan binds rows.Scan(&a, &b) to the output columns of the query.
func scan(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	if out, ok := b.gormRow(args[0], args[1:]); ok {
		return out, true
	}
	sql := b.queryOf(args[0])
	if sql == nil {
		return Binding{Defer: true}, args[0] != nil && args[0].Param() // a helper that fills a struct from a row
	}
	return Binding{Accesses: append(b.outputs(sql, args[1:]), b.starOutputs(sql, args[1:])...), Conditions: b.conditions(sql)}, true
}

// starOutputs gives the destinations of SELECT * from a table that no schema states the
// columns they are called after: Scan(&u.Name, &u.Password).
func (b *Binder) starOutputs(sql Value, dest []Value) []Access {
	var out []Access
	for _, t := range sql.Strings() {
		st := b.parse(t)
		if st == nil || len(st.Outputs) == 0 || st.Outputs[0].Name != "*" || len(st.Tables) == 0 {
			continue
		}
		for _, d := range dest {
			if d == nil || d.Name() == "" {
				continue
			}
			out = append(out, Access{Op: query.Read, Target: usage.ColumnRef{Table: st.Tables[0], Column: snake(d.Name())}, Dest: d})
		}
	}
	return out
}

func structScan(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	sql := b.queryOf(args[0])
	if sql == nil {
		return Binding{}, false
	}
	return Binding{Accesses: b.structOutputs(sql, args[1]), Conditions: b.conditions(sql)}, true
}

// conditions returns the columns a query's WHERE clause names, whatever they are
// compared with.
func (b *Binder) conditions(sql Value) []string {
	var out []string
	for _, t := range sql.Strings() {
		if st := b.parse(t); st != nil {
			out = append(out, bindStatement(st, positional(nil)).Conditions...)
		}
	}
	return out
}
