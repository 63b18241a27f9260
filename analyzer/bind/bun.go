package bind

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// bunCalls are the ends of bun's queries (https://bun.uptrace.dev/).
var bunCalls = bunTable()

const bunPath = "github.com/uptrace/bun"

func bunTable() map[string]handler {
	q := func(kind string) string { return "(*" + bunPath + "." + kind + "Query)." }
	t := map[string]handler{}
	for _, m := range []string{"Exec", "Scan"} {
		t[q("Insert")+m] = bunInsert
		t[q("Update")+m] = bunUpdate
		t[q("Delete")+m] = bunDelete
		t[q("Raw")+m] = bunRaw
	}
	for _, m := range []string{"Scan", "ScanAndCount", "Exists", "Count", "Rows"} {
		t[q("Select")+m] = bunSelect
	}
	t[q("Update")+"Set"] = bunSet
	t[q("Insert")+"Value"], t[q("Update")+"Value"] = bunValue, bunValue
	t[q("CreateTable")+"Exec"] = bunCreate
	for _, recv := range []string{"(*" + bunPath + ".DB).", "(" + bunPath + ".Tx).", "(" + bunPath + ".Conn).", "(" + bunPath + ".IDB)."} {
		for _, m := range []string{"Exec", "Query", "QueryRow"} {
			t[recv+m], t[recv+m+"Context"] = textAt(1), textAt(2)
		}
	}
	t["(*"+bunPath+".DB).ResetModel"] = func(b *Binder, c Call) (Binding, bool) {
		b.migrates(&bunMapping, c.Args()[2:])
		return Binding{}, true
	}
	return t
}

// bunMapping is how bun maps structs (https://bun.uptrace.dev/guide/models.html).
var bunMapping = mapping{library: "bun", tag: "bun", marker: "BaseModel", table: func(_ *Binder, n string) string { return plural(snake(n)) },
	column: func(f field) string { return f.listColumn("bun") }, describe: func(f field, m *usage.ModelField) { describeList(f.tag.Get("bun"), m) }}

// listColumn reads tags of the form "name,flag,key:value", as bun's and pg's.
func (f field) listColumn(key string) string {
	tag := f.tag.Get(key)
	name, rest, _ := strings.Cut(tag, ",")
	if name == "-" || strings.Contains(tag, "rel:") || strings.Contains(tag, "m2m:") || strings.Contains(","+rest, ",scanonly") {
		return ""
	}
	if k, v, ok := strings.Cut(name, ":"); ok {
		if name = ""; k == "column" {
			name = v
		}
	}
	if name != "" {
		return f.prefix + name
	}
	if isRelation(f.v.Type()) && !strings.Contains(tag, "type:") && !strings.Contains(tag, "array") {
		return ""
	}
	return f.prefix + snake(f.v.Name())
}

func describeList(tag string, m *usage.ModelField) {
	for part := range strings.SplitSeq(tag, ",") {
		k, v, _ := strings.Cut(part, ":")
		switch k {
		case "pk":
			m.PrimaryKey = true
		case "notnull":
			m.NotNull = true
		case "unique":
			m.Unique = true
		case "default":
			m.Default = strings.Trim(v, "'")
		case "type":
			m.SQLType = v
		}
	}
}

// markedTable is the table that the tag of a marker field names:
// bun.BaseModel `bun:"table:users,alias:u"`, tableName struct{} `pg:"users"`.
func markedTable(o *mapping, s *types.Struct) string {
	for i := range s.NumFields() {
		if o.marker == "" || s.Field(i).Name() != o.marker {
			continue
		}
		tag := reflect.StructTag(s.Tag(i)).Get(o.tag)
		for part := range strings.SplitSeq(tag, ",") {
			if t, ok := strings.CutPrefix(part, "table:"); ok {
				return t
			}
		}
		if name, _, _ := strings.Cut(tag, ","); !strings.Contains(name, ":") {
			return name
		}
	}
	return ""
}

// bunTarget is the model of a chain: what Model was given, in the table that
// Table or ModelTableExpr says.
func (b *Binder) bunTarget(o *mapping, recv Value) (Value, *usage.Model, bool) {
	table := ""
	if t, ok := tableIn(recv, "Table", "ModelTableExpr", "TableExpr"); ok {
		table = t.Name
	}
	if args := link(recv, "Model"); len(args) > 0 && args[0] != nil {
		if entries := args[0].Entries(); len(entries) > 0 && table != "" {
			return args[0], &usage.Model{Table: tableName(table)}, false
		}
		return b.modelOf(o, args[0], table)
	}
	if table == "" {
		return nil, nil, false
	}
	return nothing{}, &usage.Model{Table: tableName(table)}, false
}

