package bind

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// Query builders that nobody knows, and the helpers that every second shop has, are
// called alike: Insert("user", values), with a table and a map of its columns. Where
// the schema has that table, and the columns are those of the map, there is little
// else that the call could be.

// WritesTable is what such a call is bound as: its arguments are the table and the map.
const WritesTable = "(query builder).Write"

var tableCalls = map[string]handler{WritesTable: writesTable}

func writesTable(b *Binder, c Call) (Binding, bool) {
	args := c.Args()
	if len(args) != 2 {
		return Binding{}, false
	}
	name, ok := word(args[0])
	if !ok {
		return Binding{}, false
	}
	t := b.tableNamed(name)
	if t == nil {
		return Binding{}, false
	}
	if args[1].Param() {
		return Binding{Defer: true}, true // the helper adds a date; what matters is what it is handed
	}
	entries := args[1].Entries()
	for _, e := range entries {
		if !hasColumn(t, e.Key) {
			return Binding{}, false
		}
	}
	return b.setEntries(t.Name, args[1]), len(entries) > 0
}

// tableNamed returns the table of the schema that has the name, or that has it behind
// a prefix which most tables have: builders put one before every name.
func (b *Binder) tableNamed(name string) *schema.Table {
	for _, db := range b.databases {
		if t := db.Table(tableName(name)); t != nil {
			return t
		}
	}
	for _, db := range b.databases {
		for _, t := range db.Tables {
			prefix, ok := strings.CutSuffix(t.Name.Name, name)
			if ok && strings.HasSuffix(prefix, "_") && mostBegin(db, prefix) {
				return t
			}
		}
	}
	return nil
}

// mostBegin reports whether more than half of the tables have a prefix.
func mostBegin(db *schema.Database, prefix string) bool {
	n := 0
	for _, t := range db.Tables {
		if strings.HasPrefix(t.Name.Name, prefix) {
			n++
		}
	}
	return 2*n > len(db.Tables)
}
