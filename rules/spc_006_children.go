package rules

import (
	"fmt"
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func children() *Rule {
	return &Rule{
		ID: "SPC-006", Name: "children-without-consent", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Children without parental-consent evidence", NL: "Kinderen zonder bewijs van oudertoestemming"},
		What: phrase.Text{
			EN: "A column with data about a child in a table that has no column for a parent's consent; and such a table of a purpose that privet.yaml bases on consent of children (subjects: [children]).",
			NL: "Een kolom met gegevens over een kind in een tabel zonder kolom voor de toestemming van een ouder; en zo'n tabel bij een doel dat volgens privet.yaml op toestemming van kinderen rust (subjects: [kinderen]).",
		},
		Why: phrase.Text{
			EN: "In the Netherlands a parent must consent for children under 16, and you must be able to show it.",
			NL: "In Nederland moet een ouder toestemming geven voor kinderen onder de 16, en je moet dat kunnen aantonen.",
		},
		Fix: phrase.Text{
			EN: "Record who consented and when (parent_consent_at), or do not store the data.",
			NL: "Leg vast wie wanneer toestemming gaf (toestemming_ouder_op), of bewaar de gegevens niet.",
		},
		Not: phrase.Text{
			EN: "Children's sizes and toys are articles. Whether the parent gives the data about their own child is not seen.",
			NL: "Kindermaten en speelgoed zijn artikelen. Of de ouder zelf de gegevens van het eigen kind geeft is niet te zien.",
		},
		Law:   law.Refs("gdpr.8", "uavg.5"),
		Guide: []string{"S16"},
		Check: func(p *Pass) {
			for _, item := range p.items("demo.child") {
				if item.Confidence < personal.Medium || parentConsent(item.Table) {
					continue
				}
				f := about(item)
				f.Message = phrase.Textf("%s is about a child, and table %s has no column for a parent's consent", "%s gaat over een kind, en tabel %s heeft geen kolom voor toestemming van een ouder", item.Object(), item.Table.Object())
				p.Report(f)
			}
			reportAimedAtChildren(p)
		},
	}
}

// reportAimedAtChildren reports the purposes that privet.yaml says are about
// children and rest on consent, whose tables record none of a parent.
func reportAimedAtChildren(p *Pass) {
	if p.Policy == nil {
		return
	}
	for i, purpose := range p.Policy.Purposes {
		children := slices.ContainsFunc(purpose.Subjects, func(s string) bool {
			return hasWord(s, "child", "children", "minor", "minors", "pupil", "pupils", "kids", "kinderen", "kind", "minderjarigen", "leerlingen", "jongeren")
		})
		if !children || purpose.Basis != "consent" {
			continue
		}
		for _, t := range p.serving(purpose.ID) {
			if parentConsent(t) || slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return i.Category != nil && i.Category.ID == "demo.child" }) {
				continue // the latter is reported at its column
			}
			p.Report(finding.Finding{
				Confidence: personal.Medium, Span: p.Policy.Place(fmt.Sprintf("$.purposes[%d].id", i)), Objects: []string{t.Object()}, Root: "children " + purpose.ID + " " + t.Object(),
				Message: phrase.Textf("purpose %s is about children, and table %s has no column for a parent's consent", "doel %s gaat over kinderen, en tabel %s heeft geen kolom voor toestemming van een ouder", purpose.ID, t.Object()),
				Others:  []finding.Step{{Span: t.Table.Origin.Span, Message: phrase.Textf("%s", "%s", t.Object())}},
			})
		}
	}
}

// parentConsent reports whether a table records that a parent agreed.
func parentConsent(t *inventory.Table) bool {
	for _, c := range t.Table.Columns {
		parent := hasWord(c.Name, "parent", "parental", "guardian", "ouder", "ouders", "voogd", "eltern", "parents")
		if parent && hasWord(c.Name, "consent", "permission", "approved", "toestemming", "akkoord", "einwilligung") {
			return true
		}
	}
	return false
}
