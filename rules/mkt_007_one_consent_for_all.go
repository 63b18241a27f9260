package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

func oneConsentForAll() *Rule {
	return &Rule{
		ID: "MKT-007", Name: "one-consent-for-all", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "One consent for newsletters and offers together", NL: "Eén toestemming voor nieuwsbrief en aanbiedingen samen"},
		What: phrase.Text{
			EN: "Templates for newsletters and templates for offers beside a single consent column; or one box in a form that asks for both.",
			NL: "Sjablonen voor nieuwsbrieven én voor aanbiedingen naast één toestemmingskolom; of één vakje in een formulier dat om beide vraagt.",
		},
		Why: phrase.Text{
			EN: "Consent must be specific. Who wants your newsletter may not want mails with offers only, and must be able to say yes to one and no to the other.",
			NL: "Toestemming moet specifiek zijn. Wie je nieuwsbrief wil, wil misschien geen mails met alleen aanbiedingen, en moet ja kunnen zeggen tegen het een en nee tegen het ander.",
		},
		Fix: phrase.Text{
			EN: "One column and one box for each kind of mail: newsletter_consent_at and offers_consent_at.",
			NL: "Eén kolom en één vakje per soort mail: nieuwsbrief_toestemming_op en aanbiedingen_toestemming_op.",
		},
		Not: phrase.Text{
			EN: "A newsletter that contains offers is one kind. Lists and preferences kept one row for each kind are fine.",
			NL: "Een nieuwsbrief waarin aanbiedingen staan is één soort. Lijsten en voorkeuren met een rij per soort zijn in orde.",
		},
		Law:   law.Refs("gdpr.6", "gdpr.7"),
		Guide: []string{"E4"},
		Check: checkOneConsent,
	}
}

func checkOneConsent(p *Pass) {
	reportSharedColumn(p)
	for _, pg := range p.Inventory.Pages {
		if pg.Mail || pg.ForStaff() {
			continue
		}
		for _, form := range pg.Forms {
			for _, field := range form.Fields {
				if field.Type == "checkbox" && asksBoth.MatchString(page.Fold(field.Label)) {
					p.Report(finding.Finding{
						Span: field.Span, Confidence: personal.Medium, Objects: []string{pg.File + "#" + field.Name},
						Message: phrase.Textf("the box %q asks consent for a newsletter and for offers at once", "het vakje %q vraagt in één keer toestemming voor een nieuwsbrief en voor aanbiedingen", field.Name),
					})
				}
			}
		}
	}
}

// asksBoth matches a label that joins a newsletter and other mail by "and".
var asksBoth = lazyregexp.New(`(?:newsletter|nieuwsbrief|rundbrief|infolettre|boletin)s?,? (?:and|en|und|et|y|e|&|\+|as well as|plus) (?:\w+ ){0,3}(?:offers?|promotions?|aanbiedingen|acties|angebote|offres|ofertas|offerte|deals|e-?mails? with)|` +
	`(?:offers?|promotions?|aanbiedingen|angebote|offres|ofertas|deals) (?:and|en|und|et|y|e|&) (?:\w+ ){0,3}(?:newsletters?|nieuwsbrief|rundbrief|infolettre|boletin)`)

// reportSharedColumn reports the only consent column of a project that has
// templates of both kinds.
func reportSharedColumn(p *Pass) {
	kinds := map[string]*page.Page{}
	for _, m := range p.Inventory.Pages {
		if k := m.Kind(); k != "" && !m.Shared && kinds[k] == nil {
			kinds[k] = m
		}
	}
	if len(kinds) < 2 {
		return
	}
	var consent []*inventory.Item
	for _, item := range p.items("pref.consent") {
		name := item.Column.Name
		switch {
		case hasWord(name, "offers", "aanbiedingen", "promotions", "promo", "deals", "kind", "topic", "type"):
			return
		case marketing(name) || serves(item.Table, "newsletter") && !hasWord(name, leavingWords...):
			consent = append(consent, item)
		}
	}
	if len(consent) == 0 || p.perKind() || slices.ContainsFunc(consent, func(i *inventory.Item) bool { return i.Table != consent[0].Table }) {
		return
	}
	f := about(consent[0])
	f.Confidence = min(f.Confidence, personal.Medium)
	f.Message = phrase.Textf("%s is the only consent, for newsletters and for offers", "%s is de enige toestemming, voor nieuwsbrieven en voor aanbiedingen", consent[0].Object())
	for _, k := range []string{"newsletter", "offers"} {
		f.Steps = append(f.Steps, finding.Step{Span: kinds[k].Start, Message: kindWords[k]})
	}
	p.Report(f)
}

var kindWords = map[string]phrase.Text{
	"newsletter": {EN: "a newsletter", NL: "een nieuwsbrief"},
	"offers":     {EN: "a mail with offers", NL: "een mail met aanbiedingen"},
}

// perKind reports whether a table keeps subscriptions one row for each kind.
func (p *Pass) perKind() bool {
	return slices.ContainsFunc(p.Inventory.Tables, func(t *inventory.Table) bool {
		if !hasWord(t.Table.Name.Name, "subscription", "subscriptions", "subscriber_lists", "preferences", "consents", "consent", "toestemmingen", "voorkeuren", "list_members", "lists") {
			return false
		}
		for _, c := range t.Table.Columns {
			if hasWord(c.Name, "list_id", "kind", "type", "topic", "channel", "purpose", "soort", "doel", "list") {
				return true
			}
		}
		return false
	})
}
