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

func openHandler() *Rule {
	return &Rule{
		ID: "ACC-008", Name: "open-handler", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Handler returns personal data without an authorisation check", NL: "Handler geeft persoonsgegevens zonder autorisatiecontrole"},
		What: phrase.Text{
			EN: "An HTTP handler (net/http, chi, gin, echo, fiber, gorilla/mux) that answers with contact data, birth dates or sensitive data from the database, while neither it nor any middleware or wrapper on its way calls a function that checks who is asking.",
			NL: "Een HTTP-handler (net/http, chi, gin, echo, fiber, gorilla/mux) die antwoordt met contactgegevens, geboortedatums of gevoelige gegevens uit de database, terwijl de handler zelf en geen enkele middleware of wrapper ervoor een functie aanroept die controleert wie het vraagt.",
		},
		Why: phrase.Text{
			EN: "Whoever knows or guesses the address reads the customer file. That is how most data is taken from webshops: no hack, just a page that nobody closed.",
			NL: "Wie het adres kent of raadt leest het klantenbestand. Zo lekken de meeste gegevens uit webwinkels: geen hack, maar een pagina die niemand dichtdeed.",
		},
		Fix: phrase.Text{
			EN: "Put a middleware before it that checks who is asking, and select only rows of that person (WHERE customer_id = the one who is signed in). Is there a check that privet does not know? Name its function under authorises: in privet.yaml.",
			NL: "Zet er een middleware voor die controleert wie het vraagt, en haal alleen rijen van die persoon op (WHERE klant_id = degene die is ingelogd). Is er een controle die privet niet kent? Noem de functie ervan bij authorises: in privet.yaml.",
		},
		Not: phrase.Text{
			EN: "Whether the check is right, and whether the row is the asker's own, is not judged. A check in a proxy before the program is not seen. Names, user names and towns alone are not reported: reviews show them. Where several routers share a name, a check before one counts for all.",
			NL: "Of de controle klopt, en of de rij van de vrager zelf is, wordt niet beoordeeld. Een controle in een proxy vóór het programma is niet te zien. Alleen namen, gebruikersnamen en plaatsen worden niet gemeld: beoordelingen tonen die. Delen routers een naam, dan telt een controle voor één voor alle.",
		},
		Law:   law.Refs("gdpr.32", "gdpr.25"),
		Guide: []string{"P2"},
		Check: checkOpenHandler,
	}
}

// checkWords, in the name of a function, say that it looks who is asking.
var checkWords = []string{"auth", "session", "jwt", "requir", "permi", "role", "acl", "guard", "currentuser", "loggedin", "login", "logon", "signin", "principal", "identity", "protect", "restrict", "ensure", "verify", "token", "cookie", "apikey", "credential", "csrf", "access", "admin", "ingelogd", "inloggen", "bevoegd"}

// answeredOnly are routes whose answer is the asker's own by what they are for.
var answeredOnly = []string{"login", "signin", "signup", "register", "registreer", "inloggen", "aanmelden", "reset", "verify", "confirm", "callback", "health", "webhook"}

func checkOpenHandler(p *Pass) {
	seen := map[string]bool{}
	for i := range p.Inventory.Usage.Handlers {
		h := &p.Inventory.Usage.Handlers[i]
		if p.asksWho(h) || slices.ContainsFunc(answeredOnly, func(w string) bool { return strings.Contains(strings.ToLower(h.Route+" "+h.Function), w) }) {
			continue
		}
		for _, e := range p.events(usage.Response) {
			names, objects, confidence := sensitiveAnswer(e)
			id := h.Package + " " + h.Function + " " + h.Route
			if len(names) == 0 || seen[id] || !answers(h, e) {
				continue
			}
			seen[id] = true
			f := finding.Finding{Confidence: min(confidence, personal.Medium), Objects: objects, Root: id}
			placeAt(&f, e, nil, phrase.Text{})
			f.Confidence = min(f.Confidence, personal.Medium)
			route := h.Route
			if route == "" {
				route = h.Function
			}
			f.Message = say("%s answers anyone with %s: no check of who is asking was seen on the way", "%s antwoordt iedereen met %s: geen controle gezien op wie het vraagt", route, list(names))
			f.Steps = append([]finding.Step{{Span: h.Span, Message: phrase.Text{EN: "registered here", NL: "hier geregistreerd"}}}, f.Steps...)
			p.Report(f)
		}
	}
}

// asksWho reports whether any function on the way or reached looks who is
// asking.
func (p *Pass) asksWho(h *usage.Handler) bool {
	known := checkWords
	if p.Policy != nil {
		for _, name := range p.Policy.Authorises {
			known = append(known[:len(known):len(known)], strings.ToLower(name))
		}
	}
	checks := func(name string) bool {
		name = strings.ToLower(name)
		return slices.ContainsFunc(known, func(w string) bool { return strings.Contains(name, w) })
	}
	return slices.ContainsFunc(h.Way, checks) || slices.ContainsFunc(h.Calls, checks)
}

// answers reports whether an answer is sent by the handler.
func answers(h *usage.Handler, e *usage.Event) bool {
	if e.Package == h.Package && e.Function == h.Function {
		return h.ToLine == 0 || e.Span.Line >= h.FromLine && e.Span.Line <= h.ToLine
	}
	return slices.Contains(h.Reaches, e.Package+" "+e.Function)
}

// sensitiveAnswer lists what an answer holds that not everybody may see, read
// from the database.
func sensitiveAnswer(e *usage.Event) (names, objects []string, confidence personal.Confidence) {
	if e.Source == usage.FromRequest || e.Generated || e.Quoted.IsValid() { // an error quotes what the asker gave
		return nil, nil, 0
	}
	for _, d := range e.Data {
		contact := strings.HasPrefix(string(d.Category), "contact.") && d.Category != "contact.locality" && d.Category != "contact.social"
		if d.Column.Column == "" && e.Source != usage.FromDatabase || d.Confidence < personal.Medium || !contact && d.Category != "demo.birth_date" && !grave(d.Category) {
			continue
		}
		names, objects = append(names, d.Name), append(objects, datumObject(d))
		confidence = max(confidence, d.Confidence)
	}
	return names, objects, confidence
}
