package pgtree

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema/query/internal/tree"
)

// comparisons are the operators whose result is a truth value about their
// operands: comparison, pattern matching, containment and text search.
var comparisons = map[string]bool{
	"=": true, "<>": true, "!=": true, "<": true, ">": true, "<=": true, ">=": true,
	"~": true, "~*": true, "!~": true, "!~*": true, "~~": true, "!~~": true, "~~*": true, "!~~*": true,
	"@>": true, "<@": true, "&&": true, "?": true, "?|": true, "?&": true, "@@": true, "@?": true, "^@": true, "%": true,
}

// patternNames spells PostgreSQL's internal operators as people write them.
var patternNames = map[string]string{
	"~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE", "!=": "<>",
}

// operator reads a binary, unary or special operator expression.
func operator(a *pg.A_Expr) *tree.Expr {
	op := ""
	if parts := names(a.Name); len(parts) > 0 {
		op = parts[len(parts)-1]
	}
	e := &tree.Expr{Kind: tree.Compare, Text: op, Args: exprs([]*pg.Node{a.Lexpr, a.Rexpr}), Offset: int(a.Location)}
	if p := patternNames[op]; p != "" {
		e.Text = p
	}
	switch a.Kind {
	case pg.A_Expr_Kind_AEXPR_OP:
		// % is also arithmetic; with a number on its right it is no trigram match.
		if !comparisons[op] || op == "%" && (len(e.Args) < 2 || e.Args[1].Kind != tree.ColumnRef && e.Args[1].Kind != tree.Param) {
			e.Kind = tree.Op
		}
	case pg.A_Expr_Kind_AEXPR_NULLIF:
		e.Kind, e.Text = tree.Func, "nullif"
	case pg.A_Expr_Kind_AEXPR_IN:
		e.Text = "IN"
		if op == "<>" {
			e.Text = "NOT IN"
		}
	case pg.A_Expr_Kind_AEXPR_OP_ANY:
		if op == "=" {
			e.Text = "IN"
		}
	case pg.A_Expr_Kind_AEXPR_OP_ALL:
		if op == "<>" {
			e.Text = "NOT IN"
		}
	case pg.A_Expr_Kind_AEXPR_DISTINCT:
		e.Text = "IS DISTINCT FROM"
	case pg.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		e.Text = "IS NOT DISTINCT FROM"
	case pg.A_Expr_Kind_AEXPR_SIMILAR:
		e.Text = "SIMILAR TO"
	}
	return e
}
