package rules

import (
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func embeddedImages() *Rule {
	return &Rule{
		ID: "MKT-009", Name: "embedded-images", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Images embedded in the message", NL: "Afbeeldingen in de mail ingevoegd"},
		What: phrase.Text{
			EN: "Pictures that travel inside a mailing: src=\"cid:...\" or data:image in its template, or a file that Go code embeds in a marketing message.",
			NL: "Plaatjes die in een mailing zelf meereizen: src=\"cid:...\" of data:image in het sjabloon, of een bestand dat Go-code in een reclamebericht invoegt.",
		},
		Why: phrase.Text{
			EN: "No law forbids it, but heavy messages with embedded pictures end up in spam folders, and data: images are not shown by Gmail and Outlook.",
			NL: "Geen wet verbiedt het, maar zware berichten met ingevoegde plaatjes belanden in de spammap, en data:-plaatjes worden in Gmail en Outlook niet getoond.",
		},
		Fix: phrase.Text{
			EN: "Put the picture on your own server and link to it, with the same address for everybody: a different address for each reader is a tracking pixel (MKT-010).",
			NL: "Zet het plaatje op je eigen server en link ernaar, met hetzelfde adres voor iedereen: een eigen adres per lezer is een meetpixel (MKT-010).",
		},
		Not: phrase.Text{
			EN: "Messages about an order or account are left alone: a small logo inside them is a choice. Attachments are no embedded pictures.",
			NL: "Berichten over een bestelling of account blijven met rust: een klein logo daarin is een keuze. Bijlagen zijn geen ingevoegde plaatjes.",
		},
		Law:   law.Refs("bulk.senders"),
		Guide: []string{"E5"},
		Check: checkEmbeddedImages,
	}
}

func checkEmbeddedImages(p *Pass) {
	for _, m := range p.otherMessages() {
		var embedded []page.Image
		for _, i := range m.Images {
			if i.Embedded {
				embedded = append(embedded, i)
			}
		}
		if len(embedded) == 0 {
			continue
		}
		f := aboutPage(m)
		f.Span, f.Confidence = embedded[0].Span, personal.High
		f.Message = phrase.Textf("%d images are embedded in message %s", "in bericht %[2]s zijn %[1]d afbeeldingen ingevoegd", len(embedded), m.File)
		if len(embedded) == 1 {
			f.Message = phrase.Textf("an image is embedded in message %s", "in bericht %s is een afbeelding ingevoegd", m.File)
		}
		for _, i := range embedded[1:] {
			f.Others = append(f.Others, finding.Step{Span: i.Span, Message: phrase.Text{EN: "embedded too", NL: "ook ingevoegd"}})
		}
		p.Report(f)
	}
	checkEmbeddingCode(p)
}

// checkEmbeddingCode reports code that embeds pictures in marketing messages, and in
// whatever a program sends that mails people in bulk, unless all that is known to get
// there is about an order or an account.
func checkEmbeddingCode(p *Pass) {
	seen, elsewhere := map[schema.Span]bool{}, map[schema.Span]bool{}
	bulk := false
	for _, m := range p.mailings() {
		bulk = bulk || m.purpose == page.Marketing || m.purpose == page.UnknownPurpose && m.loop != nil
		for _, part := range m.Parts {
			if part.Name == "" && m.purpose != page.Transactional {
				elsewhere[part.Span] = true // it is whatever a caller hands over
				continue
			}
			if !part.Inline || seen[part.Span] {
				continue
			}
			seen[part.Span] = true
			if m.purpose != page.Marketing {
				continue
			}
			f := aboutMailing(&m)
			f.Span = part.Span
			f.Message = phrase.Textf("%s embeds an image in a marketing message", "%s voegt een afbeelding in een reclamebericht in", m.sends())
			p.Report(f)
		}
	}
	for _, e := range p.Inventory.Usage.Embeds {
		if !bulk || e.Test || seen[e.Span] && !elsewhere[e.Span] {
			continue
		}
		seen[e.Span] = true
		f := finding.Finding{
			Span: e.Span, Confidence: personal.Medium, Objects: []string{e.Package + "." + e.Function},
			Message: phrase.Textf("%s embeds images in messages, and this program mails people in bulk", "%s voegt afbeeldingen in berichten in, en dit programma mailt mensen in bulk", e.Function),
		}
		for _, at := range e.Calls {
			f.Steps = append(f.Steps, finding.Step{Span: at, Message: phrase.Textf("%s is called here", "hier wordt %s aangeroepen", e.Function)})
		}
		p.Report(f)
	}
}
