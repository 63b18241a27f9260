package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

func personalDataInURLs() *Rule {
	return &Rule{
		ID: "DIS-002", Name: "personal-data-in-urls", Severity: finding.Warning, Code: true, Preview: true,
		Title: phrase.Text{EN: "Personal data in URLs", NL: "Persoonsgegevens in URL's"},
		What: phrase.Text{
			EN: "Personal data that Go code builds into the path or query of a URL, routes that take it as a part of the path (/users/:email), and web forms that send it with GET.",
			NL: "Persoonsgegevens die Go-code in het pad of de query van een URL zet, routes die ze in het pad opnemen (/klanten/:email), en webformulieren die ze met GET versturen.",
		},
		Why: phrase.Text{
			EN: "URLs stand in the logs of every server on the way, in browser histories and in the Referer that other sites receive.",
			NL: "URL's staan in de logs van elke server onderweg, in de geschiedenis van browsers en in de Referer die andere sites krijgen.",
		},
		Fix: phrase.Text{
			EN: "Send it in the body of a POST (method=\"post\"), or use an opaque id or a one-time token in the URL.",
			NL: "Stuur het mee in de body van een POST (method=\"post\"), of gebruik een nietszeggend id of een eenmalig token in de URL.",
		},
		Not: phrase.Text{
			EN: "Customer numbers, one-time tokens and mailto: links are left alone; so are search forms, pages of a back office, and forms that a script may send.",
			NL: "Klantnummers, eenmalige tokens en mailto:-links blijven met rust; ook zoekformulieren, pagina's voor beheerders en formulieren die een script kan versturen.",
		},
		Law:   law.Refs("gdpr.32"),
		Guide: []string{"P3"},
		Check: checkPersonalDataInURLs,
	}
}

// linkable are the categories that URLs are made for.
var linkable = append([]personal.ID{"cred.token", "name.username", "contact.social", "content.media"}, loggable...)

func checkPersonalDataInURLs(p *Pass) {
	reportGETForms(p)
	reportRoutes(p)
	seen := map[string]bool{}
	places := repeats{}
	for _, e := range p.events(usage.URL) {
		if e.Generated || e.Protection > personal.Encoded {
			continue
		}
		for _, d := range e.Data {
			if d.Category == "" || d.Confidence < personal.Medium || slices.Contains(linkable, d.Category) || strings.HasPrefix(string(d.Category), "content.") {
				continue
			}
			f := finding.Finding{Confidence: d.Confidence, Objects: []string{datumObject(d)}, Root: e.Package + "." + e.Function + " " + datumObject(d)}
			if seen[f.Root] {
				continue
			}
			seen[f.Root] = true
			placeAt(&f, e, nil, phrase.Text{})
			f.Message = phrase.Textf("%s becomes part of a URL in %s", "%s wordt deel van een URL in %s", d.Name, e.Function)
			places.fold(&f, fmt.Sprint(e.Span)) // a helper that calls a server with whatever it is handed
			p.Report(f)
		}
	}
}

// pathParameter matches a named part of a route: :email, {email}, {email:[a-z]+}.
var pathParameter = lazyregexp.New(`[:{]([A-Za-z_][A-Za-z0-9_]*)`)

// reportRoutes reports routes that take personal data as a part of the path.
func reportRoutes(p *Pass) {
	seen := map[string]bool{}
	for i := range p.Inventory.Usage.Handlers {
		h := &p.Inventory.Usage.Handlers[i]
		for _, m := range pathParameter.FindAllStringSubmatch(h.Route, -1) {
			personalPart := hasWord(m[1], "email", "e_mail", "emailaddress", "email_address", "mailaddress", "mailadres", "emailadres", "phone", "phonenumber", "phone_number", "telephone", "telefoon", "telefoonnummer", "mobile", "bsn", "ssn", "iban", "birthdate", "birth_date", "geboortedatum", "password", "wachtwoord")
			if !personalPart || hasWord(m[1], "id", "hash", "token") || seen[h.Route] {
				continue
			}
			seen[h.Route] = true
			p.Report(finding.Finding{
				Span: h.Span, Confidence: personal.Medium, Objects: []string{"route " + h.Route}, Root: "route " + h.Route,
				Message: phrase.Textf("route %s takes %s as a part of the URL", "route %s neemt %s op in de URL", h.Route, m[1]),
			})
		}
	}
}

// reportGETForms reports the forms that put what somebody types into the address
// bar, one finding a form.
func reportGETForms(p *Pass) {
	seen := map[*page.Form]bool{}
	for _, f := range p.Inventory.Forms {
		if f.Form.Method != "GET" || seen[f.Form] || f.Page.ForStaff() || f.Confidence < personal.High ||
			slices.Contains(linkable, f.Category.ID) || strings.HasPrefix(string(f.Category.ID), "content.") || f.Category.ID == "contact.locality" || f.Category.ID == "contact.postcode" {
			continue
		}
		seen[f.Form] = true
		p.Report(finding.Finding{
			Span: f.Form.Span, Confidence: personal.High, Objects: []string{f.Object()},
			Message: say("the form sends %s (%s) with GET: it becomes part of the URL", "het formulier verstuurt %s (%s) met GET: het wordt deel van de URL", f.Field.Name, lower(f.Category.Name)),
			Steps:   []finding.Step{{Span: f.Field.Span, Message: phrase.Text{EN: "typed here", NL: "hier ingevuld"}}},
		})
	}
}
