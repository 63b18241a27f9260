package bind

import (
	"go/types"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// mapping is how a library maps struct types to tables.
type mapping struct {
	library  string
	tag      string                                  // the struct tag it reads
	method   string                                  // the method that names the table
	column   func(f field) string                    // "" when the field is not stored
	table    func(b *Binder, typeName string) string // the table of a type without such a method
	describe func(f field, m *usage.ModelField)      // constraints; may be nil
	marker   string                                  // name of a field whose tag names the table; may be ""
}

// model registers the struct type of v as mapped to a table; table is what the
// call says, "" when it leaves that to the type.
func (b *Binder) model(o *mapping, v Value, table string) *usage.Model {
	n := namedType(v.Type())
	if n == nil {
		if table == "" {
			return nil
		}
		return &usage.Model{Library: o.library, Table: tableName(table)}
	}
	own := b.ownTable(o, v, n)
	if table != "" && table != own {
		return &usage.Model{Library: o.library, Type: n.Obj().Name(), Table: tableName(table)}
	}
	key := o.library + " " + n.String()
	if m, ok := kept(b, b.models, key); ok {
		return m
	}
	m := &usage.Model{Library: o.library, Type: n.Obj().Name(), Table: tableName(own), Span: b.locate(n.Obj().Pos())}
	for _, f := range fieldsOf(v.Type()) {
		mf := usage.ModelField{Name: f.v.Name(), Column: b.columnOf(o, m.Table, f), GoType: f.v.Type().String(), Span: b.locate(f.v.Pos()),
			Tags: map[string]string{o.tag: f.tag.Get(o.tag), "json": f.tag.Get("json"), "privet": f.tag.Get("privet")}, JSONName: jsonName(f)}
		if o.describe != nil {
			o.describe(f, &mf)
		}
		m.Fields = append(m.Fields, mf)
	}
	if p := n.Obj().Pkg(); p != nil {
		m.Package = p.Path()
	}
	return keep(b, b.models, key, m)
}

func tableName(s string) schema.Name {
	s = strings.Trim(s, "`\"[]")
	if in, name, ok := strings.Cut(s, "."); ok {
		return schema.Name{Schema: strings.Trim(in, "`\"[]"), Name: strings.Trim(name, "`\"[]")}
	}
	return schema.Name{Name: s}
}

func (b *Binder) ownTable(o *mapping, v Value, n *types.Named) string {
	if o.method != "" {
		if own := v.ConstMethod(o.method); own != "" {
			return own
		}
	}
	if own := markedTable(o, structType(n)); own != "" {
		return own
	}
	return o.table(b, n.Obj().Name())
}

// columnOf is the column of a field: of the ways a library may spell it, the
// one that the schema knows.
func (b *Binder) columnOf(o *mapping, table schema.Name, f field) string {
	col := o.column(f)
	if col == "" || len(b.databases) == 0 {
		return col
	}
	for _, spelled := range []string{col, f.v.Name(), strings.ToLower(f.v.Name()), eachCapital(f.v.Name())} {
		for _, db := range b.databases {
			if t := db.Table(table); t != nil && hasColumn(t, spelled) {
				return spelled
			}
		}
	}
	return col
}

func hasColumn(t *schema.Table, name string) bool {
	for _, c := range t.Columns {
		if strings.EqualFold(c.Name, name) {
			return true
		}
	}
	return false
}

// eachCapital is the naming of mappers that put a _ before every capital: xorm's
// SnakeMapper and beego's default make UserID user_i_d.
func eachCapital(s string) string {
	var sb strings.Builder
	for i, r := range s {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				sb.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		sb.WriteRune(r)
	}
	return sb.String()
}

// modelOf returns the model value behind an argument (a struct, a pointer, a
// slice) and its table; deferred when only a caller knows the type.
func (b *Binder) modelOf(o *mapping, v Value, table string) (Value, *usage.Model, bool) {
	if v == nil {
		return nil, nil, false
	}
	if el := v.Elem(); el != nil {
		v = el
	}
	if structType(v.Type()) == nil || leafStruct(v.Type()) {
		t := v.Type()
		return v, nil, t != nil && v.Param() && types.IsInterface(t)
	}
	return v, b.model(o, v, table), false
}

// columnsOf pairs the columns of a model with its fields' values; only, unless
// nil, says which.
func (b *Binder) columnsOf(o *mapping, m *usage.Model, v Value, op query.Op, only func(column, name string) bool) []Access {
	var out []Access
	for _, f := range fieldsOf(v.Type()) {
		col := b.columnOf(o, m.Table, f)
		if col == "" || only != nil && !only(col, f.v.Name()) {
			continue
		}
		a := Access{Op: op, Target: usage.ColumnRef{Table: m.Table, Column: col}}
		if op == query.Read {
			a.Dest, a.Whole = f.from(v), true
		} else {
			a.Value = f.from(v)
		}
		out = append(out, a)
	}
	return out
}

// named makes a filter for columnsOf of a list of column or field names; nil
// when there are none.
func named(names []string) func(column, name string) bool {
	if len(names) == 0 {
		return nil
	}
	return func(column, name string) bool {
		for _, n := range names {
			if strings.EqualFold(n, column) || n == name {
				return true
			}
		}
		return false
	}
}

// counting binds Count(&User{}) as the query of h, of which it reads no row.
func counting(h handler) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		out, ok := h(b, c)
		out.Accesses = slices.DeleteFunc(out.Accesses, func(a Access) bool { return a.Op == query.Read })
		return out, ok
	}
}

// rowOf is an element of a list, or the value itself.
func rowOf(v Value) Value {
	if el := v.Elem(); el != nil {
		return el
	}
	return v
}
