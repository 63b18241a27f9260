package audit

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/profile"
)

// activity is one proposed processing activity (GDPR art. 30(1)): a purpose and
// the tables that serve it.
type activity struct {
	id     string // profile id; "" where no purpose is known
	tables []string
	items  []*inventory.Item
}

// purpose names the activity.
func (a *activity) purpose(lang phrase.Lang) string {
	if p := profile.ByID(a.id); p != nil {
		return p.Name.In(lang)
	}
	if a.id != "" {
		return short(a.id)
	}
	return phrase.Text{EN: "Purpose not known: state it", NL: "Doel niet bekend: vul in"}.In(lang)
}

// activities groups the personal tables by purpose, in order of first table; a
// table with several purposes is in each.
func activities(inv *inventory.Inventory) []*activity {
	var all []*activity
	find := func(id string) *activity {
		for _, a := range all {
			if a.id == id {
				return a
			}
		}
		all = append(all, &activity{id: id})
		return all[len(all)-1]
	}
	for _, t := range inv.Tables {
		var personalItems []*inventory.Item
		for _, i := range t.Items {
			if i.Category != nil {
				personalItems = append(personalItems, i)
			}
		}
		if len(personalItems) == 0 {
			continue
		}
		ids := []string{""}
		if len(t.Purposes) > 0 {
			ids = ids[:0]
			for _, p := range t.Purposes {
				ids = append(ids, p.ID)
			}
		}
		for _, id := range ids {
			a := find(id)
			if name := t.Table.Name.String(); !slices.Contains(a.tables, name) {
				a.tables = append(a.tables, name)
			}
			a.items = append(a.items, personalItems...)
		}
	}
	return all
}
