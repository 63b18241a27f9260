package query

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// relation is something a column can be asked of: a table, view, sub-query, CTE
// or table function, under the name the statement gives it.
type relation struct {
	alias   string
	name    schema.Name // of a table or view; zero for the others
	stored  bool        // a table or view
	known   bool        // columns are all there are
	columns []field
	open    value // a table function: what any other column is made of
}

// field is a column of a relation.
type field struct {
	name   string
	value  value
	of     *relation // in an aliased join: the relation inside that has it
	stated string    // as the table or view calls it, where a column alias hides that
}

func (f field) own() string {
	if f.stated != "" {
		return f.stated
	}
	return f.name
}

func (r *relation) field(name string) (field, bool) {
	for _, f := range r.columns {
		if strings.EqualFold(f.name, name) {
			return f, true
		}
	}
	switch {
	case r.stored && !r.known:
		return field{name: name, value: columnOf(r.name, name)}, true
	case r.open != nil:
		return field{name: name, value: r.open}, true
	}
	return field{}, false
}

func columnOf(table schema.Name, column string) value {
	return value{{kind: columnLeaf, use: schema.ColumnUse{Table: table, Column: column}}}
}

// scope is what names mean at one level of a statement; an inner level sees the
// outer ones.
type scope struct {
	parent  *scope
	rels    []*relation
	merged  []field // columns of JOIN ... USING and NATURAL JOIN, which have no qualifier
	ctes    []*relation
	outputs []field // the select list, for ORDER BY and HAVING
}

func (s *scope) cte(name schema.Name) *relation {
	if name.Schema != "" {
		return nil
	}
	for ; s != nil; s = s.parent {
		for i := len(s.ctes) - 1; i >= 0; i-- {
			if strings.EqualFold(s.ctes[i].alias, name.Name) {
				return s.ctes[i]
			}
		}
	}
	return nil
}

// relation finds the relation a qualifier means: an alias, or schema and table.
func (s *scope) relation(qualifier []string) *relation {
	last := qualifier[len(qualifier)-1]
	for ; s != nil; s = s.parent {
		for _, r := range s.rels {
			if strings.EqualFold(r.alias, last) &&
				(len(qualifier) == 1 || r.name.Schema == "" || strings.EqualFold(r.name.Schema, qualifier[len(qualifier)-2])) {
				return r
			}
		}
	}
	return nil
}

// found is where an unqualified column was found.
type found struct {
	rel   *relation // nil for a merged column or an output alias
	field field
}

// column finds an unqualified column: at the innermost level that has it. A
// table the model does not know may have any column, so several such tables at
// one level are all candidates.
func (s *scope) column(name string) []found {
	for at := s; at != nil; at = at.parent {
		if f, ok := fieldNamed(at.merged, name); ok {
			return []found{{field: f}}
		}
		var candidates []found
		for _, r := range at.rels {
			if f, ok := fieldNamed(r.columns, name); ok {
				return []found{{r, f}}
			}
			if r.stored && !r.known {
				candidates = append(candidates, found{r, field{name: name, value: columnOf(r.name, name)}})
			}
		}
		if len(candidates) > 0 {
			return candidates
		}
		if f, ok := fieldNamed(at.outputs, name); ok {
			return []found{{field: f}}
		}
	}
	return s.lastResort(name)
}

// lastResort reads a bare name as a whole row (row_to_json(u)), then as a column
// of a table function whose columns nobody declared.
func (s *scope) lastResort(name string) []found {
	if r := s.relation([]string{name}); r != nil {
		var v value
		for _, f := range r.columns {
			v = v.join(f.value)
		}
		if r.stored && !r.known {
			v = columnOf(r.name, "*")
		}
		return []found{{field: field{name: name, value: v.join(r.open)}}}
	}
	for at := s; at != nil; at = at.parent {
		for _, r := range at.rels {
			if r.open != nil {
				return []found{{r, field{name: name, value: r.open}}}
			}
		}
	}
	return nil
}

func fieldNamed(list []field, name string) (field, bool) {
	for _, f := range list {
		if f.name != "" && strings.EqualFold(f.name, name) {
			return f, true
		}
	}
	return field{}, false
}

// systemColumns exist in every table and hold nothing of anybody.
var systemColumns = map[string]bool{
	"ctid": true, "xmin": true, "xmax": true, "cmin": true, "cmax": true, "oid": true, "tableoid": true,
	"rowid": true, "_rowid_": true,
}
