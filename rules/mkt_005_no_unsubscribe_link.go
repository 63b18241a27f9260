package rules

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func noUnsubscribeLink() *Rule {
	return &Rule{
		ID: "MKT-005", Name: "no-unsubscribe-link", Preview: true, Severity: finding.Error,
		Title: phrase.Text{EN: "Marketing template without an unsubscribe link", NL: "Nieuwsbrief zonder afmeldlink"},
		What: phrase.Text{
			EN: "An e-mail template for a newsletter or offers in which nothing says how to unsubscribe: no link, no variable, no word for it in six languages, in the template, its parts and its layout.",
			NL: "Een mailsjabloon voor een nieuwsbrief of aanbiedingen waarin niets zegt hoe je je afmeldt: geen link, geen variabele en geen woord ervoor in zes talen, in het sjabloon, de onderdelen en de opmaak eromheen.",
		},
		Why: phrase.Text{
			EN: "Every marketing message must offer a free and easy way out. A missing link is what readers report as spam, and what the Dutch ACM fines.",
			NL: "Elk reclamebericht moet een gratis en makkelijke afmeldmogelijkheid bieden. Ontbreekt die, dan melden lezers je mail als spam, en de ACM legt er boetes voor op.",
		},
		Fix: phrase.Text{
			EN: "Put a link in the footer that all mailings share, to a page that unsubscribes at once: no login, no questions, no cost.",
			NL: "Zet een link in de voettekst die alle mailings delen, naar een pagina die meteen afmeldt: zonder inloggen, zonder vragen, zonder kosten.",
		},
		Not: phrase.Text{
			EN: "Order confirmations, password resets and other messages about something need no link and are left alone, as is a message of which the purpose is unknown or a part was not found. A footer that a mail service adds is not seen.",
			NL: "Orderbevestigingen, wachtwoordherstel en andere berichten ergens over hebben geen link nodig en blijven met rust, net als een bericht waarvan het doel onbekend is of een onderdeel niet is gevonden. Een voettekst die een e-maildienst toevoegt is niet te zien.",
		},
		Law:   law.Refs("tw.11.7", "gdpr.21"),
		Guide: []string{"E6a"},
		Check: func(p *Pass) {
			for _, m := range p.marketingMessages() {
				if m.HasWayOut() {
					continue
				}
				f := aboutPage(m)
				f.Message = phrase.Textf("marketing message %s has no way to unsubscribe", "reclamebericht %s heeft geen afmeldmogelijkheid", m.File)
				p.Report(f)
			}
		},
	}
}
