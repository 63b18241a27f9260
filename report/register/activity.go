package register

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
)

// Activity is one processing activity: a purpose and the tables that serve it.
type Activity struct {
	ID       string   // purpose of privet.yaml or profile id; "" where no purpose is known
	Declared bool     // the purpose is declared in privet.yaml
	Tables   []string // in order of the inventory
	Items    []*inventory.Item
}

// Activities groups the tables with personal data by purpose, in order of first
// table; a table with several purposes is in each.
func Activities(inv *inventory.Inventory) []*Activity {
	var all []*Activity
	find := func(p inventory.Purpose) *Activity {
		for _, a := range all {
			if a.ID == p.ID {
				return a
			}
		}
		all = append(all, &Activity{ID: p.ID, Declared: p.Declared})
		return all[len(all)-1]
	}
	for _, t := range inv.Tables {
		items := slices.DeleteFunc(slices.Clone(t.Items), func(i *inventory.Item) bool { return i.Category == nil })
		if len(items) == 0 {
			continue
		}
		purposes := t.Purposes
		if len(purposes) == 0 {
			purposes = []inventory.Purpose{{}}
		}
		for _, p := range purposes {
			a := find(p)
			if name := t.Table.Name.String(); !slices.Contains(a.Tables, name) {
				a.Tables = append(a.Tables, name)
			}
			a.Items = append(a.Items, items...)
		}
	}
	return all
}
