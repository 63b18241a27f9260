package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func noListUnsubscribe() *Rule {
	return &Rule{
		ID: "MKT-006", Name: "no-list-unsubscribe", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "No List-Unsubscribe header", NL: "Geen List-Unsubscribe-header"},
		What: phrase.Text{
			EN: "Go code that sends a marketing message to many people without a List-Unsubscribe header, and stored marketing messages (.eml) without one.",
			NL: "Go-code die een reclamebericht aan veel mensen verstuurt zonder header List-Unsubscribe, en opgeslagen reclameberichten (.eml) zonder die header.",
		},
		Why: phrase.Text{
			EN: "With it Gmail, Yahoo and Outlook show an unsubscribe button. Without it they ask bulk senders to stop, and readers press \"spam\" instead.",
			NL: "Met die header tonen Gmail, Yahoo en Outlook een afmeldknop. Zonder weigeren ze bulkmail, en drukken lezers op \"spam\".",
		},
		Fix: phrase.Text{
			EN: "Set List-Unsubscribe with an https address of your own, and List-Unsubscribe-Post: List-Unsubscribe=One-Click, and let a POST to that address unsubscribe at once.",
			NL: "Zet List-Unsubscribe met een eigen https-adres, en List-Unsubscribe-Post: List-Unsubscribe=One-Click, en laat een POST naar dat adres meteen afmelden.",
		},
		Not: phrase.Text{
			EN: "Mail services that add the header (SendGrid, Mailgun, Postmark, Mailjet) are left alone, as are messages that are not known to be marketing.",
			NL: "E-maildiensten die de header zelf toevoegen (SendGrid, Mailgun, Postmark, Mailjet) blijven met rust, net als berichten waarvan niet blijkt dat het reclame is.",
		},
		Law:   law.Refs("rfc8058", "bulk.senders"),
		Guide: []string{"E6a", "A1"},
		Check: checkNoListUnsubscribe,
	}
}

func checkNoListUnsubscribe(p *Pass) {
	for _, m := range p.Inventory.Pages {
		if m.Headers != nil && m.Purpose == page.Marketing && !m.Headers["list-unsubscribe"] {
			f := aboutPage(m)
			f.Message = phrase.Textf("marketing message %s has no List-Unsubscribe header", "reclamebericht %s heeft geen header List-Unsubscribe", m.File)
			p.Report(f)
		}
	}
	seen := map[string]bool{}
	for _, m := range p.mailings() {
		if m.purpose != page.Marketing || m.loop == nil || addsHeaders(m.Library) || slices.ContainsFunc(m.Headers, func(h string) bool { return strings.EqualFold(h, "List-Unsubscribe") }) {
			continue
		}
		f := aboutMailing(&m)
		if seen[f.Root] {
			continue
		}
		seen[f.Root] = true
		f.Message = phrase.Textf("%s sends marketing mail without a List-Unsubscribe header", "%s verstuurt reclame zonder header List-Unsubscribe", m.sends())
		p.Report(f)
	}
}

// addsHeaders reports whether a mail service adds the header by itself.
func addsHeaders(library string) bool {
	return slices.ContainsFunc([]string{"sendgrid", "mailgun", "postmark", "mailjet", "mailchimp", "mandrill", "brevo", "sendinblue"}, func(s string) bool { return strings.Contains(library, s) })
}
