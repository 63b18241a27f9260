package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// operation is one thing a policy speaks of.
type operation struct {
	name      string
	privilege schema.Privilege
	verb      phrase.Text // before the columns
	ofTable   bool        // it cannot be had on a column
}

var (
	deleteRows = operation{"delete", schema.Delete, phrase.Text{EN: "delete rows", NL: "rijen verwijderen"}, true}
	operations = []operation{
		{"select", schema.Select, phrase.Text{EN: "read", NL: "lezen"}, false},
		{"insert", schema.Insert, phrase.Text{EN: "insert", NL: "toevoegen"}, false},
		{"update", schema.Update, phrase.Text{EN: "change", NL: "wijzigen"}, false},
		deleteRows,
	}
)

// tableRights are operations on a table with the columns they are about.
type tableRights struct{ rights []columnRight }

type columnRight struct {
	op      operation
	columns []string
}

func (r *tableRights) add(op operation, column string) {
	i := slices.IndexFunc(r.rights, func(x columnRight) bool { return x.op.name == op.name })
	if i < 0 {
		i = len(r.rights)
		r.rights = append(r.rights, columnRight{op: op})
	}
	if column != "" && !slices.Contains(r.rights[i].columns, column) {
		r.rights[i].columns = append(r.rights[i].columns, column)
	}
}

// on lists the operations with the name of the table: "read and change email of
// customers", operations on the same columns together.
func (r *tableRights) on(table string) phrase.Text {
	var parts []phrase.Text
	for i := 0; i < len(r.rights); {
		verbs, columns := []phrase.Text{r.rights[i].op.verb}, r.rights[i].columns
		for i++; i < len(r.rights) && len(columns) > 0 && slices.Equal(columns, r.rights[i].columns); i++ {
			verbs = append(verbs, r.rights[i].op.verb)
		}
		if len(columns) == 0 {
			parts = append(parts, verbs[0])
			continue
		}
		parts = append(parts, say("%s %s", "%[2]s %[1]s", join(verbs), list(columns)))
	}
	return say("%s of %s", "van %[2]s %[1]s", join(parts), table)
}

// join makes one phrase of several: "a", "a and b", "a, b and c".
func join(parts []phrase.Text) phrase.Text {
	en, nl := make([]string, len(parts)), make([]string, len(parts))
	for i, x := range parts {
		en[i], nl[i] = x.EN, x.NL
	}
	and := func(list []string, word string) string {
		last := len(list) - 1
		if last < 1 {
			return strings.Join(list, "")
		}
		return strings.Join(list[:last], ", ") + word + list[last]
	}
	return phrase.Text{EN: and(en, " and "), NL: and(nl, " en ")}
}

// narrow takes back what a role may do beyond the policy. It is proposed only
// where a grant to the role itself, on the table itself, gives the right: what
// comes by membership, through a view or by a right on the whole database is
// somebody else's too.
func (p *Pass) narrow(t *inventory.Table, role string, too *tableRights) string {
	d := t.Database.Dialect
	statements := ""
	for _, right := range too.rights {
		given := false
		for _, g := range t.Database.Grants {
			if g.Grantee != role || g.Kind != schema.TableObject || !reaches(g, t.Table.Name, d) || g.Privileges.Expand(g.Kind, d)&right.op.privilege == 0 {
				continue
			}
			given = true
			back := schema.Grant{Privileges: right.op.privilege, Object: g.Object, Kind: g.Kind, Grantee: role}
			if len(g.Columns) > 0 {
				back.Columns = slices.DeleteFunc(slices.Clone(right.columns), func(c string) bool {
					return !slices.ContainsFunc(g.Columns, func(x string) bool { return strings.EqualFold(x, c) })
				})
				if len(back.Columns) == 0 {
					continue
				}
			}
			statements += joinSQL(statements, revoke(d, back))
		}
		keep := declaredOperations(p.Policy, role, t)[right.op.name]
		if !given {
			return ""
		}
		if len(keep) > 0 {
			statements += "\n" + grantColumns(d, right.op.privilege, t.Table.Name, keep, role)
		}
	}
	return statements
}

// grantColumns gives one privilege on columns.
func grantColumns(d schema.Dialect, privilege schema.Privilege, table schema.Name, columns []string, role string) string {
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = ident(d, c)
	}
	object := qualified(d, table)
	if d == schema.PostgreSQL {
		object = "TABLE " + object
	}
	return "GRANT " + privilege.String() + " (" + strings.Join(quoted, ", ") + ") ON " + object + " TO " + grantee(d, role) + ";"
}
