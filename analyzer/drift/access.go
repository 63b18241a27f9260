package drift

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// compareAccess compares row security, policies and grants of a table. Grants
// are compared only where the files state any: a project whose grants live
// elsewhere would differ in all of them.
func compareAccess(files, server *schema.Database, file, table *schema.Table) []Difference {
	var found []Difference
	name := object(table.Name)
	say := func(at schema.Origin, text phrase.Text) {
		found = append(found, Difference{Object: name, Table: table.Name, Origin: at, Text: text})
	}
	if a, b := file.RowSecurity == schema.Yes, table.RowSecurity == schema.Yes; a && !b {
		say(file.Origin, phrase.Textf("row security of %s is on in the files, off on the server", "rijbeveiliging van %s staat aan in de bestanden, uit op de server", name))
	} else if b && !a {
		say(file.Origin, phrase.Textf("row security of %s is off in the files, on on the server", "rijbeveiliging van %s staat uit in de bestanden, aan op de server", name))
	}
	for _, p := range table.Policies {
		if !hasPolicy(file, p.Name) {
			say(schema.Origin{}, phrase.Textf("policy %s of %s is on the server, in no file", "policy %s van %s staat op de server, in geen bestand", p.Name, name))
		}
	}
	for _, p := range file.Policies {
		if !hasPolicy(table, p.Name) {
			say(p.Origin, phrase.Textf("policy %s of %s is in the files, not on the server", "policy %s van %s staat in de bestanden, niet op de server", p.Name, name))
		}
	}
	if len(files.Grants) == 0 {
		return found
	}
	stated, given := granted(files, file), granted(server, table)
	for _, g := range given.order {
		extra := given.privileges[g] &^ stated.privileges[g]
		if extra != 0 && g != table.Owner {
			say(schema.Origin{}, phrase.Textf("role %s has %s on %s on the server, which no file grants", "rol %s heeft %s op %s op de server, wat geen bestand verleent", role(g), extra, name))
		}
	}
	for _, g := range stated.order {
		missing := stated.privileges[g] &^ given.privileges[g]
		if missing != 0 && g != table.Owner && !superuser(server, g) {
			say(stated.origin[g], phrase.Textf("the files grant role %s %s on %s, the server does not", "de bestanden geven rol %s %s op %s, de server niet", role(g), missing, name))
		}
	}
	return found
}

func hasPolicy(t *schema.Table, name string) bool {
	return slices.ContainsFunc(t.Policies, func(p *schema.Policy) bool { return p.Name == name })
}

func superuser(db *schema.Database, name string) bool {
	r := db.Role(name)
	return r != nil && r.Super == schema.Yes
}

func role(name string) string {
	if name == schema.Public {
		return "PUBLIC"
	}
	return name
}

// grants are what each role was granted on one table, columns together.
type grants struct {
	order      []string
	privileges map[string]schema.Privilege
	origin     map[string]schema.Origin
}

// compared are the privileges that reach data; a server counts more kinds among
// ALL than another version does.
const compared = schema.Select | schema.Insert | schema.Update | schema.Delete

func granted(db *schema.Database, t *schema.Table) grants {
	g := grants{privileges: map[string]schema.Privilege{}, origin: map[string]schema.Origin{}}
	for _, x := range db.Grants {
		if x.Kind != schema.TableObject || db.Table(x.Object) != t {
			continue
		}
		p := x.Privileges.Expand(x.Kind, db.Dialect) & compared
		if p == 0 {
			continue
		}
		if _, known := g.privileges[x.Grantee]; !known {
			g.order = append(g.order, x.Grantee)
			g.origin[x.Grantee] = x.Origin
		}
		g.privileges[x.Grantee] |= p
	}
	return g
}
