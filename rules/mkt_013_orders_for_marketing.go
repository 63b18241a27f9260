package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func ordersForMarketing() *Rule {
	return &Rule{
		ID: "MKT-013", Name: "orders-for-marketing", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Order addresses used for marketing without an opt-out at collection", NL: "Bestelgegevens gebruikt voor marketing zonder afmeldkeuze bij bestelling"},
		What: phrase.Text{
			EN: "Go code that mails marketing to addresses of customers or orders, kept in a table in which nobody can have said no. And, as a note, a form that signs people up for marketing on a page without a link to the privacy statement, and a privacy statement or terms that speak of marketing and not of objecting to it.",
			NL: "Go-code die reclame mailt naar adressen van klanten of bestellingen, uit een tabel waarin niemand nee gezegd kan hebben. En, als opmerking, een formulier dat mensen voor reclame aanmeldt op een pagina zonder link naar de privacyverklaring, en een privacyverklaring of voorwaarden die over reclame gaan maar niet over bezwaar daartegen.",
		},
		Why: phrase.Text{
			EN: "You may mail your own customers about your own similar products without consent, but only if they could refuse when they ordered, and in every mail. People must also be told at that moment what you use their address for, and that they may object.",
			NL: "Je mag je eigen klanten zonder toestemming mailen over eigen gelijksoortige producten, maar alleen als ze dat bij de bestelling en in elke mail konden weigeren. Op dat moment moet je ook vertellen waarvoor je het adres gebruikt en dat ze bezwaar kunnen maken.",
		},
		Fix: phrase.Text{
			EN: "Add a box \"no mail, please\" at checkout and a column for it, and filter on that column. Link to the privacy statement beside the form, and say there that one may object.",
			NL: "Zet bij het afrekenen een vakje \"ik wil geen mail\" met een kolom ervoor, en filter daarop. Link naast het formulier naar de privacyverklaring, en meld daar dat men bezwaar kan maken.",
		},
		Not: phrase.Text{
			EN: "Whether the products are similar is not seen. Messages about orders are left alone. Pages whose layout was not found are not judged, nor those of a back office.",
			NL: "Of de producten gelijksoortig zijn is niet te zien. Berichten over bestellingen blijven met rust. Pagina's waarvan de opmaak niet is gevonden worden niet beoordeeld, en die voor beheerders ook niet.",
		},
		Law:   law.Refs("tw.11.7", "c654.23", "gdpr.5.1.b", "gdpr.13", "gdpr.21"),
		Guide: []string{"S10", "E1", "T1", "T2"},
		Check: checkOrdersForMarketing,
	}
}

func checkOrdersForMarketing(p *Pass) {
	seen := map[*inventory.Table]bool{}
	for _, m := range p.mailings() {
		if m.purpose != page.Marketing {
			continue
		}
		for _, t := range p.recipientTables(m.Mailing) {
			if seen[t] || serves(t, "newsletter") || !ofCustomers(t) || couldRefuse(t) || suppressionTable(t.Database) {
				continue
			}
			seen[t] = true
			f := aboutMailing(&m)
			f.Objects = append(f.Objects, t.Object())
			f.Message = phrase.Textf("%s mails marketing to the addresses in %s, where nobody could refuse it", "%s mailt reclame naar de adressen in %s, waar niemand dat kon weigeren", m.sends(), t.Object())
			if email := emailOf(t); email != nil {
				f.Steps = append(f.Steps, finding.Step{Span: email.Origin.Span, Message: phrase.Text{EN: "the addresses come from here", NL: "de adressen komen hiervandaan"}})
				f.FixSQL = addUnsubscribed(t)
			}
			p.Report(f)
		}
	}
	reportUnannounced(p)
	reportSilentStatements(p)
}

// couldRefuse reports whether a table has a column in which somebody can have said
// yes or no to marketing. That a row is deleted or inactive is no refusal.
func couldRefuse(t *inventory.Table) bool {
	for _, c := range t.Table.Columns {
		if marketing(c.Name) || hasWord(c.Name, "unsubscribed", "unsubscribed_at", "unsubscribe", "opt_out", "optout", "optin", "opt_in", "afgemeld", "afgemeld_op", "uitgeschreven", "consent", "toestemming", "bezwaar", "objection", "no_mail", "do_not_contact", "geen_reclame", "abgemeldet", "desabonne") {
			return true
		}
	}
	return slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return i.Category != nil && i.Category.ID == "pref.consent" })
}

// ofCustomers reports whether a table was filled for orders or accounts.
func ofCustomers(t *inventory.Table) bool {
	return slices.ContainsFunc([]string{"account", "order_guest", "shipping", "invoicing", "loyalty", "b2b_customer"}, func(id string) bool { return serves(t, id) })
}

// reportUnannounced reports the forms that sign people up for marketing without a
// link to the privacy statement, in one finding: the cause is one footer or one
// layout.
func reportUnannounced(p *Pass) {
	var found []finding.Finding
	for _, pg := range p.Inventory.Pages {
		if pg.Mail || pg.ForStaff() || pg.HasPrivacyLink() || len(pg.Unresolved()) > 0 || pg.Fragment && !pg.Framed() {
			continue
		}
		for _, form := range pg.Forms {
			if !collectsMarketing(pg, form) {
				continue
			}
			at := form.Span
			if form.Implicit {
				at = form.Fields[0].Span
			}
			found = append(found, finding.Finding{Span: at, Objects: []string{pg.File}})
			break
		}
	}
	if len(found) == 0 {
		return
	}
	f := found[0]
	f.Severity, f.Confidence = finding.Note, personal.Medium
	f.Message = phrase.Text{EN: "a form signs people up for marketing, and no link on its page leads to a privacy statement", NL: "een formulier meldt mensen aan voor reclame, en geen link op die pagina leidt naar een privacyverklaring"}
	for _, other := range found[1:] {
		f.Others = append(f.Others, finding.Step{Span: other.Span, Message: phrase.Text{EN: "and here", NL: "en hier"}})
	}
	p.Report(f)
}

// reportSilentStatements reports privacy statements and terms that say data is used
// for marketing, and nowhere that one may object to that.
func reportSilentStatements(p *Pass) {
	for _, pg := range p.Inventory.Pages {
		if pg.Mail || !pg.Statement || !pg.Advertises || pg.SpeaksOfObjection() || len(pg.Unresolved()) > 0 || pg.ForStaff() {
			continue
		}
		p.Report(finding.Finding{
			Severity: finding.Note, Confidence: personal.Medium, Span: pg.Start, Objects: []string{pg.File},
			Message: phrase.Textf("%s speaks of marketing, and not of the right to object to it", "%s gaat over reclame, maar niet over het recht om daar bezwaar tegen te maken", pg.File),
		})
	}
}
