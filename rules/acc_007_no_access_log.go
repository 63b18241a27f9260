package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func noAccessLog() *Rule {
	return &Rule{
		ID: "ACC-007", Name: "no-access-log", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "No access log for sensitive data", NL: "Geen logging van toegang tot gevoelige gegevens"},
		What: phrase.Text{
			EN: "Tables with special categories, criminal data, national numbers, identity documents, bank accounts or data about children, in a database without an audit table, without a trigger on those tables that writes one, and without log_review in privet.yaml.",
			NL: "Tabellen met bijzondere persoonsgegevens, strafrechtelijke gegevens, nationale nummers, identiteitsbewijzen, bankrekeningen of gegevens van kinderen, in een database zonder audittabel, zonder trigger op die tabellen die er een bijhoudt, en zonder log_review in privet.yaml.",
		},
		Why: phrase.Text{
			EN: "Without a log nobody notices that an employee looks up a neighbour, and after a breach you cannot tell whose data was seen. Two Dutch hospitals were fined because nobody looked at the logs.",
			NL: "Zonder logging merkt niemand dat een medewerker een bekende opzoekt, en na een datalek weet je niet wiens gegevens zijn ingezien. Twee Nederlandse ziekenhuizen kregen een boete omdat niemand naar de logs keek.",
		},
		Fix: phrase.Text{
			EN: "Log who reads or changes such records (pgaudit, a trigger, the application), look at the log on a schedule, and declare that with log_review in privet.yaml.",
			NL: "Leg vast wie zulke gegevens inziet of wijzigt (pgaudit, een trigger, de applicatie), bekijk het logboek volgens een vast schema, en leg dat vast met log_review in privet.yaml.",
		},
		Not: phrase.Text{
			EN: "Logging in a proxy, the server's configuration or the application is not seen: declare it. That a log table exists does not show that anybody reads it.",
			NL: "Logging in een proxy, in de serverinstellingen of in de applicatie is niet te zien: leg die vast. Dat er een logtabel is bewijst niet dat iemand erin kijkt.",
		},
		Law:   law.Refs("gdpr.32", "gdpr.33", "case.haga", "case.olvg"),
		Guide: []string{"P2", "P4"},
		Check: func(p *Pass) {
			if p.Policy != nil && p.Policy.LogReview != "" {
				return
			}
			for _, db := range p.Inventory.Databases {
				if !audited(db) {
					reportUnlogged(p, db)
				}
			}
		},
	}
}

// auditWords name tables that say who did what.
var auditWords = []string{"audit", "audit_log", "audits", "auditlog", "access_log", "accesslog", "activity_log", "activity", "event_log", "logging", "inzagelog", "raadpleging", "raadplegingen", "toegangslog", "history", "versions"}

// audited reports whether a database keeps a log of who did what.
func audited(db *schema.Database) bool {
	return slices.ContainsFunc(db.Tables, func(t *schema.Table) bool { return hasWord(t.Name.Name, auditWords...) })
}

// sensitiveByReading reports whether seeing one record of the category already
// does harm. Nobody profits from reading a password hash, so credentials are not
// among them.
func sensitiveByReading(c *personal.Category) bool {
	return c.Sensitivity >= 4 && c.Class != personal.Credential && c.ID != "fin.card_number" && c.ID != "fin.card_auth" && c.ID != "loc.precise"
}

func reportUnlogged(p *Pass, db *schema.Database) {
	f := finding.Finding{Root: "no access log " + db.Name}
	var names []string
	for _, t := range p.Inventory.Tables {
		i := slices.IndexFunc(t.Items, func(i *inventory.Item) bool {
			return i.Category != nil && i.Confidence >= personal.Medium && sensitiveByReading(i.Category)
		})
		if t.Database != db || i < 0 || len(t.Table.Triggers) > 0 || t.Table.Kind == schema.QueryOnlyName {
			continue
		}
		item := t.Items[i]
		if len(names) == 0 {
			f.Span = item.Origin.Span
		} else {
			f.Others = append(f.Others, finding.Step{Span: item.Origin.Span, Message: phrase.Textf("%s", "%s", item.Object())})
		}
		names, f.Objects = append(names, t.Object()), append(f.Objects, t.Object())
		f.Confidence = max(f.Confidence, min(item.Confidence, personal.Medium))
	}
	if len(names) == 0 {
		return
	}
	f.Message = say("nothing was seen that logs who looks into %s", "niets gezien dat vastlegt wie in %s kijkt", list(names))
	p.Report(f)
}
