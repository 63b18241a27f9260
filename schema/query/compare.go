package query

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// compare resolves a comparison and reports it for every column on either side.
// Inside a select list a comparison still is one: the login check in
// SELECT password = crypt($1, password) is no reading of the password.
func (r *resolver) compare(e *tree.Expr, sc *scope, role schema.UseRole) value {
	if role == schema.OutputUse {
		role = schema.FilterUse
	}
	if len(e.Args) == 0 {
		return nil
	}
	if pairs := rowPairs(e); pairs != nil {
		var v value
		for _, pair := range pairs {
			v = v.join(r.compare(pair, sc, role))
		}
		return v
	}
	left := r.eval(e.Args[0], sc, role)
	right := r.all(e.Args[1:], sc, role)
	r.compared(left, right, e.Text, role)
	r.compared(right, left, mirrored(e.Text), role)
	return left.join(right).data().through(Func{Name: strings.ToLower(e.Text)})
}

// rowPairs splits (a, b) = (x, y) and (a, b) IN ((x, y), (v, w)) into comparisons
// of single values; nil for any other comparison.
func rowPairs(e *tree.Expr) []*tree.Expr {
	row := e.Args[0]
	if row.Kind != tree.List || len(row.Args) < 2 {
		return nil
	}
	var pairs []*tree.Expr
	for _, other := range e.Args[1:] {
		rows := []*tree.Expr{other}
		if other.Kind == tree.List && len(other.Args) > 0 && other.Args[0].Kind == tree.List {
			rows = other.Args
		}
		for _, x := range rows {
			if x.Kind != tree.List || len(x.Args) != len(row.Args) {
				return nil
			}
			for i := range row.Args {
				pairs = append(pairs, &tree.Expr{Kind: tree.Compare, Text: e.Text, Args: []*tree.Expr{row.Args[i], x.Args[i]}, Offset: e.Offset})
			}
		}
	}
	return pairs
}

// compared reports that the columns among subjects were compared with others.
func (r *resolver) compared(subjects, others value, op string, role schema.UseRole) {
	for _, s := range subjects {
		if s.kind != columnLeaf {
			continue
		}
		a := Access{
			Table: s.use.Table, Column: s.use.Column, Op: Filter, Role: role, Operator: op, Around: s.via, Offset: s.offset,
		}
		reported := false
		for _, o := range others {
			if o.kind == paramLeaf {
				b := a
				b.Param, b.Via, b.Verify = o.param, o.via, slices.Contains(o.salts, s.use)
				r.emit(b)
				reported = true
			}
		}
		if reported {
			continue
		}
		a.From = others.columns()
		a.Literal = slices.ContainsFunc(others, func(l leaf) bool { return l.kind == literalLeaf })
		a.Default = slices.ContainsFunc(others, func(l leaf) bool { return l.kind == defaultLeaf })
		r.emit(a)
	}
}

// mirrored is the operator as the right operand sees it.
func mirrored(op string) string {
	switch op {
	case "<":
		return ">"
	case ">":
		return "<"
	case "<=":
		return ">="
	case ">=":
		return "<="
	case "@>":
		return "<@"
	case "<@":
		return "@>"
	}
	return op
}
