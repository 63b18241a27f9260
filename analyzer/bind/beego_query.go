package bind

import (
	"maps"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// beegoQueried is the model or table that QueryTable in a chain names.
func (b *Binder) beegoQueried(recv Value) *usage.Model {
	args := link(recv, "QueryTable", "QueryTableWithCtx")
	for _, a := range args {
		if a == nil {
			continue
		}
		if s, ok := word(a); ok {
			return b.beegoRegistered(tableName(s))
		}
		if _, m, _ := b.modelOf(&beegoMapping, a, ""); m != nil {
			return m
		}
	}
	return nil
}

// beegoRegistered is the model of a table that is called by its name.
func (b *Binder) beegoRegistered(table schema.Name) *usage.Model {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, key := range slices.Sorted(maps.Keys(b.models)) {
		if m := b.models[key]; m.Library == "beego" && m.Migrates && m.Table == table {
			return m
		}
	}
	return &usage.Model{Table: table}
}

// beegoValues binds query.Values(&maps, "Id", "Email"): every row is a map by field.
func beegoValues(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	m := b.beegoQueried(args[0])
	if m == nil || len(args) < 2 || args[1] == nil {
		return Binding{}, false
	}
	out := b.beegoFilters(Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}, m, args[0])
	row, only := args[1].Elem(), named(words(args[2:]))
	for _, f := range m.Fields {
		if row != nil && f.Column != "" && (only == nil || only(f.Column, f.Name)) {
			out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: usage.ColumnRef{Table: m.Table, Column: f.Column}, Dest: row.Key(f.Name)})
		}
	}
	return out, true
}

// beegoFilters adds Filter("email", v), Filter("name__icontains", v) and Exclude.
func (b *Binder) beegoFilters(out Binding, m *usage.Model, recv Value) Binding {
	chain(recv, func(method string, args []Value) bool {
		switch method {
		case "Filter", "Exclude", "And", "Or", "AndNot", "OrNot":
			if len(args) < 3 {
				break
			}
			if expr, ok := word(args[1]); ok {
				name, lookup, _ := strings.Cut(expr, "__")
				out.filter(m.Table, beegoField(m, name), beegoOperator(lookup), args[2])
			}
		case "SetCond", "AndCond", "OrCond": // orm.NewCondition().And("email", v)
			if len(args) > 1 {
				out = b.beegoFilters(out, m, args[1])
			}
		}
		return true
	})
	return out
}

// beegoField is the column of a field or column name.
func beegoField(m *usage.Model, name string) string {
	for _, f := range m.Fields {
		if f.Name == name {
			return f.Column
		}
	}
	return snake(name)
}

func beegoOperator(lookup string) string {
	switch lookup {
	case "", "exact", "iexact":
		return "="
	case "in":
		return "IN"
	case "gt", "gte", "lt", "lte", "between":
		return "<"
	}
	return "LIKE"
}

// beegoQuery binds the end of a query: rows into argument dest, -1 for none.
func beegoQuery(dest int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		m := b.beegoQueried(args[0])
		if m == nil && dest >= 0 && dest < len(args) && link(args[0], "QueryTable", "QueryTableWithCtx") != nil {
			_, m, _ = b.modelOf(&beegoMapping, args[dest], "") // a name put together at run time: what it fills says of which table
		}
		if m == nil {
			return Binding{}, false
		}
		out := b.beegoFilters(Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}, m, args[0])
		if dest < 0 || dest >= len(args) {
			return out, true
		}
		if v, _, _ := b.modelOf(&beegoMapping, args[dest], m.Table.Name); v != nil && structType(v.Type()) != nil {
			out.Accesses = append(out.Accesses, b.columnsOf(&beegoMapping, m, v, query.Read, named(words(args[dest+1:])))...)
		}
		return out, true
	}
}

// beegoRaw binds o.Raw(sql, args...) where it is run; rows go into argument dest.
func beegoRaw(dest int) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		raw := link(args[0], "Raw", "RawWithCtx")
		for len(raw) > 0 && (raw[0] == nil || !isString(raw[0].Type())) {
			raw = raw[1:]
		}
		if len(raw) == 0 {
			return Binding{}, false
		}
		params := raw[1:]
		if set := link(args[0], "SetArgs"); set != nil {
			params = set
		}
		out, ok := b.bindArgs(raw[0], params)
		if ok && !out.Defer && dest >= 0 && dest < len(args) {
			out.Accesses = append(out.Accesses, b.rawOutputs(raw[0], args[dest:])...)
		}
		return out, ok
	}
}

// rawOutputs gives columns to a struct by its orm tags, or to variables in order.
func (b *Binder) rawOutputs(sql Value, dest []Value) []Access {
	v := dest[0]
	if v == nil {
		return nil
	}
	if el := v.Elem(); el != nil {
		v = el
	}
	if fieldsOf(v.Type()) == nil {
		return b.outputs(sql, dest)
	}
	return b.outputsBy(sql, v, field.beegoColumn)
}
