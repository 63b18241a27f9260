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
	leftOffset, rightOffset := mention(e.Args[0]), -1
	left := r.eval(e.Args[0], sc, role)
	var right value
	for _, a := range e.Args[1:] {
		right = right.join(r.eval(a, sc, role))
		if rightOffset < 0 {
			rightOffset = mention(a)
		}
	}
	r.compared(left, right, e.Text, role, leftOffset)
	r.compared(right, left, mirrored(e.Text), role, rightOffset)
	return left.join(right).data().through(Func{Name: strings.ToLower(e.Text)})
}

// mention returns where the first column of an operand stands.
func mention(e *tree.Expr) int {
	for depth := 0; e != nil && depth < 16; depth++ {
		if e.Kind == tree.ColumnRef || len(e.Args) == 0 {
			return e.Offset
		}
		e = e.Args[0]
	}
	return -1
}

// compared reports that the columns among subjects were compared with others.
func (r *resolver) compared(subjects, others value, op string, role schema.UseRole, offset int) {
	for _, s := range subjects {
		if s.kind != columnLeaf {
			continue
		}
		a := Access{
			Table: s.use.Table, Column: s.use.Column, Op: Filter, Role: role, Operator: op, Around: s.via, Offset: offset,
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
