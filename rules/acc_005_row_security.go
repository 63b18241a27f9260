package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func rowSecurity() *Rule {
	return &Rule{
		ID: "ACC-005", Name: "row-security", Severity: finding.Warning,
		Title: phrase.Text{EN: "Row-level security without effect", NL: "Beveiliging per rij heeft geen effect"},
		What: phrase.Text{
			EN: "On a table with personal data: row policies while row security is off, a policy that lets everyone see every row (USING (true)), and row security that does not bind the owner although the owner can log in.",
			NL: "Op een tabel met persoonsgegevens: rijbeleid terwijl rijbeveiliging uit staat, een beleid waarmee iedereen elke rij ziet (USING (true)), en rijbeveiliging die niet geldt voor de eigenaar terwijl die kan inloggen.",
		},
		Why: phrase.Text{
			EN: "Somebody meant to separate customers from each other, and the database does not do it.",
			NL: "Iemand wilde klanten van elkaar scheiden, en de database doet het niet.",
		},
		Fix: phrase.Text{
			EN: "ENABLE ROW LEVEL SECURITY, compare the row with who asks (auth.uid(), current_setting), and FORCE it where the application owns the table.",
			NL: "Zet ENABLE ROW LEVEL SECURITY aan, vergelijk de rij met wie het vraagt (auth.uid(), current_setting), en gebruik FORCE als de applicatie eigenaar van de tabel is.",
		},
		Not: phrase.Text{
			EN: "A table without any policy is not judged: many shops have one tenant. Row security without a policy shows no rows at all, which is safe. An UPDATE policy with only USING is safe too: PostgreSQL uses it as the check.",
			NL: "Een tabel zonder beleid wordt niet beoordeeld: veel winkels hebben maar één huurder. Rijbeveiliging zonder beleid toont geen enkele rij, en dat is veilig. Een UPDATE-beleid met alleen USING ook: PostgreSQL gebruikt dat als controle.",
		},
		Law:   law.Refs("gdpr.32"),
		Guide: []string{"P2"},
		Check: func(p *Pass) {
			for _, t := range p.Inventory.Tables {
				if t.Database.Dialect == schema.PostgreSQL && holdsPersonal(t) {
					reportRowSecurity(p, t)
				}
			}
		},
	}
}

func reportRowSecurity(p *Pass, t *inventory.Table) {
	name := qualified(schema.PostgreSQL, t.Table.Name)
	f := finding.Finding{Span: t.Table.Origin.Span, Objects: []string{t.Object()}}
	owner := t.Database.Role(t.Table.Owner)
	switch {
	case len(t.Table.Policies) > 0 && t.Table.RowSecurity != schema.Yes && !alteredAtRunTime(t.Database):
		f.Span = t.Table.Policies[0].Origin.Span
		f.Message = phrase.Textf("table %s has row policies, but row security is not enabled: they do nothing", "tabel %s heeft rijbeleid, maar rijbeveiliging staat niet aan: het doet niets", t.Object())
		f.FixSQL = "ALTER TABLE " + name + " ENABLE ROW LEVEL SECURITY;"
		p.Report(f)
		return
	case t.Table.RowSecurity == schema.Yes && t.Table.ForceRLS != schema.Yes && owner != nil && owner.Login == schema.Yes:
		f.Message = phrase.Textf("row security of %s does not bind its owner %s, who can log in", "de rijbeveiliging van %s geldt niet voor eigenaar %s, die kan inloggen", t.Object(), owner.Name)
		f.FixSQL = "ALTER TABLE " + name + " FORCE ROW LEVEL SECURITY;"
		p.Report(f)
	}
	for _, policy := range t.Table.Policies {
		if !opensAll(policy) {
			continue
		}
		p.Report(finding.Finding{
			Span: policy.Origin.Span, Objects: []string{t.Object()}, Root: "policy " + policy.Name + " " + t.Object(),
			Message: phrase.Textf("policy %s lets everyone see every row of %s", "beleid %s laat iedereen elke rij van %s zien", policy.Name, t.Object()),
		})
	}
}

// alteredAtRunTime reports whether DDL that is built at run time may switch row
// security on: then nothing is known.
func alteredAtRunTime(db *schema.Database) bool { return len(db.Dynamic) > 0 }

// opensAll reports whether a permissive policy shows every row to everyone.
func opensAll(p *schema.Policy) bool {
	if !p.Permissive || p.Using == nil || p.Using.Const != schema.Yes || (p.Command != "ALL" && p.Command != "SELECT") {
		return false
	}
	return len(p.Roles) == 0 || slices.Contains(p.Roles, schema.Public) || slices.ContainsFunc(p.Roles, func(r string) bool { return slices.Contains(webRoles, r) })
}
