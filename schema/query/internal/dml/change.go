package dml

import (
	"strings"

	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// insert reads INSERT and REPLACE.
func (r *reader) insert() *tree.Stmt {
	s := &tree.Stmt{Verb: tree.Insert}
	r.at++
	r.skipAny("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OVERWRITE")
	if r.skip("OR") { // SQLite: OR REPLACE, OR IGNORE
		r.at++
	}
	r.skip("INTO")
	s.Target = r.target()
	if s.Target == nil {
		return nil
	}
	if r.is("(") && !r.startsSelect() {
		s.Columns = r.names()
	}
	if r.skip("OVERRIDING") {
		r.skipAny("SYSTEM", "USER", "VALUE")
	}
	switch {
	case r.skipAll("DEFAULT", "VALUES"):
	case r.skip("SET"):
		s.Set = r.assigns()
	case r.skip("VALUE"):
		s.Query = &tree.Stmt{Verb: tree.Select, Values: r.rows()}
	case r.startsSelect():
		s.Query = r.statement()
	default:
		r.holes = true
		r.toClause()
	}
	if r.skip("AS") {
		s.RowAlias = r.name(r.peek(0))
		r.at++
		r.brackets()
	}
	s.Conflict = r.conflict()
	s.Items = r.returning()
	return s
}

// target reads the table of INSERT, MERGE and COPY.
func (r *reader) target() *tree.Source {
	t := r.peek(0)
	parts, _ := r.path()
	if len(parts) == 0 {
		return nil
	}
	s := &tree.Source{Table: tableName(parts), Offset: t.Offset}
	if r.skip("PARTITION") {
		r.brackets()
	}
	s.Alias = r.alias()
	return s
}

// conflict reads ON CONFLICT ... DO UPDATE and ON DUPLICATE KEY UPDATE.
func (r *reader) conflict() *tree.Conflict {
	var out *tree.Conflict
	for r.is("ON") {
		switch {
		case r.skipAll("ON", "DUPLICATE", "KEY", "UPDATE"):
			out = &tree.Conflict{Set: r.assigns()}
		case r.skipAll("ON", "CONFLICT"):
			for !r.end() && !r.is("DO") && !r.is("RETURNING") {
				r.at++
			}
			if r.skipAll("DO", "UPDATE", "SET") {
				out = &tree.Conflict{Set: r.assigns()}
				if r.skip("WHERE") {
					out.Where = r.expr()
				}
			} else {
				r.skipAll("DO", "NOTHING")
			}
		default:
			return out
		}
	}
	return out
}

func (r *reader) returning() []tree.Item {
	if r.skip("RETURNING") {
		return r.items()
	}
	return nil
}

// assigns reads the list behind SET.
func (r *reader) assigns() []tree.Assign {
	var out []tree.Assign
	for {
		var a tree.Assign
		t := r.peek(0)
		if r.is("(") {
			a.Columns = r.names()
		} else if parts, _ := r.path(); len(parts) > 0 {
			a.Columns = []tree.Column{{Name: parts[len(parts)-1], Offset: t.Offset}}
			if len(parts) > 1 {
				a.Columns[0].Table = parts[len(parts)-2]
			}
		}
		if (r.skip("=") || r.skip(":=")) && len(a.Columns) > 0 {
			a.Value = r.expr()
			out = append(out, a)
		} else {
			r.holes = true
		}
		r.toClause()
		if !r.skip(",") {
			return out
		}
	}
}

func (r *reader) update() *tree.Stmt {
	s := &tree.Stmt{Verb: tree.Update}
	r.at++
	r.skipAny("LOW_PRIORITY", "IGNORE")
	if r.skip("OR") {
		r.at++
	}
	s.Target = joinList(r.sources())
	if s.Target == nil || !r.skip("SET") {
		return nil
	}
	s.Set = r.assigns()
	if r.skip("FROM") {
		s.From = r.sources()
	}
	r.conditions(s)
	return s
}

// delete reads DELETE in its three forms: of one table, DELETE a, b FROM ... and
// DELETE FROM a, b USING ....
func (r *reader) delete() *tree.Stmt {
	s := &tree.Stmt{Verb: tree.Delete}
	r.at++
	r.skipAny("LOW_PRIORITY", "QUICK", "IGNORE")
	var named []*tree.Source
	if !r.is("FROM") {
		named = r.named()
		if !r.skip("FROM") || len(named) == 0 {
			return nil
		}
		s.From = r.sources()
	} else {
		r.at++
		named = r.sources()
		if r.skip("USING") {
			s.From = r.sources()
		}
	}
	if len(named) == 0 || named[0].Join != nil || named[0].Query != nil {
		return nil
	}
	for i, n := range named {
		named[i] = actual(n, s.From)
	}
	s.Target, s.Also = named[0], named[1:]
	r.conditions(s)
	return s
}

// named reads the tables of DELETE a.*, b FROM.
func (r *reader) named() []*tree.Source {
	var out []*tree.Source
	for {
		t := r.peek(0)
		parts, _ := r.path()
		if len(parts) == 0 {
			return out
		}
		out = append(out, &tree.Source{Table: tableName(parts), Offset: t.Offset})
		if !r.skip(",") {
			return out
		}
	}
}

// actual finds the table that a name in DELETE a FROM customers a means.
func actual(n *tree.Source, from []*tree.Source) *tree.Source {
	for _, s := range from {
		switch {
		case s.Join != nil:
			if found := actual(n, []*tree.Source{s.Join.Left, s.Join.Right}); found != n {
				return found
			}
		case s.Table.Name != "" && (strings.EqualFold(s.Alias, n.Table.Name) || s.Alias == "" && strings.EqualFold(s.Table.Name, n.Table.Name)):
			return s
		}
	}
	return n
}

// conditions reads WHERE and what follows it in UPDATE and DELETE.
func (r *reader) conditions(s *tree.Stmt) {
	if r.skip("WHERE") {
		s.Where = r.expr()
		r.toClause()
	}
	r.tail(s)
	s.Items = r.returning()
}

func (r *reader) merge() *tree.Stmt {
	s := &tree.Stmt{Verb: tree.Merge}
	r.at++
	r.skip("INTO")
	s.Target = r.target()
	if s.Target == nil || !r.skip("USING") {
		return nil
	}
	if src := r.source(); src != nil {
		s.From = []*tree.Source{src}
	}
	if r.skip("ON") {
		s.Where = r.expr()
	}
	for r.skip("WHEN") {
		s.Actions = append(s.Actions, r.action())
	}
	s.Items = r.returning()
	return s
}

// action reads one WHEN clause of MERGE.
func (r *reader) action() tree.Action {
	var a tree.Action
	r.skipAny("NOT", "MATCHED", "BY", "SOURCE", "TARGET")
	if r.skip("AND") {
		a.Cond = r.expr()
	}
	r.skip("THEN")
	switch {
	case r.skipAll("UPDATE", "SET"):
		a.Set = r.assigns()
	case r.skip("DELETE"):
		a.Delete = true
	case r.skip("INSERT"):
		a.Insert = true
		a.Columns = r.names()
		if r.skip("VALUES") {
			if rows := r.rows(); len(rows) > 0 {
				a.Values = rows[0]
			}
		}
	default:
		r.skipAll("DO", "NOTHING")
	}
	return a
}

// copy reads COPY t (a, b) FROM; other forms of COPY write nothing.
func (r *reader) copy() *tree.Stmt {
	s := &tree.Stmt{Verb: tree.Copy}
	r.at++
	s.Target = r.target()
	if s.Target == nil {
		return nil
	}
	if r.is("(") {
		s.Columns = r.names()
	}
	if !r.is("FROM") {
		return nil
	}
	return s
}
