package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func unknownSender() *Rule {
	return &Rule{
		ID: "MKT-008", Name: "unknown-sender", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "Sender not identifiable in the message", NL: "Afzender niet herkenbaar in het bericht"},
		What: phrase.Text{
			EN: "An e-mail template for a newsletter or offers that holds no postal address, no company number and no variable for one, in the template, its parts and its layout; and, as a note, Go code that sends marketing from a no-reply address without a Reply-To, where no template was found that names the sender.",
			NL: "Een mailsjabloon voor een nieuwsbrief of aanbiedingen zonder postadres, KvK-nummer of variabele daarvoor, in het sjabloon, de onderdelen en de opmaak eromheen; en, als opmerking, Go-code die reclame verstuurt vanaf een no-reply-adres zonder Reply-To, waarbij geen sjabloon is gevonden dat de afzender noemt.",
		},
		Why: phrase.Text{
			EN: "A marketing message must say on whose behalf it is sent, with a valid address or number at which a reader can ask you to stop.",
			NL: "Een reclamebericht moet zeggen namens wie het is verstuurd, met een geldig adres of nummer waar de lezer kan vragen om te stoppen.",
		},
		Fix: phrase.Text{
			EN: "Add a footer with the company's name, address, company number (KvK) and a way to reach you; no-reply as the only address is not enough.",
			NL: "Voeg een voettekst toe met bedrijfsnaam, adres, KvK-nummer en hoe je te bereiken bent; alleen een no-reply-adres is niet genoeg.",
		},
		Not: phrase.Text{
			EN: "Messages about an order or account, messages of unknown purpose and messages of which a part or layout was not found are left alone. What a mail service adds is not seen.",
			NL: "Berichten over een bestelling of account, berichten met een onbekend doel en berichten waarvan een onderdeel of opmaak niet is gevonden blijven met rust. Wat een e-maildienst toevoegt is niet te zien.",
		},
		Law:   law.Refs("tw.11.7", "bw.3.15e"),
		Guide: []string{"E0"},
		Check: func(p *Pass) {
			reportNoReply(p)
			for _, m := range p.marketingMessages() {
				f := aboutPage(m)
				if m.HasSender() || f.Confidence < personal.Medium {
					continue
				}
				f.Confidence = personal.Medium
				if m.NoReply {
					f.Evidence = append(f.Evidence, phrase.Text{EN: "its sender is an address that nobody reads", NL: "de afzender is een adres dat niemand leest"})
				}
				f.Message = phrase.Textf("marketing message %s does not say who sends it: no address and no company number", "reclamebericht %s zegt niet wie het verstuurt: geen adres en geen KvK-nummer", m.File)
				p.Report(f)
			}
		},
	}
}

// reportNoReply notes marketing that is sent from an address nobody reads, where
// nothing that was found tells the reader whom to write to.
func reportNoReply(p *Pass) {
	seen := map[string]bool{}
	for _, m := range p.mailings() {
		named := slices.ContainsFunc(m.templates, func(t *page.Page) bool { return t.HasSender() })
		replies := slices.ContainsFunc(m.Headers, func(h string) bool { return h == "Reply-To" })
		if m.purpose != page.Marketing || !m.NoReply.IsValid() || named || replies || len(m.templates) > 0 {
			continue // a template without a sender is reported itself
		}
		f := aboutMailing(&m)
		if seen[f.Root] {
			continue
		}
		seen[f.Root] = true
		f.Severity = finding.Note
		f.Steps = append(f.Steps, finding.Step{Span: m.NoReply, Message: phrase.Text{EN: "the sender's address", NL: "het adres van de afzender"}})
		f.Message = phrase.Textf("%s sends marketing from an address that nobody reads", "%s verstuurt reclame vanaf een adres dat niemand leest", m.sends())
		p.Report(f)
	}
}
