package query

import (
	"slices"

	"github.com/privet-dev/privet/schema"
)

// note remembers a relation the statement names.
func (r *resolver) note(name schema.Name) {
	if name.Name != "" && !slices.Contains(r.tables, name) {
		r.tables = append(r.tables, name)
	}
}

// use remembers that the statement mentions a column of a table or view.
func (r *resolver) use(rel *relation, column string, role schema.UseRole) {
	if rel == nil || !rel.stored {
		return
	}
	r.uses = append(r.uses, schema.ColumnUse{Table: rel.name, Column: column, Role: role})
}

// touch reports an access to every column of a value.
func (r *resolver) touch(v value, role schema.UseRole, offset int) {
	for _, l := range v {
		if l.kind == columnLeaf {
			a := Access{Table: l.use.Table, Column: l.use.Column, Op: Filter, Role: role, Offset: offset}
			if role == schema.OutputUse {
				a.Op = Read
			}
			r.emit(a)
		}
	}
}

func (r *resolver) emit(a Access) {
	if len(r.accesses) >= maxAccesses {
		r.incomplete = true
		return
	}
	r.accesses = append(r.accesses, a)
}

// tidy drops what says the same twice: equal accesses, and the bare mention of
// a column where the comparison it stands in was reported too.
func tidy(list []Access) []Access {
	type place struct {
		table  schema.Name
		column string
		offset int
	}
	compared := map[place]bool{}
	for _, a := range list {
		if a.Op == Filter && a.Operator != "" {
			compared[place{a.Table, a.Column, a.Offset}] = true
		}
		if a.Verify { // crypt($1, password): the salt's mention is part of the check
			compared[place{a.Table, a.Column, anyOffset}] = true
		}
	}
	var out []Access
	seen := map[place][]int{}
	for _, a := range list {
		p := place{a.Table, a.Column, a.Offset}
		if a.Op == Filter && a.Operator == "" && (compared[p] || compared[place{a.Table, a.Column, anyOffset}]) {
			continue
		}
		if slices.ContainsFunc(seen[p], func(i int) bool { return out[i].equal(a) }) {
			continue
		}
		seen[p] = append(seen[p], len(out))
		out = append(out, a)
	}
	return out
}

// anyOffset is an offset no access has.
const anyOffset = -2

func (a Access) equal(b Access) bool {
	return a.Table == b.Table && a.Column == b.Column && a.Op == b.Op && a.Role == b.Role && a.Param == b.Param &&
		a.Literal == b.Literal && a.Default == b.Default && a.Operator == b.Operator && a.Verify == b.Verify &&
		a.Conditional == b.Conditional && a.Offset == b.Offset &&
		slices.Equal(a.From, b.From) && slices.EqualFunc(a.Via, b.Via, Func.equal) && slices.EqualFunc(a.Around, b.Around, Func.equal)
}
