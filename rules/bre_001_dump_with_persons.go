package rules

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/law"
	"github.com/privet-dev/privet/schema"
)

func dumpWithPersons() *Rule {
	return &Rule{
		ID: "BRE-001", Name: "dump-with-persons", Severity: finding.Error,
		Title: phrase.Text{EN: "Dump or export with real persons in the repository", NL: "Dump met echte persoonsgegevens in de code"},
		What: phrase.Text{
			EN: "A dump, a seed file or a CSV file named like an export (klanten-export.csv, backup/users.csv) whose rows hold e-mail addresses, telephone numbers, IBANs, BSNs or card numbers of five or more persons, or of one person together with a password hash.",
			NL: "Een dump, seedbestand of CSV-bestand met de naam van een export (klanten-export.csv, backup/users.csv) waarvan de rijen e-mailadressen, telefoonnummers, IBAN's, BSN's of kaartnummers van vijf of meer personen bevatten, of van één persoon samen met een wachtwoordhash.",
		},
		Why: phrase.Text{
			EN: "Everyone with access to the code, every laptop it was cloned to and every copy of the history now has these persons' data. Testing with real customers is not allowed without need (CJEU, Digi), and a repository that leaks is a breach that must be reported within 72 hours.",
			NL: "Iedereen met toegang tot de code, elke laptop waarop die staat en elke kopie van de geschiedenis heeft nu de gegevens van deze personen. Testen met echte klanten mag niet zonder noodzaak (HvJ EU, Digi), en een repository die uitlekt is een datalek dat binnen 72 uur moet worden gemeld.",
		},
		Fix: phrase.Text{
			EN: "Take the file out of the repository and out of its history (git filter-repo), replace it by made-up data at example.com, and judge with the owner whether this is a breach to be reported and recorded. Hashes that were in it count as leaked: have those passwords changed.",
			NL: "Haal het bestand uit de repository én uit de geschiedenis (git filter-repo), vervang het door verzonnen gegevens op example.com, en beoordeel met de eigenaar of dit een datalek is dat gemeld en geregistreerd moet worden. Hashes die erin stonden gelden als gelekt: laat die wachtwoorden wijzigen.",
		},
		Not: phrase.Text{
			EN: "Addresses at example.com, .test and the like, role addresses (info@, admin@), counted-up addresses and the published test numbers of banks and payment providers are nobody's. Made-up data at domains that exist cannot be told from real data. A running server is not a repository. No value is kept or shown.",
			NL: "Adressen op example.com, .test en dergelijke, functieadressen (info@, admin@), doorgenummerde adressen en de gepubliceerde testnummers van banken en betaaldiensten zijn van niemand. Verzonnen gegevens op bestaande domeinen zijn niet van echte te onderscheiden. Een draaiende server is geen repository. Geen waarde wordt bewaard of getoond.",
		},
		Law:   law.Refs("gdpr.32", "gdpr.33", "case.digi"),
		Guide: []string{"S05", "S06"},
		Check: func(p *Pass) {
			for _, d := range peopledFiles(p.Inventory) {
				reportDump(p, d)
			}
		},
	}
}

// exportLayout is what schema/export calls a CSV file. Numbers in one are not
// looked at as persons' where the name of their column does not say so.
const exportLayout = "export"

// leastPersons is how many different persons make rows more than an example.
const leastPersons = 5

// peopled is a table whose rows point at persons.
type peopled struct {
	table   *inventory.Table
	columns []string // that point at them
	persons int
	hashes  string // kind of the password hashes beside them, or ""
	alike   bool   // every address is at one domain: one firm's, or made up
}

// dump is a file with such tables.
type dump struct {
	file   string
	tables []peopled
}

// peopledFiles returns the files with rows of persons, in order of the tables.
func peopledFiles(inv *inventory.Inventory) []dump {
	var dumps []dump
	for _, t := range slices.Concat(inv.Tables, inv.Exports) {
		rows := t.Table.Rows
		if rows == nil || !rows.Origin.IsValid() || t.Database.Layout == schema.ServerLayout {
			continue
		}
		f := peopledTable(t)
		if f.persons < leastPersons && (f.hashes == "" || f.persons == 0) {
			continue
		}
		i := slices.IndexFunc(dumps, func(d dump) bool { return d.file == rows.Origin.File })
		if i < 0 {
			dumps, i = append(dumps, dump{file: rows.Origin.File}), len(dumps)
		}
		dumps[i].tables = append(dumps[i].tables, f)
	}
	return dumps
}

