package query

import (
	"errors"
	"fmt"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/query/internal/pgtree"
	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// ErrNotDML is returned, wrapped, for text that holds no SELECT, INSERT, UPDATE,
// DELETE, MERGE, COPY or CALL.
var ErrNotDML = errors.New("not a DML statement")

// Parse reads the first statement of sql and resolves its columns against db,
// which may be nil: then tables and columns are what the statement calls them,
// an unqualified column belongs to the only table in reach, and where there are
// several it is reported for each and the statement marked Incomplete.
//
// Offsets in the result are bytes in sql as given. Parse never runs anything and
// never panics; statements beyond its bounds come back Incomplete.
func Parse(sql string, d schema.Dialect, db *schema.Database) (*Statement, error) {
	sql = readable(sql)
	if d == schema.PostgreSQL || d == schema.UnknownDialect {
		st, err := parsePostgres(sql, db)
		return st, err
	}
	return nil, fmt.Errorf("%s: %w", d, ErrNotDML)
}

// parsePostgres reads sql by PostgreSQL's grammar.
func parsePostgres(sql string, db *schema.Database) (*Statement, error) {
	n := number(sql)
	if err := postgres.Guard(n.text); err != nil {
		return nil, err
	}
	t, err := pgtree.Parse(n.text)
	if errors.Is(err, pgtree.ErrNotDML) {
		return nil, ErrNotDML
	}
	if err != nil {
		return nil, err
	}
	st := resolve(t, db)
	for i := range st.Accesses {
		a := &st.Accesses[i]
		a.Offset = n.original(a.Offset)
		a.Param = n.param(a.Param)
	}
	st.Params = n.count
	return st, nil
}

// resolve turns a tree into what the statement does.
func resolve(t *tree.Stmt, db *schema.Database) *Statement {
	r := &resolver{db: db}
	out := r.statement(t, nil)
	st := &Statement{
		Verb: string(t.Verb), Tables: r.tables, Targets: r.targets, Accesses: tidy(r.accesses), Calls: r.calls,
		HasWhere: t.Where != nil, Incomplete: r.incomplete,
	}
	for _, f := range out {
		st.Outputs = append(st.Outputs, Output{Name: f.name, From: f.value.columns(), Via: f.value.functions()})
	}
	return st
}
