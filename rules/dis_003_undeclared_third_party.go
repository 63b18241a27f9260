package rules

import (
	"net"
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
			EN: "Personal data that Go code hands to the library of another company (a mail service, a payment provider, an error tracker), sends in an HTTP request or mails through the server of another company, that privet.yaml does not list under processors. A note where only the settings name the server.",
			NL: "Persoonsgegevens die Go-code doorgeeft aan de bibliotheek van een ander bedrijf (een e-maildienst, een betaaldienst, een foutenvolger), in een HTTP-verzoek verstuurt of mailt via de server van een ander bedrijf, dat niet bij processors in privet.yaml staat. Een opmerking waar alleen de instellingen de server noemen.",
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
			EN: "A service that you host yourself is no third party: list it all the same, with your own country. Servers on this machine or network (localhost, a private address, a name without a dot) are left out, and so are a mail server that stands in the settings, the shop's own keys, and requests that carry only numbers, amounts or purchases.",
			NL: "Een dienst die je zelf draait is geen derde: zet die er toch bij, met je eigen land. Servers op deze machine of in dit netwerk (localhost, een privéadres, een naam zonder punt) tellen niet mee, net als een mailserver die in de instellingen staat, de eigen sleutels van de winkel en verzoeken met alleen nummers, bedragen of aankopen.",
		},
		Law:   law.Refs("gdpr.28", "gdpr.30", "gdpr.13"),
		Guide: []string{"P1"},
		Check: checkUndeclaredThirdParty,
	}
}

// checkUndeclaredThirdParty makes one warning for each company, since the agreement is
// the root and not the call. Each other function that sends to it is a note with the
// way its data goes: what a company may get is decided there, and whoever fills in the
// register wants to know all of it. Further calls in one function are places of one cause.
func checkUndeclaredThirdParty(p *Pass) {
	companies, index := map[string]bool{}, map[string]int{}
	var findings []finding.Finding
	for _, e := range p.events(usage.ThirdParty, usage.HTTPOut, usage.Mail) {
		party, known := recipientOf(e)
		data := telling(e)
		if party == "" || len(data) == 0 || known && p.declaredProcessor(party) {
			continue
		}
		f := finding.Finding{Objects: []string{party}, Confidence: personal.Medium, Message: thirdPartyMessage(data, party)}
		key := party
		if !known {
			f.Objects, f.Root = []string{e.Package + "." + e.Function}, e.Package
			f.Severity, f.Message = finding.Note, unnamedMessage(data, e)
		} else if key += " " + e.Package + "." + e.Function; companies[party] {
			f.Severity, f.Root = finding.Note, key
		}
		if i, ok := index[key]; ok {
			findings[i].Others = append(findings[i].Others, finding.Step{Span: e.Span, Message: f.Message})
			continue
		}
		companies[party] = true
		index[key] = len(findings)
		placeAt(&f, e, nil, phrase.Text{})
		namedAt(&f, e)
		findings = append(findings, f)
	}
	for _, f := range findings {
		p.Report(f)
	}
}

// maxSteps is the length of a trace that a reader follows.
const maxSteps = 8

// namedAt adds where the company's address is written to a trace, before the call that
// sends, when that is another line.
func namedAt(f *finding.Finding, e *usage.Event) {
	at := e.HostAt
	if n := len(f.Steps); at.IsValid() && (at.File != e.Span.File || at.Line != e.Span.Line) && n > 0 && n < maxSteps {
		f.Steps = slices.Insert(f.Steps, n-1, finding.Step{Span: at, Message: phrase.Textf("%s is written here", "%s staat hier", e.Host)})
	}
}

func thirdPartyMessage(data []string, party string) phrase.Text {
	return say("%s %s sent to %s, which is not among the declared processors", "%s %s naar %s, dat niet bij de vastgelegde verwerkers staat", list(data), oneOrMore(data, "is", "are", "gaat", "gaan"), party)
}

// unnamedMessage is for a server that stands in the settings: whose it is, only
// the owner knows.
func unnamedMessage(data []string, e *usage.Event) phrase.Text {
	return say("%s %s sent by %s to a server that the settings name: if it is another company's, it belongs among the processors",
		"%s %s door %s naar een server gestuurd die in de instellingen staat: is die van een ander bedrijf, dan hoort dat bij de verwerkers",
		list(data), oneOrMore(data, "is", "are", "wordt", "worden"), e.Callee)
}

// recipientOf names who receives what an event sends: the package of a company's
// SDK, the server of a request or of a mail. A mail server in the settings is
// mostly the shop's own; a request goes to somebody. It is "" for no other party.
func recipientOf(e *usage.Event) (party string, known bool) {
	if e.Source == usage.FromEnv || e.Source == usage.FromConstant {
		return "", false // the shop's own keys and addresses
	}
	switch {
	case e.Kind == usage.ThirdParty:
		return packageOf(e.Callee), true
	case ownServer(e.Host), e.Generated:
		return "", false
	case e.Host != "":
		return strings.ToLower(e.Host), true
	case e.Kind == usage.HTTPOut:
		return "in the settings of " + e.Package, false
	}
	return "", false
}

// ownServer reports whether a server is this machine or one beside it: names
// without a dot are those of containers, and some domains never leave a network
// (RFC 6761, RFC 6762, ICANN's .internal).
func ownServer(host string) bool {
	host = strings.ToLower(host)
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified()
	}
	if host == "" {
		return false
	}
	i := strings.LastIndexByte(host, '.')
	return i < 0 || slices.Contains([]string{"local", "localhost", "internal", "test", "lan", "home", "cluster", "svc"}, host[i+1:])
}

// telling are the names of the data that tell something of a person, where one
// of them tells more than a number or what was bought, which a payment provider
// must have. Keys and tokens go back to who gave them.
func telling(e *usage.Event) []string {
	var names []string
	enough := false
	for _, d := range e.Data {
		group, _, _ := strings.Cut(string(d.Category), ".")
		if d.Confidence < personal.Medium || group == "" || group == "cred" || numberOfRecord(d) {
			continue
		}
		enough = enough || d.Name == usage.CaptchaToken || group != "content" && !slices.Contains(loggable, d.Category)
		if !slices.Contains(names, d.Name) {
			names = append(names, d.Name)
		}
	}
	if !enough {
		return nil
	}
	return names
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
