package postgres

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// outputColumns returns the output columns of a query as far as the statement
// alone tells: their names, the column a plain reference comes from, the type of
// a cast. A star is a column named "*" whose From names the relations it stands
// for. schema/query does this again with the model at hand.
func outputColumns(s *pg.SelectStmt, names []string) []schema.ViewColumn {
	for s.GetLarg() != nil { // UNION: the first SELECT names the columns
		s = s.Larg
	}
	if s == nil || len(s.ValuesLists) > 0 {
		return namedColumns(names)
	}
	from := fromAliases(s.FromClause)
	var columns []schema.ViewColumn
	for _, n := range s.TargetList {
		target := n.GetResTarget()
		column := outputColumn(target.GetVal(), from)
		if target.GetName() != "" {
			column.Name = target.Name
		}
		if i := len(columns); i < len(names) {
			column.Name = names[i]
		}
		columns = append(columns, column)
	}
	return columns
}

func namedColumns(names []string) []schema.ViewColumn {
	var columns []schema.ViewColumn
	for _, name := range names {
		columns = append(columns, schema.ViewColumn{Name: name})
	}
	return columns
}

func outputColumn(n *pg.Node, from []fromItem) schema.ViewColumn {
	switch {
	case n.GetColumnRef() != nil:
		return referencedColumn(n.GetColumnRef(), from)
	case n.GetTypeCast() != nil:
		column := outputColumn(n.GetTypeCast().Arg, from)
		column.Type = typeRef(n.GetTypeCast().TypeName)
		if column.Name == unnamed {
			column.Name = lastName(n.GetTypeCast().TypeName.Names)
		}
		return column
	case n.GetCaseExpr() != nil:
		return schema.ViewColumn{Name: "case"}
	case n.GetSubLink() != nil:
		if inner := outputColumns(n.GetSubLink().Subselect.GetSelectStmt(), nil); len(inner) == 1 && n.GetSubLink().SubLinkType == pg.SubLinkType_EXPR_SUBLINK {
			return schema.ViewColumn{Name: inner[0].Name}
		}
		return schema.ViewColumn{Name: "exists"}
	}
	if name := functionName(called(n)); name != "" {
		return schema.ViewColumn{Name: name, Via: []string{name}}
	}
	return schema.ViewColumn{Name: unnamed}
}

// unnamed is what PostgreSQL calls an expression without a name of its own.
const unnamed = "?column?"

// called returns the node of a function call without its wrapper, or nil.
func called(n *pg.Node) any {
	switch x := n.GetNode().(type) {
	case *pg.Node_FuncCall:
		return x.FuncCall
	case *pg.Node_CoalesceExpr:
		return x.CoalesceExpr
	case *pg.Node_MinMaxExpr:
		return x.MinMaxExpr
	case *pg.Node_SqlvalueFunction:
		return x.SqlvalueFunction
	}
	return nil
}

func referencedColumn(ref *pg.ColumnRef, from []fromItem) schema.ViewColumn {
	qualifier := ""
	if len(ref.Fields) > 1 {
		qualifier = ref.Fields[len(ref.Fields)-2].GetString_().GetSval()
	}
	name := lastName(ref.Fields)
	if ref.Fields[len(ref.Fields)-1].GetAStar() != nil {
		name = "*"
	}
	column := schema.ViewColumn{Name: name}
	for _, item := range from {
		if qualifier == "" && (name == "*" || len(from) == 1) || item.alias == qualifier {
			column.From = append(column.From, schema.ColumnUse{Table: item.table, Column: name})
		}
	}
	return column
}

// fromItem is a relation of a FROM clause and the name it goes by.
type fromItem struct {
	alias string
	table schema.Name
}

func fromAliases(list []*pg.Node) []fromItem {
	var items []fromItem
	for _, n := range list {
		if join := n.GetJoinExpr(); join != nil {
			items = append(items, fromAliases([]*pg.Node{join.Larg, join.Rarg})...)
		}
		if table := n.GetRangeVar(); table != nil {
			item := fromItem{alias: table.Relname, table: relation(table)}
			if table.Alias != nil {
				item.alias = table.Alias.Aliasname
			}
			items = append(items, item)
		}
	}
	return items
}
