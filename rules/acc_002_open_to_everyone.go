package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func openToEveryone() *Rule {
	return &Rule{
		ID: "ACC-002", Name: "open-to-everyone", Severity: finding.Error,
		Title: phrase.Text{EN: "Personal table open to everyone", NL: "Tabel met persoonsgegevens open voor iedereen"},
		What: phrase.Text{
			EN: "A GRANT on a table with personal data to PUBLIC, to the web roles anon and authenticated while no row policy protects the table, or to MySQL's anonymous user; and default privileges that give new tables to PUBLIC.",
			NL: "Een GRANT op een tabel met persoonsgegevens aan PUBLIC, aan de webrollen anon en authenticated terwijl geen rijbeleid de tabel beschermt, of aan de anonieme gebruiker van MySQL; en standaardrechten die nieuwe tabellen aan PUBLIC geven.",
		},
		Why: phrase.Text{
			EN: "PUBLIC is every account on the database server, including the one of the statistics tool, the intern and the plugin. With such a grant any leaked password opens the customer file.",
			NL: "PUBLIC is elk account op de databaseserver, ook dat van de statistieken, de stagiair en de plug-in. Met zo'n recht opent elk gelekt wachtwoord het klantenbestand.",
		},
		Fix: phrase.Text{
			EN: "Revoke the right and grant what is needed to named roles.",
			NL: "Trek het recht in en geef benoemde rollen wat ze nodig hebben.",
		},
		Not: phrase.Text{
			EN: "Tables whose only personal data is a customer number or a consent flag are not reported, nor are grants on columns without personal data, nor tables of public figures such as authors.",
			NL: "Tabellen met als enige persoonsgegeven een klantnummer of een vinkje voor toestemming worden niet gemeld, net als rechten op kolommen zonder persoonsgegevens en tabellen met publieke personen zoals auteurs.",
		},
		Law:   law.Refs("gdpr.25", "gdpr.32"),
		Guide: []string{"P2"},
		Check: checkOpenToEveryone,
	}
}

// webRoles are the roles that Supabase and PostgREST give to visitors: anyone,
// and anyone who signed up.
var webRoles = []string{"anon", "authenticated"}

func checkOpenToEveryone(p *Pass) {
	for _, db := range p.Inventory.Databases {
		byOrigin := map[schema.Position]int{}
		var findings []finding.Finding
		for _, g := range db.Grants {
			if g.Privileges&dataPrivileges == 0 || !everyone(db, g.Grantee) {
				continue
			}
			for _, t := range tablesOf(p.Inventory, g, db.Dialect) {
				f, ok := openFinding(db, g, t)
				if !ok {
					continue
				}
				// One statement is one cause, however many tables it names.
				i, seen := byOrigin[g.Origin.Position]
				if !seen || !g.Origin.IsValid() {
					byOrigin[g.Origin.Position] = len(findings)
					findings = append(findings, f)
					continue
				}
				widenFinding(&findings[i], f, t)
			}
		}
		for _, f := range findings {
			p.Report(f)
		}
		reportDefaults(p, db)
	}
}

// dataPrivileges are the privileges that let someone see or change rows.
const dataPrivileges = schema.Select | schema.Insert | schema.Update | schema.Delete | schema.AllPrivileges

func everyone(db *schema.Database, grantee string) bool {
	switch {
	case grantee == schema.Public:
		return true
	case db.Dialect == schema.MySQL:
		return strings.HasPrefix(grantee, "@")
	}
	return slices.Contains(webRoles, grantee)
}

// tablesOf returns the tables a grant reaches: a table of that name wherever the
// scan knows it, since roles are often in a script of their own.
func tablesOf(inv *inventory.Inventory, g schema.Grant, d schema.Dialect) []*inventory.Table {
	var tables []*inventory.Table
	for _, t := range inv.Tables {
		if t.Table.Kind != schema.QueryOnlyName && reaches(g, t.Table.Name, d) {
			tables = append(tables, t)
		}
	}
	return tables
}

func openFinding(db *schema.Database, g schema.Grant, t *inventory.Table) (finding.Finding, bool) {
	names, confidence := exposed(t, g.Columns)
	guarded := t.Table.RowSecurity == schema.Yes && len(t.Table.Policies) > 0
	if len(names) == 0 || guarded {
		return finding.Finding{}, false
	}
	who := phrase.Text{EN: "everyone (PUBLIC)", NL: "iedereen (PUBLIC)"}
	if g.Grantee != schema.Public {
		who = phrase.Textf("every visitor (%s)", "elke bezoeker (%s)", g.Grantee)
	}
	return finding.Finding{
		Confidence: confidence, Span: g.Origin.Span, Objects: []string{t.Object()},
		Message: say("%s has %s on %s, which holds %s", "%s heeft %s op %s, met daarin %s", who, g.Privileges.String(), t.Object(), list(names)),
		Label:   phrase.Textf("opens %s", "opent %s", t.Object()),
		Others:  []finding.Step{{Span: t.Table.Origin.Span, Message: say("%s holds %s", "%s bevat %s", t.Object(), list(names))}},
		FixSQL:  revoke(db.Dialect, g),
	}, true
}

// widenFinding adds a further table of the same statement.
func widenFinding(f *finding.Finding, more finding.Finding, t *inventory.Table) {
	f.Objects = append(f.Objects, more.Objects...)
	f.Others = append(f.Others, more.Others...)
	f.Confidence = max(f.Confidence, more.Confidence)
	f.Evidence = append(f.Evidence, phrase.Textf("also opens %s", "opent ook %s", t.Object()))
	if more.FixSQL != "" {
		f.FixSQL += "\n" + more.FixSQL
	}
}

// reportDefaults reports default privileges that open every table created later.
func reportDefaults(p *Pass, db *schema.Database) {
	personalTables := slices.ContainsFunc(p.Inventory.Tables, func(t *inventory.Table) bool { return t.Database == db && holdsPersonal(t) })
	for _, d := range db.Defaults {
		if !personalTables || d.Revoke || d.Kind != schema.TableObject || d.Privileges&dataPrivileges == 0 || d.Grantee != schema.Public {
			continue
		}
		in := ""
		if d.Schema != "" {
			in = "IN SCHEMA " + ident(db.Dialect, d.Schema) + " "
		}
		p.Report(finding.Finding{
			Span: d.Origin.Span, Objects: []string{"default privileges " + d.Schema},
			Message: phrase.Textf("every new table is open to everyone (PUBLIC): %s", "elke nieuwe tabel staat open voor iedereen (PUBLIC): %s", d.Privileges),
			FixSQL:  "ALTER DEFAULT PRIVILEGES " + in + "REVOKE " + d.Privileges.String() + " ON TABLES FROM PUBLIC;",
		})
	}
}
