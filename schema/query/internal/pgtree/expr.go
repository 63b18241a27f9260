package pgtree

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema/query/internal/tree"
)

func orUnknown(e *tree.Expr) *tree.Expr {
	if e == nil {
		return &tree.Expr{Kind: tree.Unknown, Offset: -1}
	}
	return e
}

// exprs reads a list, leaving absent nodes out.
func exprs(list []*pg.Node) []*tree.Expr {
	var out []*tree.Expr
	for _, n := range list {
		if e := expr(n); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// expr reads an expression; nil stands for an absent one. Casts, collations and
// named arguments are transparent: they do not change whose data it is.
func expr(n *pg.Node) *tree.Expr {
	if n.GetNode() == nil {
		return nil
	}
	switch x := n.Node.(type) {
	case *pg.Node_ColumnRef:
		return columnRef(x.ColumnRef)
	case *pg.Node_ParamRef:
		return &tree.Expr{Kind: tree.Param, Index: int(x.ParamRef.Number), Offset: int(x.ParamRef.Location)}
	case *pg.Node_AConst:
		return constant(x.AConst)
	case *pg.Node_TypeCast:
		return expr(x.TypeCast.Arg)
	case *pg.Node_CollateClause:
		return expr(x.CollateClause.Arg)
	case *pg.Node_NamedArgExpr:
		return expr(x.NamedArgExpr.Arg)
	case *pg.Node_SetToDefault:
		return &tree.Expr{Kind: tree.Default, Offset: int(x.SetToDefault.Location)}
	case *pg.Node_FuncCall:
		return funcCall(x.FuncCall)
	case *pg.Node_AExpr:
		return operator(x.AExpr)
	case *pg.Node_SubLink:
		return subLink(x.SubLink)
	case *pg.Node_List:
		return &tree.Expr{Kind: tree.List, Args: exprs(x.List.Items), Offset: -1}
	}
	if e := truth(n); e != nil {
		return e
	}
	return compound(n)
}

// truth reads the nodes whose value is true or false.
func truth(n *pg.Node) *tree.Expr {
	switch x := n.Node.(type) {
	case *pg.Node_BoolExpr:
		return &tree.Expr{Kind: tree.Logic, Args: exprs(x.BoolExpr.Args), Offset: int(x.BoolExpr.Location)}
	case *pg.Node_NullTest:
		op := "IS NULL"
		if x.NullTest.Nulltesttype == pg.NullTestType_IS_NOT_NULL {
			op = "IS NOT NULL"
		}
		return &tree.Expr{Kind: tree.Compare, Text: op, Args: exprs([]*pg.Node{x.NullTest.Arg}), Offset: int(x.NullTest.Location)}
	case *pg.Node_BooleanTest:
		return &tree.Expr{Kind: tree.Compare, Text: "IS", Args: exprs([]*pg.Node{x.BooleanTest.Arg}), Offset: int(x.BooleanTest.Location)}
	}
	return nil
}

// compound reads the nodes whose value is made of, or chosen from, others.
func compound(n *pg.Node) *tree.Expr {
	switch x := n.Node.(type) {
	case *pg.Node_CaseExpr:
		return caseExpr(x.CaseExpr)
	case *pg.Node_CoalesceExpr:
		return &tree.Expr{Kind: tree.Choice, Text: "coalesce", Args: exprs(x.CoalesceExpr.Args), Offset: int(x.CoalesceExpr.Location)}
	case *pg.Node_MinMaxExpr:
		return &tree.Expr{Kind: tree.Choice, Text: "greatest", Args: exprs(x.MinMaxExpr.Args), Offset: int(x.MinMaxExpr.Location)}
	case *pg.Node_RowExpr:
		return &tree.Expr{Kind: tree.List, Args: exprs(x.RowExpr.Args), Offset: int(x.RowExpr.Location)}
	case *pg.Node_AArrayExpr:
		return &tree.Expr{Kind: tree.List, Args: exprs(x.AArrayExpr.Elements), Offset: int(x.AArrayExpr.Location)}
	case *pg.Node_AIndirection:
		return indirection(x.AIndirection)
	case *pg.Node_SqlvalueFunction:
		name := strings.ToLower(strings.TrimPrefix(x.SqlvalueFunction.Op.String(), "SVFOP_"))
		return &tree.Expr{Kind: tree.Func, Text: name, Offset: int(x.SqlvalueFunction.Location)}
	case *pg.Node_SortBy:
		return expr(x.SortBy.Node)
	case *pg.Node_GroupingSet:
		return &tree.Expr{Kind: tree.List, Args: exprs(x.GroupingSet.Content), Offset: int(x.GroupingSet.Location)}
	case *pg.Node_WindowDef:
		return window(x.WindowDef)
	case *pg.Node_ResTarget:
		return expr(x.ResTarget.Val)
	case *pg.Node_XmlExpr:
		args := append(exprs(x.XmlExpr.Args), exprs(x.XmlExpr.NamedArgs)...)
		return &tree.Expr{Kind: tree.Func, Text: "xml", Args: args, Offset: int(x.XmlExpr.Location)}
	case *pg.Node_XmlSerialize:
		return expr(x.XmlSerialize.Expr)
	}
	return jsonExpr(n)
}

// jsonExpr reads the SQL/JSON constructors of PostgreSQL 16; a node nobody here
// knows is an Unknown, which makes the statement incomplete.
func jsonExpr(n *pg.Node) *tree.Expr {
	f := &tree.Expr{Kind: tree.Func, Offset: -1}
	switch x := n.Node.(type) {
	case *pg.Node_JsonObjectConstructor:
		f.Text, f.Args = "json_object", exprs(x.JsonObjectConstructor.Exprs)
	case *pg.Node_JsonArrayConstructor:
		f.Text, f.Args = "json_array", exprs(x.JsonArrayConstructor.Exprs)
	case *pg.Node_JsonObjectAgg:
		kv := x.JsonObjectAgg.Arg
		f.Text, f.Args = "json_objectagg", exprs([]*pg.Node{kv.GetKey(), kv.GetValue().GetRawExpr()})
	case *pg.Node_JsonArrayAgg:
		f.Text, f.Args = "json_arrayagg", exprs([]*pg.Node{x.JsonArrayAgg.Arg.GetRawExpr()})
	case *pg.Node_JsonKeyValue:
		f.Text, f.Args = "json_object", exprs([]*pg.Node{x.JsonKeyValue.Key, x.JsonKeyValue.Value.GetRawExpr()})
	case *pg.Node_JsonValueExpr:
		return expr(x.JsonValueExpr.RawExpr)
	case *pg.Node_JsonIsPredicate:
		f.Kind, f.Text, f.Args = tree.Compare, "IS JSON", exprs([]*pg.Node{x.JsonIsPredicate.Expr})
	case *pg.Node_GroupingFunc:
		f.Text, f.Args = "grouping", exprs(x.GroupingFunc.Args)
	default:
		f.Kind = tree.Unknown
	}
	return f
}

func columnRef(c *pg.ColumnRef) *tree.Expr {
	e := &tree.Expr{Kind: tree.ColumnRef, Offset: int(c.Location)}
	for _, f := range c.Fields {
		if f.GetAStar() != nil {
			e.Kind = tree.Star
			break
		}
		e.Path = append(e.Path, f.GetString_().GetSval())
	}
	return e
}

// indirection reads a[1], (row).field and (row).*: the value stays that of its
// base; the field name, where there is one, is a path into it.
func indirection(i *pg.A_Indirection) *tree.Expr {
	base := orUnknown(expr(i.Arg))
	for _, n := range i.Indirection {
		if n.GetAStar() != nil && base.Kind == tree.ColumnRef {
			return &tree.Expr{Kind: tree.Star, Path: base.Path, Offset: base.Offset}
		}
		if f := n.GetString_(); f != nil && base.Kind == tree.ColumnRef && len(base.Path) < 3 {
			base = &tree.Expr{Kind: tree.ColumnRef, Path: append(base.Path[:len(base.Path):len(base.Path)], f.Sval), Offset: base.Offset}
		}
	}
	return base
}

func constant(c *pg.A_Const) *tree.Expr {
	e := &tree.Expr{Kind: tree.Literal, Offset: int(c.Location)}
	if c.Isnull {
		e.Kind = tree.Null
		return e
	}
	switch v := c.Val.(type) {
	case *pg.A_Const_Ival:
		e.Text = strconv.Itoa(int(v.Ival.Ival))
	case *pg.A_Const_Fval:
		e.Text = v.Fval.Fval
	case *pg.A_Const_Boolval:
		e.Text = strconv.FormatBool(v.Boolval.Boolval)
	case *pg.A_Const_Sval:
		e.Text = v.Sval.Sval
	case *pg.A_Const_Bsval:
		e.Text = v.Bsval.Bsval
	}
	return e
}

func funcCall(f *pg.FuncCall) *tree.Expr {
	e := &tree.Expr{Kind: tree.Func, Args: exprs(f.GetArgs()), Offset: int(f.GetLocation())}
	if parts := names(f.GetFuncname()); len(parts) > 0 {
		e.Text = strings.ToLower(parts[len(parts)-1])
	}
	e.Extra = append(e.Extra, exprs(f.GetAggOrder())...)
	e.Extra = append(e.Extra, exprs([]*pg.Node{f.GetAggFilter()})...)
	if w := f.GetOver(); w != nil {
		e.Extra = append(e.Extra, window(w))
	}
	return e
}

func window(w *pg.WindowDef) *tree.Expr {
	return &tree.Expr{Kind: tree.List, Args: append(exprs(w.PartitionClause), exprs(w.OrderClause)...), Offset: int(w.Location)}
}

// caseExpr reads both forms of CASE; the value tested in CASE x WHEN is one more
// condition.
func caseExpr(c *pg.CaseExpr) *tree.Expr {
	e := &tree.Expr{Kind: tree.Case, Offset: int(c.Location)}
	tested := expr(c.Arg)
	for _, n := range c.Args {
		w := n.GetCaseWhen()
		cond := orUnknown(expr(w.GetExpr()))
		if tested != nil {
			cond = &tree.Expr{Kind: tree.Compare, Text: "=", Args: []*tree.Expr{tested, cond}, Offset: cond.Offset}
		}
		e.Extra = append(e.Extra, cond)
		e.Args = append(e.Args, orUnknown(expr(w.GetResult())))
	}
	e.Args = append(e.Args, exprs([]*pg.Node{c.Defresult})...)
	return e
}

// subLink reads a sub-query in an expression: a value, EXISTS, ARRAY(…), or the
// right side of IN, = ANY and the like.
func subLink(s *pg.SubLink) *tree.Expr {
	q := &tree.Expr{Kind: tree.SubQuery, Query: stmt(s.Subselect), Offset: int(s.Location)}
	if q.Query == nil {
		return &tree.Expr{Kind: tree.Unknown, Offset: int(s.Location)}
	}
	switch s.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK:
		q.Kind = tree.Exists
	case pg.SubLinkType_ANY_SUBLINK, pg.SubLinkType_ALL_SUBLINK, pg.SubLinkType_ROWCOMPARE_SUBLINK:
		op := "IN"
		if parts := names(s.OperName); len(parts) > 0 {
			op = parts[len(parts)-1]
		}
		return &tree.Expr{Kind: tree.Compare, Text: op, Args: []*tree.Expr{orUnknown(expr(s.Testexpr)), q}, Offset: int(s.Location)}
	}
	return q
}
