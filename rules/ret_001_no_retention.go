package rules

import (
	"fmt"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/profile"
)

func noRetention() *Rule {
	return &Rule{
		ID: "RET-001", Name: "no-retention", Severity: finding.Warning,
		Title: phrase.Text{EN: "No retention period declared", NL: "Geen bewaartermijn vastgelegd"},
		What: phrase.Text{
			EN: "A purpose in privet.yaml without a retention period, while tables with personal data serve it.",
			NL: "Een doel in privet.yaml zonder bewaartermijn, terwijl tabellen met persoonsgegevens ervoor dienen.",
		},
		Why: phrase.Text{
			EN: "You may keep personal data no longer than needed, and must tell people how long that is. A Finnish shop was fined EUR 856,000 for having no period at all.",
			NL: "Je mag persoonsgegevens niet langer bewaren dan nodig, en je moet mensen vertellen hoe lang dat is. Een Finse winkel kreeg € 856.000 boete omdat er geen bewaartermijn was.",
		},
		Fix: phrase.Text{
			EN: "Add retention: to the purpose, for example 36m for orders and 84m for invoices, and make a job that erases what is older.",
			NL: "Voeg retention: toe aan het doel, bijvoorbeeld 36m voor bestellingen en 84m voor facturen, en maak een taak die wist wat ouder is.",
		},
		Not: phrase.Text{
			EN: "Without privet.yaml only REG-001 speaks: one missing file is one problem. Whether the period is right is yours to decide.",
			NL: "Zonder privet.yaml meldt alleen REG-001 zich: één ontbrekend bestand is één probleem. Of de termijn klopt bepaal je zelf.",
		},
		Law:   law.Refs("gdpr.5.1.e", "gdpr.13", "gdpr.30", "case.verkkokauppa"),
		Guide: []string{"P3"},
		Check: checkNoRetention,
	}
}

func checkNoRetention(p *Pass) {
	if p.Policy == nil {
		return
	}
	for i, purpose := range p.Policy.Purposes {
		if purpose.Retention != "" {
			continue
		}
		tables := p.serving(purpose.ID)
		if len(tables) == 0 {
			continue
		}
		f := finding.Finding{Span: p.Policy.Place(fmt.Sprintf("$.purposes[%d].id", i)), Objects: []string{"purpose " + purpose.ID}}
		var names []string
		for _, t := range tables {
			names = append(names, t.Object())
			f.Others = append(f.Others, finding.Step{Span: t.Table.Origin.Span, Message: phrase.Textf("%s", "%s", t.Object())})
		}
		f.Message = say("purpose %s has no retention period, though %s serves it", "doel %s heeft geen bewaartermijn, terwijl %s ervoor dient", purpose.ID, list(names))
		if known := profile.ByID(purpose.ProfileID()); known != nil {
			f.Evidence = append(f.Evidence, phrase.Text{EN: "a usual period, for you to decide: " + known.Keep.EN, NL: "een gebruikelijke termijn, om zelf over te beslissen: " + known.Keep.NL})
		}
		p.Report(f)
	}
}

// serving returns the tables with personal data that are declared to serve a
// purpose.
func (p *Pass) serving(purpose string) []*inventory.Table {
	var tables []*inventory.Table
	for _, t := range p.Inventory.Tables {
		declared, ok := declaration(p.Policy, t)
		if !ok || !holdsPersonal(t) {
			continue
		}
		for _, id := range declared.Purposes {
			if id == purpose {
				tables = append(tables, t)
				break
			}
		}
	}
	return tables
}
