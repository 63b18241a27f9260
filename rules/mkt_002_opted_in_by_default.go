package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
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
			EN: "A column for consent to newsletters, offers or other marketing whose DEFAULT means yes, or a box for it in a web form that is ticked beforehand.",
			NL: "Een kolom voor toestemming voor nieuwsbrieven, aanbiedingen of andere reclame waarvan de DEFAULT ja betekent, of een vakje daarvoor in een webformulier dat vooraf is aangevinkt.",
		},
		Why: phrase.Text{
			EN: "Silence is not consent: the EU Court of Justice said so of ticked boxes in 2019, and every customer who does nothing ends up on your list unlawfully.",
			NL: "Wie zwijgt stemt niet toe: dat zei het Hof van Justitie in 2019 over aangevinkte vakjes. Elke klant die niets doet komt zo onrechtmatig op je lijst.",
		},
		Fix: phrase.Text{
			EN: "DEFAULT false, or better a date that is empty until somebody agrees; and no checked attribute on the box. Judge the rows that got the default: they have no consent.",
			NL: "DEFAULT false, of liever een datum die leeg is tot iemand akkoord gaat; en geen checked op het vakje. Beoordeel de rijen die de standaardwaarde kregen: daarvoor is geen toestemming.",
		},
		Not: phrase.Text{
			EN: "A column that means no (do_not_mail DEFAULT true) protects people and is fine. Messages about an order are no marketing. A box that is ticked under a condition shows an earlier choice and is left alone, as are the pages of a back office.",
			NL: "Een kolom die nee betekent (geen_reclame DEFAULT true) beschermt mensen en is in orde. Berichten over een bestelling zijn geen reclame. Een vakje dat onder een voorwaarde is aangevinkt toont een eerdere keuze en blijft met rust, net als pagina's voor beheerders.",
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
			reportTickedBoxes(p)
		},
	}
}

// reportTickedBoxes reports the boxes for marketing that a form ticks for
// everybody: of radio buttons the one that says yes.
func reportTickedBoxes(p *Pass) {
	for _, pg := range p.Inventory.Pages {
		if pg.Mail || pg.ForStaff() {
			continue
		}
		for _, form := range pg.Forms {
			for _, field := range form.Fields {
				asks := field.Label + " " + field.Name
				if !field.Checked || form.Search || !page.AsksMarketing(asks) || page.Negative(asks) || field.Type == "radio" && !saysYes(field.Value) {
					continue
				}
				p.Report(finding.Finding{
					Span: field.CheckedAt, Confidence: personal.High, Objects: []string{pg.File + "#" + field.Name},
					Message: phrase.Textf("the box %q is ticked beforehand: who does nothing is signed up", "het vakje %q is vooraf aangevinkt: wie niets doet wordt aangemeld", field.Name),
					Label:   phrase.Text{EN: "ticked for everybody", NL: "voor iedereen aangevinkt"},
				})
			}
		}
	}
}

func saysYes(value string) bool {
	return slices.Contains([]string{"1", "true", "y", "yes", "j", "ja", "on", "oui", "si"}, strings.ToLower(value))
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
