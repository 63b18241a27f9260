package query

import (
	"errors"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/query/internal/dml"
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
	p, err := read(sql, d)
	if err != nil {
		return nil, err
	}
	return p.resolve(db), nil
}

// resolve turns a tree into what the statement does.
func (p *parsed) resolve(db *schema.Database) *Statement {
	r := &resolver{db: db}
	out := r.statement(p.stmt, nil)
	st := &Statement{
		Verb: string(p.stmt.Verb), Tables: r.tables, Targets: r.targets, Accesses: tidy(r.accesses), Calls: r.calls,
		Params: p.marks.count, HasWhere: p.stmt.Where != nil, Incomplete: r.incomplete || p.holes, Degraded: p.degraded,
	}
	for i := range st.Accesses {
		a := &st.Accesses[i]
		a.Offset = p.marks.original(a.Offset)
		a.Param = p.marks.param(a.Param)
	}
	for _, f := range out {
		st.Outputs = append(st.Outputs, Output{Name: f.name, From: f.value.columns(), Via: f.value.functions()})
	}
	return st
}

// parsed is a statement's tree and how to get from it back to the text.
type parsed struct {
	stmt     *tree.Stmt
	marks    *numbered
	degraded bool
	holes    bool // parts were skipped
}

// read reads a statement by the grammar of its dialect; where PostgreSQL's
// refuses, by tokens.
func read(sql string, d schema.Dialect) (*parsed, error) {
	sql = readable(sql)
	if d == schema.MySQL || d == schema.SQLite {
		return readTokens(sql, d)
	}
	n := number(sql)
	err := postgres.Guard(n.text)
	if err == nil {
		var t *tree.Stmt
		if t, err = pgtree.Parse(n.text); err == nil {
			return &parsed{stmt: t, marks: n}, nil
		}
	}
	if errors.Is(err, pgtree.ErrNotDML) {
		return nil, ErrNotDML
	}
	p, tokenErr := readTokens(sql, d)
	if tokenErr != nil {
		return nil, err
	}
	p.degraded = d == schema.PostgreSQL
	return p, nil
}

// readTokens reads a statement by tokens, which needs no rewriting.
func readTokens(sql string, d schema.Dialect) (*parsed, error) {
	res, err := dml.Parse(sql, d)
	if err != nil {
		return nil, ErrNotDML
	}
	return &parsed{stmt: res.Stmt, marks: &numbered{count: res.Params}, holes: res.Holes}, nil
}
