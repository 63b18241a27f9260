package query

import (
	"slices"
	"strconv"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// resolver walks one statement's tree and notes what it touches.
//
// Two things come out side by side. Accesses name base columns, followed through
// views, because that is where personal data lies. Uses name what the statement
// itself mentions, views as views: the edges a server's catalog has too.
type resolver struct {
	db         *schema.Database
	before     func(*schema.View) // resolves a view of the model before it is used; nil: they are resolved
	variables  map[string]bool    // names that are no columns: a function's arguments and variables
	accesses   []Access
	uses       []schema.ColumnUse
	tables     []schema.Name
	targets    []Target
	calls      []string
	incomplete bool
	work       int
	depth      int
}

// Bounds on one statement. A statement beyond them is generated or hostile; what
// was read so far is kept and the result marked incomplete.
const (
	maxWork     = 200_000 // tree nodes visited
	maxDepth    = 400     // nesting of expressions and sub-queries
	maxAccesses = 8_192
)

// enter counts one node; false means a bound was hit. Every true is paired with
// a leave.
func (r *resolver) enter() bool {
	r.work++
	if r.work > maxWork || r.depth >= maxDepth {
		r.incomplete = true
		return false
	}
	r.depth++
	return true
}

func (r *resolver) leave() { r.depth-- }

// statement resolves a statement or sub-query inside the given outer scope and
// returns its output columns.
func (r *resolver) statement(s *tree.Stmt, outer *scope) []field {
	if s == nil || !r.enter() {
		return nil
	}
	defer r.leave()
	sc := &scope{parent: outer}
	for _, c := range s.With {
		r.with(c, sc)
	}
	switch s.Verb {
	case tree.Insert:
		return r.insert(s, sc)
	case tree.Update:
		return r.update(s, sc)
	case tree.Delete:
		return r.delete(s, sc)
	case tree.Merge:
		return r.merge(s, sc)
	case tree.Copy:
		r.copy(s, sc)
		return nil
	case tree.Call:
		return []field{{value: r.eval(s.Call, sc, schema.OutputUse)}}
	}
	return r.query(s, sc)
}

// with resolves one CTE and makes it known. A recursive one is known by its
// first arm while its second is read.
func (r *resolver) with(c tree.CTE, sc *scope) {
	rel := &relation{alias: c.Name, known: true}
	if c.Recursive && c.Query.Left != nil {
		inner := &scope{parent: sc}
		for _, w := range c.Query.With {
			r.with(w, inner)
		}
		rel.columns = renamed(r.statement(c.Query.Left, inner), c.Columns)
		sc.ctes = append(sc.ctes, rel)
		rel.columns = union(rel.columns, r.statement(c.Query.Right, inner))
		return
	}
	rel.columns = renamed(r.statement(c.Query, sc), c.Columns)
	sc.ctes = append(sc.ctes, rel)
}

// query resolves SELECT, VALUES and set operations.
func (r *resolver) query(s *tree.Stmt, sc *scope) []field {
	var out []field
	switch {
	case s.Left != nil || s.Right != nil:
		out = union(r.statement(s.Left, sc), r.statement(s.Right, sc))
	case len(s.Values) > 0:
		out = r.values(s.Values, sc)
	default:
		for _, src := range s.From {
			r.source(src, sc)
		}
		r.eval(s.Where, sc, schema.FilterUse)
		out = r.items(s.Items, sc)
	}
	sc.outputs = out
	r.each(s.Group, sc, schema.GroupUse)
	r.order(s.Order, sc)
	r.each(s.Rest, sc, schema.FilterUse)
	return out
}

func (r *resolver) each(list []*tree.Expr, sc *scope, role schema.UseRole) {
	for _, e := range list {
		r.eval(e, sc, role)
	}
}

// order resolves ORDER BY, where a bare name means an output column first.
func (r *resolver) order(list []*tree.Expr, sc *scope) {
	for _, e := range list {
		if e.Kind == tree.ColumnRef && len(e.Path) == 1 {
			if f, ok := fieldNamed(sc.outputs, e.Path[0]); ok {
				r.touch(f.value, schema.OrderUse, e.Offset)
				continue
			}
		}
		r.eval(e, sc, schema.OrderUse)
	}
}

// items resolves a select list, stars expanded.
func (r *resolver) items(list []tree.Item, sc *scope) []field {
	var out []field
	for _, it := range list {
		if it.Expr.Kind == tree.Star {
			out = append(out, r.star(it.Expr, sc)...)
			continue
		}
		name := it.Alias
		if name == "" {
			name = outputName(it.Expr)
		}
		out = append(out, field{name: name, value: r.eval(it.Expr, sc, schema.OutputUse)})
	}
	return out
}

// outputName is the name a server gives an output column without alias.
func outputName(e *tree.Expr) string {
	switch e.Kind {
	case tree.ColumnRef:
		return e.Path[len(e.Path)-1]
	case tree.Func, tree.Choice:
		return e.Text
	case tree.Case:
		return "case"
	case tree.SubQuery:
		if q := e.Query; q != nil && len(q.Items) == 1 && q.Items[0].Expr.Kind != tree.Star {
			if q.Items[0].Alias != "" {
				return q.Items[0].Alias
			}
			return outputName(q.Items[0].Expr)
		}
	}
	return ""
}

// values resolves VALUES rows: each output is what any of the rows puts there.
func (r *resolver) values(rows [][]*tree.Expr, sc *scope) []field {
	var out []field
	for _, row := range rows {
		for i, e := range row {
			if i == len(out) {
				out = append(out, field{name: "column" + strconv.Itoa(i+1)})
			}
			out[i].value = out[i].value.join(r.eval(e, sc, schema.OutputUse))
		}
	}
	return out
}

// union merges the outputs of two arms by position; the first gives the names.
func union(a, b []field) []field {
	out := slices.Clone(a)
	for i, f := range b {
		if i == len(out) {
			break
		}
		out[i].value = slices.Clone(out[i].value).join(f.value)
	}
	if len(a) == 0 {
		return b
	}
	return out
}

// renamed gives the first columns the names of an alias list.
func renamed(fields []field, names []string) []field {
	if len(names) == 0 {
		return fields
	}
	out := slices.Clone(fields)
	for i, n := range names {
		if i == len(out) {
			out = append(out, field{})
		}
		out[i].stated, out[i].name = out[i].own(), n
	}
	return out
}
