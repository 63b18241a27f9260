package query

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// excluded is the name under which an upsert calls the row it could not insert.
const excluded = "excluded"

// target resolves the table a statement changes and notes it as changed.
func (r *resolver) target(s *tree.Source, verb tree.Verb) *relation {
	rel := r.stored(s.Table)
	rel.alias = s.Alias
	if rel.alias == "" {
		rel.alias = s.Table.Name
	}
	r.note(rel.name)
	r.changed(rel, verb)
	return rel
}

func (r *resolver) changed(rel *relation, verb tree.Verb) {
	t := Target{Verb: string(verb), Table: rel.name}
	for _, have := range r.targets {
		if have == t {
			return
		}
	}
	r.targets = append(r.targets, t)
}

func (r *resolver) insert(s *tree.Stmt, sc *scope) []field {
	if s.Target == nil {
		return nil
	}
	rel := r.target(s.Target, s.Verb)
	row := &relation{alias: excluded}
	for _, a := range s.Set { // MySQL: INSERT INTO t SET a = 1
		row.columns = append(row.columns, r.assign(a, rel, sc)...)
	}
	if s.Query != nil {
		row.columns = append(row.columns, r.insertRows(s, rel, sc)...)
	}
	if s.Conflict != nil {
		inner := &scope{parent: sc, rels: []*relation{rel, row}}
		if s.RowAlias != "" {
			inner.rels = append(inner.rels, &relation{alias: s.RowAlias, columns: row.columns})
		}
		for _, a := range s.Conflict.Set {
			r.assign(a, rel, inner)
		}
		r.eval(s.Conflict.Where, inner, schema.FilterUse)
	}
	return r.items(s.Items, &scope{parent: sc, rels: []*relation{rel}})
}

// insertRows binds the query's outputs to the columns by position and returns
// the row as EXCLUDED shows it.
func (r *resolver) insertRows(s *tree.Stmt, rel *relation, sc *scope) []field {
	out := r.statement(s.Query, sc)
	columns := s.Columns
	if len(columns) == 0 {
		for _, f := range rel.columns {
			columns = append(columns, tree.Column{Name: f.name, Offset: s.Target.Offset})
		}
		if !rel.known {
			r.incomplete = true
		}
	}
	var row []field
	for i, c := range columns {
		if len(out) == 0 { // VALUES %s: the rows are put in later
			r.write(rel, c, nil)
			continue
		}
		if i == len(out) || out[i].name == "*" { // behind an unknown star positions mean nothing
			break
		}
		r.write(rel, c, out[i].value)
		row = append(row, field{name: c.Name, value: out[i].value})
	}
	return row
}

// write reports what reaches a column.
func (r *resolver) write(rel *relation, c tree.Column, v value) {
	table, name := rel.name, c.Name
	if f, ok := rel.field(c.Name); ok && len(f.value) == 1 && f.value[0].kind == columnLeaf && len(f.value[0].via) == 0 {
		table, name = f.value[0].use.Table, f.value[0].use.Column
	} else if rel.known {
		r.incomplete = true
	}
	r.use(rel, name, schema.OutputUse)
	self := schema.ColumnUse{Table: table, Column: name}
	base := Access{Table: table, Column: name, Op: Write, Offset: c.Offset}
	n := len(r.accesses)
	for _, l := range v.data() {
		a := base
		a.Via, a.Conditional = l.via, l.conditional
		switch l.kind {
		case paramLeaf:
			a.Param = l.param
		case literalLeaf:
			a.Literal = true
		case defaultLeaf:
			a.Default = true
		case columnLeaf:
			if l.use == self { // ELSE email END: stays as it is
				continue
			}
			a.From = []schema.ColumnUse{l.use}
		}
		r.emit(a)
	}
	if len(r.accesses) == n {
		base.From = v.columns()
		r.emit(base)
	}
}

// assign resolves SET a = x and SET (a, b) = (x, y) and returns the values by
// column.
func (r *resolver) assign(a tree.Assign, rel *relation, sc *scope) []field {
	values := r.assigned(a, sc)
	var out []field
	for i, c := range a.Columns {
		var v value
		if i < len(values) {
			v = values[i]
		}
		r.write(r.assignee(c, rel, sc), c, v)
		out = append(out, field{name: c.Name, value: v})
	}
	return out
}

