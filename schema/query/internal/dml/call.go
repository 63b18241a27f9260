package dml

import (
	"strings"

	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// call reads a function's brackets and what may follow them. The words some
// functions have between their arguments (FROM, FOR, USING, SEPARATOR) count as
// commas.
func (r *reader) call(name string, offset int) *tree.Expr {
	e := &tree.Expr{Kind: tree.Func, Text: strings.ToLower(name), Offset: offset}
	r.skip("(")
	r.skipAny("DISTINCT", "ALL", "VARIADIC", "LEADING", "TRAILING", "BOTH")
	for !r.end() && !r.is(")") {
		r.argument(e)
	}
	r.skip(")")
	r.callTail(e)
	return known(e)
}

// argument reads one argument and the comma, or what stands for one, behind it.
func (r *reader) argument(e *tree.Expr) {
	start := r.at
	switch {
	case r.skipAll("ORDER", "BY"):
		e.Extra = append(e.Extra, r.ordering()...)
	case r.startsSelect() && r.is("SELECT"):
		e.Args = append(e.Args, r.subQuery(tree.SubQuery, r.peek(0).Offset))
	case r.peek(1).Is("=>") || r.peek(1).Is(":="): // named arguments
		r.at += 2
		e.Args = append(e.Args, r.expr())
	case e.Text == "extract" && r.peek(1).Is("FROM"):
		r.at++ // the field
	default:
		e.Args = append(e.Args, r.argumentValue())
	}
	switch {
	case r.skip(","), r.skip("FROM"), r.skip("FOR"), r.skip("SEPARATOR"), r.skip("PLACING"):
	case r.skip("USING"):
		if e.Text == "convert" {
			r.toBracket()
		}
	case r.skip("AS"):
		r.toBracket() // CAST(x AS type)
	case r.is(")"), r.is("ORDER"):
	default:
		r.holes = true
		if r.at == start {
			r.at++
		}
	}
}

// argumentValue reads an argument; position(a IN b) is no comparison.
func (r *reader) argumentValue() *tree.Expr {
	return r.expr()
}

// callTail reads FILTER, WITHIN GROUP and OVER.
func (r *reader) callTail(e *tree.Expr) {
	for {
		switch {
		case r.skipAll("FILTER", "("):
			r.skip("WHERE")
			e.Extra = append(e.Extra, r.expr())
			r.close()
		case r.skipAll("WITHIN", "GROUP", "("):
			r.skipAll("ORDER", "BY")
			e.Extra = append(e.Extra, r.ordering()...)
			r.close()
		case r.skip("OVER"):
			if !r.is("(") {
				r.path()
				continue
			}
			e.Extra = append(e.Extra, r.window())
		default:
			return
		}
	}
}

// window reads (PARTITION BY ... ORDER BY ... frame).
func (r *reader) window() *tree.Expr {
	e := &tree.Expr{Kind: tree.List, Offset: r.peek(0).Offset}
	if !r.skip("(") {
		return e
	}
	if r.skipAll("PARTITION", "BY") {
		e.Args = append(e.Args, r.exprs()...)
	}
	if r.skipAll("ORDER", "BY") {
		e.Args = append(e.Args, r.ordering()...)
	}
	r.toBracket()
	r.skip(")")
	return e
}

// known turns the functions that are syntax in disguise into what they mean.
func known(e *tree.Expr) *tree.Expr {
	switch e.Text {
	case "cast", "convert", "try_cast":
		if len(e.Args) > 0 {
			return e.Args[0]
		}
	case "coalesce", "ifnull", "greatest", "least", "nvl":
		e.Kind = tree.Choice
	case "if", "iif":
		if len(e.Args) == 3 {
			return &tree.Expr{Kind: tree.Case, Args: e.Args[1:], Extra: e.Args[:1], Offset: e.Offset}
		}
	case "row":
		e.Kind = tree.List
	case "values", "value":
		if len(e.Args) == 1 && e.Args[0].Kind == tree.ColumnRef {
			return &tree.Expr{Kind: tree.ValuesFunc, Path: e.Args[0].Path, Offset: e.Args[0].Offset}
		}
	case "count":
		if len(e.Args) == 1 && e.Args[0].Kind == tree.Star && len(e.Args[0].Path) == 0 {
			e.Args = nil
		}
	}
	return e
}
