package rules

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func optedInByDefault() *Rule {
	return &Rule{
		ID: "MKT-002", Name: "opted-in-by-default", Severity: finding.Error,
		Title: phrase.Text{EN: "Opted in by default", NL: "Standaard aangemeld"},
		What: phrase.Text{
			EN: "A column for consent to newsletters, offers or other marketing whose DEFAULT means yes.",
			NL: "Een kolom voor toestemming voor nieuwsbrieven, aanbiedingen of andere reclame waarvan de DEFAULT ja betekent.",
		},
		Why: phrase.Text{
			EN: "Silence is not consent: the EU Court of Justice said so of ticked boxes in 2019, and every customer who does nothing ends up on your list unlawfully.",
			NL: "Wie zwijgt stemt niet toe: dat zei het Hof van Justitie in 2019 over aangevinkte vakjes. Elke klant die niets doet komt zo onrechtmatig op je lijst.",
		},
		Fix: phrase.Text{
			EN: "DEFAULT false, or better a date that is empty until somebody agrees. Judge the rows that got the default: they have no consent.",
			NL: "DEFAULT false, of liever een datum die leeg is tot iemand akkoord gaat. Beoordeel de rijen die de standaardwaarde kregen: daarvoor is geen toestemming.",
		},
		Not: phrase.Text{
			EN: "A column that means no (do_not_mail DEFAULT true) protects people and is fine. Messages about an order are no marketing. Pre-ticked boxes in HTML are not read yet.",
			NL: "Een kolom die nee betekent (geen_reclame DEFAULT true) beschermt mensen en is in orde. Berichten over een bestelling zijn geen reclame. Vooraf aangevinkte vakjes in HTML worden nog niet gelezen.",
		},
		Law:   law.Refs("gdpr.7", "c673.17", "tw.11.7"),
		Guide: []string{"S16", "E2"},
		Check: func(p *Pass) {
			for _, item := range p.items("pref.consent") {
				if item.Confidence < personal.Medium || !marketing(item.Column.Name) || !truthy(item.Column.Default) {
					continue
				}
				f := about(item)
				f.Message = phrase.Textf("%s says yes for everyone who says nothing", "%s zegt ja voor iedereen die niets zegt", item.Object())
				f.Label = phrase.Text{EN: "DEFAULT means yes", NL: "DEFAULT betekent ja"}
				f.FixSQL = defaultNo(item)
				p.Report(f)
			}
		},
	}
}

// marketing reports whether a consent column is about marketing, and a yes in it
// means yes.
func marketing(name string) bool {
	yes := hasWord(name, "newsletter", "newsletters", "nieuwsbrief", "nieuwsbrieven", "marketing", "optin", "opt_in", "mailing", "mailings", "offers", "aanbiedingen", "promo", "promotions", "reclame", "commercial", "subscribe", "subscribed", "advertising")
	no := hasWord(name, "no", "not", "geen", "niet", "opt_out", "optout", "unsubscribed", "unsubscribe", "afgemeld", "uitgeschreven", "block", "blocked", "suppress", "suppressed", "objection", "bezwaar", "disable", "disabled", "sent", "verzonden")
	return yes && !no
}

func truthy(e *schema.Expr) bool {
	if e == nil {
		return false
	}
	text := e.Text
	if e.Literal != nil {
		text = *e.Literal
	}
	switch strings.ToLower(strings.Trim(text, "'\"b() ")) {
	case "true", "1", "y", "yes", "j", "ja", "t", "on":
		return true
	}
	return false
}

// defaultNo turns the default around, in the words of the column's own type.
func defaultNo(item *inventory.Item) string {
	d := item.Database.Dialect
	if !statable(item) || d == schema.SQLite {
		return ""
	}
	no := "false"
	switch item.Column.Type.Family() {
	case schema.IntegerType:
		no = "0"
	case schema.BooleanType:
		if d == schema.MySQL {
			no = "0"
		}
	default:
		return dropDefault(item)
	}
	return "ALTER TABLE " + qualified(d, item.Table.Table.Name) + " ALTER COLUMN " + ident(d, item.Column.Name) + " SET DEFAULT " + no + ";"
}
