package rules

import (
	"fmt"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func outsideEEA() *Rule {
	return &Rule{
		ID: "DIS-006", Name: "outside-eea", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Recipient or host outside the EEA", NL: "Ontvanger buiten de EER"},
		What: phrase.Text{
			EN: "A processor in privet.yaml in a country outside the European Economic Area without the ground for the transfer, and settings that name a cloud region or host there (us-east-1).",
			NL: "Een verwerker in privet.yaml in een land buiten de Europese Economische Ruimte zonder grond voor de doorgifte, en instellingen die daar een cloudregio of host noemen (us-east-1).",
		},
		Why: phrase.Text{
			EN: "Data may leave the EEA only with a ground for the transfer, and both the register and the privacy statement must name it.",
			NL: "Gegevens mogen de EER alleen verlaten met een grond voor de doorgifte, en zowel het verwerkingsregister als de privacyverklaring moet die noemen.",
		},
		Fix: phrase.Text{
			EN: "Choose a region in the EEA; or declare the ground with transfer: at the processor (an adequacy decision, the Data Privacy Framework, standard contractual clauses).",
			NL: "Kies een regio binnen de EER; of leg de grond vast met transfer: bij de verwerker (een adequaatheidsbesluit, het Data Privacy Framework, modelcontractbepalingen).",
		},
		Not: phrase.Text{
			EN: "Which data goes to a region is not known, and a network that only passes files on (a CDN) may be meant. Samples and tests are not looked at. A company with a server in Europe and an owner elsewhere is for a lawyer.",
			NL: "Welke gegevens naar een regio gaan is niet bekend, en er kan een netwerk zijn bedoeld dat alleen bestanden doorgeeft (een CDN). Voorbeelden en tests tellen niet mee. Een bedrijf met een server in Europa en een eigenaar elders is iets voor een jurist.",
		},
		Law:   law.Refs("gdpr.44", "gdpr.30"),
		Guide: []string{"P1"},
		Check: func(p *Pass) {
			reportProcessorsAbroad(p)
			if len(p.Inventory.Items) > 0 {
				reportRegions(p)
			}
		},
	}
}

func reportProcessorsAbroad(p *Pass) {
	if p.Policy == nil {
		return
	}
	for i, x := range p.Policy.Processors {
		kind := law.TransferTo(x.Country)
		if x.Country == "" || x.Transfer != "" || kind == law.NoTransfer {
			continue
		}
		f := finding.Finding{
			Span: p.Policy.Place(fmt.Sprintf("$.processors[%d].country", i)), Objects: []string{"processor " + x.Name},
			Message: phrase.Textf("processor %s is in %s, outside the EEA, and no ground for the transfer is declared", "verwerker %s zit in %s, buiten de EER, en er is geen grond voor de doorgifte vastgelegd", x.Name, strings.ToUpper(x.Country)),
		}
		if kind == law.AdequateCountry {
			f.Evidence = append(f.Evidence, phrase.Text{EN: "an adequacy decision exists for this country; check that it covers this recipient", NL: "voor dit land is er een adequaatheidsbesluit; controleer of deze ontvanger eronder valt"})
		}
		p.Report(f)
	}
}

// reportRegions makes one finding for each region.
func reportRegions(p *Pass) {
	index := map[string]int{}
	var findings []finding.Finding
	for _, r := range p.settings().Regions {
		if p.declaredTransfer(r) {
			continue
		}
		if i, ok := index[r.Name]; ok {
			findings[i].Others = append(findings[i].Others, finding.Step{Span: r.Span, Message: phrase.Textf("%s", "%s", r.Name)})
			continue
		}
		index[r.Name] = len(findings)
		where := r.Name
		if r.Country != "" {
			where += " (" + r.Country + ")"
		}
		findings = append(findings, finding.Finding{
			Confidence: personal.Medium, Span: r.Span, Objects: []string{"region " + r.Name},
			Message: phrase.Textf("region %s is outside the EEA", "regio %s ligt buiten de EER", where),
		})
	}
	for _, f := range findings {
		p.Report(f)
	}
}

// declaredTransfer reports whether a processor in that country declares the
// ground for the transfer.
func (p *Pass) declaredTransfer(r setting.Region) bool {
	if p.Policy == nil {
		return false
	}
	for _, x := range p.Policy.Processors {
		if x.Transfer != "" && (strings.EqualFold(x.Country, r.Country) || r.Country == "") {
			return true
		}
	}
	return false
}
