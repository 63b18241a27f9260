package bind

// sqlxCalls are the calls sqlx adds to database/sql.
var sqlxCalls = sqlxTable()

func sqlxTable() map[string]handler {
	t := map[string]handler{}
	for _, recv := range []string{"(*github.com/jmoiron/sqlx.DB).", "(*github.com/jmoiron/sqlx.Tx)."} {
		for _, m := range []string{"Get", "Select"} {
			t[recv+m] = into(1, 2)
			t[recv+m+"Context"] = into(2, 3)
		}
		t[recv+"NamedExec"] = namedAt(1)
		t[recv+"NamedQuery"] = namedAt(1)
		t[recv+"NamedExecContext"] = namedAt(2)
		t[recv+"NamedQueryContext"] = namedAt(2)
		t[recv+"BindNamed"] = namedAt(1)
	}
	for _, m := range []string{"Get", "Select"} {
		t["(*github.com/jmoiron/sqlx.Stmt)."+m] = preparedInto(1)
		t["(*github.com/jmoiron/sqlx.Stmt)."+m+"Context"] = preparedInto(2)
		t["github.com/jmoiron/sqlx."+m] = into(1, 2)
		t["github.com/jmoiron/sqlx."+m+"Context"] = into(2, 3)
	}
	for _, m := range []string{"Exec", "Query", "QueryRow", "MustExec", "Queryx", "QueryRowx"} {
		t["(*github.com/jmoiron/sqlx.NamedStmt)."+m] = namedStmt(1)
		t["(*github.com/jmoiron/sqlx.NamedStmt)."+m+"Context"] = namedStmt(2)
	}
	for _, m := range []string{"Get", "Select"} {
		t["(*github.com/jmoiron/sqlx.NamedStmt)."+m] = namedStmtInto(1)
		t["(*github.com/jmoiron/sqlx.NamedStmt)."+m+"Context"] = namedStmtInto(2)
	}
	// The functions that take what runs the statement: a DB or a transaction.
	t["github.com/jmoiron/sqlx.MustExec"] = textAt(1)
	t["github.com/jmoiron/sqlx.MustExecContext"] = textAt(2)
	t["github.com/jmoiron/sqlx.NamedExecContext"] = namedAt(2)
	t["github.com/jmoiron/sqlx.NamedQueryContext"] = namedAt(2)
	t["github.com/jmoiron/sqlx.BindNamed"] = namedAt(1)
	for _, row := range []string{"Row", "Rows"} {
		t["(*github.com/jmoiron/sqlx."+row+").MapScan"] = mapScan
	}
	t["github.com/jmoiron/sqlx.MapScan"] = mapScan
	// Statements that are only put together here are bound here: what runs them
	// gets their parameters as a slice that nothing is known of.
	t["github.com/jmoiron/sqlx.Named"] = namedAt(0)
	t["github.com/jmoiron/sqlx.In"] = textAt(0)
	t["github.com/jmoiron/sqlx.NamedExec"] = namedAt(1)
	t["github.com/jmoiron/sqlx.NamedQuery"] = namedAt(1)
	t["github.com/jmoiron/sqlx.StructScan"] = structScan
	return t
}

// into binds Get and Select: destination, statement, parameters.
func into(dest, sql int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if sql >= len(args) {
			return Binding{}, false
		}
		out, ok := b.bindArgs(args[sql], args[sql+1:])
		if ok && !out.Defer {
			out.Accesses = append(out.Accesses, b.structOutputs(args[sql], args[dest])...)
		}
		return out, ok
	}
}

func preparedInto(dest int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if dest >= len(args) {
			return Binding{}, false
		}
		return b.bindPrepared(args[0], args[dest+1:], args[dest])
	}
}

// namedAt binds NamedExec: statement with :names, then a struct or map.
func namedAt(i int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if i+1 >= len(args) {
			return Binding{}, false
		}
		return b.bindText(args[i], byName(args[i+1]))
	}
}

// namedStmtInto binds stmt.Get(&user, arg) of a prepared statement with :names; dest
// is the argument that is filled.
func namedStmtInto(dest int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if dest+1 >= len(args) {
			return Binding{}, false
		}
		sql := b.statementOf(args[0])
		if sql == nil {
			return Binding{}, false
		}
		out, ok := b.bindText(sql, byName(args[dest+1]))
		if ok && !out.Defer {
			out.Accesses = append(out.Accesses, b.structOutputs(sql, args[dest])...)
		}
		return out, ok
	}
}

// namedStmt binds the run of a prepared statement with :names, given by argument i.
func namedStmt(i int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if i >= len(args) {
			return Binding{}, false
		}
		sql := b.statementOf(args[0])
		if sql == nil {
			return Binding{}, false
		}
		return b.bindText(sql, byName(args[i]))
	}
}

// mapScan binds rows.MapScan(m): every column becomes an entry of the map.
func mapScan(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 2 {
		return Binding{}, false
	}
	sql := b.queryOf(args[0])
	if sql == nil {
		return Binding{}, false
	}
	return Binding{Accesses: b.mapOutputs(sql, args[1]), Conditions: b.conditions(sql)}, true
}
