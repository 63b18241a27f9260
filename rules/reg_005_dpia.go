package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func dpiaNeeded() *Rule {
	return &Rule{
		ID: "REG-005", Name: "dpia-needed", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "DPIA probably needed", NL: "Waarschijnlijk een DPIA nodig"},
		What: phrase.Text{
			EN: "Two or more of the signs by which supervisors tell that a data protection impact assessment is due: special or criminal data, profiles and scores, precise location, data about children, biometrics, national numbers, while privet.yaml names no assessment.",
			NL: "Twee of meer van de kenmerken waaraan toezichthouders zien dat een gegevensbeschermingseffectbeoordeling (DPIA) nodig is: bijzondere of strafrechtelijke gegevens, profielen en scores, precieze locatie, gegevens van kinderen, biometrie, nationale nummers, terwijl privet.yaml geen beoordeling noemt.",
		},
		Why: phrase.Text{
			EN: "Where a high risk is likely you must assess it before you start. The Dutch AP has a list of seventeen kinds of processing, and two criteria of the European guidelines together are usually enough.",
			NL: "Is een hoog risico waarschijnlijk, dan moet je dat vooraf beoordelen. De AP heeft een lijst van zeventien soorten verwerkingen, en twee criteria uit de Europese richtsnoeren samen zijn meestal genoeg.",
		},
		Fix: phrase.Text{
			EN: "Do the assessment, write down the outcome and name it in privet.yaml (dpia:); or write there why none is needed, for example because of the small scale. Consider a data protection officer (art. 37).",
			NL: "Doe de beoordeling, leg de uitkomst vast en noem die in privet.yaml (dpia:); of schrijf daar waarom die niet nodig is, bijvoorbeeld vanwege de kleine schaal. Overweeg een functionaris gegevensbescherming (art. 37).",
		},
		Not: phrase.Text{
			EN: "How many people it concerns and what decisions follow cannot be seen in a schema: that is for you to judge.",
			NL: "Om hoeveel mensen het gaat en welke beslissingen eruit volgen is in een schema niet te zien: dat beoordeel je zelf.",
		},
		Law:   law.Refs("gdpr.35", "ap.dpia", "wp248"),
		Guide: []string{"S04"},
		Check: checkDPIA,
	}
}

// dpiaSigns are the criteria of WP248 that a schema can show.
var dpiaSigns = []struct {
	prefixes []string
	name     phrase.Text
}{
	{[]string{"special.biometric", "special.genetic"}, phrase.Text{EN: "biometric or genetic data", NL: "biometrische of genetische gegevens"}},
	{[]string{"special."}, phrase.Text{EN: "special categories", NL: "bijzondere persoonsgegevens"}},
	{[]string{"crim."}, phrase.Text{EN: "criminal data or a blacklist", NL: "strafrechtelijke gegevens of een zwarte lijst"}},
	{[]string{"beh.profile", "fin.income_credit"}, phrase.Text{EN: "profiles or scores", NL: "profielen of scores"}},
	{[]string{"loc.precise"}, phrase.Text{EN: "precise locations", NL: "precieze locaties"}},
	{[]string{"demo.child"}, phrase.Text{EN: "children", NL: "kinderen"}},
	{[]string{"id.national"}, phrase.Text{EN: "national numbers", NL: "nationale nummers"}},
}

func checkDPIA(p *Pass) {
	if p.Policy != nil && (p.Policy.DPIA != "" || p.anyGround()) {
		return
	}
	var f finding.Finding
	var en, nl []string
	for _, sign := range dpiaSigns {
		i := slices.IndexFunc(p.Inventory.Items, func(i *inventory.Item) bool {
			return i.Category != nil && i.Confidence >= personal.Medium && aboutPeople(i.Table) &&
				!slices.Contains(f.Objects, i.Object()) && slices.ContainsFunc(sign.prefixes, func(s string) bool { return strings.HasPrefix(string(i.Category.ID), s) })
		})
		if i < 0 {
			continue
		}
		item := p.Inventory.Items[i]
		if len(en) == 0 {
			f.Span = item.Origin.Span
		} else {
			f.Others = append(f.Others, finding.Step{Span: item.Origin.Span, Message: sign.name})
		}
		f.Objects = append(f.Objects, item.Object())
		en, nl = append(en, sign.name.EN), append(nl, sign.name.NL)
	}
	if len(en) < 2 {
		return
	}
	f.Confidence, f.Root = personal.Medium, "dpia"
	f.Message = phrase.Text{
		EN: "a data protection impact assessment is probably due: " + strings.Join(en, ", "),
		NL: "een DPIA is waarschijnlijk nodig: " + strings.Join(nl, ", "),
	}
	p.Report(f)
}

// aboutPeople leaves out tables of things and of public figures.
func aboutPeople(t *inventory.Table) bool {
	return t.Subject == personal.PersonSubject || t.Subject == personal.LinkedSubject
}
