package bind

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
	"github.com/privet-dev/privet/schema/query"
)

// filter adds a comparison of a column with a value.
func (out *Binding) filter(table schema.Name, column, operator string, v Value) {
	if i := strings.LastIndexByte(column, '.'); i >= 0 {
		column = column[i+1:]
	}
	column = strings.Trim(column, "`\"[]")
	out.Conditions = append(out.Conditions, column)
	out.Accesses = append(out.Accesses, Access{Op: query.Filter, Target: usage.ColumnRef{Table: table, Column: column}, Value: v, Operator: operator})
}

// where binds one condition of a fluent chain: text with parameters, a map of
// columns (squirrel.Eq, goqu.Ex, gorm's maps), or a list of such conditions.
func (b *Binder) where(out Binding, table schema.Name, args []Value) Binding {
	if len(args) == 0 || args[0] == nil {
		return out
	}
	cond := args[0]
	for _, e := range cond.Entries() {
		out.filter(table, e.Key, operatorOf(cond), e.Value)
	}
	for _, t := range cond.Strings() {
		st := b.parseCondition(table, t)
		if st == nil {
			continue
		}
		vals := positional(args[1:])
		for _, a := range st.Accesses {
			if a.Op != query.Filter {
				continue
			}
			out.filter(table, a.Column, a.Operator, vals(a.Param))
			out.Accesses[len(out.Accesses)-1].Via = a.Via
		}
	}
	if elems, ok := cond.Elems(); ok { // squirrel.And{...}, squirrel.Or{...}
		for _, e := range elems {
			out = b.where(out, table, []Value{e})
		}
	}
	return out
}

// parseCondition reads a condition on a table, which it may call by an alias that
// only another link knows.
func (b *Binder) parseCondition(table schema.Name, t Template) *query.Statement {
	if !t.Known() {
		return nil
	}
	from := "SELECT 1 FROM " + b.quoted(table)
	aliases := map[string]bool{}
	for _, p := range t.Parts {
		for _, m := range qualifier.FindAllStringSubmatch(p.Text, -1) {
			aliases[m[1]] = true
		}
	}
	for alias := range aliases {
		if len(aliases) == 1 && !strings.EqualFold(alias, table.Name) {
			from += " " + alias
		}
	}
	return b.parse(Const(from + " WHERE ").Append(t))
}

// quoted is a table's name as a statement can say it where it is a word of SQL: "user".
func (b *Binder) quoted(table schema.Name) string {
	quote := `"`
	for _, db := range b.databases {
		if db.Dialect == schema.MySQL {
			quote = "`"
		}
	}
	name := quote + table.Name + quote
	if table.Schema != "" {
		name = quote + table.Schema + quote + "." + name
	}
	return name
}

var qualifier = lazyregexp.New(`\b([A-Za-z_]\w*)\.[A-Za-z_]`)

// operatorOf is the comparison that a map type of conditions stands for.
func operatorOf(cond Value) string {
	n := namedType(cond.Type())
	if n == nil {
		return "="
	}
	switch n.Obj().Name() {
	case "NotEq":
		return "<>"
	case "Like", "ILike", "NotLike", "NotILike":
		return "LIKE"
	case "Lt", "LtOrEq":
		return "<"
	case "Gt", "GtOrEq":
		return ">"
	}
	return "="
}

// conditionsIn returns the columns that the Where-like links of a chain compare,
// where the links themselves are bound.
func (b *Binder) conditionsIn(recv Value, table schema.Name, methods ...string) []string {
	return b.whereLinks(Binding{}, recv, table, methods...).Conditions
}

// whereLinks adds what the Where-like links of a chain compare, where only its
// end says the table.
func (b *Binder) whereLinks(out Binding, recv Value, table schema.Name, methods ...string) Binding {
	chain(recv, func(method string, args []Value) bool {
		for _, m := range methods {
			if m == method && len(args) > 1 {
				out = b.where(out, table, args[1:])
			}
		}
		return true
	})
	return out
}
