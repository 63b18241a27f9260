package bind

import (
	"github.com/privet-dev/privet/schema/query"
)

// relations adds the rows that a query reads along with the model's own: what
// Preload("Author"), Joins("Author") or Relation("Author") in a chain name is a field that
// holds a row, or a list of rows, of another table. Paths ("Posts.Author") are read as far
// as their first name.
func (b *Binder) relations(o *mapping, out Binding, v, recv Value, methods ...string) Binding {
	seen := map[string]bool{}
	chain(recv, func(method string, args []Value) bool {
		for _, m := range methods {
			if m != method || len(args) < 2 {
				continue
			}
			for _, name := range b.relationNames(v, args[1]) {
				if !seen[name] {
					seen[name] = true
					out = b.relation(o, out, v.Field(name))
				}
			}
		}
		return true
	})
	return out
}

// allAssociations is gorm's clause.Associations.
const allAssociations = "~~~as~~~"

// relationNames are the fields of a model that a relation's name says.
func (b *Binder) relationNames(v, name Value) []string {
	said, ok := word(name)
	if !ok {
		return nil
	}
	var out []string
	for _, f := range fieldsOf(v.Type()) {
		if f.v.Name() == said || said == allAssociations && isRelation(f.v.Type()) {
			out = append(out, f.v.Name())
		}
	}
	return out
}

func (b *Binder) relation(o *mapping, out Binding, rows Value) Binding {
	row, m, _ := b.modelOf(o, rows, "")
	if m == nil {
		return out
	}
	out.Tables = append(out.Tables, m.Table)
	out.Accesses = append(out.Accesses, b.columnsOf(o, m, row, query.Read, nil)...)
	return out
}
