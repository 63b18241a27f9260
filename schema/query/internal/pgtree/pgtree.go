// Package pgtree turns PostgreSQL's own parse tree into package tree's.
//
// The caller has put the text through the guard that stands before every call
// into C (schema/postgres); this package calls pg_query and nothing else does in
// schema/query.
package pgtree

import (
	"errors"
	"fmt"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// ErrNotDML is returned for a statement that is not SELECT, INSERT, UPDATE,
// DELETE, MERGE, COPY or CALL, alone or inside EXPLAIN, PREPARE or a cursor.
var ErrNotDML = errors.New("not a DML statement")

// Parse reads the first statement of sql. Anything PostgreSQL's grammar refuses
// is its error.
func Parse(sql string) (*tree.Stmt, error) {
	res, err := pg.Parse(sql)
	if err != nil {
		return nil, fmt.Errorf("parse: %w", err)
	}
	if len(res.Stmts) == 0 {
		return nil, ErrNotDML
	}
	s := stmt(res.Stmts[0].Stmt)
	if s == nil {
		return nil, ErrNotDML
	}
	return s, nil
}

// stmt reads a statement node, or returns nil when it is no DML.
func stmt(n *pg.Node) *tree.Stmt {
	switch x := n.GetNode().(type) {
	case *pg.Node_SelectStmt:
		return selectStmt(x.SelectStmt)
	case *pg.Node_InsertStmt:
		return insertStmt(x.InsertStmt)
	case *pg.Node_UpdateStmt:
		return updateStmt(x.UpdateStmt)
	case *pg.Node_DeleteStmt:
		return deleteStmt(x.DeleteStmt)
	case *pg.Node_MergeStmt:
		return mergeStmt(x.MergeStmt)
	case *pg.Node_CopyStmt:
		return copyStmt(x.CopyStmt)
	case *pg.Node_CallStmt:
		return &tree.Stmt{Verb: tree.Call, Call: funcCall(x.CallStmt.GetFunccall())}
	case *pg.Node_ExplainStmt:
		return stmt(x.ExplainStmt.Query)
	case *pg.Node_PrepareStmt:
		return stmt(x.PrepareStmt.Query)
	case *pg.Node_DeclareCursorStmt:
		return stmt(x.DeclareCursorStmt.Query)
	case *pg.Node_CreateTableAsStmt:
		return stmt(x.CreateTableAsStmt.Query)
	case *pg.Node_ViewStmt:
		return stmt(x.ViewStmt.Query)
	}
	return nil
}

func selectStmt(s *pg.SelectStmt) *tree.Stmt {
	if s == nil {
		return nil
	}
	out := &tree.Stmt{Verb: tree.Select, With: with(s.WithClause), Order: exprs(s.SortClause)}
	out.Rest = append(out.Rest, exprs([]*pg.Node{s.LimitCount, s.LimitOffset})...)
	if s.Op != pg.SetOperation_SETOP_NONE && s.Op != pg.SetOperation_SET_OPERATION_UNDEFINED {
		out.Left, out.Right = selectStmt(s.Larg), selectStmt(s.Rarg)
		return out
	}
	out.Values = rows(s.ValuesLists)
	out.Items = items(s.TargetList)
	out.From = sources(s.FromClause)
	out.Where = expr(s.WhereClause)
	out.Group = exprs(s.GroupClause)
	out.Rest = append(out.Rest, exprs([]*pg.Node{s.HavingClause})...)
	out.Rest = append(out.Rest, exprs(s.WindowClause)...)
	out.Rest = append(out.Rest, exprs(s.DistinctClause)...)
	return out
}

func insertStmt(s *pg.InsertStmt) *tree.Stmt {
	out := &tree.Stmt{
		Verb: tree.Insert, With: with(s.WithClause), Target: rangeVar(s.Relation),
		Items: items(s.ReturningList), Query: stmt(s.SelectStmt),
	}
	for _, c := range s.Cols {
		r := c.GetResTarget()
		out.Columns = append(out.Columns, tree.Column{Name: r.GetName(), Offset: int(r.GetLocation())})
	}
	if c := s.OnConflictClause; c != nil && len(c.TargetList) > 0 {
		out.Conflict = &tree.Conflict{Set: assigns(c.TargetList), Where: expr(c.WhereClause)}
	}
	return out
}

func updateStmt(s *pg.UpdateStmt) *tree.Stmt {
	return &tree.Stmt{
		Verb: tree.Update, With: with(s.WithClause), Target: rangeVar(s.Relation), Set: assigns(s.TargetList),
		From: sources(s.FromClause), Where: expr(s.WhereClause), Items: items(s.ReturningList),
	}
}

func deleteStmt(s *pg.DeleteStmt) *tree.Stmt {
	return &tree.Stmt{
		Verb: tree.Delete, With: with(s.WithClause), Target: rangeVar(s.Relation),
		From: sources(s.UsingClause), Where: expr(s.WhereClause), Items: items(s.ReturningList),
	}
}

func mergeStmt(s *pg.MergeStmt) *tree.Stmt {
	out := &tree.Stmt{Verb: tree.Merge, With: with(s.WithClause), Target: rangeVar(s.Relation), Where: expr(s.JoinCondition)}
	if src := source(s.SourceRelation); src != nil {
		out.From = []*tree.Source{src}
	}
	for _, n := range s.MergeWhenClauses {
		w := n.GetMergeWhenClause()
		a := tree.Action{Cond: expr(w.GetCondition())}
		switch w.GetCommandType() {
		case pg.CmdType_CMD_UPDATE:
			a.Set = assigns(w.TargetList)
		case pg.CmdType_CMD_DELETE:
			a.Delete = true
		case pg.CmdType_CMD_INSERT:
			a.Insert = true
			a.Values = exprs(w.Values)
			for _, c := range w.TargetList {
				r := c.GetResTarget()
				a.Columns = append(a.Columns, tree.Column{Name: r.GetName(), Offset: int(r.GetLocation())})
			}
		}
		out.Actions = append(out.Actions, a)
	}
	return out
}

// copyStmt reads COPY t(cols) FROM as a COPY, and COPY ... TO as the SELECT it
// stands for.
func copyStmt(s *pg.CopyStmt) *tree.Stmt {
	if s.Query != nil {
		return stmt(s.Query)
	}
	out := &tree.Stmt{Verb: tree.Copy, Target: rangeVar(s.Relation), Where: expr(s.WhereClause)}
	if s.IsFrom {
		for _, a := range s.Attlist {
			out.Columns = append(out.Columns, tree.Column{Name: a.GetString_().GetSval(), Offset: out.Target.Offset})
		}
		return out
	}
	out = &tree.Stmt{Verb: tree.Select, From: []*tree.Source{out.Target}}
	for _, a := range s.Attlist {
		e := &tree.Expr{Kind: tree.ColumnRef, Path: []string{a.GetString_().GetSval()}, Offset: out.From[0].Offset}
		out.Items = append(out.Items, tree.Item{Expr: e})
	}
	if len(out.Items) == 0 {
		out.Items = []tree.Item{{Expr: &tree.Expr{Kind: tree.Star, Offset: out.From[0].Offset}}}
	}
	return out
}

func with(w *pg.WithClause) []tree.CTE {
	var out []tree.CTE
	for _, n := range w.GetCtes() {
		c := n.GetCommonTableExpr()
		q := stmt(c.GetCtequery())
		if q == nil {
			continue
		}
		out = append(out, tree.CTE{Name: c.Ctename, Columns: names(c.Aliascolnames), Query: q, Recursive: w.Recursive})
	}
	return out
}

func items(list []*pg.Node) []tree.Item {
	var out []tree.Item
	for _, n := range list {
		r := n.GetResTarget()
		out = append(out, tree.Item{Expr: orUnknown(expr(r.GetVal())), Alias: r.GetName()})
	}
	return out
}

// assigns reads SET a = 1, (b, c) = (…): PostgreSQL repeats the row for every
// column of a multi-assignment, which here becomes one Assign again.
func assigns(list []*pg.Node) []tree.Assign {
	var out []tree.Assign
	for _, n := range list {
		r := n.GetResTarget()
		col := tree.Column{Name: r.GetName(), Offset: int(r.GetLocation())}
		m := r.GetVal().GetMultiAssignRef()
		if m == nil {
			out = append(out, tree.Assign{Columns: []tree.Column{col}, Value: orUnknown(expr(r.GetVal()))})
			continue
		}
		if m.Colno == 1 || len(out) == 0 {
			out = append(out, tree.Assign{Value: orUnknown(expr(m.Source))})
		}
		last := &out[len(out)-1]
		last.Columns = append(last.Columns, col)
	}
	return out
}

func rows(lists []*pg.Node) [][]*tree.Expr {
	var out [][]*tree.Expr
	for _, l := range lists {
		out = append(out, exprs(l.GetList().GetItems()))
	}
	return out
}
