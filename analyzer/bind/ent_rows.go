package bind

import (
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// What ent returns of rows beside whole entities: those that were just stored, and
// selections of some columns.

// entSaved labels the entity that a builder returns once it is stored: the row as it is
// in the database.
func entSaved(e entity) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		m := b.entModel(e)
		return e.filling(Binding{Verb: "INSERT", Tables: []schema.Name{m.Table}}, m.Table, c.Result(0), nil), true
	}
}

// entSetInput binds an input that entgql generated for an entity: each of its fields is set.
func entSetInput(e entity) handler {
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		if len(args) < 2 || args[1] == nil {
			return Binding{}, false
		}
		m := b.entModel(e)
		out := Binding{Verb: "INSERT", Tables: []schema.Name{m.Table}}
		for _, f := range fieldsOf(args[1].Type()) {
			if col := e.column(f.v.Name()); col != "" && !b.entHooked(e, f.v.Name()) {
				out.Accesses = append(out.Accesses, b.writeTo(m.Table, col, f.from(args[1])))
			}
		}
		return out, true
	}
}

// entSelector recognises the methods of the type that all generated selections embed.
func entSelector(fn *types.Func) handler {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	n := namedType(recv.Type())
	if n == nil || n.Obj().Name() != "selector" || n.Obj().Pkg().Scope().Lookup("Mutator") == nil {
		return nil
	}
	return entSelected(strings.TrimSuffix(fn.Name(), "X"))
}

// entSelected binds what a selection of columns is scanned into, and what it returns
// where it is one column: Select(user.FieldEmail).Strings(ctx).
func entSelected(method string) handler {
	if method != "Scan" && method != "Strings" && method != "String" {
		return nil
	}
	return func(b *Binder, c Call) (Binding, bool) {
		args := c.Args()
		e, columns, out := b.entSelection(args[0])
		if len(out.Tables) == 0 {
			return Binding{}, false
		}
		for _, col := range columns {
			target := usage.ColumnRef{Table: out.Tables[0], Column: col}
			if method != "Scan" {
				if v := c.Result(0); v != nil {
					out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: target, Dest: rowOf(v)})
				}
				continue
			}
			if len(args) < 3 || args[2] == nil {
				continue
			}
			row := rowOf(args[2])
			for _, f := range fieldsOf(row.Type()) {
				if f.entColumn() == col || e.column(f.v.Name()) == col {
					out.Accesses = append(out.Accesses, Access{Op: query.Read, Target: target, Dest: f.from(row), Whole: true})
				}
			}
		}
		return out, true
	}
}

// entColumn is the column that ent scans into a field of a struct of the project.
func (f field) entColumn() string {
	for _, tag := range []string{"sql", "json"} {
		if name, _, _ := strings.Cut(f.tag.Get(tag), ","); name != "" {
			return name
		}
	}
	return strings.ToLower(f.v.Name())
}

// entSelection finds the query behind a selection: its entity, and the columns that are
// selected or grouped by.
func (b *Binder) entSelection(recv Value) (e entity, columns []string, out Binding) {
	for range 40 {
		if recv == nil || recv.Call() == nil {
			break
		}
		c := recv.Call()
		if c.Func() == nil || len(c.Args()) == 0 {
			break
		}
		of, kind, ok := entBuilder(c.Func())
		if !ok {
			recv = c.Args()[0]
			continue
		}
		if len(out.Tables) == 0 {
			e, out = of, Binding{Verb: "SELECT", Tables: []schema.Name{b.entModel(of).Table}}
		}
		switch c.Func().Name() {
		case "Select", "GroupBy":
			columns = append(columns, words(c.Args()[1:])...)
		case "Where":
			out.Conditions = append(out.Conditions, entConditions(of, c.Args()[1:])...)
		}
		if kind == "Client" {
			break
		}
		recv = c.Args()[0]
	}
	return e, columns, out
}
