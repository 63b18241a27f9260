package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func noPurge() *Rule {
	return &Rule{
		ID: "RET-003", Name: "no-purge", Severity: finding.Warning, Preview: true,
		Title: phrase.Text{EN: "No code that deletes or anonymises", NL: "Geen code die wist of anonimiseert"},
		What: phrase.Text{
			EN: "Tables for which privet.yaml declares a retention period, while nothing that was read deletes their rows or empties their personal columns: no DELETE in Go or in SQL functions, no ON DELETE CASCADE from a table that is purged, no partitions.",
			NL: "Tabellen waarvoor privet.yaml een bewaartermijn noemt, terwijl niets van wat is gelezen hun rijen wist of hun persoonsgegevens leegmaakt: geen DELETE in Go of in SQL-functies, geen ON DELETE CASCADE vanuit een tabel die wordt opgeschoond, geen partities.",
		},
		Why: phrase.Text{
			EN: "A period that nothing carries out is a promise that is broken on the day it ends. The CNIL fined a shop that kept accounts of customers who had long gone.",
			NL: "Een termijn die niets uitvoert is een belofte die op de laatste dag wordt gebroken. De CNIL beboette een winkel die accounts van lang vertrokken klanten bewaarde.",
		},
		Fix: phrase.Text{
			EN: "Make a job that runs daily: DELETE FROM customers WHERE last_active_at < now() - interval '24 months'; or set the personal columns to NULL where the row must stay. If another program does it, name it with purged_by.",
			NL: "Maak een taak die dagelijks draait: DELETE FROM klanten WHERE laatst_actief_op < now() - interval '24 months'; of zet de kolommen met persoonsgegevens op NULL waar de rij moet blijven. Doet een ander programma het, noem dat dan met purged_by.",
		},
		Not: phrase.Text{
			EN: "That a DELETE exists does not show that it runs in time. Staff accounts are closed by people and are left out, and so are lists that end when somebody unsubscribes. Where no Go code was read nothing is said.",
			NL: "Dat er een DELETE is bewijst niet dat die op tijd draait. Accounts van medewerkers worden door mensen gesloten en blijven buiten beschouwing, net als lijsten die eindigen als iemand zich afmeldt. Is er geen Go-code gelezen, dan wordt er niets gezegd.",
		},
		Law:   law.Refs("gdpr.5.1.e", "gdpr.17", "case.brico"),
		Guide: []string{"P3"},
		Check: checkNoPurge,
	}
}

// checkNoPurge makes one finding: one missing job is one cause.
func checkNoPurge(p *Pass) {
	if p.Policy == nil || len(p.Inventory.Usage.Modules) == 0 {
		return
	}
	var names []string
	f := finding.Finding{Confidence: personal.Medium, Root: "no purge"}
	for _, t := range p.personalTables() {
		if names, _ := exposed(t, nil); len(names) == 0 || !p.endsByDate(t) || p.erased(t, 0) {
			continue
		}
		if len(names) == 0 {
			f.Span = t.Table.Origin.Span
		} else {
			f.Others = append(f.Others, finding.Step{Span: t.Table.Origin.Span, Message: phrase.Textf("%s", "%s", t.Object())})
		}
		names, f.Objects = append(names, t.Object()), append(f.Objects, t.Object())
	}
	if len(names) == 0 {
		return
	}
	f.Message = say("nothing in the %d Go packages that were read erases or empties old rows of %s", "niets in de %d gelezen Go-packages wist of leegt oude rijen van %s",
		p.Inventory.Scope.Packages, list(names))
	p.Report(f)
}

// endsByDate reports whether privet.yaml gives the table a retention period
// that ends by itself.
func (p *Pass) endsByDate(t *inventory.Table) bool {
	declared, ok := declaration(p.Policy, t)
	if !ok || declared.PurgedBy != "" {
		return false
	}
	ends := false
	for _, id := range declared.Purposes {
		purpose := p.Policy.Purpose(id)
		if purpose == nil || purpose.ProfileID() == "staff_login" || strings.HasPrefix(purpose.Retention, "until_") {
			return false
		}
		ends = ends || purpose.Retention != ""
	}
	return ends
}

// erased reports whether something that was read removes rows of the table or
// what is personal in them. depth bounds the climb through cascades.
func (p *Pass) erased(t *inventory.Table, depth int) bool {
	if len(t.Deletes) > 0 || t.Table.Kind == schema.PartitionedTable || p.emptied(t) || deletedInSQL(t) {
		return true
	}
	if t.Table.Kind == schema.GoModelTable && p.childOfErased(t) {
		return true
	}
	for _, fk := range t.Table.ForeignKeys() {
		if fk.OnDelete != schema.Cascade || depth > 3 {
			continue
		}
		if parent := p.personalTable(t.Database, fk.RefTable); parent != nil && parent != t && p.erased(parent, depth+1) {
			return true
		}
	}
	return false
}

// childOfErased reports whether a table known from a Go model belongs to a
// customer and customers are deleted: what its ORM does with children then is
// not stated anywhere privet reads.
func (p *Pass) childOfErased(t *inventory.Table) bool {
	child := slices.ContainsFunc(t.Items, func(i *inventory.Item) bool { return i.Category != nil && i.Category.ID == "id.customer" })
	return child && slices.ContainsFunc(p.Inventory.Tables, func(x *inventory.Table) bool { return x.Database == t.Database && x != t && len(x.Deletes) > 0 })
}

// emptied reports whether code writes constants over personal columns.
func (p *Pass) emptied(t *inventory.Table) bool {
	return slices.ContainsFunc(t.Items, func(i *inventory.Item) bool {
		return i.Category != nil && i.Category.Sensitivity >= 2 && slices.ContainsFunc(i.Writes, func(e *usage.Event) bool {
			return e.Source == usage.FromConstant || hasWord(e.Function, "anonymise", "anonymize", "anonimiseer", "erase", "purge", "scrub", "wis", "opschonen", "forget")
		})
	})
}

// deletedInSQL reports whether a function or trigger of the database deletes
// from the table.
func deletedInSQL(t *inventory.Table) bool {
	deletes := func(body string) bool {
		words := strings.Fields(strings.ToLower(body))
		for i, w := range words {
			if w == "from" && i > 0 && words[i-1] == "delete" && i+1 < len(words) &&
				strings.EqualFold(strings.Trim(words[i+1], "`\";()"), t.Table.Name.Name) {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(t.Database.Functions, func(f *schema.Function) bool { return deletes(f.Body) }) ||
		slices.ContainsFunc(t.Database.Tables, func(x *schema.Table) bool {
			return slices.ContainsFunc(x.Triggers, func(tr *schema.Trigger) bool { return deletes(tr.Body) })
		})
}
