package rules

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
)

func wholeRows() *Rule {
	return &Rule{
		ID: "DIS-005", Name: "whole-rows", Severity: finding.Note, Preview: true,
		Title: phrase.Text{EN: "Whole rows leave the database", NL: "Hele rijen verlaten de database"},
		What: phrase.Text{
			EN: "A response, file or template that gets every personal column of a table at once (SELECT *, or the whole ORM model), from a table with three or more of them.",
			NL: "Een antwoord, bestand of sjabloon dat elk persoonsgegeven van een tabel in één keer krijgt (SELECT *, of het hele ORM-model), bij een tabel met drie of meer daarvan.",
		},
		Why: phrase.Text{
			EN: "The column that somebody adds next year leaves along with the rest, and nobody decided that it should.",
			NL: "De kolom die iemand volgend jaar toevoegt gaat vanzelf mee naar buiten, zonder dat iemand dat heeft besloten.",
		},
		Fix: phrase.Text{
			EN: "Name the columns in the query and answer with a type of its own that holds just what the page shows.",
			NL: "Noem de kolommen in de query en antwoord met een eigen type dat alleen bevat wat de pagina toont.",
		},
		Not: phrase.Text{
			EN: "Migrations and copies inside the program leave nothing. A row that holds one or two personal columns, or of which some are left out, is not reported; neither is a person's own data download, when its function is called that.",
			NL: "Migraties en kopieën binnen het programma laten niets naar buiten. Een rij met één of twee persoonsgegevens, of waarvan er een paar ontbreken, wordt niet gemeld; de download van iemands eigen gegevens evenmin, als de functie zo heet.",
		},
		Law:   law.Refs("gdpr.25", "gdpr.5.1.c"),
		Guide: []string{"P2"},
		Check: checkWholeRows,
	}
}

func checkWholeRows(p *Pass) {
	for _, t := range p.Inventory.Tables {
		personalItems := 0
		for _, item := range t.Items {
			if counted(item) {
				personalItems++
			}
		}
		if personalItems < 3 {
			continue
		}
		for _, e := range exitsOf(t) {
			if e.Kind != usage.Response && e.Kind != usage.File && e.Kind != usage.ThirdParty || leaving(t, e) < personalItems ||
				e.Source == usage.FromRequest || hasWord(e.Function, "portability", "my_data", "mijn_gegevens", "gegevens", "takeout", "dump", "backup", "gdpr", "avg", "inzage") {
				continue
			}
			f := finding.Finding{Confidence: personal.Medium, Objects: []string{t.Object()}, Root: t.Object() + " " + e.Package + "." + e.Function}
			placeAt(&f, e, nil, phrase.Text{})
			f.Message = phrase.Textf("all %d personal columns of %s leave at once in %s", "alle %d persoonsgegevens van %s gaan in één keer naar buiten in %s", personalItems, t.Object(), e.Function)
			f.Others = []finding.Step{{Span: t.Table.Origin.Span, Message: phrase.Textf("%s", "%s", t.Object())}}
			p.Report(f)
			break
		}
	}
}

// counted are the columns that a response type would leave out or keep on
// purpose; a credential is CRED-010's.
func counted(i *inventory.Item) bool {
	return i.Category != nil && i.Confidence >= personal.Medium && i.Category.Sensitivity >= 2 && i.Category.Class != personal.Credential
}

// exitsOf returns the events that let something of the table out, once each.
func exitsOf(t *inventory.Table) []*usage.Event {
	var all []*usage.Event
	for _, item := range t.Items {
		for _, e := range item.Exits {
			if !slices.Contains(all, e) {
				all = append(all, e)
			}
		}
	}
	return all
}

// leaving counts the personal columns of the table that leave with an event.
func leaving(t *inventory.Table, e *usage.Event) int {
	n := 0
	for _, item := range t.Items {
		if counted(item) && slices.Contains(item.Exits, e) {
			n++
		}
	}
	return n
}
