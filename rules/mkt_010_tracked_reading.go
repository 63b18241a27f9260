package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func trackedReading() *Rule {
	return &Rule{
		ID: "MKT-010", Name: "tracked-reading", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Open or click tracking without its own consent", NL: "Open- of klikmeting zonder eigen toestemming"},
		What: phrase.Text{
			EN: "An e-mail template with a tracking pixel, an image whose address differs for each reader, a link past a counter that is told who follows it, or a call that inserts one; and columns that keep, for each address, when or how often a mail was opened or clicked.",
			NL: "Een mailsjabloon met een meetpixel, een afbeelding met een eigen adres per lezer, een link langs een teller die weet wie erop klikt, of een aanroep die zoiets invoegt; en kolommen die per adres bewaren wanneer of hoe vaak een mail is geopend of aangeklikt.",
		},
		Why: phrase.Text{
			EN: "Who opens a mail, when and where, is read from somebody's device. That needs consent of its own: a yes to the newsletter is no yes to being watched.",
			NL: "Wie een mail opent, wanneer en waar, wordt van iemands apparaat gelezen. Daar is eigen toestemming voor nodig: ja tegen de nieuwsbrief is geen ja tegen meekijken.",
		},
		Fix: phrase.Text{
			EN: "Leave tracking off by default and count for everybody together. If you need it for one person, ask for it separately, and record that consent.",
			NL: "Zet meten standaard uit en tel voor iedereen samen. Heb je het per persoon nodig, vraag er dan apart toestemming voor, en leg die vast.",
		},
		Not: phrase.Text{
			EN: "Spacer images, pictures of products, links to unsubscribe or to a page of one's own, and messages about an order or account are left alone. That a consent for tracking is asked elsewhere is seen only by a column for it in the same table.",
			NL: "Opvulplaatjes, productfoto's, links om je af te melden of naar een eigen pagina, en berichten over een bestelling of account blijven met rust. Dat er elders toestemming voor meten wordt gevraagd is alleen te zien aan een kolom ervoor in dezelfde tabel.",
		},
		Law:   law.Refs("tw.11.7a", "edpb.2.2023", "pixels.2026"),
		Guide: []string{"E5"},
		Check: checkTrackedReading,
	}
}

func checkTrackedReading(p *Pass) {
	for _, m := range p.otherMessages() {
		if at, how, c := tracked(m); c != personal.None {
			f := aboutPage(m)
			f.Span, f.Confidence = at, c
			f.Message = say("message %s tells who reads it: %s", "bericht %s verklapt wie het leest: %s", m.File, how)
			p.Report(f)
		}
	}
	for _, t := range p.Inventory.Tables {
		reportReadingKept(p, t)
	}
}

// tracked says where and how a message watches its reader; None: it does not.
func tracked(m *page.Page) (at schema.Span, how phrase.Text, c personal.Confidence) {
	for _, i := range m.Images {
		switch {
		case i.Pixel:
			return i.Span, phrase.Text{EN: "an image of one pixel", NL: "een afbeelding van één pixel"}, personal.High
		case i.PerRecipient:
			return i.Span, phrase.Text{EN: "an image with its own address for each reader", NL: "een afbeelding met een eigen adres per lezer"}, personal.Medium
		}
	}
	for _, l := range m.Links {
		if l.Tracked {
			return l.Span, phrase.Text{EN: "a link with its own address for each reader, past a counter", NL: "een link met een eigen adres per lezer, langs een teller"}, personal.Medium
		}
	}
	if len(m.Trackers) > 0 {
		return m.Trackers[0], phrase.Text{EN: "a tracker is inserted here", NL: "hier wordt een meting ingevoegd"}, personal.High
	}
	return schema.Span{}, phrase.Text{}, personal.None
}

var readingWords = []string{"opened_at", "open_count", "opens", "last_opened", "last_opened_at", "last_open", "email_opened", "mail_opened", "clicked_at", "click_count", "last_click", "last_clicked_at", "email_clicked", "geopend_op", "aantal_geopend", "geklikt_op"}

// reportReadingKept reports columns on opens and clicks in a table of addresses,
// or of messages sent to them.
func reportReadingKept(p *Pass, t *inventory.Table) {
	mail := serves(t, "newsletter") || hasWord(t.Table.Name.Name, "campaign", "campaigns", "mailing", "mailings", "email", "emails", "mail", "newsletter", "nieuwsbrief", "recipient", "recipients")
	if !mail || len(t.Items) == 0 {
		return
	}
	var names []string
	var first *schema.Column
	for _, c := range t.Table.Columns {
		if hasWord(c.Name, "tracking_consent", "consent_tracking", "tracking_toestemming", "meten_toestemming") {
			return
		}
		if hasWord(c.Name, readingWords...) {
			names = append(names, c.Name)
			if first == nil {
				first = c
			}
		}
	}
	if first == nil || !perPerson(t) {
		return
	}
	p.Report(finding.Finding{
		Span: first.Origin.Span, Confidence: personal.Medium, Objects: []string{t.Object() + "." + first.Name},
		Message: say("%s keeps for each address whether mail was opened or clicked: %s", "%s bewaart per adres of mail is geopend of aangeklikt: %s", t.Object(), list(names)),
	})
}

// perPerson reports whether a row of the table is about one reader: it has an
// address, or a key to one.
func perPerson(t *inventory.Table) bool {
	if emailOf(t) != nil {
		return true
	}
	for _, c := range t.Table.Columns {
		if hasWord(c.Name, "subscriber_id", "customer_id", "user_id", "recipient_id", "contact_id", "klant_id", "abonnee_id") {
			return true
		}
	}
	return false
}
