package dml

import (
	"strconv"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
	"github.com/privet-dev/privet/schema/token"
)

// primary reads a value without operators.
func (r *reader) primary() *tree.Expr {
	if !r.enter() {
		return &tree.Expr{Kind: tree.Unknown, Offset: -1}
	}
	defer r.leave()
	t := r.peek(0)
	switch t.Kind {
	case token.Param:
		r.at++
		return r.param(t)
	case token.Number:
		r.at++
		return &tree.Expr{Kind: tree.Literal, Text: t.Text, Offset: t.Offset}
	case token.String:
		return r.str()
	case token.Quoted:
		return r.reference()
	case token.Word:
		return r.word()
	}
	switch {
	case r.is("("):
		return r.bracketed()
	case r.skip("*"):
		return &tree.Expr{Kind: tree.Star, Offset: t.Offset}
	case r.is("%") && r.peek(1).Kind == token.Word && r.peek(1).Offset == t.End():
		r.at += 2 // %s, %[1]s, %query%
		r.skip("%")
	case !r.end() && !r.is(",") && !r.is(")") && !r.is("]"):
		r.at++
	}
	r.holes = true
	return &tree.Expr{Kind: tree.Unknown, Offset: t.Offset}
}

// param reads a placeholder. MySQL's @x is a variable of the session, which no
// argument of the caller reaches.
func (r *reader) param(t token.Token) *tree.Expr {
	e := &tree.Expr{Kind: tree.Param, Offset: t.Offset}
	name := t.Text[1:]
	n, err := strconv.Atoi(name)
	switch {
	case t.Text == "?":
		r.params++
		e.Index = r.params
	case strings.HasPrefix(t.Text, "@@"), t.Text[0] == '@' && r.dialect == schema.MySQL:
		e.Kind = tree.Default
	case err == nil && n > 0 && n < 1<<16:
		e.Index = n
		r.params = max(r.params, n)
	default:
		e.Text = name
	}
	return e
}

func (r *reader) str() *tree.Expr {
	t := r.peek(0)
	e := &tree.Expr{Kind: tree.Literal, Offset: t.Offset}
	for r.peek(0).Kind == token.String {
		e.Text += unquote(r.peek(0).Text)
		r.at++
	}
	return e
}

// bracketed reads a sub-query, a value in brackets or a row.
func (r *reader) bracketed() *tree.Expr {
	t := r.peek(0)
	if r.startsSelect() {
		r.at++
		e := r.subQuery(tree.SubQuery, t.Offset)
		r.close()
		return e
	}
	r.at++
	if r.skip(")") {
		return &tree.Expr{Kind: tree.List, Offset: t.Offset}
	}
	list := r.exprs()
	r.close()
	if len(list) == 1 {
		return list[0]
	}
	return &tree.Expr{Kind: tree.List, Args: list, Offset: t.Offset}
}

func (r *reader) subQuery(kind tree.Kind, offset int) *tree.Expr {
	q := r.statement()
	if q == nil {
		r.holes = true
		return &tree.Expr{Kind: tree.Unknown, Offset: offset}
	}
	return &tree.Expr{Kind: kind, Query: q, Offset: offset}
}

