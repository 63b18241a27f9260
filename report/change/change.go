// Package change compares two inventories and says what changed in personal
// data: which fields came, went, became wider or better protected, which now
// leave the shop, and which roles may now read them. It is what a reviewer of a
// change, or a data protection officer, wants to see first.
//
// Fields are matched by name, and by the names they had where migrations rename
// them. In a schema file that was edited, a renamed column is one that went and
// one that came: only a person knows that they are the same.
package change

import (
	"cmp"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Kind is what happened.
type Kind string

// The kinds, in the order they are told. The first five ask for a decision; the
// rest is good news, or neutral.
const (
	Added      Kind = "added"
	Widened    Kind = "widened"    // mandatory, more sensitive or weaker protected than it was
	Leaving    Kind = "leaving"    // reaches a log, a client, another company
	Readable   Kind = "readable"   // a role may read it that could not
	Writable   Kind = "writable"   // a role may change it that could not
	Narrowed   Kind = "narrowed"   // optional, less sensitive or better protected than it was
	Contained  Kind = "contained"  // no longer leaves
	Unreadable Kind = "unreadable" // a role may no longer read it
	Renamed    Kind = "renamed"
	Removed    Kind = "removed"
)

var order = []Kind{Added, Widened, Leaving, Readable, Writable, Narrowed, Contained, Unreadable, Renamed, Removed}

// Asks reports whether the change asks for a decision: more personal data, or
// data that reaches further.
func (k Kind) Asks() bool { return slices.Index(order, k) < slices.Index(order, Narrowed) }

// Change is one change.
type Change struct {
	Kind     Kind
	Object   string             // customers.birth_date; the table alone where all of its fields share the change
	Category *personal.Category // nil for a table, or a field that only may hold personal data
	Was      string             // for Renamed, the name before
	Text     phrase.Text        // what changed, as the end of a sentence that begins with the object
	Details  []phrase.Text      // what a reviewer asks next
	Span     schema.Span        // where the new state is stated; for Removed, in the old revision
}

// Compare returns the changes from old to new, in the order of kinds, then by
// object.
func Compare(old, new *inventory.Inventory) []Change {
	before, after := byObject(old), byObject(new)
	names, out := follow(before, after, new)
	before = names.rekey(before)
	for _, i := range new.Items {
		if was, ok := before[key(i)]; ok {
			out = append(out, widths(was, i)...)
		} else {
			out = append(out, added(i, new.Scope.GoFiles > 0))
		}
	}
	for _, i := range old.Items {
		if _, ok := after[key(i)]; !ok && names[key(i)] == nil {
			out = append(out, removed(i, new))
		}
	}
	out = append(out, exits(old, new, names)...)
	out = append(out, rights(before, after, new)...)
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), strings.Compare(a.Object, b.Object), strings.Compare(a.Text.EN, b.Text.EN))
	})
	return slices.CompactFunc(out, func(a, b Change) bool {
		return a.Kind == b.Kind && a.Object == b.Object && a.Text == b.Text
	})
}

// key names a field across revisions; databases are not part of it, since a
// schema file may be renamed.
func key(i *inventory.Item) string { return strings.ToLower(i.Object()) }

func byObject(inv *inventory.Inventory) map[string]*inventory.Item {
	out := make(map[string]*inventory.Item, len(inv.Items))
	for _, i := range inv.Items {
		if _, ok := out[key(i)]; !ok {
			out[key(i)] = i
		}
	}
	return out
}
