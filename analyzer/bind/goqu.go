package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// goquCalls are the datasets of goqu (https://doug-martin.github.io/goqu/).
var goquCalls = map[string]handler{
	"github.com/doug-martin/goqu.*.Rows":                    goquRows,
	"github.com/doug-martin/goqu.*.Vals":                    goquVals,
	"github.com/doug-martin/goqu.*.Set":                     goquRows,
	"github.com/doug-martin/goqu.*.OnConflict":              goquConflict,
	"github.com/doug-martin/goqu.*.Where":                   goquWhere,
	"github.com/doug-martin/goqu.*.ScanStruct":              goquScan(1),
	"github.com/doug-martin/goqu.*.ScanStructs":             goquScan(1),
	"github.com/doug-martin/goqu.*.ScanVal":                 goquScan(1),
	"github.com/doug-martin/goqu.*.ScanVals":                goquScan(1),
	"github.com/doug-martin/goqu.*.ScanStructContext":       goquScan(2),
	"github.com/doug-martin/goqu.*.ScanStructsContext":      goquScan(2),
	"github.com/doug-martin/goqu.*.ScanValContext":          goquScan(2),
	"(*github.com/doug-martin/goqu.DeleteDataset).ToSQL":    builderDelete("From", "Delete"),
	"(*github.com/doug-martin/goqu.DeleteDataset).Executor": builderDelete("From", "Delete"),
}

// goquTables are the links that name a table.
var goquTables = []string{"From", "Insert", "Into", "Update", "Delete", "Table"}

// goquInserts and goquUpdates read goqu's tags: db:"email" goqu:"skipinsert".
var (
	goquInserts = goquMapping("skipinsert")
	goquUpdates = goquMapping("skipupdate")
)

func goquMapping(skip string) mapping {
	return mapping{library: "goqu", tag: "db", column: func(f field) string {
		if f.tag.Get("db") == "-" || strings.Contains(f.tag.Get("goqu"), skip) {
			return ""
		}
		return f.column("db", strings.ToLower)
	}, table: func(_ *Binder, n string) string { return "" }}
}

// goquRows binds Rows and Set: records, maps and structs.
func goquRows(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := tableIn(args[0], goquTables...)
	if !ok {
		return Binding{}, false
	}
	out := Binding{Verb: "INSERT", Tables: []schema.Name{table}}
	for _, row := range args[1:] {
		if row == nil {
			continue
		}
		if entries := row.Entries(); len(entries) > 0 {
			out.Accesses = append(out.Accesses, b.setEntries(table, row).Accesses...)
			continue
		}
		if el := row.Elem(); el != nil {
			row = el
		}
		mapping := goquInserts
		if strings.HasSuffix(c.Callee(), ".Set") {
			out.Verb, mapping = "UPDATE", goquUpdates
		}
		m := &usage.Model{Table: table}
		out.Accesses = append(out.Accesses, b.columnsOf(&mapping, m, row, query.Write, nil)...)
	}
	return out, true
}

// goquConflict binds OnConflict(goqu.DoUpdate("email", record)).
func goquConflict(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := tableIn(args[0], goquTables...)
	if !ok || len(args) < 2 || args[1] == nil || args[1].Call() == nil {
		return Binding{}, false
	}
	update := args[1].Call()
	given := update.Args()
	if !strings.HasSuffix(update.Callee(), ".DoUpdate") || len(given) < 2 || given[1] == nil {
		return Binding{}, false
	}
	return b.setEntries(table, given[1]), true
}

// goquVals binds Cols("a", "b").Vals(goqu.Vals{x, y}).
func goquVals(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := tableIn(args[0], goquTables...)
	columns := words(link(args[0], "Cols"))
	if !ok || len(columns) == 0 {
		return Binding{}, false
	}
	out := Binding{Verb: "INSERT", Tables: []schema.Name{table}}
	for _, row := range args[1:] {
		if row != nil {
			out.Accesses = append(out.Accesses, b.insertRow(table, columns, row.At).Accesses...)
		}
	}
	return out, true
}

// goquWhere binds goqu.Ex{"c": v} and goqu.C("c").Eq(v).
func goquWhere(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	table, ok := tableIn(args[0], goquTables...)
	if !ok {
		return Binding{}, false
	}
	out := Binding{Tables: []schema.Name{table}}
	for _, cond := range args[1:] {
		out = b.goquCondition(out, table, cond, 0)
	}
	return out, true
}

// maxNested bounds conditions within conditions.
const maxNested = 8

// goquCondition binds one condition, and those within goqu.And and goqu.Or.
func (b *Binder) goquCondition(out Binding, table schema.Name, cond Value, depth int) Binding {
	if cond == nil || depth > maxNested {
		return out
	}
	out = b.where(out, table, []Value{cond})
	cmp := cond.Call()
	if cmp == nil {
		return out
	}
	name, operands := cmp.Callee(), cmp.Args()
	name = name[strings.LastIndexByte(name, '.')+1:]
	if name == "And" || name == "Or" {
		for _, inner := range operands {
			out = b.goquCondition(out, table, inner, depth+1)
		}
		return out
	}
	op, known := goquOperators[name]
	if !known || len(operands) != 2 {
		return out
	}
	if col, ok := identifier(operands[0]); ok {
		out.filter(table, col, op, operands[1])
	}
	return out
}

var goquOperators = map[string]string{"Eq": "=", "Neq": "<>", "Like": "LIKE", "ILike": "LIKE", "In": "IN", "Gt": ">", "Gte": ">=", "Lt": "<", "Lte": "<="}

// goquScan binds ScanStruct(&user): the columns that the chain selects.
func goquScan(dest int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		sql := BuilderText(args[0])
		if sql == nil || dest >= len(args) {
			return Binding{}, false
		}
		return Binding{Accesses: b.structOutputs(sql, args[dest]), Conditions: b.conditions(sql)}, true
	}
}
