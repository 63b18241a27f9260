package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/rules/profile"
)

// AssignPurposes sets what each table with personal data serves, as far as its
// name hints at it. It replaces what was set before, so that it may run twice.
func AssignPurposes(inv *inventory.Inventory) {
	for _, t := range inv.Tables {
		t.Purposes = nil
		if len(t.Items) == 0 {
			continue
		}
		for _, h := range profile.Hints(t.Table.Name.Name) {
			t.Purposes = append(t.Purposes, inventory.Purpose{ID: h.Profile, Hint: h.Word})
		}
	}
}

// purposeFit is how a category fits the purposes of a table taken together: what
// one purpose needs is needed, and what any purpose leaves open is open. Only
// what is too much for every purpose is too much.
func purposeFit(item *inventory.Item) (fit profile.Fit, declared bool) {
	fit = profile.Unlisted
	for i, purpose := range item.Table.Purposes {
		p := profile.ByID(purpose.ID)
		declared = declared || purpose.Declared
		if p == nil {
			return profile.Unlisted, declared
		}
		f := p.Fit(item.Category)
		if i == 0 || rank(f) > rank(fit) {
			fit = f
		}
	}
	return fit, declared
}

// rank orders fits by how much they allow: what a profile does not list allows
// more than what it calls excessive, and less than what it lists.
func rank(f profile.Fit) int {
	switch f {
	case profile.Needed:
		return 3
	case profile.Optional:
		return 2
	case profile.Unlisted:
		return 1
	}
	return 0
}
