package inventory

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

const (
	readPrivileges  = schema.Select | schema.AllPrivileges
	writePrivileges = schema.Insert | schema.Update | schema.AllPrivileges
)

// readers returns the roles that reach the item by a grant on its column, its
// table, its schema or everything, and by membership in such a role, in the
// order of the grants.
func readers(item *Item) []Reader {
	var found []Reader
	for _, g := range item.Database.Grants {
		read, write := g.Privileges&readPrivileges != 0, g.Privileges&writePrivileges != 0
		if !read && !write || !covers(item, g) {
			continue
		}
		reader := Reader{Role: g.Grantee, Read: read, Write: write, Origin: g.Origin,
			Path: []phrase.Text{{EN: "GRANT " + g.Privileges.String(), NL: "GRANT " + g.Privileges.String()}}}
		if g.Grantee == schema.Public {
			reader.Role = "PUBLIC"
		}
		found = addReader(found, reader)
		for _, member := range members(item.Database, g.Grantee) {
			inherited := reader
			inherited.Role = member
			inherited.Path = append(slices.Clip(reader.Path), phrase.Textf("%s is a member of %s", "%s is lid van %s", member, g.Grantee))
			found = addReader(found, inherited)
		}
	}
	return found
}

// covers reports whether a grant is on the item's column, table, schema or on
// everything.
func covers(item *Item, g schema.Grant) bool {
	table := item.Table.Table
	switch g.Kind {
	case schema.GlobalObject, schema.DatabaseObject:
		return item.Database.Dialect == schema.MySQL
	case schema.SchemaObject:
		return item.Database.Dialect == schema.MySQL && strings.EqualFold(g.Object.Name, table.Name.Schema)
	case schema.TableObject, schema.ViewObject:
		if stored(item.Database, g.Object) != table {
			return false
		}
		return len(g.Columns) == 0 || slices.ContainsFunc(g.Columns, func(c string) bool { return strings.EqualFold(c, item.Column.Name) })
	}
	return false
}

// members returns every direct and indirect member of a role that inherits its
// rights, in order of statement.
func members(db *schema.Database, role string) []string {
	if role == schema.Public {
		return nil
	}
	var found []string
	for queue := []string{role}; len(queue) > 0; queue = queue[1:] {
		for _, m := range db.Memberships {
			if m.Role == queue[0] && m.Inherit != schema.No && m.Member != role && !slices.Contains(found, m.Member) {
				found = append(found, m.Member)
				queue = append(queue, m.Member)
			}
		}
	}
	return found
}

// addReader adds a reader, or widens the rights of a role that is there.
func addReader(readers []Reader, r Reader) []Reader {
	for i := range readers {
		if readers[i].Role == r.Role {
			readers[i].Read = readers[i].Read || r.Read
			readers[i].Write = readers[i].Write || r.Write
			return readers
		}
	}
	return append(readers, r)
}
