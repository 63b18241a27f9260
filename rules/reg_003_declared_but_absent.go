package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func declaredButAbsent() *Rule {
	return &Rule{
		ID: "REG-003", Name: "declared-but-absent", Severity: finding.Info,
		Title: phrase.Text{EN: "Register entry without a table", NL: "Registerregel zonder tabel"},
		What: phrase.Text{
			EN: "A table or column that privet.yaml declares and no scanned schema has.",
			NL: "Een tabel of kolom die privet.yaml noemt en die in geen onderzocht schema staat.",
		},
		Why: phrase.Text{
			EN: "A register that lists what is gone hides what is there.",
			NL: "Een register dat noemt wat er niet meer is verbergt wat er wel is.",
		},
		Fix: phrase.Text{
			EN: "Take the entry out, or correct its spelling.",
			NL: "Haal de regel weg of verbeter de spelling.",
		},
		Not: phrase.Text{
			EN: "A table in another database that was not scanned is really there: then leave it.",
			NL: "Een tabel in een andere database die niet is onderzocht bestaat wel: laat die dan staan.",
		},
		Law:   law.Refs("gdpr.30"),
		Guide: []string{"S04"},
		Check: func(p *Pass) {
			if p.Policy == nil || len(p.Inventory.Databases) == 0 {
				return
			}
			for _, name := range slices.Sorted(maps.Keys(p.Policy.Tables)) {
				reportAbsent(p, name)
			}
		},
	}
}

func reportAbsent(p *Pass, name string) {
	at := "$.tables.'" + name + "'"
	table := p.storedTable(name)
	if table == nil {
		p.Report(finding.Finding{
			Span: p.Policy.Place(at), Objects: []string{"declared " + name},
			Message: phrase.Textf("table %s is declared, but no scanned schema has it", "tabel %s is vastgelegd, maar staat in geen onderzocht schema", name),
		})
		return
	}
	for _, column := range slices.Sorted(maps.Keys(p.Policy.Tables[name].Columns)) {
		if table.Column(column) == nil {
			p.Report(finding.Finding{
				Span: p.Policy.Place(at + ".columns.'" + column + "'"), Objects: []string{"declared " + name + "." + column},
				Message: phrase.Textf("column %s of table %s is declared, but does not exist", "kolom %s van tabel %s is vastgelegd, maar bestaat niet", column, name),
			})
		}
	}
}

// storedTable finds a table by the name that privet.yaml uses.
func (p *Pass) storedTable(name string) *schema.Table {
	n := schema.Name{Name: name}
	if before, after, ok := strings.Cut(name, "."); ok {
		n = schema.Name{Schema: before, Name: after}
	}
	for _, db := range p.Inventory.Databases {
		if t := db.Table(n); t != nil {
			return t
		}
	}
	return nil
}
