package rules

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func oldVATNumber() *Rule {
	return &Rule{
		ID: "SPC-003", Name: "old-vat-number", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Old Dutch VAT number may contain a BSN", NL: "Oud btw-nummer kan een BSN bevatten"},
		What: phrase.Text{
			EN: "A column for Dutch VAT numbers (btw-nummer). Those of sole traders from before 2020 contain the owner's BSN.",
			NL: "Een kolom voor btw-nummers. Die van eenmanszaken van voor 2020 bevatten het BSN van de eigenaar.",
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
			EN: "privet sees a column, not which numbers are in it: this is a question, not a verdict. VAT columns that are not Dutch by name are left alone.",
			NL: "privet ziet een kolom, niet welke nummers erin staan: dit is een vraag, geen oordeel. Btw-kolommen met een niet-Nederlandse naam blijven met rust.",
		},
		Law:   law.Refs("uavg.46", "gdpr.87"),
		Guide: []string{"S15"},
		Check: func(p *Pass) {
			for _, item := range p.items("fin.tax_id") {
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
