package rules

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func noAccessPolicy() *Rule {
	return &Rule{
		ID: "ACC-001", Name: "no-access-policy", Severity: finding.Warning,
		Title: phrase.Text{EN: "No access policy for tables with personal data", NL: "Geen toegangsbeleid voor tabellen met persoonsgegevens"},
		What: phrase.Text{
			EN: "Tables with personal data for which nothing says who may reach them: no access section in privet.yaml names them, and no GRANT in the scripts gives a role rights on them.",
			NL: "Tabellen met persoonsgegevens waarvan nergens staat wie erbij mag: geen toegangsbeleid in privet.yaml noemt ze en geen GRANT in de scripts geeft een rol er rechten op.",
		},
		Why: phrase.Text{
			EN: "You must have a clear policy on who can reach your customers' data, and be able to show it. Without one, everyone with the database password can read everything.",
			NL: "Je moet een duidelijk beleid hebben over wie bij de gegevens van je klanten kan, en dat kunnen laten zien. Zonder beleid kan iedereen met het databasewachtwoord alles lezen.",
		},
		Fix: phrase.Text{
			EN: "Declare in privet.yaml which role may do what with which table, and give each role just those rights with GRANT. If the grants live elsewhere, add that script to the scan (pg_dumpall --roles-only and pg_dump --schema-only, or SHOW GRANTS).",
			NL: "Leg in privet.yaml vast welke rol wat met welke tabel mag, en geef elke rol precies die rechten met GRANT. Staan de rechten ergens anders, neem dat script dan mee in de scan (pg_dumpall --roles-only en pg_dump --schema-only, of SHOW GRANTS).",
		},
		Not: phrase.Text{
			EN: "It does not judge whether the rights are right: other rules do. A SQLite file has no roles, and tables that are only known from a query are left out.",
			NL: "De regel oordeelt niet of de rechten goed zijn; dat doen andere regels. Een SQLite-bestand kent geen rollen, en tabellen die alleen uit een query bekend zijn tellen niet mee.",
		},
		Law:   law.Refs("gdpr.24", "gdpr.32.4", "case.haga"),
		Guide: []string{"P2"},
		Check: checkNoAccessPolicy,
	}
}

func checkNoAccessPolicy(p *Pass) {
	var bare []*inventory.Table
	personalTables := 0
	for _, t := range p.Inventory.Tables {
		if !holdsPersonal(t) || t.Table.Kind == schema.QueryOnlyName || !hasRoles(t.Database.Dialect) {
			continue
		}
		personalTables++
		if !granted(p.Inventory, t) && !p.accessDeclared(t) {
			bare = append(bare, t)
		}
	}
	if len(bare) == 0 {
		return
	}
	names := make([]string, len(bare))
	f := finding.Finding{Span: bare[0].Table.Origin.Span, Root: "no access policy"}
	for i, t := range bare {
		names[i] = t.Object()
		if i > 0 {
			f.Others = append(f.Others, finding.Step{Span: t.Table.Origin.Span, Message: phrase.Textf("%s", "%s", t.Object())})
		}
	}
	f.Objects = names
	f.Message = say("nothing says who may reach %d of %d tables with personal data: %s", "nergens staat wie bij %d van de %d tabellen met persoonsgegevens mag: %s",
		len(bare), personalTables, list(names))
	p.Report(f)
}

// holdsPersonal reports whether a table has a column that is personal data, not
// merely one that may hold some.
func holdsPersonal(t *inventory.Table) bool {
	for _, item := range t.Items {
		if item.Category != nil {
			return true
		}
	}
	return false
}

// accessDeclared reports whether privet.yaml says who may reach the table.
func (p *Pass) accessDeclared(t *inventory.Table) bool {
	return p.Policy != nil && p.Policy.CoversTable(t.Table.Name.Schema, t.Table.Name.Name)
}

// granted reports whether a GRANT anywhere in the scan reaches the table: roles
// are often in a script of their own, read as a database of their own.
func granted(inv *inventory.Inventory, t *inventory.Table) bool {
	for _, db := range inv.Databases {
		for _, g := range db.Grants {
			if reaches(g, t.Table.Name, db.Dialect) {
				return true
			}
		}
	}
	return false
}

// reaches reports whether a grant is on the table, or on what it is in.
func reaches(g schema.Grant, table schema.Name, d schema.Dialect) bool {
	switch g.Kind {
	case schema.TableObject, schema.ViewObject:
		sameSchema := g.Object.Schema == "" || table.Schema == "" || strings.EqualFold(g.Object.Schema, table.Schema)
		return sameSchema && strings.EqualFold(g.Object.Name, table.Name)
	case schema.GlobalObject, schema.SchemaObject, schema.DatabaseObject:
		// In MySQL a right on a database is a right on its tables; PostgreSQL's
		// USAGE on a schema is not.
		return d == schema.MySQL
	}
	return false
}