func peopledTable(t *inventory.Table) peopled {
	f := peopled{table: t}
	look := func(name string, v *schema.Values) {
		if v == nil || v.Persons() == 0 {
			return
		}
		f.columns = append(f.columns, name)
		f.persons = max(f.persons, v.Persons())
		if kind, _ := v.Kind(); kind == schema.EmailValue && v.Domains == 1 {
			f.alike = true
		}
	}
	for _, c := range t.Table.Columns {
		if t.Database.Layout == exportLayout && !t.Names(c) {
			continue
		}
		if madeUp(c.Values) {
			return peopled{table: t}
		}
		look(c.Name, c.Values)
		for _, k := range c.Keys {
			look(c.Name+"."+k.Name, k.Values)
		}
	}
	for _, item := range t.Items {
		if item.Category == nil || item.Category.ID != inventory.Password || item.Column.Values == nil {
			continue
		}
		for kind := schema.BcryptValue; kind < schema.NumValueKinds; kind++ {
			if item.Column.Values.Counts[kind] > 0 {
				f.hashes = kind.String()
			}
		}
	}
	return f
}

// madeUp reports whether addresses are at example.com and the like: who made those
// up made up the telephone numbers beside them too.
func madeUp(v *schema.Values) bool {
	if v == nil {
		return false
	}
	kind, _ := v.Kind()
	return kind == schema.EmailValue && 5*v.Reserved >= 4*v.Counts[kind]
}

// reportDump makes one finding of a file, at the rows of the table with the most
// persons.
func reportDump(p *Pass, d dump) {
	slices.SortStableFunc(d.tables, func(a, b peopled) int { return b.persons - a.persons })
	main := d.tables[0]
	f := finding.Finding{
		Span: main.table.Table.Rows.Origin.Span, Root: "dump " + d.file, Confidence: personal.High,
		Label: phrase.Text{EN: "rows of persons begin here", NL: "hier beginnen de rijen met personen"},
	}
	var names, hashed []string
	alike := true
	for i, t := range d.tables {
		f.Objects = append(f.Objects, t.table.Object())
		names = append(names, t.table.Object()+" ("+strings.Join(t.columns, ", ")+")")
		if t.hashes != "" {
			hashed = append(hashed, t.table.Object()+" ("+t.hashes+")")
		}
		alike = alike && t.alike
		if i > 0 {
			f.Others = append(f.Others, finding.Step{Span: t.table.Table.Rows.Origin.Span, Message: phrase.Textf("rows of %s", "rijen van %s", t.table.Object())})
		}
	}
	if f.Confidence = personal.High; main.persons < leastPersons {
		f.Confidence = personal.Medium
	}
	if alike {
		f.Confidence = personal.Low
		f.Evidence = append(f.Evidence, phrase.Text{EN: "every address is at one domain: of one firm, or made up", NL: "alle adressen staan op één domein: van één bedrijf, of verzonnen"})
	}
	f.Message = say("%s holds rows of %s: %s", "%s bevat rijen van %s: %s", d.file, personCount(main), list(names))
	if len(hashed) > 0 {
		f.Message = say("%s, with password hashes in %s", "%s, met wachtwoordhashes in %s", f.Message, list(hashed))
	}
	p.Report(f)
}

// personCount says how many persons were counted. Only the first rows of a large
// table are looked at.
func personCount(t peopled) phrase.Text {
	const sampledFrom = 1000
	switch {
	case t.persons == 1:
		return phrase.Text{EN: "a person", NL: "een persoon"}
	case t.table.Table.Rows.Sampled >= sampledFrom:
		return phrase.Textf("at least %d persons", "minstens %d personen", t.persons)
	}
	return phrase.Textf("%d persons", "%d personen", t.persons)
}
