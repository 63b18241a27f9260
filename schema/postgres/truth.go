package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// truth says whether a condition is true for every row (Yes), for none (No:
// false or null), or depends on the row (Unsaid). It decides constants, their
// comparisons, AND, OR, NOT, IS TRUE, coalesce and scalar SELECTs of constants:
// what people write to open or close a policy.
func truth(n *pg.Node) schema.Tri {
	switch {
	case n.GetAConst() != nil:
		return constantTruth(n.GetAConst())
	case n.GetTypeCast() != nil:
		return castTruth(n.GetTypeCast())
	case n.GetBoolExpr() != nil:
		return boolTruth(n.GetBoolExpr())
	case n.GetAExpr() != nil:
		return comparisonTruth(n.GetAExpr())
	case n.GetBooleanTest() != nil:
		return testTruth(n.GetBooleanTest())
	case n.GetNullTest() != nil:
		return nullTruth(n.GetNullTest())
	case n.GetCoalesceExpr() != nil:
		return truth(n.GetCoalesceExpr().Args[0])
	case n.GetSubLink() != nil:
		return scalarTruth(n.GetSubLink())
	}
	return schema.Unsaid
}

func constantTruth(c *pg.A_Const) schema.Tri {
	if c.Isnull {
		return schema.No
	}
	if b, ok := c.Val.(*pg.A_Const_Boolval); ok {
		return schema.TriOf(b.Boolval.Boolval)
	}
	return schema.Unsaid
}

// castTruth decides 't'::boolean and its spellings.
func castTruth(cast *pg.TypeCast) schema.Tri {
	if typeRef(cast.TypeName).Base != "boolean" {
		return schema.Unsaid
	}
	if t := truth(cast.Arg); t != schema.Unsaid {
		return t
	}
	value, _ := literal(cast.Arg)
	if value == nil {
		return schema.Unsaid
	}
	switch strings.ToLower(strings.TrimSpace(*value)) {
	case "t", "true", "y", "yes", "on", "1":
		return schema.Yes
	case "f", "false", "n", "no", "off", "0":
		return schema.No
	}
	return schema.Unsaid
}

func boolTruth(b *pg.BoolExpr) schema.Tri {
	if b.Boolop == pg.BoolExprType_NOT_EXPR {
		return not(b.Args[0])
	}
	decides, otherwise := schema.No, schema.Yes // AND
	if b.Boolop == pg.BoolExprType_OR_EXPR {
		decides, otherwise = schema.Yes, schema.No
	}
	result := otherwise
	for _, arg := range b.Args {
		switch truth(arg) {
		case decides:
			return decides
		case schema.Unsaid:
			result = schema.Unsaid
		}
	}
	return result
}

// not negates; NOT NULL is null, which lets no row pass.
func not(n *pg.Node) schema.Tri {
	if _, isNull := literal(n); isNull {
		return schema.No
	}
	return opposite(truth(n))
}

// comparisonTruth decides 1 = 1, 'a' <> 'b' and current_user = current_user. A
// column compared with itself depends on the row: it may be null.
func comparisonTruth(x *pg.A_Expr) schema.Tri {
	op := lastName(x.Name)
	if x.Kind != pg.A_Expr_Kind_AEXPR_OP || op != "=" && op != "<>" {
		return schema.Unsaid
	}
	if f := x.Lexpr.GetSqlvalueFunction(); f != nil && f.Op == x.Rexpr.GetSqlvalueFunction().GetOp() {
		return schema.TriOf(op == "=")
	}
	left, leftNull := literal(x.Lexpr)
	right, rightNull := literal(x.Rexpr)
	switch {
	case leftNull || rightNull:
		return schema.No
	case left == nil || right == nil:
		return schema.Unsaid
	}
	return schema.TriOf((*left == *right) == (op == "="))
}

// testTruth decides IS [NOT] TRUE. IS [NOT] FALSE tells false from null, which
// truth does not, so only a true operand decides it.
func testTruth(b *pg.BooleanTest) schema.Tri {
	value := truth(b.Arg)
	switch b.Booltesttype {
	case pg.BoolTestType_IS_TRUE:
		return value
	case pg.BoolTestType_IS_NOT_TRUE:
		return opposite(value)
	case pg.BoolTestType_IS_NOT_FALSE:
		if value == schema.Yes {
			return schema.Yes
		}
	case pg.BoolTestType_IS_FALSE:
		if value == schema.Yes {
			return schema.No
		}
	}
	return schema.Unsaid
}

func opposite(t schema.Tri) schema.Tri {
	switch t {
	case schema.Yes:
		return schema.No
	case schema.No:
		return schema.Yes
	}
	return schema.Unsaid
}

func nullTruth(t *pg.NullTest) schema.Tri {
	value, isNull := literal(t.Arg)
	if value == nil && !isNull {
		return schema.Unsaid
	}
	return schema.TriOf(isNull == (t.Nulltesttype == pg.NullTestType_IS_NULL))
}

// scalarTruth decides (SELECT true).
func scalarTruth(l *pg.SubLink) schema.Tri {
	sel := l.Subselect.GetSelectStmt()
	if l.SubLinkType != pg.SubLinkType_EXPR_SUBLINK || sel == nil || sel.WhereClause != nil || len(sel.FromClause) > 0 || len(sel.TargetList) != 1 {
		return schema.Unsaid
	}
	return truth(sel.TargetList[0].GetResTarget().GetVal())
}
