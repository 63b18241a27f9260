package dml

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
	"github.com/privet-dev/privet/schema/token"
)

// exprs reads a comma list.
func (r *reader) exprs() []*tree.Expr {
	var out []*tree.Expr
	for {
		out = append(out, r.expr())
		if !r.skip(",") {
			return out
		}
	}
}

// expr reads an expression: AND, OR and XOR over predicates. Which of them binds
// tighter does not matter here, because no condition is evaluated.
func (r *reader) expr() *tree.Expr {
	if !r.enter() {
		return &tree.Expr{Kind: tree.Unknown, Offset: -1}
	}
	defer r.leave()
	first := r.negated()
	if !r.is("AND") && !r.is("OR") && !r.is("XOR") && !r.mysqlAnd() {
		return first
	}
	out := &tree.Expr{Kind: tree.Logic, Args: []*tree.Expr{first}, Offset: first.Offset}
	for r.skip("AND") || r.skip("OR") || r.skip("XOR") || r.mysqlAnd() && r.skip("&&") {
		out.Args = append(out.Args, r.negated())
	}
	return out
}

// mysqlAnd reports whether && stands here and means AND.
func (r *reader) mysqlAnd() bool { return r.dialect == schema.MySQL && r.is("&&") }

func (r *reader) negated() *tree.Expr {
	t := r.peek(0)
	n := 0
	for r.skip("NOT") || r.dialect == schema.MySQL && r.skip("!") {
		n++
	}
	e := r.predicate()
	if n > 0 {
		return &tree.Expr{Kind: tree.Logic, Args: []*tree.Expr{e}, Offset: t.Offset}
	}
	return e
}

// predicate reads an operand and the comparisons behind it.
func (r *reader) predicate() *tree.Expr {
	left := r.operand()
	for {
		t := r.peek(0)
		e := &tree.Expr{Kind: tree.Compare, Args: []*tree.Expr{left}, Offset: t.Offset}
		not := ""
		if r.is("NOT") && (r.peek(1).Kind == token.Word) && patternWord(r.peek(1)) {
			r.at++
			not = "NOT "
		}
		switch {
		case r.skip("IS"):
			e.Text = r.isTest(e)
		case r.skip("ISNULL"):
			e.Text = "IS NULL"
		case r.skip("NOTNULL"):
			e.Text = "IS NOT NULL"
		case r.skip("IN"):
			e.Text = not + "IN"
			e.Args = append(e.Args, r.operand())
		case r.skip("BETWEEN"):
			r.skipAny("SYMMETRIC", "ASYMMETRIC")
			e.Text = not + "BETWEEN"
			e.Args = append(e.Args, r.operand())
			if r.skip("AND") {
				e.Args = append(e.Args, r.operand())
			}
		case patternWord(r.peek(0)):
			e.Text = not + strings.ToUpper(r.peek(0).Text)
			r.at++
			r.skip("TO")
			e.Args = append(e.Args, r.operand())
			if r.skip("ESCAPE") {
				r.operand()
			}
		case r.comparison():
			e.Text = comparisonName(r.peek(0).Text)
			r.at++
			if r.skip("ANY") || r.skip("SOME") || r.skip("ALL") {
				if e.Text == "=" {
					e.Text = "IN"
				}
			}
			e.Args = append(e.Args, r.operand())
		default:
			return left
		}
		left = e
	}
}

// isTest reads what follows IS.
func (r *reader) isTest(e *tree.Expr) string {
	text := "IS"
	if r.skip("NOT") {
		text += " NOT"
	}
	if r.skipAll("DISTINCT", "FROM") {
		e.Args = append(e.Args, r.operand())
		return text + " DISTINCT FROM"
	}
	if r.skip("NULL") {
		return text + " NULL"
	}
	for _, word := range []string{"TRUE", "FALSE", "UNKNOWN", "JSON"} {
		if r.skip(word) {
			return text
		}
	}
	e.Args = append(e.Args, r.operand()) // SQLite: a IS b
	return text
}

// comparison reports whether a comparison operator stands here.
func (r *reader) comparison() bool {
	t := r.peek(0)
	if t.Kind == token.Param { // data ? 'key': PostgreSQL's only
		return t.Text == "?" && (r.dialect == schema.PostgreSQL || r.dialect == schema.UnknownDialect)
	}
	return t.Kind == token.Operator && comparisons[t.Text] && !r.mysqlAnd()
}

// operand reads values joined by operators that make a new value of them.
func (r *reader) operand() *tree.Expr {
	left := r.unary()
	for {
		t := r.peek(0)
		switch {
		case t.Kind == token.Operator && arithmetic[t.Text], t.Is("DIV"), t.Is("MOD"):
			r.at++
			right := r.unary()
			left = &tree.Expr{Kind: tree.Op, Text: strings.ToLower(t.Text), Args: []*tree.Expr{left, right}, Offset: t.Offset}
		default:
			return left
		}
	}
}

// unary reads signs and prefixes that change nothing about whose data it is.
func (r *reader) unary() *tree.Expr {
	r.skipAny("-", "+", "~", "BINARY", "PRIOR")
	e := r.primary()
	for {
		switch {
		case r.skip("::"):
			r.typeName()
		case r.skip("COLLATE"):
			r.path()
		case r.is("[") && r.dialect != schema.SQLite:
			r.at++
			r.toBracket()
			r.skip("]")
		case r.skipAll("AT", "TIME", "ZONE"):
			r.primary()
		default:
			return e
		}
	}
}

// typeName moves over a type in a cast.
func (r *reader) typeName() {
	r.path()
	r.skipAny("PRECISION", "VARYING", "UNSIGNED", "SIGNED", "INTEGER")
	r.brackets()
	if r.skip("WITH") || r.skip("WITHOUT") {
		r.skipAny("TIME", "ZONE")
	}
	for r.is("[") && (r.peek(1).Is("]") || r.peek(2).Is("]")) {
		r.toBracketEnd()
	}
}

func (r *reader) toBracketEnd() {
	r.at++
	r.toBracket()
	r.skip("]")
}