// assigned evaluates the right side once for every column.
func (r *resolver) assigned(a tree.Assign, sc *scope) []value {
	if len(a.Columns) == 1 {
		return []value{r.eval(a.Value, sc, schema.OutputUse)}
	}
	var out []value
	switch a.Value.Kind {
	case tree.SubQuery:
		for _, f := range r.statement(a.Value.Query, sc) {
			out = append(out, f.value)
		}
	case tree.List:
		for _, e := range a.Value.Args {
			out = append(out, r.eval(e, sc, schema.OutputUse))
		}
	default:
		v := r.eval(a.Value, sc, schema.OutputUse)
		for range a.Columns {
			out = append(out, v)
		}
	}
	return out
}

// assignee is the table an assignment changes: the statement's, unless MySQL's
// UPDATE of several tables says or implies another.
func (r *resolver) assignee(c tree.Column, rel *relation, sc *scope) *relation {
	found := rel
	switch {
	case c.Table != "" && !strings.EqualFold(c.Table, rel.alias):
		if other := sc.relation([]string{c.Table}); other != nil {
			found = other
		}
	case c.Table == "" && rel.known:
		if _, ok := rel.field(c.Name); ok {
			return rel
		}
		if places := sc.column(c.Name); len(places) == 1 && places[0].rel != nil && places[0].rel.stored {
			found = places[0].rel
		}
	}
	if found != rel {
		r.changed(found, tree.Update)
	}
	return found
}

func (r *resolver) update(s *tree.Stmt, sc *scope) []field {
	rel := r.enterTarget(s, sc)
	for _, a := range s.Set {
		r.assign(a, rel, sc)
	}
	r.eval(s.Where, sc, schema.FilterUse)
	r.order(s.Order, sc)
	r.each(s.Rest, sc, schema.FilterUse)
	return r.items(s.Items, sc)
}

func (r *resolver) delete(s *tree.Stmt, sc *scope) []field {
	r.enterTarget(s, sc)
	for _, t := range s.Also {
		r.target(t, s.Verb)
	}
	r.eval(s.Where, sc, schema.FilterUse)
	r.order(s.Order, sc)
	r.each(s.Rest, sc, schema.FilterUse)
	return r.items(s.Items, sc)
}

// enterTarget puts the changed table and the others into the scope and returns
// the changed one. MySQL writes the changed table into the join itself, then it
// is taken from there.
func (r *resolver) enterTarget(s *tree.Stmt, sc *scope) *relation {
	if s.Target.Join == nil {
		rel := r.target(s.Target, s.Verb)
		for _, src := range s.From {
			r.source(src, sc)
		}
		for _, have := range sc.rels {
			if strings.EqualFold(have.alias, rel.alias) && have.name == rel.name {
				return have
			}
		}
		sc.rels = append([]*relation{rel}, sc.rels...)
		return rel
	}
	r.source(s.Target, sc)
	for _, rel := range sc.rels {
		if rel.stored {
			r.changed(rel, s.Verb)
			return rel
		}
	}
	r.incomplete = true
	return &relation{}
}

func (r *resolver) merge(s *tree.Stmt, sc *scope) []field {
	rel := r.target(s.Target, s.Verb)
	sc.rels = append(sc.rels, rel)
	for _, src := range s.From {
		r.source(src, sc)
	}
	r.eval(s.Where, sc, schema.JoinUse)
	for _, a := range s.Actions {
		r.eval(a.Cond, sc, schema.FilterUse)
		for _, set := range a.Set {
			r.assign(set, rel, sc)
		}
		for i, c := range insertColumns(a, rel, s.Target.Offset) {
			if i < len(a.Values) {
				r.write(rel, c, r.eval(a.Values[i], sc, schema.OutputUse))
			}
		}
		if a.Delete {
			r.changed(rel, tree.Delete)
		}
	}
	return r.items(s.Items, sc)
}

func insertColumns(a tree.Action, rel *relation, offset int) []tree.Column {
	if !a.Insert || len(a.Columns) > 0 {
		return a.Columns
	}
	var out []tree.Column
	for _, f := range rel.columns {
		out = append(out, tree.Column{Name: f.name, Offset: offset})
	}
	return out
}

// copy resolves COPY t (a, b) FROM: rows come from a file or the client.
func (r *resolver) copy(s *tree.Stmt, sc *scope) {
	rel := r.target(s.Target, s.Verb)
	columns := s.Columns
	if len(columns) == 0 {
		for _, f := range r.fields(rel) {
			columns = append(columns, tree.Column{Name: f.name, Offset: s.Target.Offset})
		}
	}
	for _, c := range columns {
		r.write(rel, c, nil)
	}
	r.eval(s.Where, &scope{parent: sc, rels: []*relation{rel}}, schema.FilterUse)
}
