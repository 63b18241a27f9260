package query

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// ResolveViews fills in, for every view of the database, which base columns its
// output columns are made of and which columns it touches. Views are resolved
// in the order they were stated, so that a view on a view finds the first one
// resolved. A view whose query cannot be read keeps the names it has and is
// marked Incomplete.
func ResolveViews(db *schema.Database) {
	for _, v := range db.Views {
		if v.Query == "" {
			v.Incomplete = true
			continue
		}
		st, err := Parse(v.Query, db.Dialect, db)
		if err != nil {
			v.Incomplete = true
			continue
		}
		v.Tables = st.Tables
		v.Incomplete = v.Incomplete || st.Incomplete
		v.Columns = viewColumns(v.Columns, st.Outputs)
		v.Uses = viewUses(st)
	}
}

// viewColumns joins the names a view states with what its query puts out; a view
// that states no names takes those of the query.
func viewColumns(stated []schema.ViewColumn, outputs []Output) []schema.ViewColumn {
	columns := make([]schema.ViewColumn, 0, len(outputs))
	for i, o := range outputs {
		c := schema.ViewColumn{Name: o.Name, From: o.From}
		if len(stated) == len(outputs) && stated[i].Name != "" {
			c.Name = stated[i].Name
		}
		for _, f := range o.Via {
			c.Via = append(c.Via, f.Name)
		}
		columns = append(columns, c)
	}
	return columns
}

// viewUses lists every column the query touches, each role once.
func viewUses(st *Statement) []schema.ColumnUse {
	var uses []schema.ColumnUse
	add := func(u schema.ColumnUse) {
		if !slices.Contains(uses, u) {
			uses = append(uses, u)
		}
	}
	for _, o := range st.Outputs {
		for _, u := range o.From {
			add(schema.ColumnUse{Table: u.Table, Column: u.Column, Role: schema.OutputUse})
		}
	}
	for _, a := range st.Accesses {
		if a.Op == Filter {
			add(schema.ColumnUse{Table: a.Table, Column: a.Column, Role: a.Role})
		}
	}
	return uses
}
