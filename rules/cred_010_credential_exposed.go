package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func credentialExposed() *Rule {
	return &Rule{
		ID: "CRED-010", Name: "credential-exposed", Severity: finding.Error, Code: true,
		Title: phrase.Text{EN: "Password or secret leaves through JSON or a view", NL: "Wachtwoord of geheim in JSON of een view"},
		What: phrase.Text{
			EN: "A view that shows a password or secret column, and an HTTP response that holds one, for example a struct that is encoded whole.",
			NL: "Een view die een wachtwoord of een ander geheim toont, en een HTTP-antwoord waarin er een zit, bijvoorbeeld een struct die in zijn geheel wordt gecodeerd.",
		},
		Why: phrase.Text{
			EN: "A password hash has one reader: the login. In a browser, an export or a report it is an invitation to guess at leisure.",
			NL: "Een wachtwoordhash heeft één lezer: het inloggen. In een browser, een export of een rapport nodigt hij uit om rustig te raden.",
		},
		Fix: phrase.Text{
			EN: "Give the field the tag json:\"-\" or answer with a type of its own; list the columns of the view without it.",
			NL: "Geef het veld de tag json:\"-\" of antwoord met een eigen type; noem de kolommen van de view zonder deze.",
		},
		Not: phrase.Text{
			EN: "Types that are only read from a request are fine. A view that turns the column into yes or no (password IS NOT NULL) is fine too. Tokens handed to their owner at login are not reported, nor a struct given to a template, which shows only the fields it names.",
			NL: "Types die alleen uit een verzoek worden gelezen zijn in orde. Een view die van de kolom ja of nee maakt (wachtwoord IS NOT NULL) ook. Tokens die de eigenaar bij het inloggen krijgt worden niet gemeld, net als een struct die aan een sjabloon wordt gegeven: dat toont alleen de velden die het noemt.",
		},
		Law:   law.Refs("gdpr.5.1.f", "gdpr.25"),
		Guide: []string{"P2", "P3"},
		Check: checkCredentialExposed,
	}
}

func checkCredentialExposed(p *Pass) {
	for _, db := range p.Inventory.Databases {
		for _, v := range db.Views {
			reportView(p, db, v)
		}
	}
	shown := map[schema.Span]bool{}
	places := repeats{}
	for _, e := range p.events(usage.Response) {
		for _, d := range e.Data {
			if aboutPassword(d.Name) || !lasting(d.Category) && !storedKey(e, d) || d.Confidence < personal.Medium || echoed(e, d) || chosen(e, d) || handedOut(e, d) || shown[e.Span] {
				continue
			}
			shown[e.Span] = true
			f := finding.Finding{Confidence: d.Confidence, Objects: []string{datumObject(d)}, Root: datumObject(d) + " " + e.Function}
			placeAt(&f, e, nil, phrase.Text{})
			f.Message = phrase.Textf("%s is sent to the client by %s", "%s wordt naar de client gestuurd door %s", d.Name, e.Callee)
			if e.Source == usage.FromRequest && e.Protection > personal.Encoded { // a token made of it, which can still be guessed at
				f.Severity = finding.Warning
				f.Message = phrase.Textf("a hash of %s is sent to the client by %s", "een hash van %s wordt naar de client gestuurd door %s", d.Name, e.Callee)
			}
			if d.Field != "" {
				places.fold(&f, d.Type+"."+d.Field)
			}
			p.Report(f)
			break
		}
	}
}

// aboutPassword recognises what is said of a password, such as why it is too weak.
func aboutPassword(name string) bool {
	return hasWord(name, "weak_password", "weak", "password_strength", "password_error", "password_errors", "password_policy", "password_rules", "password_requirements")
}

// echoed reports whether a form is shown again with what was typed into it. A
// field of a struct that is encoded is no form.
func echoed(e *usage.Event, d usage.Datum) bool {
	encoded := strings.Contains(strings.ToLower(e.Callee), "json") || strings.HasSuffix(e.Callee, ".Encode")
	if strings.Contains(e.Callee, "Cookie") {
		return false // a browser keeps it, on disk
	}
	return e.Source == usage.FromRequest && !(d.Field != "" && encoded)
}

// chosen reports whether a template is handed a whole struct: it shows the fields
// it names, and which those are is not seen.
func chosen(e *usage.Event, d usage.Datum) bool {
	return d.Field != "" && (strings.Contains(e.Callee, "/template.Template)") || strings.HasSuffix(e.Callee, ").HTML"))
}

// handedOut reports whether a secret goes to the person whom it is for: one that was just
// made, and codes to get in without one's telephone, unless they are read back.
func handedOut(e *usage.Event, d usage.Datum) bool {
	return d.Category == "cred.secret" && (e.Source == usage.FromRandom || e.Source != usage.FromDatabase && hasWord(d.Name, "recovery_code", "recovery_codes", "backup_code", "backup_codes", "scratch_codes"))
}

// lasting are the credentials that nobody needs to see again: a session token is
// handed to its owner, a password hash to nobody.
func lasting(id personal.ID) bool { return id == inventory.Password || id == "cred.secret" }

// storedKey reports whether a key that logs somebody in is read back from the
// database: its owner was shown it once, when it was made.
func storedKey(e *usage.Event, d usage.Datum) bool {
	return d.Category == "cred.token" && e.Source == usage.FromDatabase && d.Column.Column != "" && hasWord(d.Column.Column, "key", "apikey")
}

// reportView reports a view that hands a credential on as it is.
func reportView(p *Pass, db *schema.Database, v *schema.View) {
	for _, c := range v.Columns {
		if len(c.Via) > 0 || c.Type.Family() == schema.BooleanType {
			continue
		}
		i := slices.IndexFunc(p.Inventory.Items, func(item *inventory.Item) bool {
			return item.Database == db && item.Category != nil && lasting(item.Category.ID) && item.Confidence >= personal.Medium &&
				slices.ContainsFunc(c.From, func(u schema.ColumnUse) bool {
					return db.Table(u.Table) == item.Table.Table && strings.EqualFold(u.Column, item.Stored().Name)
				})
		})
		if i < 0 {
			continue
		}
		item := p.Inventory.Items[i]
		f := about(item)
		f.Span = v.Origin.Span
		f.Root = "view " + v.Name.String() + " " + item.Object()
		f.Message = phrase.Textf("view %s shows %s", "view %s toont %s", v.Name, item.Object())
		f.Others = []finding.Step{{Span: item.Origin.Span, Message: phrase.Text{EN: "the column it shows", NL: "de kolom die hij toont"}}}
		p.Report(f)
	}
}
