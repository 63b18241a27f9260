package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func freeForm() *Rule {
	return &Rule{
		ID: "STO-004", Name: "free-form", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Personal data in free-form containers", NL: "Persoonsgegevens in vrije velden"},
		What: phrase.Text{
			EN: "A JSON, XML or key-value column in a table about persons, in which anything may be kept.",
			NL: "Een JSON-, XML- of sleutel-waardekolom in een tabel over personen, waarin van alles kan staan.",
		},
		Why: phrase.Text{
			EN: "What is in there is in no register, is found by no search and is forgotten when a customer asks for erasure.",
			NL: "Wat daarin staat komt in geen register, wordt bij zoeken niet gevonden en wordt vergeten als een klant om wissing vraagt.",
		},
		Fix: phrase.Text{
			EN: "Use columns with a type and a name, or write down which keys are allowed. Tell staff what does not belong in notes.",
			NL: "Gebruik kolommen met een type en een naam, of leg vast welke sleutels zijn toegestaan. Vertel medewerkers wat niet in notities hoort.",
		},
		Not: phrase.Text{
			EN: "The contents are not read. Containers in tables about products or settings are left alone.",
			NL: "De inhoud wordt niet gelezen. Containers in tabellen over producten of instellingen blijven met rust.",
		},
		Law:   law.Refs("gdpr.5.1.c", "gdpr.5.2"),
		Guide: []string{"S14"},
		Check: func(p *Pass) {
			for _, t := range p.Inventory.Tables {
				reportContainers(p, t)
			}
		},
	}
}

// reportContainers makes one finding of all containers of a person table.
func reportContainers(p *Pass, t *inventory.Table) {
	if t.Subject != personal.PersonSubject {
		return
	}
	var f finding.Finding
	var names []string
	for _, item := range t.Items {
		if item.Category != nil || !item.MayHold {
			continue
		}
		names = append(names, item.Column.Name)
		if len(names) == 1 {
			f = about(item)
			f.Confidence = personal.Medium
			f.Root = t.Object() + " containers"
			continue
		}
		f.Objects = append(f.Objects, item.Object())
		f.Others = append(f.Others, finding.Step{Span: item.Origin.Span, Message: phrase.Textf("%s", "%s", item.Object())})
	}
	if len(names) == 0 {
		return
	}
	f.Message = say("table %s may hold any personal data in %s", "tabel %s kan in %s allerlei persoonsgegevens bevatten", t.Object(), list(names))
	p.Report(f)
}
