package rules

import (
	"fmt"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/rules/policy"
)

func incompleteActivity() *Rule {
	return &Rule{
		ID: "REG-004", Name: "incomplete-activity", Severity: finding.Warning,
		Title: phrase.Text{EN: "Processing activity incomplete", NL: "Verwerking onvolledig beschreven"},
		What: phrase.Text{
			EN: "A purpose in privet.yaml that tables serve and that does not say whose data it is, who receives it or how it is protected; and a file that names no controller.",
			NL: "Een doel in privet.yaml waarvoor tabellen dienen en dat niet zegt van wie de gegevens zijn, wie ze ontvangt of hoe ze zijn beveiligd; en een bestand zonder verwerkingsverantwoordelijke.",
		},
		Why: phrase.Text{
			EN: "The law lists what a register must contain. You cannot point at whoever built your shop: the owner answers for it.",
			NL: "De wet somt op wat er in een register moet staan. Je kunt niet verwijzen naar wie je winkel heeft gebouwd: de eigenaar is verantwoordelijk.",
		},
		Fix: phrase.Text{
			EN: "Fill in subjects, recipients ([none] if nobody) and measures, and the controller's name and contact.",
			NL: "Vul subjects, recipients ([none] als er geen zijn) en measures in, en naam en contact van de verwerkingsverantwoordelijke.",
		},
		Not: phrase.Text{
			EN: "Retention is RET-001's. Whether what is written is true cannot be seen. With register: the register is elsewhere and not judged.",
			NL: "De bewaartermijn beoordeelt RET-001. Of klopt wat er staat is niet te zien. Met register: staat het register elders en wordt het niet beoordeeld.",
		},
		Law:   law.Refs("gdpr.30", "gdpr.6", "gdpr.13"),
		Guide: []string{"S04", "S11"},
		Check: func(p *Pass) {
			if p.Policy == nil || p.Policy.Register != "" {
				return
			}
			if c := p.Policy.Controller; c.Name == "" || c.Contact == "" {
				p.Report(finding.Finding{
					Span: p.Policy.Place("$.controller"), Objects: []string{"controller"},
					Message: phrase.Textf("%s does not name the controller and a contact", "%s noemt geen verwerkingsverantwoordelijke met contactadres", p.Policy.File),
				})
			}
			for i, purpose := range p.Policy.Purposes {
				missing := missingFields(purpose)
				if len(missing) == 0 || len(p.serving(purpose.ID)) == 0 {
					continue
				}
				p.Report(finding.Finding{
					Span: p.Policy.Place(fmt.Sprintf("$.purposes[%d].id", i)), Objects: []string{"purpose " + purpose.ID},
					Message: say("purpose %s does not say %s", "doel %s noemt geen %s", purpose.ID, list(missing)),
				})
			}
		},
	}
}

// missingFields are the keys of art. 30(1)(c), (d) and (g) that a purpose leaves
// out.
func missingFields(purpose policy.Purpose) []string {
	var missing []string
	for _, field := range []struct {
		key  string
		said bool
	}{
		{"subjects", len(purpose.Subjects) > 0},
		{"recipients", len(purpose.Recipients) > 0},
		{"measures", len(purpose.Measures) > 0},
	} {
		if !field.said {
			missing = append(missing, field.key)
		}
	}
	return missing
}
