package dml

import (
	"github.com/privet-dev/privet/schema/query/internal/tree"
	"github.com/privet-dev/privet/schema/token"
)

// statement reads a statement, or returns nil when none begins here.
func (r *reader) statement() *tree.Stmt {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	with := r.with()
	var s *tree.Stmt
	switch {
	case r.is("INSERT"), r.is("REPLACE"):
		s = r.insert()
	case r.is("UPDATE"):
		s = r.update()
	case r.is("DELETE"):
		s = r.delete()
	case r.is("MERGE"):
		s = r.merge()
	case r.is("COPY"):
		s = r.copy()
	case r.skip("CALL"):
		s = &tree.Stmt{Verb: tree.Call, Call: r.expr()}
	case r.startsSelect():
		s = r.selectStmt()
	}
	if s != nil {
		s.With = append(with, s.With...)
	}
	return s
}

// startsSelect reports whether a SELECT, VALUES or a bracket around one begins
// here.
func (r *reader) startsSelect() bool {
	for i := 0; ; i++ {
		switch t := r.peek(i); {
		case t.Is("("):
		case t.Is("SELECT"), t.Is("VALUES"), t.Is("WITH"):
			return true
		default:
			return false
		}
	}
}

func (r *reader) with() []tree.CTE {
	if !r.skip("WITH") {
		return nil
	}
	recursive := r.skip("RECURSIVE")
	var out []tree.CTE
	for !r.end() {
		c := tree.CTE{Name: r.name(r.peek(0)), Recursive: recursive}
		r.at++
		if r.is("(") {
			c.Columns = r.nameList()
		}
		r.skipAny("AS", "NOT", "MATERIALIZED")
		if r.skip("(") {
			c.Query = r.statement()
			r.close()
		}
		if c.Query == nil {
			r.holes = true
		} else {
			out = append(out, c)
		}
		if !r.skip(",") {
			break
		}
	}
	return out
}

// close moves behind the closing bracket, over what was not understood before
// it.
func (r *reader) close() {
	if !r.is(")") {
		r.holes = r.holes || !r.end()
		r.toBracket()
	}
	r.skip(")")
}

// selectStmt reads a query with its set operations and trailing clauses.
func (r *reader) selectStmt() *tree.Stmt {
	s := r.arm()
	for r.skip("UNION") || r.skip("INTERSECT") || r.skip("EXCEPT") || r.skip("MINUS") {
		r.skipAny("ALL", "DISTINCT")
		right := r.arm()
		if right == nil {
			r.holes = true
			return s
		}
		s = &tree.Stmt{Verb: tree.Select, Left: s, Right: right}
	}
	if s != nil {
		r.tail(s)
	}
	return s
}

// arm reads one operand of a set operation.
func (r *reader) arm() *tree.Stmt {
	switch {
	case r.skip("("):
		s := r.statement()
		r.close()
		return s
	case r.is("WITH"):
		return r.statement()
	case r.skip("VALUES"):
		return &tree.Stmt{Verb: tree.Select, Values: r.rows()}
	case r.skip("SELECT"):
		return r.core()
	}
	return nil
}

// core reads SELECT up to HAVING.
func (r *reader) core() *tree.Stmt {
	s := &tree.Stmt{Verb: tree.Select}
	r.skipAny("ALL", "DISTINCT", "DISTINCTROW", "SQL_CALC_FOUND_ROWS", "SQL_NO_CACHE", "SQL_CACHE", "HIGH_PRIORITY", "SQL_SMALL_RESULT", "SQL_BIG_RESULT")
	if r.peek(-1).Is("DISTINCT") && r.skip("ON") {
		s.Rest = append(s.Rest, r.primary())
	}
	s.Items = r.items()
	if r.skip("INTO") {
		r.exprs()
	}
	if r.skip("FROM") {
		s.From = r.sources()
	}
	if r.skip("WHERE") {
		s.Where = r.expr()
	}
	if r.skipAll("GROUP", "BY") {
		s.Group = r.exprs()
		r.skipAll("WITH", "ROLLUP")
	}
	if r.skip("HAVING") {
		s.Rest = append(s.Rest, r.expr())
	}
	if r.skip("WINDOW") {
		for isName(r.peek(0)) && r.peek(1).Is("AS") {
			r.at += 2
			s.Rest = append(s.Rest, r.window())
			r.skip(",")
		}
	}
	return s
}

// tail reads what may follow a whole query.
func (r *reader) tail(s *tree.Stmt) {
	for {
		switch {
		case r.skipAll("ORDER", "BY"):
			s.Order = append(s.Order, r.ordering()...)
		case r.skip("LIMIT"), r.skip("OFFSET"):
			s.Rest = append(s.Rest, r.exprs()...)
			r.skipAny("ROW", "ROWS")
		case r.skip("FETCH"):
			r.skipAny("FIRST", "NEXT")
			if !r.is("ROW") && !r.is("ROWS") {
				s.Rest = append(s.Rest, r.primary())
			}
			r.skipAny("ROW", "ROWS", "ONLY", "WITH", "TIES")
		case r.is("FOR"), r.is("LOCK"):
			for !r.end() && !r.is(")") && !r.is("UNION") {
				r.at++
			}
		default:
			return
		}
	}
}

func (r *reader) ordering() []*tree.Expr {
	var out []*tree.Expr
	for {
		out = append(out, r.expr())
		r.skipAny("ASC", "DESC", "NULLS", "FIRST", "LAST")
		if !r.skip(",") {
			return out
		}
	}
}

func (r *reader) rows() [][]*tree.Expr {
	var out [][]*tree.Expr
	for {
		r.skip("ROW")
		if !r.skip("(") {
			if len(out) == 0 && !r.end() { // VALUES %s: the rows are put in later
				r.holes = true
				r.primary()
			}
			return out
		}
		var row []*tree.Expr
		if !r.is(")") {
			row = r.exprs()
		}
		r.close()
		out = append(out, row)
		if !r.skip(",") {
			return out
		}
	}
}

func (r *reader) items() []tree.Item {
	var out []tree.Item
	for {
		if r.is("FROM") || r.is(")") || r.end() {
			return out
		}
		t := r.peek(0)
		if r.skip("*") {
			out = append(out, tree.Item{Expr: &tree.Expr{Kind: tree.Star, Offset: t.Offset}})
		} else {
			out = append(out, tree.Item{Expr: r.expr(), Alias: r.alias()})
		}
		r.toClause()
		if !r.skip(",") {
			return out
		}
	}
}

// alias reads [AS] name.
func (r *reader) alias() string {
	as := r.skip("AS")
	t := r.peek(0)
	if isName(t) && (as || t.Kind == token.Quoted || !reserved(t)) || as && t.Kind == token.String {
		r.at++
		return r.name(t)
	}
	return ""
}

// toClause moves over what stands between an expression and the next comma,
// bracket or clause: something no dialect's grammar has there.
func (r *reader) toClause() {
	for depth := 0; !r.end(); r.at++ {
		t := r.peek(0)
		switch {
		case t.Is("("):
			depth++
		case depth == 0 && (t.Is(",") || t.Is(")") || clause(t)):
			return
		case t.Is(")"):
			depth--
		}
		r.holes = true
	}
}
