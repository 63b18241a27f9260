package rules

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/policy"
)

func retentionBand() *Rule {
	return &Rule{
		ID: "RET-006", Name: "retention-band", Severity: finding.Warning,
		Title: phrase.Text{EN: "Retention outside the legal band", NL: "Bewaartermijn buiten de wettelijke band"},
		What: phrase.Text{
			EN: "A retention period in privet.yaml that is shorter than the law asks for (invoices: seven years in the Netherlands) or longer than law or practice allows (rejected applicants: four weeks, a year with consent).",
			NL: "Een bewaartermijn in privet.yaml die korter is dan de wet vraagt (facturen: zeven jaar in Nederland) of langer dan wet of praktijk toelaat (afgewezen sollicitanten: vier weken, met toestemming een jaar).",
		},
		Why: phrase.Text{
			EN: "Too short breaks tax law, too long breaks the GDPR: data may be kept no longer than its purpose asks.",
			NL: "Te kort is in strijd met de belastingwet, te lang met de AVG: je mag gegevens niet langer bewaren dan voor het doel nodig is (opslagbeperking).",
		},
		Fix: phrase.Text{
			EN: "Adjust the period, or keep the exception with its reason: an exception in privet.yaml, basis: \"legal:OSS\" for the one-stop shop, country: for the law of another country.",
			NL: "Pas de termijn aan, of leg de afwijking met reden vast: een uitzondering in privet.yaml, basis: \"legal:OSS\" voor het éénloketsysteem, country: voor het recht van een ander land.",
		},
		Not: phrase.Text{
			EN: "Periods that are only practice (the CNIL's three years for inactive accounts) weigh as a note: longer can be right with a reason. For other countries than the Netherlands only practice is known.",
			NL: "Termijnen die alleen praktijk zijn (drie jaar van de CNIL voor inactieve accounts) wegen als opmerking: langer kan goed zijn, met een reden. Voor andere landen dan Nederland is alleen de praktijk bekend.",
		},
		Law:   law.Refs("gdpr.5.1.e", "awr.52", "vat.oss", "ap.applicants"),
		Guide: []string{"S08"},
		Check: func(p *Pass) {
			if p.Policy == nil {
				return
			}
			for i, purpose := range p.Policy.Purposes {
				reportBand(p, i, purpose)
			}
		},
	}
}

func reportBand(p *Pass, i int, purpose policy.Purpose) {
	months, ok := retentionMonths(purpose.Retention)
	band, known := law.RetentionBand(purpose.ProfileID(), strings.ToUpper(cmp.Or(p.Policy.Country, "NL")), keptWhen(purpose))
	if !ok || !known {
		return
	}
	f := finding.Finding{Span: p.Policy.Place(fmt.Sprintf("$.purposes[%d].retention", i)), Objects: []string{"purpose " + purpose.ID}, Law: []finding.LawRef{band.Law}}
	switch {
	case months < float64(band.Floor):
		f.Severity = finding.Error
		f.Message = phrase.Textf("purpose %s is kept for %s, but must be kept for at least %d months", "doel %s wordt %s bewaard, maar moet minstens %d maanden bewaard blijven", purpose.ID, purpose.Retention, band.Floor)
	case months > float64(band.Ceiling) && band.Benchmark:
		f.Severity = finding.Note
		f.Message = phrase.Textf("purpose %s is kept for %s; more than %d months is not usual and needs a reason", "doel %s wordt %s bewaard; meer dan %d maanden is niet gebruikelijk en vraagt om een reden", purpose.ID, purpose.Retention, band.Ceiling)
	case months > float64(band.Ceiling):
		f.Message = phrase.Textf("purpose %s is kept for %s; the limit in months is %d", "doel %s wordt %s bewaard; de grens in maanden is %d", purpose.ID, purpose.Retention, band.Ceiling)
	default:
		return
	}
	p.Report(f)
}

// keptWhen tells the bands of one purpose apart.
func keptWhen(purpose policy.Purpose) string {
	switch {
	case purpose.Basis == "consent":
		return "consent"
	case hasWord(purpose.Basis, "oss", "one_stop_shop"):
		return "oss"
	}
	return ""
}

// retentionMonths reads 30d, 4w, 36m and 7y; ok is false for periods that end
// with an event.
func retentionMonths(period string) (months float64, ok bool) {
	if period == "" {
		return 0, false
	}
	n, err := strconv.Atoi(period[:len(period)-1])
	if err != nil {
		return 0, false
	}
	switch period[len(period)-1] {
	case 'd':
		return float64(n) / 31, true // the longest month: 31d is a month, and no more
	case 'w':
		return float64(n) * 7 / 31, true
	case 'm':
		return float64(n), true
	case 'y':
		return float64(n) * 12, true
	}
	return 0, false
}