// word reads what begins with a word: a keyword of expressions, a typed literal,
// a function, a column.
func (r *reader) word() *tree.Expr {
	t := r.peek(0)
	next := r.peek(1)
	switch strings.ToUpper(t.Text) {
	case "NULL":
		r.at++
		return &tree.Expr{Kind: tree.Null, Offset: t.Offset}
	case "TRUE", "FALSE":
		r.at++
		return &tree.Expr{Kind: tree.Literal, Text: strings.ToLower(t.Text), Offset: t.Offset}
	case "DEFAULT":
		if !next.Is("(") {
			r.at++
			return &tree.Expr{Kind: tree.Default, Offset: t.Offset}
		}
	case "CASE":
		return r.caseExpr()
	case "EXISTS":
		if next.Is("(") {
			r.at += 2
			e := r.subQuery(tree.Exists, t.Offset)
			r.close()
			return e
		}
	case "ARRAY":
		return r.array()
	case "INTERVAL":
		return r.interval()
	case "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME", "LOCALTIMESTAMP", "CURRENT_USER", "SESSION_USER":
		r.at++
		r.brackets()
		return &tree.Expr{Kind: tree.Func, Text: strings.ToLower(t.Text), Offset: t.Offset}
	case "MATCH":
		if next.Is("(") {
			return r.match()
		}
	}
	switch {
	case next.Kind == token.String && !reserved(t): // DATE '2020-01-01', _utf8'x'
		r.at++
		return r.str()
	case clause(t) && !next.Is("("):
		r.holes = true
		return &tree.Expr{Kind: tree.Unknown, Offset: t.Offset}
	}
	return r.reference()
}

// reference reads a column, or a function when a bracket follows.
func (r *reader) reference() *tree.Expr {
	t := r.peek(0)
	parts, star := r.path()
	switch {
	case len(parts) == 0:
		r.at++
		r.holes = true
		return &tree.Expr{Kind: tree.Unknown, Offset: t.Offset}
	case star:
		return &tree.Expr{Kind: tree.Star, Path: parts, Offset: t.Offset}
	case r.is("("):
		return r.call(parts[len(parts)-1], t.Offset)
	}
	if len(parts) > 3 {
		parts = parts[len(parts)-3:]
	}
	return &tree.Expr{Kind: tree.ColumnRef, Path: parts, Offset: t.Offset}
}

func (r *reader) caseExpr() *tree.Expr {
	e := &tree.Expr{Kind: tree.Case, Offset: r.peek(0).Offset}
	r.at++
	var tested *tree.Expr
	if !r.is("WHEN") {
		tested = r.expr()
	}
	for r.skip("WHEN") {
		cond := r.expr()
		if tested != nil {
			cond = &tree.Expr{Kind: tree.Compare, Text: "=", Args: []*tree.Expr{tested, cond}, Offset: cond.Offset}
		}
		e.Extra = append(e.Extra, cond)
		if r.skip("THEN") {
			e.Args = append(e.Args, r.expr())
		}
	}
	if r.skip("ELSE") {
		e.Args = append(e.Args, r.expr())
	}
	if !r.skip("END") {
		r.holes = true
	}
	return e
}

func (r *reader) array() *tree.Expr {
	t := r.peek(0)
	r.at++
	switch {
	case r.is("("):
		return r.bracketed()
	case r.skip("["):
		e := &tree.Expr{Kind: tree.List, Offset: t.Offset}
		if !r.is("]") {
			e.Args = r.exprs()
		}
		r.toBracket()
		r.skip("]")
		return e
	}
	return &tree.Expr{Kind: tree.ColumnRef, Path: []string{r.name(t)}, Offset: t.Offset}
}

// interval reads INTERVAL '1 day' and INTERVAL ? DAY.
func (r *reader) interval() *tree.Expr {
	t := r.peek(0)
	if next := r.peek(1); next.Kind != token.String && next.Kind != token.Number && next.Kind != token.Param && !next.Is("(") {
		return r.reference()
	}
	r.at++
	e := r.primary()
	if isName(r.peek(0)) && !reserved(r.peek(0)) {
		r.at++
	}
	return &tree.Expr{Kind: tree.Op, Text: "interval", Args: []*tree.Expr{e}, Offset: t.Offset}
}

// match reads MySQL's MATCH (a, b) AGAINST (x IN BOOLEAN MODE).
func (r *reader) match() *tree.Expr {
	t := r.peek(0)
	r.at++
	e := &tree.Expr{Kind: tree.Compare, Text: "MATCH", Args: []*tree.Expr{r.bracketed()}, Offset: t.Offset}
	if r.skip("AGAINST") && r.skip("(") {
		e.Args = append(e.Args, r.operand())
		r.toBracket()
		r.skip(")")
	}
	return e
}
