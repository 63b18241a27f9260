package bind

import (
	"reflect"
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

// parse reads a statement, trying what its holes may stand for; nil when no
// reading makes sense.
func (b *Binder) parse(t Template) *query.Statement {
	if !t.Known() {
		return nil
	}
	t = t.unprefixed()
	key := t.fill(0)
	if st, ok := kept(b, b.parsed, key); ok {
		return st
	}
	var best *query.Statement
	for n := range fillings {
		st := b.parseText(t.fill(n))
		if st != nil && (best == nil || best.Degraded && !st.Degraded) {
			best = st
		}
		if _, whole := t.Text(); whole || best != nil && !best.Degraded {
			break
		}
	}
	return keep(b, b.parsed, key, best)
}

// parseText reads a statement against the database that knows its tables.
func (b *Binder) parseText(sql string) *query.Statement {
	dbs := b.databases
	if len(dbs) == 0 {
		dbs = []*schema.Database{nil}
	}
	var best *query.Statement
	for _, db := range dbs {
		d := schema.UnknownDialect
		if db != nil {
			d = db.Dialect
		}
		st, err := query.Parse(sql, d, db)
		if err != nil && d != schema.UnknownDialect {
			st, err = query.Parse(sql, schema.UnknownDialect, db)
		}
		if err != nil || st == nil {
			continue
		}
		if db == nil || knowsAll(db, st.Tables) {
			return st
		}
		if best == nil {
			best = st
		}
	}
	return best
}

func knowsAll(db *schema.Database, names []schema.Name) bool {
	for _, n := range names {
		if db.Table(n) == nil {
			return false
		}
	}
	return len(names) > 0
}

// values says which value each parameter of a statement gets.
type values func(query.Param) Value

// paramAt is the n-th positional parameter.
func paramAt(n int) query.Param { return query.Param{Index: n} }

// positional gives $n and ? the n-th argument. Arguments handed over as args...
// are looked for in the slice.
func positional(args []Value) values {
	return func(p query.Param) Value {
		last := len(args) - 1
		switch {
		case p.Name != "":
			return namedArg(args, p.Name)
		case p.Index < 1 || last < 0:
			return nil
		case args[last] != nil && args[last].Spread() && p.Index > last:
			return args[last].At(p.Index - 1 - last)
		case p.Index > len(args):
			return nil
		}
		return args[p.Index-1]
	}
}

// namedArg returns the value of sql.Named("email", v) among arguments.
func namedArg(args []Value, name string) Value {
	for _, a := range args {
		if a == nil || a.Call() == nil || a.Call().Callee() != "database/sql.Named" {
			continue
		}
		given := a.Call().Args()
		if called, ok := word(given[0]); ok && strings.EqualFold(called, name) && len(given) == 2 {
			return given[1]
		}
	}
	return nil
}

// byName gives :name and @name the field of that name (by db tag) or map entry
// of arg.
func byName(arg Value) values {
	return func(p query.Param) Value {
		if p.Name == "" || arg == nil {
			return nil
		}
		for _, e := range arg.Entries() {
			if strings.EqualFold(e.Key, p.Name) {
				return e.Value
			}
		}
		for _, f := range fieldsOf(arg.Type()) {
			if f.column("db", strings.ToLower) == p.Name {
				return f.from(arg)
			}
		}
		if el := arg.Elem(); el != nil {
			return byName(el)(p)
		}
		return nil
	}
}

// bindStatement gives every column of a statement its value.
func bindStatement(st *query.Statement, vals values) Binding {
	out := Binding{Verb: st.Verb, Tables: st.Tables}
	for _, a := range st.Accesses {
		if a.Column == fillings[0] {
			continue // a hole: nobody knows which column
		}
		if a.Param != (query.Param{}) && len(a.Via) == 0 && transformedElsewhere(st, a) {
			continue
		}
		acc := Access{Op: a.Op, Target: usage.ColumnRef{Table: a.Table, Column: a.Column}, Via: a.Via, Literal: a.Literal && a.Param == (query.Param{}), Operator: a.Operator}
		if a.Param != (query.Param{}) {
			acc.Value = vals(a.Param)
		}
		if a.Op == query.Filter {
			out.Conditions = append(out.Conditions, a.Column)
		}
		if a.Op == query.Read {
			continue // outputs say where it goes
		}
		out.Accesses = append(out.Accesses, acc)
	}
	return out
}

// transformedElsewhere reports whether the statement also puts the parameter
// into the column through a function: CASE WHEN ... THEN crypt($1, ...) ELSE $1.
// Which branch runs is the statement's business, and that it hashes at all
// shows that the plain branch is for values that need no hash.
func transformedElsewhere(st *query.Statement, a query.Access) bool {
	for _, o := range st.Accesses {
		if o.Param == a.Param && o.Op == a.Op && o.Table == a.Table && o.Column == a.Column && len(o.Via) > 0 {
			return true
		}
	}
	return false
}

// bindText binds a statement given as text: sql is the value that holds it.
func (b *Binder) bindText(sql Value, vals values) (Binding, bool) {
	return b.bindEach(sql, func(*query.Statement) values { return vals })
}

// bindArgs is bindText with parameters by position. A list of them that is added to under
// conditions, as the statement is, belongs to the statement that has as many.
func (b *Binder) bindArgs(sql Value, args []Value) (Binding, bool) {
	last := len(args) - 1
	var most []Value
	if last >= 0 && args[last] != nil && args[last].Spread() {
		most = args[last].Most()
	}
	return b.bindEach(sql, func(st *query.Statement) values {
		if most != nil && st.Params == last+len(most) {
			return positional(append(args[:last:last], most...))
		}
		return positional(args)
	})
}

// bindEach binds what a text may be, each with its values.
func (b *Binder) bindEach(sql Value, vals func(*query.Statement) values) (Binding, bool) {
	var out Binding
	found := false
	for _, t := range sql.Strings() {
		t, in := t.parameters()
		st := b.parse(t)
		if st == nil {
			continue
		}
		found = true
		next := bindStatement(st, withInlined(vals(st), in))
		out.Verb, out.Tables = next.Verb, append(out.Tables, next.Tables...)
		out.Accesses = append(out.Accesses, next.Accesses...)
		out.Conditions = append(out.Conditions, next.Conditions...)
	}
	if !found && sql.Param() {
		return Binding{Defer: true}, true
	}
	return out, found
}

// outputs gives the statement's output columns their destinations: pointers in
// order for Scan, struct fields by tag for Get and Select.
func (b *Binder) outputs(sql Value, dest []Value) []Access {
	var out []Access
	for _, t := range sql.Strings() {
		st := b.parse(t)
		if st == nil {
			continue
		}
		for i, o := range st.Outputs {
			if o.Name == "*" { // the table is unknown: what follows has no known position
				break
			}
			if i < len(dest) {
				out = append(out, reads(o, dest[i])...)
			}
		}
	}
	return out
}

func reads(o query.Output, dest Value) []Access {
	var out []Access
	for _, c := range o.From {
		out = append(out, Access{Op: query.Read, Target: columnUse(c), Dest: dest, Via: o.Via})
	}
	return out
}

// whole marks reads as those of a struct read as a whole.
func whole(reads []Access) []Access {
	for i := range reads {
		reads[i].Whole = true
	}
	return reads
}

func columnUse(c schema.ColumnUse) usage.ColumnRef {
	return usage.ColumnRef{Table: c.Table, Column: c.Column}
}

// structOutputs gives output columns the fields of dest, by db tag.
func (b *Binder) structOutputs(sql Value, dest Value) []Access {
	return b.outputsBy(sql, dest, field.dbColumn)
}

// dbColumn is sqlx's column of a field.
func (f field) dbColumn() string { return f.column("db", strings.ToLower) }

// outputsBy gives output columns the fields of dest, by the column of each.
func (b *Binder) outputsBy(sql Value, dest Value, column func(field) string) []Access {
	var out []Access
	if sql == nil || dest == nil {
		return nil
	}
	if el := dest.Elem(); el != nil {
		dest = el
	}
	fields := fieldsOf(dest.Type())
	for _, t := range sql.Strings() {
		st := b.parse(t)
		if st == nil {
			continue
		}
		for _, o := range st.Outputs {
			for _, f := range fields {
				if o.Name == "*" {
					out = append(out, whole(starRead(o, f, dest, column(f)))...)
				} else if column(f) == o.Name {
					out = append(out, whole(reads(o, f.from(dest)))...)
				}
			}
			if len(fields) == 0 && len(st.Outputs) == 1 {
				out = append(out, reads(o, dest)...)
			}
		}
	}
	return out
}

// mapOutputs gives output columns the entries of a map that are called as they are.
func (b *Binder) mapOutputs(sql Value, dest Value) []Access {
	var out []Access
	for _, t := range sql.Strings() {
		st := b.parse(t)
		if st == nil {
			continue
		}
		for _, o := range st.Outputs {
			if v := dest.Key(o.Name); o.Name != "*" && v != nil {
				out = append(out, reads(o, v)...)
			}
		}
	}
	return out
}

// tagged returns the query a struct tag binds: goyesql's `query:"get-user"`.
func (b *Binder) tagged(tag reflect.StructTag) (Template, bool) {
	name, ok := tag.Lookup("query")
	if !ok {
		return Template{}, false
	}
	q, ok := b.queries[name]
	return Const(q.SQL), ok
}

// starRead gives SELECT * of an unknown table the columns the fields are tagged
// with.
func starRead(o query.Output, f field, dest Value, column string) []Access {
	out := reads(o, f.from(dest))
	for i := range out {
		out[i].Target.Column = column
	}
	return out
}
