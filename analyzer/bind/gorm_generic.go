package bind

import (
	"go/types"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// gormGenericCalls are the finishers of gorm's generics API, gorm.G[User](db)
// (https://gorm.io/docs/the_generics_way.html). The model is the type argument that
// every interface of its chains has.
var gormGenericCalls = gormGenericTable()

func gormGenericTable() map[string]handler {
	t := map[string]handler{}
	const p = "gorm.io/gorm.*."
	t[p+"Create"] = gormWithContext(gormWrite("BeforeSave", "BeforeCreate"))
	t[p+"CreateInBatches"] = t[p+"Create"]
	t[p+"Updates"], t[p+"Exec"] = gormWithContext(gormUpdates), gormWithContext(gormExec)
	t[p+"Update"] = gormGenericUpdate
	for _, m := range []string{"First", "Take", "Last", "Find"} {
		t[p+m] = gormGenericRead
	}
	t[p+"Count"], t[p+"Delete"] = gormGenericFilter("SELECT"), gormGenericFilter("DELETE")
	return t
}

// gormWithContext binds a finisher that differs from the one of gorm.DB by its context only.
func gormWithContext(h handler) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if len(args) < 3 || typeArgument(args[0]) == nil {
			return Binding{}, false
		}
		return h(b, withoutContext{c})
	}
}

// withoutContext is a call with its context left out.
type withoutContext struct{ Call }

// Args implements Call.
func (c withoutContext) Args() []Value {
	args := c.Call.Args()
	return append([]Value{args[0]}, args[2:]...)
}

// typeArgument returns the type that a generic chain is of.
func typeArgument(v Value) types.Type {
	if v == nil {
		return nil
	}
	n := namedType(v.Type())
	if n == nil || n.TypeArgs().Len() != 1 {
		return nil
	}
	return n.TypeArgs().At(0)
}

// gormGenericModel is the model of a generic chain, nil when its type is not known here.
func (b *Binder) gormGenericModel(recv Value) *usage.Model {
	t := typeArgument(recv)
	if t == nil || structType(t) == nil {
		return nil
	}
	table := ""
	if named, ok := b.chainTable(recv); ok {
		table = named.Name
	}
	return b.model(&gormMapping, recv.As(t), table)
}

func gormGenericUpdate(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	m := b.gormGenericModel(args[0])
	if m == nil || len(args) < 4 {
		return Binding{}, false
	}
	name, ok := word(args[2])
	if !ok {
		return Binding{}, false
	}
	out := Binding{Verb: "UPDATE", Tables: []schema.Name{m.Table}, Accesses: []Access{b.writeTo(m.Table, snake(name), args[3])}}
	return b.withConditions(out, args[0]), true
}

// gormGenericRead binds user, err := gorm.G[User](db).First(ctx): the result is the row.
func gormGenericRead(b *Binder, c Call) (Binding, bool) {
	recv := c.Args()[0]
	m, row := b.gormGenericModel(recv), c.Result(0)
	if m == nil {
		return Binding{}, false
	}
	out := Binding{Verb: "SELECT", Tables: []schema.Name{m.Table}}
	if row != nil {
		row = rowOf(row)
		out.Accesses = b.columnsOf(&gormMapping, m, row, query.Read, gormColumns(recv))
		out = b.relations(&gormMapping, out, row, recv, "Preload")
	}
	return b.withConditions(out, recv), true
}

func gormGenericFilter(verb string) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		recv := c.Args()[0]
		m := b.gormGenericModel(recv)
		if m == nil {
			return Binding{}, false
		}
		return b.withConditions(Binding{Verb: verb, Tables: []schema.Name{m.Table}}, recv), true
	}
}