// bunWrite binds all of a model's columns, or those that Column names.
func (b *Binder) bunWrite(o *mapping, verb string, recv Value) (Binding, bool) {
	v, m, deferred := b.bunTarget(o, recv)
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	if entries := v.Entries(); len(entries) > 0 {
		return b.setEntries(m.Table, v), true
	}
	out := Binding{Verb: verb, Tables: []schema.Name{m.Table}, Hooks: []string{"BeforeAppendModel", "BeforeInsert"}, Subject: v}
	out.HooksFor = "InsertQuery"
	if verb == "UPDATE" {
		out.Hooks[1], out.HooksFor = "BeforeUpdate", "UpdateQuery"
	}
	out.Accesses = b.columnsOf(o, m, v, query.Write, columnsBut(named(words(link(recv, "Column"))), recv))
	return out, true
}

func bunInsert(b *Binder, c Call) (Binding, bool) {
	return b.bunWrite(&bunMapping, "INSERT", c.Args()[0])
}

func bunUpdate(b *Binder, c Call) (Binding, bool) {
	recv := c.Args()[0]
	if link(recv, "Set") != nil { // then only what Set says is written
		_, m, _ := b.bunTarget(&bunMapping, recv)
		if m == nil {
			return Binding{}, false
		}
		return b.whereLinks(Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}}, recv, m.Table, "Where", "WhereOr"), true
	}
	out, ok := b.bunWrite(&bunMapping, "UPDATE", recv)
	if len(out.Tables) > 0 {
		out = b.whereLinks(out, recv, out.Tables[0], "Where", "WhereOr")
	}
	return out, ok
}

func bunSet(b *Binder, c Call) (Binding, bool) { return b.setText(&bunMapping, c.Args()) }

// setText binds Set("a = ?", v) of a chain with a model.
func (b *Binder) setText(o *mapping, args []Value) (Binding, bool) {
	_, m, deferred := b.bunTarget(o, args[0])
	if m == nil || len(args) < 2 {
		return Binding{Defer: deferred}, deferred
	}
	return b.assignments(m.Table, args[1], args[2:])
}

// bunValue binds Value("password", "crypt(?)", v), which stands for what the model has in
// the column.
func bunValue(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) < 3 {
		return Binding{}, false
	}
	column, ok := word(args[1])
	_, m, _ := b.bunTarget(&bunMapping, args[0])
	if !ok || m == nil {
		return Binding{}, false
	}
	return b.assignments(m.Table, prefixed{args[2], column + " = "}, args[3:])
}

func bunSelect(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	return b.selectModel(&bunMapping, args[0], args[min(2, len(args)):])
}

// selectModel binds a query's rows to its model, or to the destinations given.
func (b *Binder) selectModel(o *mapping, recv Value, dest []Value) (Binding, bool) {
	v, m, deferred := b.bunTarget(o, recv)
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
	columns := splitWords(words(link(recv, "Column", "ColumnExpr")))
	if len(dest) > 0 && dest[0] != nil && fieldsOf(dest[0].Type()) == nil && dest[0].Elem() == nil {
		for i, col := range columns {
			if i < len(dest) {
				out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: usage.ColumnRef{Table: m.Table, Column: col}, Dest: dest[i]})
			}
		}
		return b.whereLinks(out, recv, m.Table, "Where", "WhereOr"), true
	}
	if len(dest) > 0 && dest[0] != nil {
		if v = dest[0]; v.Elem() != nil {
			v = v.Elem()
		}
	}
	out.Accesses = b.columnsOf(o, m, v, query.Read, columnsBut(named(columns), recv))
	out = b.relations(o, out, v, recv, "Relation")
	return b.whereLinks(out, recv, m.Table, "Where", "WhereOr"), true
}

// columnsBut is a choice of columns without those that ExcludeColumn names.
func columnsBut(only func(column, name string) bool, recv Value) func(column, name string) bool {
	but := named(words(link(recv, "ExcludeColumn")))
	if but == nil {
		return only
	}
	return func(column, name string) bool { return !but(column, name) && (only == nil || only(column, name)) }
}

func bunDelete(b *Binder, c Call) (Binding, bool) {
	recv := c.Args()[0]
	_, m, deferred := b.bunTarget(&bunMapping, recv)
	if m == nil {
		return Binding{Defer: deferred}, deferred
	}
	return b.whereLinks(Binding{Verb: "DELETE", Tables: []schema.Name{m.Table}}, recv, m.Table, "Where", "WhereOr"), true
}

func bunRaw(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	raw := link(args[0], "NewRaw", "Raw")
	if len(raw) == 0 {
		return Binding{}, false
	}
	out, ok := b.bindArgs(raw[0], raw[1:])
	if ok && !out.Defer && len(args) > 2 {
		out.Accesses = append(out.Accesses, b.structOutputs(raw[0], args[2])...)
	}
	return out, ok
}

func bunCreate(b *Binder, c Call) (Binding, bool) {
	if args := link(c.Args()[0], "Model"); len(args) > 0 {
		b.migrates(&bunMapping, args)
	}
	return Binding{}, true
}
