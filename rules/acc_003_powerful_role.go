package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func powerfulRole() *Rule {
	return &Rule{
		ID: "ACC-003", Name: "powerful-role", Severity: finding.Warning,
		Title: phrase.Text{EN: "Application role is all-powerful", NL: "Applicatie draait met alle rechten"},
		What: phrase.Text{
			EN: "A role that can log in and is a superuser, bypasses row security or owns the tables with personal data; in MySQL, an account with all rights on everything; and a program that connects as root, postgres or sa.",
			NL: "Een rol die kan inloggen en superuser is, de rijbeveiliging omzeilt of eigenaar is van de tabellen met persoonsgegevens; in MySQL een account met alle rechten op alles; en een programma dat als root, postgres of sa verbinding maakt.",
		},
		Why: phrase.Text{
			EN: "When the shop runs as such a role, one SQL injection is enough to read, change and drop everything, and no policy holds it back. Transavia was fined over accounts with too many rights.",
			NL: "Draait de winkel als zo'n rol, dan is één SQL-injectie genoeg om alles te lezen, te wijzigen en weg te gooien, en geen beleid houdt dat tegen. Transavia kreeg een boete over accounts met te ruime rechten.",
		},
		Fix: phrase.Text{
			EN: "Use separate roles: an owner that cannot log in, one for migrations, one for the application with only the rights it needs, one for reports.",
			NL: "Gebruik aparte rollen: een eigenaar die niet kan inloggen, een voor migraties, een voor de applicatie met alleen de nodige rechten en een voor rapporten.",
		},
		Not: phrase.Text{
			EN: "The role postgres and MySQL's root are the administrators' own. Which role the application uses is only known where a connection string says so; one to this machine or to a container beside it (a developer's compose file) is a note, one in a sample is left out.",
			NL: "De rol postgres en root van MySQL zijn van de beheerders zelf. Welke rol de applicatie gebruikt is alleen bekend als een verbindingsregel het zegt; een verbinding met deze machine of met een container ernaast (het compose-bestand van een ontwikkelaar) is een opmerking, een in een voorbeeld telt niet mee.",
		},
		Law:   law.Refs("gdpr.32", "case.transavia"),
		Guide: []string{"P2"},
		Check: func(p *Pass) {
			if len(p.Inventory.Items) == 0 {
				return
			}
			for _, db := range p.Inventory.Databases {
				for _, r := range db.Roles {
					reportRole(p, db, r)
				}
				reportAllOnEverything(p, db)
			}
			reportAdministratorLogin(p)
		},
	}
}

func reportRole(p *Pass, db *schema.Database, r *schema.Role) {
	if r.Login != schema.Yes || r.Name == "postgres" || r.Name == "root" {
		return
	}
	d := db.Dialect
	f := finding.Finding{Span: r.Origin.Span, Objects: []string{"role " + r.Name}}
	owned := p.owns(db, r.Name)
	switch {
	case r.Super == schema.Yes:
		f.Message = phrase.Textf("role %s can log in and is a superuser", "rol %s kan inloggen en is superuser", r.Name)
		f.FixSQL = "ALTER ROLE " + ident(d, r.Name) + " NOSUPERUSER;"
	case r.BypassRLS == schema.Yes:
		f.Message = phrase.Textf("role %s can log in and bypasses row security", "rol %s kan inloggen en omzeilt de rijbeveiliging", r.Name)
		f.FixSQL = "ALTER ROLE " + ident(d, r.Name) + " NOBYPASSRLS;"
	case len(owned) > 0:
		f.Message = say("role %s can log in and owns %s: it may do anything with them", "rol %s kan inloggen en is eigenaar van %s: hij mag er alles mee", r.Name, list(owned))
	default:
		return
	}
	p.Report(f)
}

// owns returns the tables with personal data that a role owns.
func (p *Pass) owns(db *schema.Database, role string) []string {
	var names []string
	for _, t := range p.Inventory.Tables {
		if t.Database == db && t.Table.Owner == role && holdsPersonal(t) {
			names = append(names, t.Object())
		}
	}
	return names
}

// reportAllOnEverything reports MySQL's GRANT ALL ON *.* to anyone but root.
func reportAllOnEverything(p *Pass, db *schema.Database) {
	for _, g := range db.Grants {
		if g.Kind != schema.GlobalObject || g.Privileges&schema.AllPrivileges == 0 || hasWord(g.Grantee, "root") {
			continue
		}
		p.Report(finding.Finding{
			Span: g.Origin.Span, Objects: []string{"role " + g.Grantee},
			Message: phrase.Textf("account %s has all rights on every database of the server", "account %s heeft alle rechten op elke database van de server", g.Grantee),
			FixSQL:  "REVOKE ALL PRIVILEGES ON *.* FROM " + grantee(schema.MySQL, g.Grantee) + ";",
		})
	}
}

// administrators are the accounts that database servers come with.
var administrators = []string{"root", "postgres", "sa"}

// reportAdministratorLogin reports programs that connect as an administrator:
// one finding for each account.
func reportAdministratorLogin(p *Pass) {
	index := map[string]int{}
	var findings []finding.Finding
	for _, c := range p.settings().Connections {
		if !slices.Contains(administrators, c.User) || c.Sample || c.Scheme == "smtp" {
			continue
		}
		f := finding.Finding{
			Severity: finding.Note, Confidence: personal.Medium, Span: c.Span, Objects: []string{"role " + c.User}, Root: "connects as " + c.User,
			Message: phrase.Textf("the program connects as %s, the server's administrator", "het programma maakt verbinding als %s, de beheerder van de server", c.User),
		}
		if c.Reach == setting.RemoteHost {
			f.Severity = finding.Warning
		}
		if i, ok := index[c.User]; ok {
			findings[i].Severity = max(findings[i].Severity, f.Severity)
			findings[i].Others = append(findings[i].Others, finding.Step{Span: c.Span, Message: f.Message})
			continue
		}
		index[c.User] = len(findings)
		findings = append(findings, f)
	}
	for _, f := range findings {
		p.Report(f)
	}
}
