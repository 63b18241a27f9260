package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
	"github.com/privet-dev/privet/schema/query"
)

// Fluent libraries spread one statement over a chain of calls. Each link is
// bound by itself where it brings values; what the links before it said (table,
// columns, conditions) is found by walking back from its receiver.

// chain walks back from a receiver, calling f for each link until it returns
// false.
func chain(recv Value, f func(method string, args []Value) bool) {
	for range 40 {
		if recv == nil {
			return
		}
		c := recv.Call()
		if c == nil {
			return
		}
		args := c.Args()
		name := c.Callee()
		if i := strings.LastIndexByte(name, '.'); !f(name[i+1:], args) || len(args) == 0 {
			return
		}
		recv = args[0]
		if !strings.HasPrefix(name, "(") && isString(recv.Type()) {
			return // a function that begins the chain: squirrel.Insert("users")
		}
	}
}

// link returns the arguments of the nearest link of that name, the receiver left
// out, nil when there is none.
func link(recv Value, methods ...string) []Value {
	var out []Value
	chain(recv, func(method string, args []Value) bool {
		for _, m := range methods {
			if m == method {
				if out = args; len(out) > 0 && out[0] != nil && !isString(out[0].Type()) {
					if _, first := identifier(out[0]); !first { // goqu.Update(goqu.T("users")) has no receiver
						out = out[1:]
					}
				}
				return len(out) == 0
			}
		}
		return true
	})
	return out
}

// words returns the constant strings among values, those of slices included.
func words(vs []Value) []string {
	var out []string
	for _, v := range vs {
		if v == nil {
			continue
		}
		if s, ok := word(v); ok {
			out = append(out, s)
		} else if s, ok := identifier(v); ok {
			out = append(out, s)
		} else if elems, ok := v.Elems(); ok {
			out = append(out, words(elems)...)
		}
	}
	return out
}

// identifier returns what goqu.C("a"), goqu.T("a"), goqu.I("t.a") or goqu.T("t").Col("a")
// names.
func identifier(v Value) (string, bool) {
	if v == nil || v.Call() == nil {
		return "", false
	}
	c := v.Call()
	args, name := c.Args(), c.Callee()
	if !strings.Contains(name, "/goqu") || len(args) == 0 {
		return "", false
	}
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "C", "I", "T":
		return word(args[0])
	case "Col", "Table":
		if len(args) > 1 {
			return word(args[1])
		}
	case "As", "Asc", "Desc":
		return identifier(args[0])
	}
	return "", false
}

// word returns the constant a string value is.
func word(v Value) (string, bool) {
	if v == nil {
		return "", false
	}
	for _, t := range v.Strings() {
		if s, ok := t.Text(); ok {
			return s, true
		}
	}
	return "", false
}

// tableText returns the table that a string value names: the whole name where
// it is known, else what stands behind an unknown prefix, which settings give.
// What cannot be a table's name, the default of some other setting, is passed
// over. An alias ("users u", "users AS u") is cut off.
func tableText(v Value) (string, bool) {
	if v == nil {
		return "", false
	}
	suffix := ""
	for _, t := range v.Strings() {
		rest, prefixed := t, false
		if len(t.Parts) == 2 && t.Parts[0].Hole {
			rest, prefixed = Template{Parts: t.Parts[1:]}, true
		}
		text, ok := rest.Text()
		name, _, _ := strings.Cut(strings.TrimSpace(text), " ")
		switch {
		case !ok || !tableLike.MatchString(name):
		case !prefixed:
			return name, true
		case suffix == "":
			suffix = name
		}
	}
	return suffix, suffix != ""
}

// tableLike is a table's name, with its schema, quoted or not.
var tableLike = lazyregexp.New("^[\\w$\"`\\[\\].-]*[A-Za-z][\\w$\"`\\[\\].-]*$")

// tableIn returns the table that a link of one of the names gives as text.
func tableIn(recv Value, methods ...string) (schema.Name, bool) {
	for _, v := range link(recv, methods...) {
		if v == nil {
			continue
		}
		one := []Value{v}
		if elems, ok := v.Elems(); ok {
			one = elems
		}
		for _, v := range one {
			if name, ok := tableText(v); ok {
				return tableName(name), true
			}
			if name, ok := identifier(v); ok {
				return tableName(name), true
			}
		}
	}
	return schema.Name{}, false
}

// writeTo is the write of one column by a chain; a value made of SQL carries its
// functions along.
func (b *Binder) writeTo(table schema.Name, column string, v Value) Access {
	a := Access{Op: query.Write, Target: usage.ColumnRef{Table: table, Column: strings.Trim(column, "`\"[]")}, Value: v}
	if i := strings.LastIndexByte(a.Target.Column, '.'); i >= 0 {
		a.Target.Column = strings.Trim(a.Target.Column[i+1:], "`\"[]")
	}
	if st, vals := b.fragment(v, table); st != nil {
		a.Value = nil
		for _, in := range st.Accesses {
			if in.Op == query.Write {
				a.Value, a.Via, a.Literal = vals(in.Param), in.Via, in.Literal
			}
		}
	}
	return a
}

// fragment reads a value that is a piece of SQL: squirrel.Expr("crypt(?, ...)",
// v), gorm.Expr, goqu.L.
func (b *Binder) fragment(v Value, table schema.Name) (*query.Statement, values) {
	if v == nil || v.Call() == nil {
		return nil, nil
	}
	c := v.Call()
	name := c.Callee()
	args := c.Args()
	if len(args) == 0 || args[0] == nil {
		return nil, nil
	}
	texts := args[0].Strings()
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "Expr", "L", "Literal", "SafeQuery":
	case "Func":
		texts, args = called(args)
	default:
		return nil, nil
	}
	for _, t := range texts {
		text := Const("UPDATE " + table.String() + " SET privet_hole = ").Append(t)
		if st := b.parse(text); st != nil {
			return st, positional(args[1:])
		}
	}
	return nil, nil
}

// called spells goqu.Func("crypt", v, goqu.L("gen_salt('bf')")) as SQL: its values are
// parameters, pieces of SQL are what they are.
func called(args []Value) ([]Template, []Value) {
	fn, ok := word(args[0])
	if !ok {
		return nil, args
	}
	var parts []string
	params := args[:1:1]
	for _, a := range args[1:] {
		if a != nil && a.Call() != nil && strings.HasSuffix(a.Call().Callee(), "goqu.L") {
			if text, ok := word(a.Call().Args()[0]); ok {
				parts = append(parts, text)
				continue
			}
		}
		parts, params = append(parts, "?"), append(params, a)
	}
	return []Template{Const(fn + "(" + strings.Join(parts, ", ") + ")")}, params
}

// assignments binds "a = ?, b = ?" with its parameters, as UPDATE ... SET.
func (b *Binder) assignments(table schema.Name, sql Value, params []Value) (Binding, bool) {
	return b.bindArgs(prefixed{sql, "UPDATE " + table.String() + " SET "}, params)
}

// prefixed is a text value with more text before it.
type prefixed struct {
	Value
	before string
}

func (p prefixed) Strings() []Template {
	var out []Template
	for _, t := range p.Value.Strings() {
		out = append(out, Const(p.before).Append(t))
	}
	return out
}
