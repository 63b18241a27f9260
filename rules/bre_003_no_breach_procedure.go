package rules

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func noBreachProcedure() *Rule {
	return &Rule{
		ID: "BRE-003", Name: "no-breach-procedure", Severity: finding.Note,
		Title: phrase.Text{EN: "No breach procedure or register declared", NL: "Geen datalekprocedure of datalekregister"},
		What: phrase.Text{
			EN: "A privet.yaml without a breach section: who decides, and where breaches are recorded.",
			NL: "Een privet.yaml zonder onderdeel breach: wie beslist, en waar datalekken worden vastgelegd.",
		},
		Why: phrase.Text{
			EN: "A breach must be notified within 72 hours unless a risk is unlikely, and every breach belongs in a register of your own. Booking.com paid EUR 475,000 for being late.",
			NL: "Een datalek moet binnen 72 uur worden gemeld, tenzij een risico onwaarschijnlijk is, en elk datalek hoort in je eigen register. Booking.com betaalde € 475.000 omdat het te laat was.",
		},
		Fix: phrase.Text{
			EN: "Add breach: with contact (who is reachable in the weekend too) and register (where breaches are written down).",
			NL: "Voeg breach: toe met contact (wie ook in het weekend bereikbaar is) en register (waar datalekken worden opgeschreven).",
		},
		Not: phrase.Text{
			EN: "Whether the procedure works when it matters cannot be seen. Without privet.yaml only REG-001 speaks.",
			NL: "Of de procedure werkt als het erop aankomt is niet te zien. Zonder privet.yaml meldt alleen REG-001 zich.",
		},
		Law:   law.Refs("gdpr.33", "case.booking"),
		Guide: []string{"S05", "P4"},
		Check: func(p *Pass) {
			if p.Policy == nil || p.Policy.Breach != nil || len(p.personalTables()) == 0 {
				return
			}
			p.Report(finding.Finding{
				Span: p.Policy.Place("$"), Objects: []string{"breach"},
				Message: phrase.Textf("%s does not say who handles a personal data breach", "%s zegt niet wie een datalek afhandelt", p.Policy.File),
			})
		},
	}
}
