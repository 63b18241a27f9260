package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/word"
)

// exit is one way out for one object: the same way from another line is the same
// exit.
type exit struct {
	object string
	kind   usage.Kind
}

// exits says what newly leaves the shop, and what no longer does.
func exits(old, new *inventory.Inventory, names moved) []Change {
	before, after := exitsOf(old, names), exitsOf(new, nil)
	var out []Change
	for _, x := range sortedExits(after) {
		if before[x] == nil {
			way := word.Exit(x.kind)
			out = append(out, exitChange(Leaving, x, after[x], phrase.Text{EN: "now leaves to: " + way.EN, NL: "gaat nu naar: " + way.NL}))
		}
	}
	for _, x := range sortedExits(before) {
		if after[x] == nil {
			way := word.Exit(x.kind)
			out = append(out, exitChange(Contained, x, before[x], phrase.Text{EN: "no longer leaves to: " + way.EN, NL: "gaat niet meer naar: " + way.NL}))
		}
	}
	return out
}

func exitChange(kind Kind, x exit, e *leaving, text phrase.Text) Change {
	c := Change{Kind: kind, Object: x.object, Category: e.category, Text: text, Span: e.event.Span}
	if f := e.event.Function; f != "" {
		c.Details = append(c.Details, phrase.Textf("by %s in %s", "door %s in %s", e.event.Callee, f))
	}
	return c
}

// leaving is the first event of an exit.
type leaving struct {
	event    *usage.Event
	category *personal.Category
}

// exitsOf collects the exits of fields, and of data that the code names itself
// and no column is known for ("req.Email").
func exitsOf(inv *inventory.Inventory, names moved) map[exit]*leaving {
	out := map[exit]*leaving{}
	joined := map[*usage.Event]bool{}
	note := func(object string, e *usage.Event, c *personal.Category) {
		if x := (exit{object, e.Kind}); out[x] == nil {
			out[x] = &leaving{e, c}
		}
	}
	for _, i := range inv.Items {
		for _, e := range i.Exits {
			joined[e] = true
			note(names.object(i), e, i.Category)
		}
	}
	if inv.Usage == nil {
		return out
	}
	for n := range inv.Usage.Events {
		e := &inv.Usage.Events[n]
		if e.Test || joined[e] || word.Exit(e.Kind).IsZero() {
			continue
		}
		for _, d := range e.Data {
			if c, ok := personal.Lookup(d.Category); ok {
				note(d.Name, e, &c)
			}
		}
	}
	return out
}

func sortedExits(m map[exit]*leaving) []exit {
	keys := make([]exit, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b exit) int {
		return strings.Compare(a.object+"\x00"+string(a.kind), b.object+"\x00"+string(b.kind))
	})
	return keys
}

// grant is what a role may newly do with a table: which of its fields.
type grant struct {
	kind        Kind
	table, role string
}

// rights says which roles may now read or change fields that were there before,
// one line for a role and a table.
func rights(before, after map[string]*inventory.Item, new *inventory.Inventory) []Change {
	columns := map[grant][]*inventory.Item{}
	var found []grant
	note := func(k Kind, i *inventory.Item, role string) {
		g := grant{k, i.Table.Object(), role}
		if columns[g] == nil {
			found = append(found, g)
		}
		columns[g] = append(columns[g], i)
	}
	for _, is := range new.Items {
		was, ok := before[key(is)]
		if !ok || after[key(is)] != is {
			continue
		}
		for _, r := range is.Readers {
			o := right(was, r.Role)
			if r.Read && !o.Read {
				note(Readable, is, r.Role)
			}
			if r.Write && !o.Write {
				note(Writable, is, r.Role)
			}
		}
		for _, r := range was.Readers {
			if r.Read && !right(is, r.Role).Read {
				note(Unreadable, is, r.Role)
			}
		}
	}
	var out []Change
	for _, g := range found {
		out = append(out, rightChange(g, columns[g]))
	}
	return out
}

// right returns what a role may do with a field.
func right(i *inventory.Item, role string) inventory.Reader {
	for _, r := range i.Readers {
		if r.Role == role {
			return r
		}
	}
	return inventory.Reader{}
}

// fieldsShown is how many fields of a table are named; the rest is counted.
const fieldsShown = 5

func rightChange(g grant, items []*inventory.Item) Change {
	c := Change{Kind: g.kind, Object: g.table, Span: items[0].Origin.Span}
	var names []string
	for n, i := range items {
		if n == fieldsShown {
			names = append(names, fmt.Sprintf("+%d", len(items)-n))
			break
		}
		names = append(names, i.Column.Name)
	}
	list := strings.Join(names, ", ")
	switch g.kind {
	case Readable:
		c.Text = phrase.Textf("can now be read by role %s: %s", "kan nu worden gelezen door rol %s: %s", g.role, list)
	case Writable:
		c.Text = phrase.Textf("can now be changed by role %s: %s", "kan nu worden gewijzigd door rol %s: %s", g.role, list)
	default:
		c.Text = phrase.Textf("can no longer be read by role %s: %s", "kan niet meer worden gelezen door rol %s: %s", g.role, list)
	}
	if r := right(items[0], g.role); r.Origin.IsValid() {
		c.Span = r.Origin.Span
	}
	for _, p := range right(items[0], g.role).Path {
		c.Details = append(c.Details, p)
	}
	return c
}
