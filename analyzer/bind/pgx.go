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
		if len(rest) == 1 {
			if n := namedType(rest[0].Type()); n != nil && n.Obj().Name() == "NamedArgs" {
				return b.bindText(args[i], byName(rest[0]))
			}
		}
		return b.bindText(args[i], positional(rest))
	}
}

// copyFrom binds conn.CopyFrom(ctx, pgx.Identifier{"users"}, []string{"email"},
// source): the columns are known, the rows are not told apart.
func copyFrom(_ *Binder, c Call) (Binding, bool) {
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
	for _, col := range columns {
		out.Accesses = append(out.Accesses, Access{Op: query.Write, Target: usage.ColumnRef{Table: table, Column: strings.ToLower(col)}, Value: args[4]})
	}
	return out, true
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
