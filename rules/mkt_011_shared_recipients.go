package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func sharedRecipients() *Rule {
	return &Rule{
		ID: "MKT-011", Name: "shared-recipients", Severity: finding.Error, Preview: true, Code: true,
		Title: phrase.Text{EN: "Several recipients in one To or Cc", NL: "Meerdere ontvangers in Aan of Cc"},
		What: phrase.Text{
			EN: "Go code that puts several addresses from the database in the To or Cc of one message.",
			NL: "Go-code die meerdere adressen uit de database in het veld Aan of Cc van één bericht zet.",
		},
		Why: phrase.Text{
			EN: "Everybody who gets the message sees the addresses of all the others. That is a data breach, to be reported within 72 hours; the Dutch AP fined it more than once.",
			NL: "Iedereen die het bericht krijgt ziet de adressen van alle anderen. Dat is een datalek dat je binnen 72 uur moet melden; de AP legde er meer dan eens een boete voor op.",
		},
		Fix: phrase.Text{
			EN: "Send one message for each recipient, through a queue.",
			NL: "Verstuur één bericht per ontvanger, via een wachtrij.",
		},
		Not: phrase.Text{
			EN: "Addresses written in the code (a fixed list of colleagues) and addresses of which the source is not known are left alone, and so is Bcc.",
			NL: "Adressen die in de code staan (een vaste lijst collega's) en adressen waarvan de bron niet bekend is blijven met rust, net als Bcc.",
		},
		Law:   law.Refs("gdpr.5.1.f", "gdpr.32", "gdpr.33", "case.groupmail"),
		Guide: []string{"A2"},
		Check: checkSharedRecipients,
	}
}

func checkSharedRecipients(p *Pass) {
	for i := range p.Inventory.Usage.Mailings {
		m := &p.Inventory.Usage.Mailings[i]
		if m.Test || m.Generated {
			continue
		}
		for _, r := range m.Recipients {
			if !r.Several || r.Source != usage.FromDatabase || !slices.Contains([]string{"To", "Cc"}, r.Header) {
				continue
			}
			f := finding.Finding{
				Span: r.Span, Confidence: personal.High, Objects: []string{m.Package + "." + m.Function},
				Message: phrase.Textf("%s puts all addresses of a query in %s: every recipient sees them", "%s zet alle adressen van een query in %s: elke ontvanger ziet ze", m.Function, r.Header),
				Steps:   []finding.Step{{Span: m.Span, Message: phrase.Textf("sent here with %s", "hier verstuurd met %s", lastElement(m.Callee))}},
			}
			if tables := p.recipientTables(m); len(tables) > 0 {
				f.Objects = append(f.Objects, tables[0].Object())
			}
			p.Report(f)
			break
		}
	}
}
