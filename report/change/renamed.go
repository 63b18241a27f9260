package change

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// moved leads a field's key in the old revision to the field that bears another
// name now. Migrations say so (RENAME); a schema file that was edited does not,
// and its field is one that went and one that came.
type moved map[string]*inventory.Item

// follow finds the fields of new that were renamed since old, and says so: once
// for a table whose name changed.
func follow(before, after map[string]*inventory.Item, new *inventory.Inventory) (moved, []Change) {
	m := moved{}
	var out []Change
	for _, is := range new.Items {
		if before[key(is)] != nil || after[key(is)] != is || is.Table == nil || is.Column == nil {
			continue
		}
		tables, columns := formerly(is.Table.Object(), is.Table.Table.Renames), formerly(is.Column.Name, is.Column.Renames)
	search:
		for _, table := range tables {
			for _, column := range columns {
				was := before[strings.ToLower(table+"."+column)]
				if was == nil || after[key(was)] != nil || m[key(was)] != nil {
					continue
				}
				m[key(was)] = is
				out = append(out, renamed(was, is))
				break search
			}
		}
	}
	return m, out
}

// formerly returns a name and the names before it, the latest first.
func formerly(name string, history []schema.Rename) []string {
	names := []string{name}
	in := name[:strings.LastIndexByte(name, '.')+1]
	for n := len(history) - 1; n >= 0; n-- {
		names = append(names, in+history[n].From)
	}
	return names
}

func renamed(was, is *inventory.Item) Change {
	c := Change{Kind: Renamed, Object: is.Object(), Category: is.Category, Span: is.Origin.Span, Was: was.Object()}
	history := is.Column.Renames
	if strings.EqualFold(was.Column.Name, is.Column.Name) {
		c.Object, c.Category, c.Was, history = is.Table.Object(), nil, was.Table.Object(), is.Table.Table.Renames
	}
	c.Text = phrase.Textf("was called %s", "heette %s", c.Was)
	if n := len(history); n > 0 && history[n-1].Origin.IsValid() {
		c.Span = history[n-1].Origin.Span
	}
	return c
}

// rekey returns the old fields under the names they bear now.
func (m moved) rekey(before map[string]*inventory.Item) map[string]*inventory.Item {
	out := make(map[string]*inventory.Item, len(before))
	for k, i := range before {
		if is := m[k]; is != nil {
			k = key(is)
		}
		out[k] = i
	}
	return out
}

// object is what an old field is called now.
func (m moved) object(i *inventory.Item) string {
	if is := m[key(i)]; is != nil {
		return is.Object()
	}
	return i.Object()
}
