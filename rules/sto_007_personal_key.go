package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func personalKey() *Rule {
	return &Rule{
		ID: "STO-007", Name: "personal-key", Severity: finding.Warning,
		Title: phrase.Text{EN: "E-mail, BSN or phone used as key", NL: "E-mail, BSN of telefoon als sleutel"},
		What: phrase.Text{
			EN: "A primary key or a foreign key made of an e-mail address, a national number or a phone number.",
			NL: "Een primaire sleutel of verwijzing die uit een e-mailadres, een nationaal nummer of een telefoonnummer bestaat.",
		},
		Why: phrase.Text{
			EN: "A key is copied into other tables, logs and URLs, so the address spreads everywhere, and correcting or erasing it means changing all of them.",
			NL: "Een sleutel wordt gekopieerd naar andere tabellen, logs en URL's, zodat het adres overal terechtkomt; corrigeren of wissen betekent dan alles aanpassen.",
		},
		Fix: phrase.Text{
			EN: "Give the table a number of its own as key and refer to that; keep UNIQUE on the e-mail address.",
			NL: "Geef de tabel een eigen nummer als sleutel en verwijs daarnaar; houd UNIQUE op het e-mailadres.",
		},
		Not: phrase.Text{
			EN: "UNIQUE on an e-mail address is fine. A mailing list with nothing but the address and its consent may use it as key: it is the smallest list there is.",
			NL: "UNIQUE op een e-mailadres is in orde. Een mailinglijst met alleen het adres en de toestemming mag het als sleutel gebruiken: kleiner kan een lijst niet.",
		},
		Law:   law.Refs("gdpr.25", "uavg.46"),
		Guide: []string{"P3"},
		Check: checkPersonalKey,
	}
}

func checkPersonalKey(p *Pass) {
	for _, item := range p.items("contact.email", "id.national", "contact.phone") {
		if item.Confidence < personal.Medium {
			continue
		}
		for _, c := range item.Table.Table.Constraints {
			if !slices.ContainsFunc(c.Columns, func(name string) bool { return strings.EqualFold(name, item.Column.Name) }) {
				continue
			}
			f := about(item)
			switch {
			case c.Kind == schema.PrimaryKey && !minimalList(item.Table):
				f.Message = say("%s (%s) is the primary key", "%s (%s) is de primaire sleutel", item.Object(), lower(item.Category.Name))
			case c.Kind == schema.ForeignKey:
				f.Message = say("%s refers to %s by %s", "%s verwijst naar %s via %s", item.Object(), c.RefTable.String(), lower(item.Category.Name))
			default:
				continue
			}
			p.Report(f)
			break
		}
	}
}

// minimalList reports whether a table's only personal data is an e-mail address
// and what its owner agreed to.
func minimalList(t *inventory.Table) bool {
	for _, item := range t.Items {
		if item.Category != nil && item.Category.ID != "contact.email" && item.Category.ID != "pref.consent" {
			return false
		}
	}
	return true
}
