package proposal

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/schema"
)

// right is what one role may do with one table, operation by operation; a nil
// list means every column.
type right struct {
	table string
	ops   map[string][]string
}

// operations in the order in which they are written.
var operations = []struct {
	name      string
	privilege schema.Privilege
}{{"select", schema.Select}, {"insert", schema.Insert}, {"update", schema.Update}, {"delete", schema.Delete}}

// access writes what the grants give today: not what should be, but what the
// owner is asked to agree with or to take back.
func (w *writer) access(tables []*inventory.Table) {
	roles, rights := w.rights(tables)
	if len(roles) == 0 {
		return
	}
	w.line("")
	w.comment("Who may do what: what the grants give today. Take out what should not be; the scan then says so.", "Wie wat mag: wat de rechten nu geven. Haal weg wat niet zou moeten; de scan meldt het dan.")
	w.line("access:")
	for _, role := range roles {
		w.line("  %s:%s", quoted(role), w.guess())
		for _, r := range rights[role] {
			w.line("    %s: %s", quoted(r.table), r.yaml())
		}
	}
}

func (w *writer) rights(tables []*inventory.Table) (roles []string, rights map[string][]*right) {
	rights = map[string][]*right{}
	add := func(role, table, op string, columns []string) {
		if !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
		i := slices.IndexFunc(rights[role], func(r *right) bool { return r.table == table })
		if i < 0 {
			i = len(rights[role])
			rights[role] = append(rights[role], &right{table, map[string][]string{}})
		}
		before, seen := rights[role][i].ops[op]
		switch {
		case seen && before == nil, columns == nil:
			rights[role][i].ops[op] = nil
		default:
			for _, c := range columns {
				if !slices.Contains(before, c) {
					before = append(before, c)
				}
			}
			rights[role][i].ops[op] = before
		}
	}
	for _, t := range tables {
		w.fromGrants(t, add)
		fromReaders(t, rights, add)
	}
	slices.Sort(roles)
	return roles, rights
}

// fromGrants takes the grants that name the table.
func (w *writer) fromGrants(t *inventory.Table, add func(role, table, op string, columns []string)) {
	for _, db := range w.inv.Databases {
		for _, g := range db.Grants {
			sameSchema := g.Object.Schema == "" || t.Table.Name.Schema == "" || strings.EqualFold(g.Object.Schema, t.Table.Name.Schema)
			if g.Grantee == schema.Public || g.Kind != schema.TableObject || !sameSchema || !strings.EqualFold(g.Object.Name, t.Table.Name.Name) {
				continue
			}
			for _, op := range operations {
				if g.Privileges.Expand(g.Kind, db.Dialect)&op.privilege != 0 {
					add(g.Grantee, t.Object(), op.name, g.Columns)
				}
			}
		}
	}
}

// fromReaders adds what a role reaches in other ways: as a member of another,
// through a view, by a right on the whole schema.
func fromReaders(t *inventory.Table, rights map[string][]*right, add func(role, table, op string, columns []string)) {
	covered := func(role, op, column string) bool {
		return slices.ContainsFunc(rights[role], func(r *right) bool {
			columns, ok := r.ops[op]
			return r.table == t.Object() && ok && (columns == nil || slices.Contains(columns, column))
		})
	}
	for _, item := range t.Items {
		for _, r := range item.Readers {
			if r.Role == "PUBLIC" || r.Inherent {
				continue
			}
			for _, op := range operations {
				column := item.Stored().Name
				switch {
				case r.Rights&op.privilege == 0 || covered(r.Role, op.name, column):
				case reachesAll(t, r.Role, op.privilege):
					add(r.Role, t.Object(), op.name, nil)
				default:
					add(r.Role, t.Object(), op.name, []string{column})
				}
			}
		}
	}
	for _, r := range t.Erasers {
		if r.Role != "PUBLIC" && !r.Inherent {
			add(r.Role, t.Object(), "delete", nil)
		}
	}
}

// reachesAll reports whether a role has a right on every personal column of a
// table, of which there are several: it then has it on the table.
func reachesAll(t *inventory.Table, role string, privilege schema.Privilege) bool {
	return len(t.Items) > 1 && !slices.ContainsFunc(t.Items, func(i *inventory.Item) bool {
		return !slices.ContainsFunc(i.Readers, func(r inventory.Reader) bool { return r.Role == role && r.Rights&privilege != 0 })
	})
}

// yaml writes a right in the shortest form that says it.
func (r *right) yaml() string {
	whole := true
	var names, parts []string
	for _, op := range operations {
		columns, ok := r.ops[op.name]
		if !ok {
			continue
		}
		whole = whole && columns == nil
		names = append(names, op.name)
		var cells []string
		for _, c := range columns {
			cells = append(cells, quoted(c))
		}
		parts = append(parts, op.name+": ["+strings.Join(cells, ", ")+"]")
	}
	if whole {
		return "[" + strings.Join(names, ", ") + "]"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// quoted writes a name as a YAML scalar: names from a schema may hold anything.
func quoted(s string) string {
	plain := s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") == "" && strings.Trim(s, "0123456789._") != ""
	if plain && !slices.Contains([]string{"no", "yes", "on", "off", "true", "false", "null", "y", "n"}, strings.ToLower(s)) {
		return s
	}
	return scalarQuoted(s)
}

// scalarQuoted is a double-quoted YAML scalar.
func scalarQuoted(s string) string {
	b, err := yaml.MarshalWithOptions(s, yaml.JSON())
	if err != nil {
		return `""`
	}
	return strings.TrimSpace(string(b))
}

// scalar quotes what the profiles propose where it holds a colon.
func scalar(s string) string {
	if strings.ContainsAny(s, ": ") {
		return scalarQuoted(s)
	}
	return s
}

// oneLine makes a text safe for a comment.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, s)
}
