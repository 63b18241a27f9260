package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func oldVATNumber() *Rule {
	return &Rule{
		ID: "SPC-003", Name: "old-vat-number", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Old Dutch VAT number may contain a BSN", NL: "Oud btw-nummer kan een BSN bevatten"},
		What: phrase.Text{
			EN: "A column for Dutch VAT numbers (btw-nummer). Those of sole traders from before 2020 contain the owner's BSN. Where rows are in the sources, their numbers are checked: one that contains a BSN makes it a warning.",
			NL: "Een kolom voor btw-nummers. Die van eenmanszaken van voor 2020 bevatten het BSN van de eigenaar. Staan er rijen in de bronnen, dan worden de nummers nagerekend: één met een BSN erin maakt er een waarschuwing van.",
		},
		Why: phrase.Text{
			EN: "With the old number you hold a BSN without a law that allows it.",
			NL: "Met het oude nummer heb je een BSN in huis zonder wet die dat toestaat.",
		},
		Fix: phrase.Text{
			EN: "Ask sole traders for the btw-id issued since 2020 and purge the old numbers, also from invoices' copies in the customer's record.",
			NL: "Vraag eenmanszaken om het btw-id dat sinds 2020 wordt uitgegeven en wis de oude nummers, ook uit kopieën bij de klantgegevens.",
		},
		Not: phrase.Text{
			EN: "Without rows privet sees a column, not which numbers are in it: then this is a question, not a verdict. A company's number (it begins with an 8) and the btw-id of after 2020 contain no BSN. VAT columns that are not Dutch by name are left alone.",
			NL: "Zonder rijen ziet privet een kolom, niet welke nummers erin staan: dan is dit een vraag, geen oordeel. Het nummer van een rechtspersoon (begint met een 8) en het btw-id van na 2020 bevatten geen BSN. Btw-kolommen met een niet-Nederlandse naam blijven met rust.",
		},
		Law:   law.Refs("uavg.46", "gdpr.87"),
		Guide: []string{"S15"},
		Check: func(p *Pass) {
			for _, item := range p.items("fin.tax_id") {
				if v := item.Column.Values; v != nil && v.OldVAT > 0 {
					p.Report(oldNumbers(item, v))
					continue
				}
				if item.Confidence < personal.Medium || !hasWord(item.Column.Name, "btw", "btwnummer", "btw_nummer", "btwnr", "omzetbelastingnummer") {
					continue
				}
				f := about(item)
				f.Message = phrase.Textf("does %s hold VAT numbers of sole traders from before 2020? They contain the BSN", "bevat %s btw-nummers van eenmanszaken van voor 2020? Die bevatten het BSN", item.Object())
				p.Report(f)
			}
		},
	}
}

// oldNumbers is the finding on rows whose numbers contain a BSN.
func oldNumbers(item *inventory.Item, v *schema.Values) finding.Finding {
	f := about(item)
	f.Severity, f.Span = finding.Warning, v.Origin.Span
	f.Message = phrase.Textf("%s holds VAT numbers of before 2020, with a BSN in them, in %d of %d rows", "%s bevat btw-nummers van voor 2020, met een BSN erin, in %d van %d rijen", item.Object(), v.OldVAT, v.Sampled)
	return f
}
