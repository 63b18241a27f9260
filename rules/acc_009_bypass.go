package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func bypass() *Rule {
	return &Rule{
		ID: "ACC-009", Name: "bypassing-view", Severity: finding.Note,
		Title: phrase.Text{EN: "View or function bypasses the policy", NL: "View of functie omzeilt het beleid"},
		What: phrase.Text{
			EN: "A view without security_invoker over a table whose rows are protected by policies, and a SECURITY DEFINER function over personal data without a search path of its own.",
			NL: "Een view zonder security_invoker over een tabel waarvan de rijen met beleid zijn beschermd, en een functie met SECURITY DEFINER over persoonsgegevens zonder eigen zoekpad.",
		},
		Why: phrase.Text{
			EN: "Both run with the rights of their owner: the view shows every row, whoever asks, and the function can be made to run somebody else's code.",
			NL: "Beide draaien met de rechten van hun eigenaar: de view toont elke rij, wie het ook vraagt, en de functie kan andermans code gaan uitvoeren.",
		},
		Fix: phrase.Text{
			EN: "Set security_invoker on the view (PostgreSQL 15 and later) and a search_path on the function.",
			NL: "Zet security_invoker op de view (PostgreSQL 15 en later) en een search_path op de functie.",
		},
		Not: phrase.Text{
			EN: "Views over tables without row policies bypass nothing. In MySQL, where SECURITY DEFINER is the default, nothing is reported.",
			NL: "Views over tabellen zonder rijbeleid omzeilen niets. In MySQL, waar SECURITY DEFINER de standaard is, wordt niets gemeld.",
		},
		Law:   law.Refs("gdpr.32"),
		Guide: []string{"P2"},
		Check: func(p *Pass) {
			for _, db := range p.Inventory.Databases {
				if db.Dialect != schema.PostgreSQL {
					continue
				}
				for _, v := range db.Views {
					reportBypassingView(p, db, v)
				}
				for _, f := range db.Functions {
					reportDefiner(p, db, f)
				}
			}
		},
	}
}

// personalTable returns the inventory's table of that name, if it holds personal
// data.
func (p *Pass) personalTable(db *schema.Database, name schema.Name) *inventory.Table {
	stored := db.Table(name)
	i := slices.IndexFunc(p.Inventory.Tables, func(t *inventory.Table) bool { return stored != nil && t.Table == stored && holdsPersonal(t) })
	if i < 0 {
		return nil
	}
	return p.Inventory.Tables[i]
}

func reportBypassingView(p *Pass, db *schema.Database, v *schema.View) {
	if v.SecurityInvoker == schema.Yes || v.Materialized {
		return
	}
	for _, name := range v.Tables {
		t := p.personalTable(db, name)
		if t == nil || t.Table.RowSecurity != schema.Yes || len(t.Table.Policies) == 0 {
			continue
		}
		p.Report(finding.Finding{
			Span: v.Origin.Span, Objects: []string{t.Object()}, Root: "view " + v.Name.String() + " " + t.Object(),
			Message: phrase.Textf("view %s shows rows of %s past its row policies", "view %s toont rijen van %s buiten het rijbeleid om", v.Name, t.Object()),
			FixSQL:  "ALTER VIEW " + qualified(schema.PostgreSQL, v.Name) + " SET (security_invoker = true);",
		})
		return
	}
}

func reportDefiner(p *Pass, db *schema.Database, f *schema.Function) {
	if f.SecurityDefiner != schema.Yes || f.HasSearchPath {
		return
	}
	for _, use := range append(f.Reads[:len(f.Reads):len(f.Reads)], f.Writes...) {
		t := p.personalTable(db, use.Table)
		if t == nil {
			continue
		}
		p.Report(finding.Finding{
			Span: f.Origin.Span, Objects: []string{t.Object()}, Root: "function " + f.Name.String() + " " + t.Object(),
			Message: phrase.Textf("function %s reaches %s with its owner's rights and the caller's search path", "functie %s komt bij %s met de rechten van de eigenaar en het zoekpad van de aanroeper", f.Name, t.Object()),
			FixSQL:  "ALTER FUNCTION " + qualified(schema.PostgreSQL, f.Name) + "(" + f.Signature() + ") SET search_path = pg_catalog, " + schemaOf(t.Table.Name) + ";",
		})
		return
	}
}

func schemaOf(n schema.Name) string {
	if n.Schema == "" {
		return "public"
	}
	return ident(schema.PostgreSQL, n.Schema)
}
