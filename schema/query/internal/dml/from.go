package dml

import (
	"github.com/privet-dev/privet/schema/query/internal/tree"
	"github.com/privet-dev/privet/schema/token"
)

// sources reads a FROM list.
func (r *reader) sources() []*tree.Source {
	var out []*tree.Source
	for {
		s := r.joined()
		if s == nil {
			r.holes = true
			r.toClause()
		} else {
			out = append(out, s)
		}
		if !r.skip(",") {
			return out
		}
	}
}

// joined reads a source and the joins behind it.
func (r *reader) joined() *tree.Source {
	left := r.source()
	for left != nil {
		natural, ok := r.joinWords()
		if !ok {
			return left
		}
		right := r.source()
		if right == nil {
			r.holes = true
			return left
		}
		j := &tree.Join{Left: left, Right: right, Natural: natural}
		switch {
		case r.skip("ON"):
			j.On = r.expr()
		case r.skip("USING"):
			j.Using = r.nameList()
		}
		left = &tree.Source{Join: j, Offset: -1}
	}
	return left
}

// joinWords moves over the words of a join.
func (r *reader) joinWords() (natural, ok bool) {
	start := r.at
	natural = r.skip("NATURAL")
	r.skipAny("INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER")
	if r.skip("JOIN") || r.skip("STRAIGHT_JOIN") {
		return natural, true
	}
	r.at = start
	return false, false
}

// source reads a table, sub-query, bracketed join or table function.
func (r *reader) source() *tree.Source {
	if !r.enter() {
		return nil
	}
	defer r.leave()
	lateral := r.skip("LATERAL")
	r.skip("ONLY")
	t := r.peek(0)
	switch {
	case r.is("(") && r.startsSelect():
		r.at++
		s := &tree.Source{Query: r.statement(), Lateral: lateral, Offset: t.Offset}
		r.close()
		if s.Query == nil {
			return nil
		}
		r.sourceAlias(s)
		return s
	case r.skip("("):
		list := r.sources()
		r.close()
		s := joinList(list)
		if s != nil {
			r.sourceAlias(s)
		}
		return s
	case !isName(t) || t.Kind == token.Word && clause(t):
		return nil
	}
	parts, _ := r.path()
	s := &tree.Source{Table: tableName(parts), Lateral: lateral, Offset: t.Offset}
	if r.is("(") {
		s = &tree.Source{Func: r.call(parts[len(parts)-1], t.Offset), Lateral: true, Offset: t.Offset}
		r.skipAll("WITH", "ORDINALITY")
	}
	if r.is("PARTITION") {
		r.at++
		r.brackets()
	}
	r.sourceAlias(s)
	r.hints()
	return s
}

// sourceAlias reads [AS] alias [(columns)]; a column definition list keeps its
// names.
func (r *reader) sourceAlias(s *tree.Source) {
	s.Alias = r.alias()
	if s.Alias == "" || !r.skip("(") {
		return
	}
	for !r.end() && !r.is(")") {
		s.Columns = append(s.Columns, r.name(r.peek(0)))
		r.at++
		for depth := 0; !r.end() && (depth > 0 || !r.is(",") && !r.is(")")); r.at++ { // the type
			switch {
			case r.is("("):
				depth++
			case r.is(")"):
				depth--
			}
		}
		r.skip(",")
	}
	r.skip(")")
}

// hints moves over MySQL's index hints and SQLite's.
func (r *reader) hints() {
	for {
		switch {
		case r.skipAll("INDEXED", "BY"):
			r.at++
		case r.skipAll("NOT", "INDEXED"):
		case (r.is("USE") || r.is("FORCE") || r.is("IGNORE")) && (r.peek(1).Is("INDEX") || r.peek(1).Is("KEY")):
			r.at += 2
			for !r.end() && !r.is("(") {
				r.at++
			}
			r.brackets()
			r.skip(",")
		default:
			return
		}
	}
}

// joinList makes one source of a comma list.
func joinList(list []*tree.Source) *tree.Source {
	if len(list) == 0 {
		return nil
	}
	out := list[0]
	for _, s := range list[1:] {
		out = &tree.Source{Join: &tree.Join{Left: out, Right: s}, Offset: -1}
	}
	return out
}
