package query

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// source resolves an entry of FROM and puts its relations into the scope.
func (r *resolver) source(s *tree.Source, sc *scope) {
	if s == nil || !r.enter() {
		return
	}
	defer r.leave()
	switch {
	case s.Join != nil && s.Alias != "":
		r.aliasedJoin(s, sc)
	case s.Join != nil:
		r.join(s.Join, sc)
	case s.Query != nil:
		// A sub-query sees its neighbours only when LATERAL; reading it as if it
		// always did is harmless, because a name of its own wins.
		rel := &relation{alias: s.Alias, known: true}
		rel.columns = renamed(r.statement(s.Query, sc), s.Columns)
		sc.rels = append(sc.rels, rel)
	case s.Func != nil && s.Func.Text == "user" && len(s.Func.Args) == 0:
		named := *s // FROM user: PostgreSQL's word for who is logged in, and a table everywhere else
		named.Func, named.Table = nil, schema.Name{Name: "user"}
		sc.rels = append(sc.rels, r.table(&named, sc))
	case s.Func != nil:
		sc.rels = append(sc.rels, r.tableFunction(s, sc))
	default:
		sc.rels = append(sc.rels, r.table(s, sc))
	}
}

// table resolves a name in FROM: a CTE, a table, a view, or something the model
// does not know.
func (r *resolver) table(s *tree.Source, sc *scope) *relation {
	alias := s.Alias
	if alias == "" {
		alias = s.Table.Name
	}
	if c := sc.cte(s.Table); c != nil {
		return &relation{alias: alias, known: c.known, columns: renamed(c.columns, s.Columns), open: c.open}
	}
	rel := r.stored(s.Table)
	rel.alias = alias
	rel.columns = renamed(rel.columns, s.Columns)
	r.note(rel.name)
	return rel
}

// stored looks a table or view up in the model.
func (r *resolver) stored(name schema.Name) *relation {
	rel := &relation{name: name, stored: true}
	if r.db == nil {
		return rel
	}
	if t := r.db.Table(name); t != nil {
		rel.name, rel.known = t.Name, len(t.Columns) > 0
		for _, c := range t.Columns {
			rel.columns = append(rel.columns, field{name: c.Name, value: columnOf(t.Name, c.Name)})
		}
		return rel
	}
	if v := r.db.View(name); v != nil {
		if r.before != nil {
			r.before(v)
		}
		rel.name, rel.known = v.Name, len(v.Columns) > 0 && !v.Incomplete
		for _, c := range v.Columns {
			rel.columns = append(rel.columns, field{name: c.Name, value: throughView(v, c)})
		}
	}
	return rel
}

// throughView is what a view's column is made of. A column computed from none
// (a count, a constant) stays the view's own.
func throughView(v *schema.View, c schema.ViewColumn) value {
	if len(c.From) == 0 {
		return columnOf(v.Name, c.Name)
	}
	var out value
	for _, use := range c.From {
		use.Role = schema.OutputUse
		l := leaf{kind: columnLeaf, use: use}
		for _, f := range c.Via {
			l.via = append(l.via, Func{Name: f})
		}
		out = append(out, l)
	}
	return out
}

// tableFunction resolves a function in FROM. UNNEST of several arrays has one
// column for each; a function of which nothing else is known makes every column
// from all its arguments.
func (r *resolver) tableFunction(s *tree.Source, sc *scope) *relation {
	rel := &relation{alias: s.Alias}
	if rel.alias == "" {
		rel.alias = s.Func.Text
	}
	f := s.Func
	if f.Kind == tree.Func && f.Text == "unnest" && len(f.Args) > 1 {
		for i, a := range f.Args {
			v := r.eval(a, sc, schema.OutputUse).through(Func{Name: "unnest"})
			name := f.Text
			if i < len(s.Columns) {
				name = s.Columns[i]
			}
			rel.columns = append(rel.columns, field{name: name, value: v})
		}
		return rel
	}
	v := r.eval(f, sc, schema.OutputUse)
	rel.open = v
	if rel.open == nil {
		rel.open = value{}
	}
	for _, c := range s.Columns {
		rel.columns = append(rel.columns, field{name: c, value: v})
	}
	if len(s.Columns) == 0 {
		rel.columns = []field{{name: rel.alias, value: v}}
	}
	return rel
}

