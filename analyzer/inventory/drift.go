package inventory

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/drift"
)

// NoteDrift adds differences between files and server to the scope, those that
// touch personal data first.
func (inv *Inventory) NoteDrift(differences []drift.Difference) {
	for _, d := range differences {
		inv.Scope.Drift = append(inv.Scope.Drift, Drift{d, slices.ContainsFunc(inv.Items, func(i *Item) bool { return touches(i, d) })})
	}
	slices.SortStableFunc(inv.Scope.Drift, func(a, b Drift) int {
		switch {
		case a.Personal == b.Personal:
			return 0
		case a.Personal:
			return -1
		}
		return 1
	})
}

func touches(i *Item, d drift.Difference) bool {
	if i.Category == nil || !strings.EqualFold(i.Table.Table.Name.Name, d.Table.Name) {
		return false
	}
	return d.Column == "" || strings.EqualFold(i.Stored().Name, d.Column)
}
