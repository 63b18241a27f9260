package pgtree

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
)

func sources(list []*pg.Node) []*tree.Source {
	var out []*tree.Source
	for _, n := range list {
		if s := source(n); s != nil {
			out = append(out, s)
		}
	}
	return out
}

func source(n *pg.Node) *tree.Source {
	switch x := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		return rangeVar(x.RangeVar)
	case *pg.Node_RangeSubselect:
		q := stmt(x.RangeSubselect.Subquery)
		if q == nil {
			return nil
		}
		s := &tree.Source{Query: q, Lateral: x.RangeSubselect.Lateral, Offset: -1}
		return aliased(s, x.RangeSubselect.Alias)
	case *pg.Node_RangeFunction:
		return rangeFunction(x.RangeFunction)
	case *pg.Node_RangeTableSample:
		return source(x.RangeTableSample.Relation)
	case *pg.Node_RangeTableFunc:
		f := x.RangeTableFunc
		e := &tree.Expr{Kind: tree.Func, Text: "xmltable", Args: exprs([]*pg.Node{f.Docexpr, f.Rowexpr}), Offset: int(f.Location)}
		s := aliased(&tree.Source{Func: e, Lateral: true, Offset: int(f.Location)}, f.Alias)
		for _, c := range f.Columns {
			s.Columns = append(s.Columns, c.GetRangeTableFuncCol().GetColname())
		}
		return s
	case *pg.Node_JoinExpr:
		return join(x.JoinExpr)
	}
	return nil
}

func join(j *pg.JoinExpr) *tree.Source {
	l, r := source(j.Larg), source(j.Rarg)
	if l == nil || r == nil {
		if l == nil {
			return r
		}
		return l
	}
	out := &tree.Source{Join: &tree.Join{
		Left: l, Right: r, On: expr(j.Quals), Using: names(j.UsingClause), Natural: j.IsNatural,
	}, Offset: -1}
	return aliased(out, j.Alias)
}

func rangeVar(r *pg.RangeVar) *tree.Source {
	s := &tree.Source{Table: schema.Name{Schema: r.GetSchemaname(), Name: r.GetRelname()}, Offset: int(r.GetLocation())}
	return aliased(s, r.GetAlias())
}

// rangeFunction reads a table function. A column definition list (crosstab(…)
// AS t("x" int)) names its output.
func rangeFunction(f *pg.RangeFunction) *tree.Source {
	call := &tree.Expr{Kind: tree.List, Offset: -1}
	for _, n := range f.Functions {
		list := n.GetList().GetItems()
		if len(list) > 0 {
			call.Args = append(call.Args, orUnknown(expr(list[0])))
		}
	}
	if len(call.Args) == 1 {
		call = call.Args[0]
	}
	s := aliased(&tree.Source{Func: call, Lateral: true, Offset: call.Offset}, f.Alias)
	for _, c := range f.Coldeflist {
		s.Columns = append(s.Columns, c.GetColumnDef().GetColname())
	}
	return s
}

func aliased(s *tree.Source, a *pg.Alias) *tree.Source {
	if a != nil {
		s.Alias, s.Columns = a.Aliasname, names(a.Colnames)
	}
	return s
}

// names reads a list of String nodes.
func names(list []*pg.Node) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.GetString_().GetSval())
	}
	return out
}
