package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func soldWithoutConsent() *Rule {
	return &Rule{
		ID: "DIS-004", Name: "sold-without-consent", Severity: finding.Error, Preview: true,
		Title: phrase.Text{EN: "Export or sale of customer data without a consent predicate", NL: "Klantgegevens verhandeld of geëxporteerd zonder toestemming"},
		What: phrase.Text{
			EN: "A view, table or Go function named for partners, affiliates or the sale of leads that takes personal data of customers without a condition on any consent.",
			NL: "Een view, tabel of Go-functie die naar partners, affiliates of leadverkoop is genoemd en persoonsgegevens van klanten ophaalt zonder voorwaarde op enige toestemming.",
		},
		Why: phrase.Text{
			EN: "Customer data may not be traded without the customer's consent. A commercial interest can count, but only when it is strictly necessary, expected and weighed on paper; without consent or that balancing test it is unlawful.",
			NL: "Klantgegevens mogen niet zonder toestemming worden verhandeld. Een commercieel belang kan meetellen, maar alleen als het strikt noodzakelijk is, te verwachten was en op papier is afgewogen; zonder toestemming of belangenafweging is het onrechtmatig.",
		},
		Fix: phrase.Text{
			EN: "Ask for a separate consent for sharing, keep when it was given and withdrawn, and put that in the WHERE: sharing_consent_at IS NOT NULL AND sharing_withdrawn_at IS NULL.",
			NL: "Vraag aparte toestemming voor het delen, bewaar wanneer die is gegeven en ingetrokken, en zet dat in de WHERE: delen_toestemming_op IS NOT NULL AND delen_ingetrokken_op IS NULL.",
		},
		Not: phrase.Text{
			EN: "Exports for the accountant, the tax office or the carrier, and a customer's own data download, are no sale. Exports whose name tells nothing are not recognised, and neither is a spreadsheet sent by hand.",
			NL: "Exports voor de accountant, de Belastingdienst of de vervoerder, en de download van iemands eigen gegevens, zijn geen handel. Exports waarvan de naam niets zegt worden niet herkend, net als een spreadsheet die iemand met de hand verstuurt.",
		},
		Law:   law.Refs("gdpr.6", "gdpr.5.1.b", "gdpr.14", "c621.22"),
		Guide: []string{"P1"},
		Check: func(p *Pass) {
			for _, db := range p.Inventory.Databases {
				for _, v := range db.Views {
					reportSoldView(p, db, v)
				}
			}
			for _, t := range p.personalTables() {
				reportSoldTable(p, t)
			}
			reportSoldInCode(p)
		},
	}
}

// buyers are those to whom data is sold, soldWords what says so without them.
var (
	buyers    = []string{"partner", "partners", "affiliate", "affiliates", "advertiser", "advertisers", "broker", "brokers", "reseller", "resellers", "adverteerder", "adverteerders"}
	soldWords = []string{"data_sale", "data_sales", "lead_sale", "lead_sales", "leads_sale", "sold_leads", "verkoop_leads", "leads_verkoop", "leadverkoop", "lead_export", "leads_export", "export_leads", "sell_leads", "sell_data", "verhandel"}
	feedWords = []string{"export", "exports", "feed", "feeds", "share", "shared", "leads", "data", "customers", "klanten", "users", "emails", "addresses", "adressen", "list", "sync", "upload"}
)

// namedForSale reports whether a name speaks of data that goes to a buyer.
func namedForSale(name string) bool {
	return hasWord(name, soldWords...) || hasWord(name, buyers...) && hasWord(name, feedWords...)
}

func reportSoldView(p *Pass, db *schema.Database, v *schema.View) {
	if !namedForSale(v.Name.Name) {
		return
	}
	var names, objects []string
	confidence := personal.None
	for _, c := range v.Columns {
		for _, from := range c.From {
			item := p.sellable(db, from)
			if item == nil {
				continue
			}
			if !slices.Contains(names, c.Name) {
				names = append(names, c.Name)
			}
			objects = append(objects, item.Object())
			confidence = max(confidence, item.Confidence)
		}
	}
	if len(names) == 0 || asksConsent(v) {
		return
	}
	p.Report(finding.Finding{
		Confidence: confidence, Span: v.Origin.Span, Objects: objects, Root: "view " + v.Name.String(),
		Message: say("view %s hands on %s without looking at any consent", "view %s geeft %s door zonder naar enige toestemming te kijken", v.Name.String(), list(names)),
	})
}

