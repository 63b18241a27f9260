package report

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// The access matrix says, for each database, which role reaches which category
// of personal data, and how it came to that right. Everything in it is what the
// inventory knows of its items' readers, turned about: there by field, here by
// role.
type (
	accessMatrix struct {
		database   *schema.Database
		categories []*personal.Category // of the stored fields, in order of first field
		roles      []*accessRole        // PUBLIC first
		idle       []string             // known roles that reach no personal data
	}
	accessRole struct {
		name  string
		about *schema.Role // nil: only mentioned
		cells []accessCell // one a category
	}
	accessCell struct {
		category *personal.Category
		fields   []accessField
	}
	accessField struct {
		item   *inventory.Item
		reader inventory.Reader
	}
)

// accessMatrices makes a matrix of every database that holds personal data.
func accessMatrices(inv *inventory.Inventory) []accessMatrix {
	var out []accessMatrix
	for _, db := range inv.Databases {
		m := accessMatrix{database: db}
		for _, i := range inv.Items {
			if i.Database == db && i.Category != nil {
				m.add(i)
			}
		}
		if len(m.categories) == 0 {
			continue
		}
		slices.SortStableFunc(m.roles, func(a, b *accessRole) int { return publicFirst(a) - publicFirst(b) })
		for _, r := range db.Roles {
			if m.role(r.Name) == nil {
				m.idle = append(m.idle, r.Name)
			}
		}
		out = append(out, m)
	}
	return out
}

func publicFirst(r *accessRole) int {
	if r.name == "PUBLIC" {
		return 0
	}
	return 1
}

func (m *accessMatrix) add(i *inventory.Item) {
	if !slices.ContainsFunc(m.categories, func(c *personal.Category) bool { return c.ID == i.Category.ID }) {
		m.categories = append(m.categories, i.Category)
	}
	for _, reader := range i.Readers {
		r := m.role(reader.Role)
		if r == nil {
			r = &accessRole{name: reader.Role, about: m.database.Role(reader.Role)}
			m.roles = append(m.roles, r)
		}
		k := slices.IndexFunc(r.cells, func(c accessCell) bool { return c.category.ID == i.Category.ID })
		if k < 0 {
			r.cells = append(r.cells, accessCell{category: i.Category})
			k = len(r.cells) - 1
		}
		r.cells[k].fields = append(r.cells[k].fields, accessField{i, reader})
	}
}

func (m *accessMatrix) role(name string) *accessRole {
	for _, r := range m.roles {
		if r.name == name {
			return r
		}
	}
	return nil
}

func (r *accessRole) cell(id personal.ID) *accessCell {
	for i := range r.cells {
		if r.cells[i].category.ID == id {
			return &r.cells[i]
		}
	}
	return nil
}

// sign sums a cell up: r reads, w writes, (r) reads only the rows that a row
// policy lets through; "" nothing.
func (c *accessCell) sign() string {
	if c == nil {
		return ""
	}
	read, all, write := false, false, false
	for _, f := range c.fields {
		read = read || f.reader.Read
		all = all || f.reader.Read && !f.reader.Restricted
		write = write || f.reader.Write
	}
	sign := ""
	switch {
	case all:
		sign = "r"
	case read:
		sign = "(r)"
	}
	if write {
		sign += "w"
	}
	return sign
}

// way is a path as one line: "is a member of staff, GRANT on customers".
func way(r inventory.Reader, l phrase.Lang) string {
	var parts []string
	for _, p := range r.Path {
		parts = append(parts, p.In(l))
	}
	return strings.Join(parts, ", ")
}

// attributes names what a role is by itself, beyond its grants.
func (r *accessRole) attributes(l phrase.Lang) string {
	if r.about == nil {
		return ""
	}
	var parts []string
	for _, a := range []struct {
		is   schema.Tri
		word phrase.Text
	}{
		{r.about.Super, phrase.Text{EN: "superuser", NL: "superuser"}},
		{r.about.BypassRLS, phrase.Text{EN: "not held by row policies", NL: "niet gebonden aan rijbeleid"}},
		{r.about.Login, phrase.Text{EN: "may log in", NL: "mag inloggen"}},
	} {
		if a.is == schema.Yes {
			parts = append(parts, a.word.In(l))
		}
	}
	if r.about.Locked {
		parts = append(parts, phrase.Text{EN: "locked", NL: "vergrendeld"}.In(l))
	}
	return strings.Join(parts, ", ")
}

// noRoles says what it means that nobody was found to have a right.
func noRoles(m accessMatrix) phrase.Text {
	if m.database.Dialect == schema.SQLite {
		return phrase.Text{EN: "SQLite has no roles: whoever can read the file reads all of it", NL: "SQLite kent geen rollen: wie het bestand kan lezen, leest alles"}
	}
	return phrase.Text{
		EN: "no role and no grant was seen: whoever has the database password reaches all of it (add the script with the grants, or ask the server with --db)",
		NL: "geen rol en geen GRANT gezien: wie het databasewachtwoord heeft kan overal bij (voeg het script met de rechten toe, of vraag het de server met --db)",
	}
}
