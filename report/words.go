package report

import (
	"fmt"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

// The fixed words of the text report.
var (
	wordWhy     = phrase.Text{EN: "why", NL: "waarom"}
	wordHelp    = phrase.Text{EN: "help", NL: "oplossing"}
	wordLaw     = phrase.Text{EN: "law", NL: "wet"}
	wordNote    = phrase.Text{EN: "note", NL: "zie ook"}
	wordSeen    = phrase.Text{EN: "seen", NL: "gezien"}
	wordSQL     = phrase.Text{EN: "sql", NL: "sql"}
	wordAlso    = phrase.Text{EN: "also", NL: "ook"}
	wordIgnore  = phrase.Text{EN: "`privet explain %s`, ignore with `%s`", NL: "`privet explain %s`, negeren met `%s`"}
	wordExplain = phrase.Text{EN: "`privet explain %s`; only an exception in privet.yaml that names the law can allow this", NL: "`privet explain %s`; alleen een uitzondering in privet.yaml die de wet noemt kan dit toestaan"}
	wordExcept  = phrase.Text{
		EN: "`privet explain %[1]s`, accept with an exception in privet.yaml: `exceptions: [{rule: %[1]s, where: table.column, reason: ..., until: YYYY-MM-DD}]`",
		NL: "`privet explain %[1]s`, aanvaarden met een uitzondering in privet.yaml: `exceptions: [{rule: %[1]s, where: tabel.kolom, reason: ..., until: JJJJ-MM-DD}]`"}
	wordReason   = phrase.Text{EN: "reason", NL: "reden"}
	wordMoreWay  = phrase.Text{EN: "%d more steps between, see --format json", NL: "nog %d stappen ertussen, zie --format json"}
	wordAndMore  = phrase.Text{EN: "and %d more, see --format json", NL: "en nog %d, zie --format json"}
	wordUnparsed = phrase.Text{EN: "Statements not understood", NL: "Niet begrepen opdrachten"}
	wordSkipped  = phrase.Text{EN: "Not analysed, or only in part", NL: "Niet of maar deels onderzocht"}
	wordDrift    = phrase.Text{EN: "The server differs from the schema files", NL: "De server wijkt af van de schemabestanden"}
	wordChoices  = phrase.Text{EN: "Choices made", NL: "Gemaakte keuzes"}
	wordClean    = phrase.Text{EN: "No findings", NL: "Geen bevindingen"}
	wordIn       = phrase.Text{EN: "in", NL: "in"}
)

// severityWords name a severity for a person, one and many.
var severityWords = map[finding.Severity][2]phrase.Text{
	finding.Error:   {{EN: "error", NL: "fout"}, {EN: "errors", NL: "fouten"}},
	finding.Warning: {{EN: "warning", NL: "waarschuwing"}, {EN: "warnings", NL: "waarschuwingen"}},
	finding.Note:    {{EN: "note", NL: "opmerking"}, {EN: "notes", NL: "opmerkingen"}},
	finding.Info:    {{EN: "info", NL: "info"}, {EN: "infos", NL: "info's"}},
}

// counted things: one and many.
var (
	countFindings  = [2]phrase.Text{{EN: "finding", NL: "bevinding"}, {EN: "findings", NL: "bevindingen"}}
	countGoFiles   = [2]phrase.Text{{EN: "Go file", NL: "Go-bestand"}, {EN: "Go files", NL: "Go-bestanden"}}
	countSchemas   = [2]phrase.Text{{EN: "schema", NL: "schema"}, {EN: "schemas", NL: "schema's"}}
	countPages     = [2]phrase.Text{{EN: "page", NL: "pagina"}, {EN: "pages", NL: "pagina's"}}
	countMails     = [2]phrase.Text{{EN: "mail template", NL: "mailsjabloon"}, {EN: "mail templates", NL: "mailsjablonen"}}
	countExports   = [2]phrase.Text{{EN: "CSV export", NL: "CSV-export"}, {EN: "CSV exports", NL: "CSV-exports"}}
	countTables    = [2]phrase.Text{{EN: "table", NL: "tabel"}, {EN: "tables", NL: "tabellen"}}
	countItems     = [2]phrase.Text{{EN: "personal field", NL: "veld met persoonsgegevens"}, {EN: "personal fields", NL: "velden met persoonsgegevens"}}
	countMoreSites = [2]phrase.Text{{EN: "more place", NL: "andere plaats"}, {EN: "more places", NL: "andere plaatsen"}}
)

// suppressedWords say in the summary how many findings were kept out, by whom.
var suppressedWords = map[finding.Reason]phrase.Text{
	finding.ByIgnore:    {EN: "%d ignored", NL: "%d genegeerd"},
	finding.ByBaseline:  {EN: "%d in baseline", NL: "%d in de nulmeting"},
	finding.ByException: {EN: "%d excepted", NL: "%d uitgezonderd"},
	finding.ByRevision:  {EN: "%d not new", NL: "%d niet nieuw"},
}

// count returns "1 table" or "3 tables".
func count(n int, noun [2]phrase.Text, l phrase.Lang) string {
	form := noun[1]
	if n == 1 {
		form = noun[0]
	}
	return fmt.Sprintf("%d %s", n, form.In(l))
}

func severityWord(s finding.Severity, l phrase.Lang) string { return severityWords[s][0].In(l) }