// sellable returns the personal item of a customer that a column use means, or
// nil. Partners' own data is not a customer's.
func (p *Pass) sellable(db *schema.Database, use schema.ColumnUse) *inventory.Item {
	t := p.personalTable(db, use.Table)
	if t == nil || t.Subject == personal.PublicSubject || hasWord(t.Table.Name.Name, buyers...) || hasWord(use.Column, "id") {
		return nil
	}
	for _, item := range t.Items {
		if strings.EqualFold(item.Column.Name, use.Column) && item.Category != nil && item.Category.Sensitivity >= 2 && item.Confidence >= personal.Medium {
			return item
		}
	}
	return nil
}

// consentWords name columns that say whether somebody agreed.
var consentWords = []string{"consent", "consent_at", "consented", "opt_in", "optin", "opt_out", "optout", "toestemming", "toestemming_op", "akkoord", "permission", "agreed", "sharing", "share_allowed", "delen", "bezwaar", "objection", "marketing", "einwilligung", "consentement"}

func asksConsent(v *schema.View) bool {
	return slices.ContainsFunc(v.Uses, func(u schema.ColumnUse) bool {
		return (u.Role == schema.FilterUse || u.Role == schema.JoinUse) && hasWord(u.Column, consentWords...)
	})
}

// reportSoldTable reports a table that is itself the sale: its name says so.
func reportSoldTable(p *Pass, t *inventory.Table) {
	if !namedForSale(t.Table.Name.Name) || slices.ContainsFunc(t.Table.Columns, func(c *schema.Column) bool { return hasWord(c.Name, consentWords...) }) {
		return
	}
	names, confidence := exposed(t, nil)
	if len(names) == 0 || t.Subject == personal.PublicSubject {
		return
	}
	p.Report(finding.Finding{
		Confidence: min(confidence, personal.Medium), Severity: finding.Warning, Span: t.Table.Origin.Span, Objects: []string{t.Object()},
		Message: say("table %s is named for handing data on and keeps %s without any consent", "tabel %s is genoemd naar het doorgeven van gegevens en bewaart %s zonder enige toestemming", t.Object(), list(names)),
	})
}

// reportSoldInCode reports functions named for sale that let customer data out
// after a query without a condition on consent.
func reportSoldInCode(p *Pass) {
	seen := map[string]bool{}
	for _, item := range p.Inventory.Items {
		if item.Category == nil || item.Category.Sensitivity < 2 || item.Confidence < personal.Medium || hasWord(item.Table.Table.Name.Name, buyers...) {
			continue
		}
		for _, e := range item.Exits {
			out := e.Kind == usage.File || e.Kind == usage.HTTPOut || e.Kind == usage.ThirdParty
			where := e.Package + "." + e.Function
			if !out || seen[where] || !namedForSale(e.Function) && !namedForSale(lastOf(e.Package)+"_"+e.Function) || conditionedOnConsent(item, e) {
				continue
			}
			seen[where] = true
			f := about(item)
			f.Root = where
			placeAt(&f, e, item, phrase.Text{EN: "customer data", NL: "klantgegevens"})
			f.Message = phrase.Textf("%s hands on %s without looking at any consent", "%s geeft %s door zonder naar enige toestemming te kijken", e.Function, item.Object())
			p.Report(f)
		}
	}
}

// lastOf is the last part of an import path.
func lastOf(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// conditionedOnConsent reports whether a query of the item in the same function
// or package has a condition on consent.
func conditionedOnConsent(item *inventory.Item, e *usage.Event) bool {
	return slices.ContainsFunc(item.Reads, func(r *usage.Event) bool {
		return r.Package == e.Package && slices.ContainsFunc(r.Conditions, func(c string) bool { return hasWord(c, consentWords...) })
	})
}
