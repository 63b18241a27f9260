package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func homeMadeBulkMail() *Rule {
	return &Rule{
		ID: "MKT-012", Name: "home-made-bulk-mail", Severity: finding.Note, Preview: true, Code: true,
		Title: phrase.Text{EN: "Home-made bulk mail", NL: "Zelfgebouwde bulkmail"},
		What: phrase.Text{
			EN: "Go code that sends a marketing message over SMTP in a loop over the rows of a query.",
			NL: "Go-code die een reclamebericht via SMTP verstuurt in een lus over de rijen van een query.",
		},
		Why: phrase.Text{
			EN: "Providers take a burst of mail from a web server for spam. When the server's address is blocked, order confirmations and other shops on it are blocked too, and bounces and complaints reach nobody.",
			NL: "Providers zien een stroom mail van een webserver aan voor spam. Wordt het adres van de server geblokkeerd, dan komen ook orderbevestigingen en mails van andere winkels niet meer aan, en bounces en klachten bereiken niemand.",
		},
		Fix: phrase.Text{
			EN: "Use a mail service or e-marketing software, with SPF, DKIM and DMARC, bounce handling and a queue; and conclude a processing agreement with it.",
			NL: "Gebruik een e-maildienst of e-marketingsoftware, met SPF, DKIM en DMARC, verwerking van bounces en een wachtrij; en sluit er een verwerkersovereenkomst mee.",
		},
		Not: phrase.Text{
			EN: "Mails about orders or accounts and loops over few fixed addresses are left alone. How many rows a query returns is not known, and a queue behind SMTP is not seen.",
			NL: "Mails over bestellingen of accounts en lussen over een paar vaste adressen blijven met rust. Hoeveel rijen een query geeft is niet bekend, en een wachtrij achter SMTP is niet te zien.",
		},
		Law:   law.Refs("gdpr.32", "bulk.senders"),
		Guide: []string{"A1", "A3", "A4"},
		Check: checkHomeMadeBulkMail,
	}
}

func checkHomeMadeBulkMail(p *Pass) {
	seen := map[string]bool{}
	for _, m := range p.mailings() {
		if m.purpose != page.Marketing || m.loop == nil || m.loop.Source != usage.FromDatabase || !overSMTP(m.Library) {
			continue
		}
		f := aboutMailing(&m)
		if seen[f.Root] {
			continue
		}
		seen[f.Root] = true
		f.Message = phrase.Textf("%s mails everybody on a list itself, one by one over SMTP", "%s mailt zelf iedereen op een lijst, een voor een via SMTP", m.sends())
		p.Report(f)
	}
}

// overSMTP reports whether a library talks to a mail server itself.
func overSMTP(library string) bool {
	return slices.ContainsFunc([]string{"net/smtp", "gomail", "go-mail", "jordan-wright/email", "go-simple-mail", "emersion/go-smtp"}, func(s string) bool { return strings.Contains(library, s) })
}
