package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func identityDocument() *Rule {
	return &Rule{
		ID: "SPC-004", Name: "identity-document", Severity: finding.Error,
		Title: phrase.Text{EN: "Identity document number or copy", NL: "Nummer of kopie van identiteitsbewijs"},
		What: phrase.Text{
			EN: "A column for the number or a scan of a passport, identity card or driving licence, and a web form that asks for one. Where the name alone leaves doubt (license_no) it is a warning.",
			NL: "Een kolom voor het nummer of een kopie van een paspoort, identiteitskaart of rijbewijs, en een webformulier dat erom vraagt. Laat de naam twijfel (license_no), dan is het een waarschuwing.",
		},
		Why: phrase.Text{
			EN: "A shop may not ask for a copy to know who somebody is, and the copy holds the BSN and a photograph: all that identity fraud needs. DPG Media was fined for it.",
			NL: "Een winkel mag niet om een kopie vragen om te weten wie iemand is, en op de kopie staan het BSN en een foto: alles wat identiteitsfraude nodig heeft. DPG Media kreeg er een boete voor.",
		},
		Fix: phrase.Text{
			EN: "Drop the column and the files. Check who asks through the account or a link by e-mail. If a law obliges you, name it in an exception.",
			NL: "Verwijder de kolom en de bestanden. Controleer wie iets vraagt via het account of een link per e-mail. Verplicht een wet je ertoe, noem die dan in een uitzondering.",
		},
		Not: phrase.Text{
			EN: "Document numbers of invoices and orders are not identity documents.",
			NL: "Documentnummers van facturen en bestellingen zijn geen identiteitsbewijzen.",
		},
		Law:    law.Refs("gdpr.5.1.c", "uavg.46", "case.dpg"),
		Guide:  []string{"S14"},
		Covers: []string{"MIN-001"},
		Check: func(p *Pass) {
			for _, item := range p.items("id.document") {
				if item.Confidence < personal.High && item.Table.Subject != personal.PersonSubject || mustBeKept(item.Table) && hasWord(item.Column.Name, "document") {
					continue // the number of a document of the shop's own
				}
				f := about(item)
				f.Message = phrase.Textf("%s keeps the number or a copy of an identity document", "%s bewaart het nummer of een kopie van een identiteitsbewijs", item.Object())
				if item.Confidence < personal.High { // a licence may be a nurse's or a program's
					f.Severity = finding.Warning
					f.Message = phrase.Textf("%s may keep the number or a copy of an identity document", "%s bewaart mogelijk het nummer of een kopie van een identiteitsbewijs", item.Object())
				}
				f.FixSQL = dropColumn(item)
				for _, field := range item.Forms {
					f.Steps = append(f.Steps, stepTo(field))
				}
				p.Report(f)
			}
			asked := p.askedOnly(func(c *personal.Category) bool { return c.ID == "id.document" })
			reportAsked(p, asked, func(f *inventory.FormField) phrase.Text {
				if f.Field.Type == "file" {
					return phrase.Textf("the form asks for a copy of an identity document (%s)", "het formulier vraagt om een kopie van een identiteitsbewijs (%s)", f.Field.Name)
				}
				return phrase.Textf("the form asks for the number of an identity document (%s)", "het formulier vraagt om het nummer van een identiteitsbewijs (%s)", f.Field.Name)
			}, finding.Error)
		},
	}
}