// join resolves both sides and what joins them.
func (r *resolver) join(j *tree.Join, sc *scope) {
	first := len(sc.rels)
	r.source(j.Left, sc)
	middle := len(sc.rels)
	r.source(j.Right, sc)
	left, right := sc.rels[first:middle], sc.rels[middle:]
	names := j.Using
	if j.Natural {
		names = sharedNames(left, right)
	}
	var merged []field
	for _, n := range names {
		merged = append(merged, r.using(n, left, right, sc))
	}
	for _, f := range sc.merged { // the last join's columns come first
		if indexField(merged, f.name) < 0 {
			merged = append(merged, f)
		}
	}
	sc.merged = merged
	r.eval(j.On, sc, schema.JoinUse)
}

// using merges a column both sides have, and counts as comparing them.
func (r *resolver) using(name string, left, right []*relation, sc *scope) field {
	out := field{name: name}
	if i := indexField(sc.merged, name); i >= 0 {
		out.value = sc.merged[i].value
	}
	for _, side := range [][]*relation{left, right} {
		for _, rel := range side {
			if f, ok := rel.field(name); ok {
				r.use(rel, name, schema.JoinUse)
				r.touch(f.value, schema.JoinUse, -1)
				out.value = out.value.join(f.value)
				break
			}
		}
	}
	return out
}

func indexField(list []field, name string) int {
	for i, f := range list {
		if strings.EqualFold(f.name, name) {
			return i
		}
	}
	return -1
}

// sharedNames are the columns a NATURAL JOIN compares, as far as they are known.
func sharedNames(left, right []*relation) []string {
	var out []string
	for _, l := range left {
		for _, f := range l.columns {
			for _, rel := range right {
				if _, ok := fieldNamed(rel.columns, f.name); ok {
					out = append(out, f.name)
				}
			}
		}
	}
	return out
}

// aliasedJoin resolves (a JOIN b ...) AS j, which hides a and b.
func (r *resolver) aliasedJoin(s *tree.Source, sc *scope) {
	inner := &scope{parent: sc}
	r.join(s.Join, inner)
	rel := &relation{alias: s.Alias, known: true}
	rel.columns = append(rel.columns, inner.merged...)
	for _, in := range inner.rels {
		for _, f := range r.fields(in) {
			if indexField(inner.merged, f.name) < 0 {
				f.of = in
				rel.columns = append(rel.columns, f)
			}
		}
	}
	rel.columns = renamed(rel.columns, s.Columns)
	sc.rels = append(sc.rels, rel)
}

// star expands * or t.*.
func (r *resolver) star(e *tree.Expr, sc *scope) []field {
	rels := sc.rels
	var merged []field
	if len(e.Path) > 0 {
		rel := sc.relation(e.Path)
		if rel == nil {
			r.incomplete = true
			return nil
		}
		rels = []*relation{rel}
	} else {
		merged = sc.merged
		for _, f := range merged {
			r.touch(f.value, schema.OutputUse, e.Offset)
		}
	}
	out := slices.Clone(merged)
	for _, rel := range rels {
		for _, f := range r.fields(rel) {
			if indexField(merged, f.name) >= 0 {
				continue
			}
			f.value = r.reference(found{rel, f}, schema.OutputUse, e.Offset)
			out = append(out, f)
		}
	}
	return out
}

// fields returns all columns of a relation; "*" stands for those of a table the
// model does not know.
func (r *resolver) fields(rel *relation) []field {
	if rel.stored && !rel.known {
		r.incomplete = true
		return append(rel.columns[:len(rel.columns):len(rel.columns)], field{name: "*", value: columnOf(rel.name, "*")})
	}
	return rel.columns
}
