package inventory

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// join finds the items that a name in code means.
type join struct {
	inv    *Inventory
	tables map[*schema.Table]*Table
	items  map[columnKey]*Item
	fields map[string]*Item // "import/path.Type.Field"
}

type columnKey struct {
	table  *schema.Table
	column string // folded
}

func newJoin(inv *Inventory) *join {
	return &join{inv: inv, tables: map[*schema.Table]*Table{}, items: map[columnKey]*Item{}, fields: map[string]*Item{}}
}

// fold makes column names comparable: queries are written without regard to
// case, whatever the dialect stores.
func fold(column string) string { return strings.ToLower(column) }

// addModels links Go structs to the tables they map to.
func (j *join) addModels(models []usage.Model) {
	for i := range models {
		m := &models[i]
		for _, t := range j.find(m.Table) {
			table := j.tables[t]
			if table == nil {
				continue
			}
			if table.Model == nil {
				table.Model = m
			}
			j.addModelFields(t, m)
		}
	}
}

func (j *join) addModelFields(t *schema.Table, m *usage.Model) {
	for _, f := range m.Fields {
		item := j.items[columnKey{t, fold(f.Column)}]
		if f.Column == "" || item == nil {
			continue
		}
		name := m.Package + "." + m.Type + "." + f.Name
		j.fields[name] = item
		if item.Field == "" {
			item.Field = name
		}
	}
}

// addEvent attaches an event to the items it touches. What test code does says
// nothing about the program.
func (j *join) addEvent(e *usage.Event) {
	if e.Test {
		return
	}
	switch e.Kind {
	case usage.Write:
		j.attach(e.Target, func(i *Item) { i.Writes = append(i.Writes, e) })
	case usage.Read:
		j.attach(e.Target, func(i *Item) { i.Reads = append(i.Reads, e) })
	case usage.Fetch:
		j.attach(e.Target, func(i *Item) { i.Fetched = append(i.Fetched, e) })
	case usage.Filter:
		j.attach(e.Target, func(i *Item) { i.Filters = append(i.Filters, e) })
	case usage.Delete:
		for _, t := range j.find(e.Target.Table) {
			if table := j.tables[t]; table != nil {
				table.Deletes = append(table.Deletes, e)
			}
		}
	case usage.Age:
		for _, d := range e.Data {
			j.attach(d.Column, func(i *Item) { i.Ages = append(i.Ages, e) })
		}
	case usage.Compare, usage.Verify:
		// Rules on passwords read these from the facts: they are not bound to
		// a column.
	default:
		j.addExit(e)
	}
}

// addExit attaches an event that lets data out of the program to the items the
// data came from, once each.
func (j *join) addExit(e *usage.Event) {
	seen := map[*Item]bool{}
	add := func(i *Item) {
		if !seen[i] {
			seen[i] = true
			i.Exits = append(i.Exits, e)
		}
	}
	for _, d := range e.Data {
		j.attach(d.Column, add)
		if item := j.fields[d.Type+"."+d.Field]; item != nil && d.Field != "" {
			add(item)
		}
	}
}

// attach calls f for each item the reference means: a column of that table in
// each database that has it, or the base column behind a view's column.
func (j *join) attach(ref usage.ColumnRef, f func(*Item)) {
	if ref.Column == "" {
		return
	}
	for _, db := range j.inv.Databases {
		if t := stored(db, ref.Table); t != nil {
			if item := j.items[columnKey{t, fold(ref.Column)}]; item != nil {
				f(item)
			}
			continue
		}
		for _, base := range throughView(db, ref) {
			if item := j.items[columnKey{stored(db, base.Table), fold(base.Column)}]; item != nil {
				f(item)
			}
		}
	}
}

// find returns the stored tables of that name, one for each database at most.
func (j *join) find(name schema.Name) []*schema.Table {
	var found []*schema.Table
	for _, db := range j.inv.Databases {
		if t := stored(db, name); t != nil {
			found = append(found, t)
		}
	}
	return found
}

// stored looks a table up and, for a partition, climbs to the table it is a
// part of. It returns nil when the database has no such table.
func stored(db *schema.Database, name schema.Name) *schema.Table {
	if name.Name == "" {
		return nil
	}
	t := db.Table(name)
	for depth := 0; t != nil && t.Kind == schema.Partition && len(t.Parents) > 0 && depth < maxDepth; depth++ {
		parent := db.Table(t.Parents[0])
		if parent == nil {
			break
		}
		t = parent
	}
	return t
}

// maxDepth bounds the climb through partitions of partitions and views over
// views: a schema from a stranger may hold a cycle.
const maxDepth = 16

// throughView returns the base columns that a column of a view is made of.
func throughView(db *schema.Database, ref usage.ColumnRef) []usage.ColumnRef {
	var bases []usage.ColumnRef
	var follow func(ref usage.ColumnRef, depth int)
	follow = func(ref usage.ColumnRef, depth int) {
		v := db.View(ref.Table)
		if v == nil || depth == maxDepth {
			return
		}
		for _, c := range v.Columns {
			if !strings.EqualFold(c.Name, ref.Column) {
				continue
			}
			for _, from := range c.From {
				base := usage.ColumnRef{Table: from.Table, Column: from.Column}
				if stored(db, base.Table) != nil {
					bases = append(bases, base)
				} else {
					follow(base, depth+1)
				}
			}
		}
	}
	follow(ref, 0)
	return bases
}
