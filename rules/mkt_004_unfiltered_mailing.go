package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func unfilteredMailing() *Rule {
	return &Rule{
		ID: "MKT-004", Name: "unfiltered-mailing", Severity: finding.Error, Preview: true,
		Title: phrase.Text{EN: "Mail goes to people who unsubscribed", NL: "Er wordt gemaild naar afgemelde adressen"},
		What: phrase.Text{
			EN: "Go code that selects e-mail addresses of a mailing list and mails them, without a condition on any of the columns in which the list records consent or unsubscribing.",
			NL: "Go-code die e-mailadressen uit een mailinglijst ophaalt en mailt, zonder voorwaarde op een van de kolommen waarin de lijst toestemming of afmelding vastlegt.",
		},
		Why: phrase.Text{
			EN: "Mailing somebody who unsubscribed is forbidden and is what people complain about most.",
			NL: "Iemand mailen die zich heeft afgemeld is verboden, en daar wordt het meest over geklaagd.",
		},
		Fix: phrase.Text{
			EN: "Put the condition in the query (WHERE unsubscribed_at IS NULL), or in a view that every mailing uses.",
			NL: "Zet de voorwaarde in de query (WHERE afgemeld_op IS NULL), of in een view die elke mailing gebruikt.",
		},
		Not: phrase.Text{
			EN: "Queries that look for one person (by key, address or token) are messages about something and are left alone. A filter in Go code after the query is not seen.",
			NL: "Queries die één persoon zoeken (op sleutel, adres of token) zijn berichten ergens over en blijven met rust. Een filter in Go-code na de query wordt niet gezien.",
		},
		Law:   law.Refs("tw.11.7", "gdpr.21"),
		Guide: []string{"E6b", "S10"},
		Check: func(p *Pass) {
			for _, t := range p.mailingLists() {
				reportUnfiltered(p, t)
			}
		},
	}
}

func reportUnfiltered(p *Pass, t *inventory.Table) {
	email := emailOf(t)
	consent := consentColumns(t)
	if len(consent) == 0 {
		return
	}
	for _, mail := range email.Exits {
		if mail.Kind != usage.Mail {
			continue
		}
		for _, read := range email.Reads {
			if read.Package != mail.Package || len(read.Steps) == 0 && read.Function != mail.Function || filtered(read, consent) || onePerson(read, t.Table) {
				continue
			}
			f := about(email)
			f.Objects, f.Root = []string{t.Object()}, t.Object()+" "+read.Function
			f.Message = say("all addresses of %s are mailed: the query has no condition on %s", "alle adressen van %s worden gemaild: de query heeft geen voorwaarde op %s", t.Object(), list(consent))
			placeAt(&f, read, nil, phrase.Text{})
			f.Steps = append(f.Steps, finding.Step{Span: mail.Span, Message: phrase.Text{EN: "mailed here", NL: "hier gemaild"}})
			p.Report(f)
			return
		}
	}
}

// consentColumns are the columns in which a table records who may be mailed.
func consentColumns(t *inventory.Table) []string {
	var names []string
	for _, c := range t.Table.Columns {
		item := slices.ContainsFunc(t.Items, func(i *inventory.Item) bool {
			return i.Column == c && i.Category != nil && i.Category.ID == "pref.consent"
		})
		if item || hasWord(c.Name, leavingWords...) {
			names = append(names, c.Name)
		}
	}
	return names
}

func filtered(read *usage.Event, consent []string) bool {
	return slices.ContainsFunc(read.Conditions, func(c string) bool {
		return slices.ContainsFunc(consent, func(name string) bool { return strings.EqualFold(c, name) })
	})
}

// onePerson reports whether a query looks for one row: by key, by a unique
// column or by a token.
func onePerson(read *usage.Event, t *schema.Table) bool {
	for _, c := range read.Conditions {
		if hasWord(c, "id", "uuid", "email", "token", "key", "code") || slices.ContainsFunc(t.PrimaryKeyColumns(), func(pk string) bool { return strings.EqualFold(pk, c) }) {
			return true
		}
	}
	return false
}
