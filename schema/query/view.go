package query

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// ResolveViews works out what every view shows and what every function body
// reads and writes, now that the model is complete: View.Columns (with the base
// columns behind views on views), View.Uses, View.Tables, View.Incomplete, and
// Function.Reads, Writes and Calls.
//
// Columns lead to base tables. Uses and Tables are the view's own mentions, a
// view named in a view staying a view, as a server's catalog has them; a use
// with the role of an output includes columns that only a sub-query selects.
func ResolveViews(db *schema.Database) {
	v := &views{db: db, state: map[*schema.View]viewState{}}
	for _, view := range db.Views {
		v.resolve(view)
	}
	for _, f := range db.Functions {
		v.function(f)
	}
}

// views resolves each view once, those it reads first. Views that read each
// other in a circle (a broken script) see an unresolved view and are Incomplete.
type views struct {
	db    *schema.Database
	state map[*schema.View]viewState
	depth int
}

type viewState uint8

const (
	unseen viewState = iota
	underway
	resolved
)

// maxViewDepth bounds views on views.
const maxViewDepth = 200

func (v *views) resolve(view *schema.View) {
	if v.state[view] != unseen {
		if v.state[view] == underway {
			view.Incomplete = true
		}
		return
	}
	if v.depth >= maxViewDepth || strings.TrimSpace(view.Query) == "" {
		view.Incomplete = true
		return
	}
	v.state[view] = underway
	v.depth++
	defer func() { v.depth--; v.state[view] = resolved }()
	parsed, err := read(view.Query, v.db.Dialect)
	if err != nil {
		view.Incomplete = true
		return
	}
	r := &resolver{db: v.db, before: v.resolve}
	out := r.statement(parsed.stmt, nil)
	view.Columns = viewColumns(out, view.Columns)
	view.Uses = distinct(r.uses)
	view.Tables = r.tables
	view.Incomplete = r.incomplete || view.Incomplete
}

// viewColumns merges the resolved outputs with what the statement alone told:
// the names of CREATE VIEW v (a, b) or a later RENAME COLUMN, and types of casts.
func viewColumns(out []field, stated []schema.ViewColumn) []schema.ViewColumn {
	columns := make([]schema.ViewColumn, 0, len(out))
	same := len(out) == len(stated)
	for i, f := range out {
		c := schema.ViewColumn{Name: f.name, From: f.value.columns()}
		for _, fn := range f.value.functions() {
			c.Via = append(c.Via, fn.Name)
		}
		switch {
		case same && stated[i].Name != "" && stated[i].Name != "*":
			c.Name, c.Type = stated[i].Name, stated[i].Type
		case i < len(stated) && stated[i].Name == f.name:
			c.Type = stated[i].Type
		}
		columns = append(columns, c)
	}
	return columns
}

func distinct(uses []schema.ColumnUse) []schema.ColumnUse {
	seen := map[schema.ColumnUse]bool{}
	return slices.DeleteFunc(uses, func(u schema.ColumnUse) bool {
		again := seen[u]
		seen[u] = true
		return again
	})
}
