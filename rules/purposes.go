package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/rules/profile"
)

// AssignPurposes sets what each table with personal data serves: what the policy
// declares, else what the table's name hints at. The policy may be nil. It
// replaces what was set before, so that it may run twice.
func AssignPurposes(inv *inventory.Inventory, pol *policy.Policy) {
	for _, t := range inv.Tables {
		t.Purposes = nil
		if len(t.Items) == 0 {
			continue
		}
		if declared, ok := declaration(pol, t); ok {
			t.Purposes = declaredPurposes(pol, declared.Purposes)
			continue
		}
		for _, h := range profile.Hints(t.Table.Name.Name) {
			t.Purposes = append(t.Purposes, inventory.Purpose{ID: h.Profile, Hint: h.Word})
		}
	}
}

// declaration is what the policy says of a table.
func declaration(pol *policy.Policy, t *inventory.Table) (policy.Table, bool) {
	if pol == nil {
		return policy.Table{}, false
	}
	return pol.Table(t.Table.Name.Schema, t.Table.Name.Name)
}

func declaredPurposes(pol *policy.Policy, ids []string) []inventory.Purpose {
	var purposes []inventory.Purpose
	for _, id := range ids {
		if p := pol.Purpose(id); p != nil {
			id = p.ProfileID()
		}
		purposes = append(purposes, inventory.Purpose{ID: id, Declared: true})
	}
	return purposes
}

// purposes are those of the item's table and those declared for its column.
func (p *Pass) purposes(item *inventory.Item) []inventory.Purpose {
	purposes := item.Table.Purposes
	if declared, ok := declaration(p.Policy, item.Table); ok {
		purposes = append(purposes[:len(purposes):len(purposes)], declaredPurposes(p.Policy, declared.Columns[item.Column.Name].Purposes)...)
	}
	return purposes
}

// purposeFit is how a category fits its purposes taken together: what one
// purpose needs is needed, and what any purpose leaves open is open. Only what
// is too much for every purpose is too much.
func (p *Pass) purposeFit(item *inventory.Item) (fit profile.Fit, declared bool) {
	for i, purpose := range p.purposes(item) {
		f := profile.Unlisted
		if known := profile.ByID(purpose.ID); known != nil {
			f = known.Fit(item.Category)
		}
		declared = declared || purpose.Declared
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
