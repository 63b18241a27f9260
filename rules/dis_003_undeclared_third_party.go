package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func undeclaredThirdParty() *Rule {
	return &Rule{
		ID: "DIS-003", Name: "undeclared-third-party", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Sent to a third party that is not in the register", NL: "Verstrekt aan een derde die niet in het register staat"},
		What: phrase.Text{
			EN: "Personal data that Go code hands to the library of another company (a mail service, a payment provider, an error tracker) that privet.yaml does not list under processors.",
			NL: "Persoonsgegevens die Go-code doorgeeft aan de bibliotheek van een ander bedrijf (een e-maildienst, een betaaldienst, een foutenvolger) die niet bij processors in privet.yaml staat.",
		},
		Why: phrase.Text{
			EN: "With every company that processes data for you an agreement is due, and people must be told who receives their data and in which country.",
			NL: "Met elk bedrijf dat gegevens voor je verwerkt hoort een verwerkersovereenkomst, en je moet mensen vertellen wie hun gegevens krijgt en in welk land.",
		},
		Fix: phrase.Text{
			EN: "Add the company to processors with its role, the date of the agreement, the country and the package under hosts. Send it no more than it needs.",
			NL: "Voeg het bedrijf toe aan processors met rol, datum van de overeenkomst, land en het pakket onder hosts. Stuur niet meer dan nodig is.",
		},
		Not: phrase.Text{
			EN: "A service that you host yourself is no third party: list it all the same, with your own country. Companies reached by plain HTTP are not recognised.",
			NL: "Een dienst die je zelf draait is geen derde: zet die er toch bij, met je eigen land. Bedrijven die met gewone HTTP worden bereikt worden niet herkend.",
		},
		Law:   law.Refs("gdpr.28", "gdpr.30", "gdpr.13"),
		Guide: []string{"P1"},
		Check: checkUndeclaredThirdParty,
	}
}

// checkUndeclaredThirdParty makes one finding for each company: the agreement is
// the root, not the call.
func checkUndeclaredThirdParty(p *Pass) {
	index := map[string]int{}
	var findings []finding.Finding
	for _, e := range p.events(usage.ThirdParty) {
		party := packageOf(e.Callee)
		data := personalNames(e)
		if len(data) == 0 || p.declaredProcessor(party) {
			continue
		}
		message := say("%s %s sent to %s, which is not among the declared processors", "%s %s naar %s, dat niet bij de vastgelegde verwerkers staat", list(data), oneOrMore(data, "is", "are", "gaat", "gaan"), party)
		if i, ok := index[party]; ok {
			findings[i].Others = append(findings[i].Others, finding.Step{Span: e.Span, Message: message})
			continue
		}
		index[party] = len(findings)
		f := finding.Finding{Objects: []string{party}, Message: message, Confidence: personal.Medium}
		placeAt(&f, e, nil, phrase.Text{})
		findings = append(findings, f)
	}
	for _, f := range findings {
		p.Report(f)
	}
}

// packageOf is the import path in a callee such as "(*github.com/x/y.Client).Send".
func packageOf(callee string) string {
	callee = strings.TrimLeft(callee, "(*")
	slash := strings.LastIndexByte(callee, '/') + 1
	if dot := strings.IndexByte(callee[slash:], '.'); dot >= 0 {
		return callee[:slash+dot]
	}
	return callee
}

func personalNames(e *usage.Event) []string {
	var names []string
	for _, d := range e.Data {
		if d.Category != "" && d.Confidence >= personal.Medium && !slices.Contains(names, d.Name) {
			names = append(names, d.Name)
		}
	}
	return names
}

// declaredProcessor reports whether a processor's hosts name the package, or its
// name is a part of the package's path.
func (p *Pass) declaredProcessor(party string) bool {
	if p.Policy == nil {
		return false
	}
	for _, x := range p.Policy.Processors {
		if strings.Contains(party, "/"+strings.ToLower(x.Name)) || slices.ContainsFunc(x.Hosts, func(h string) bool { return h != "" && strings.HasPrefix(party, h) }) {
			return true
		}
	}
	return false
}
