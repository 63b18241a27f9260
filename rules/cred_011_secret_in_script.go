package rules

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func secretInScript() *Rule {
	return &Rule{
		ID: "CRED-011", Name: "secret-in-script", Severity: finding.Error,
		Title: phrase.Text{EN: "Database password in a script", NL: "Databasewachtwoord in een script"},
		What: phrase.Text{
			EN: "CREATE or ALTER ROLE, USER with a readable password in the statement, and a connection string with a password and a host that is not this machine, in Go or in a configuration file, in a project that keeps personal data.",
			NL: "CREATE of ALTER ROLE, USER met een leesbaar wachtwoord in de opdracht, en een verbindingsregel met een wachtwoord en een host die niet deze machine is, in Go of in een configuratiebestand, in een project dat persoonsgegevens bewaart.",
		},
		Why: phrase.Text{
			EN: "Whoever can read the repository, or an old copy of it, can log in to the database with the customers in it.",
			NL: "Wie bij de code kan, of bij een oude kopie ervan, kan inloggen op de database met klanten.",
		},
		Fix: phrase.Text{
			EN: "Create the role without a password and set it from a secret store or the environment (\\password, or ALTER ROLE in the deployment). Change the one that was in the script.",
			NL: "Maak de rol aan zonder wachtwoord en stel het in vanuit een kluis of de omgeving (\\password, of ALTER ROLE bij het uitrollen). Verander het wachtwoord dat in het script stond.",
		},
		Not: phrase.Text{
			EN: "privet never keeps the password, so it cannot tell a placeholder from a real one; a placeholder that is really used is no better. Hashed passwords (SCRAM) are not reported, and neither are connection strings to this machine or a container beside it, in samples and tests, or with a word such as \"changeme\".",
			NL: "privet bewaart het wachtwoord nooit en kan een invulwoord dus niet van een echt wachtwoord onderscheiden; een invulwoord dat echt wordt gebruikt is niet beter. Gehashte wachtwoorden (SCRAM) worden niet gemeld, en verbindingsregels naar deze machine of een container ernaast, in voorbeelden en tests, of met een woord als \"changeme\" ook niet.",
		},
		Law:   law.Refs("gdpr.32"),
		Guide: []string{"P3"},
		Check: func(p *Pass) {
			if len(p.Inventory.Items) == 0 {
				return
			}
			places := repeats{}
			for _, db := range p.Inventory.Databases {
				for _, r := range db.Roles {
					if r.Password != schema.PasswordPlain {
						continue
					}
					f := finding.Finding{
						Confidence: personal.Medium, Span: r.Origin.Span, Objects: []string{"role " + r.Name},
						Message: phrase.Textf("the password of role %s stands in the script", "het wachtwoord van rol %s staat in het script", r.Name),
					}
					places.fold(&f, r.Origin.Span.File)
					p.Report(f)
				}
			}
			reportConnectionSecrets(p)
		},
	}
}

// reportConnectionSecrets reports connection strings to another machine with a
// literal password in them.
func reportConnectionSecrets(p *Pass) {
	for _, c := range p.settings().Connections {
		if !c.Password || c.Sample || c.Reach != setting.RemoteHost {
			continue
		}
		p.Report(finding.Finding{
			Confidence: personal.Medium, Span: c.Span, Objects: []string{"connection " + c.Scheme + " " + c.Host}, Root: "connection " + c.Scheme + " " + c.Host,
			Message: phrase.Textf("the password of a %s server stands in the connection string", "het wachtwoord van een %s-server staat in de verbindingsregel", c.Scheme),
		})
	}
}
