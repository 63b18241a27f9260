package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
)

// What the rules on e-mail share. A rule speaks of marketing only where there is
// evidence that a message is marketing; a message about an order, an account or a
// booking is nobody's unwanted mail, and so is one of which nothing is known.

// marketingMessages are the e-mail templates for marketing that are whole: no
// layout or part, and nothing they include is missing.
func (p *Pass) marketingMessages() []*page.Page {
	var found []*page.Page
	for _, m := range p.Inventory.Pages {
		if m.Mail && m.Purpose == page.Marketing && !m.Shared && len(m.Unresolved()) == 0 {
			found = append(found, m)
		}
	}
	return found
}

// otherMessages are the e-mail templates that are not known to be about
// something: marketing, and those whose purpose is unknown.
func (p *Pass) otherMessages() []*page.Page {
	var found []*page.Page
	for _, m := range p.Inventory.Pages {
		if m.Mail && m.Purpose != page.Transactional {
			found = append(found, m)
		}
	}
	return found
}

// aboutPage starts a finding on a page.
func aboutPage(m *page.Page) finding.Finding {
	f := finding.Finding{Span: m.Start, Objects: []string{m.File}, Evidence: slices.Clip(m.Evidence), Confidence: m.Confidence}
	if m.Fragment && !m.Framed() && len(m.Links)+len(m.Images) > 0 {
		// A piece of HTML that goes into a layout nobody saw.
		f.Confidence = personal.Low
		f.Evidence = append(f.Evidence, phrase.Text{EN: "no layout around it was found; it may hold what is missing here", NL: "er is geen opmaaksjabloon omheen gevonden; wat hier ontbreekt kan daarin staan"})
	}
	if m.Open {
		f.Confidence = personal.Low
		f.Evidence = append(f.Evidence, phrase.Text{EN: "part of its text is put in from elsewhere; it may hold what is missing here", NL: "een deel van de tekst wordt elders ingevuld; wat hier ontbreekt kan daarin staan"})
	}
	return f
}

// mailing is a place that sends mail, seen from the call that says what is sent.
type mailing struct {
	*usage.Mailing
	call      *usage.MailCall // nil: the send itself says it
	loop      *usage.Loop     // what repeats it, or nil
	purpose   page.Purpose
	templates []*page.Page
}

// mailings returns the places that send mail, one for each call that leads to a
// common function for all mail.
func (p *Pass) mailings() []mailing {
	var found []mailing
	for i := range p.Inventory.Usage.Mailings {
		m := &p.Inventory.Usage.Mailings[i]
		if m.Test || m.Generated {
			continue
		}
		calls := 0
		for j := range m.Calls {
			c := &m.Calls[j]
			if c.Test || len(c.Templates)+len(c.Strings) == 0 && c.Loop == nil && page.PurposeOf(c.Function) == page.UnknownPurpose {
				continue
			}
			found = append(found, p.mailing(m, c))
			calls++
		}
		if calls == 0 {
			found = append(found, p.mailing(m, nil))
		}
	}
	return found
}

// mailing decides what one mailing is for: by the names on its way, its templates
// and its subject. A word for a transactional message wins.
func (p *Pass) mailing(m *usage.Mailing, call *usage.MailCall) mailing {
	out := mailing{Mailing: m, call: call, loop: m.Bulk}
	names := []string{m.Function, lastElement(m.Package)}
	templates := m.Templates
	if call != nil {
		names = append(names, call.Function, lastElement(call.Package))
		names = append(names, call.Strings...)
		templates = append(slices.Clip(templates), call.Templates...)
		if call.Loop != nil {
			out.loop = call.Loop
		}
	}
	names = append(names, templates...)
	out.purpose = page.PurposeOf(names...)
	for _, t := range templates {
		if found := page.Find(p.Inventory.Pages, t); found != nil {
			out.templates = append(out.templates, found)
			switch {
			case found.Purpose == page.Transactional:
				out.purpose = page.Transactional
			case out.purpose == page.UnknownPurpose:
				out.purpose = found.Purpose
			}
		}
	}
	if out.purpose == page.UnknownPurpose && len(m.Calls) <= 1 && p.toMailingList(m) {
		out.purpose = page.Marketing
	}
	return out
}

func lastElement(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return path[i+1:]
		}
	}
	return path
}

// toMailingList reports whether the addresses come from a newsletter's table.
func (p *Pass) toMailingList(m *usage.Mailing) bool {
	lists := p.mailingLists()
	return slices.ContainsFunc(p.recipientTables(m), func(t *inventory.Table) bool { return slices.Contains(lists, t) })
}

// recipientTables are the tables that a mailing's addresses come from.
func (p *Pass) recipientTables(m *usage.Mailing) []*inventory.Table {
	var tables []*inventory.Table
	for _, r := range m.Recipients {
		for _, c := range r.Columns {
			for _, t := range p.Inventory.Tables {
				if t.Database.Table(c.Table) == t.Table && !slices.Contains(tables, t) {
					tables = append(tables, t)
				}
			}
		}
	}
	return tables
}

// sends names a mailing for a sentence: the function that says what is sent.
func (m *mailing) sends() string {
	if m.call != nil {
		return m.call.Function
	}
	return m.Function
}

// aboutMailing starts a finding on a mailing, placed at the call that repeats or
// orders it.
func aboutMailing(m *mailing) finding.Finding {
	f := finding.Finding{Span: m.Span, Confidence: personal.Medium, Objects: []string{m.Package + "." + m.Function}, Root: m.Package + "." + m.Function + " " + m.sends()}
	if m.call != nil {
		f.Span = m.call.Span
		f.Objects = []string{m.call.Package + "." + m.call.Function}
		f.Steps = append(f.Steps, finding.Step{Span: m.Span, Message: phrase.Textf("sent here with %s", "hier verstuurd met %s", lastElement(m.Callee))})
	}
	if m.loop != nil {
		f.Steps = append([]finding.Step{{Span: m.loop.Span, Message: phrase.Text{EN: "repeated for each address here", NL: "hier voor elk adres herhaald"}}}, f.Steps...)
	}
	return f
}
