package word

import (
	"regexp"
	"strings"
	"sync"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// Notes about what was not analysed are written where they arise, in packages
// that know no languages, in English. Their Dutch is kept here, by the shape of
// the sentence. A sentence that is not listed stays English: better said in the
// wrong language than not said.

// Note returns a note's message or hint in the language.
func Note(text string, l phrase.Lang) string {
	if l != phrase.Dutch || text == "" {
		return text
	}
	for _, n := range notes() {
		if m := n.en.FindStringSubmatchIndex(text); m != nil {
			return fileCount.ReplaceAllStringFunc(string(n.en.ExpandString(nil, n.nl, text, m)), func(s string) string {
				return strings.NewReplacer("files", "bestanden", "file", "bestand").Replace(s)
			})
		}
	}
	return text
}

// fileCount is what a sentence counts, inside a group of its pattern.
var fileCount = regexp.MustCompile(`\b\d+ files?\b`)

type note struct {
	en *regexp.Regexp
	nl string
}

var notes = sync.OnceValue(func() []note {
	out := make([]note, 0, len(dutchNotes))
	for _, n := range dutchNotes {
		out = append(out, note{regexp.MustCompile("(?s)^" + n[0] + "$"), n[1]})
	}
	return out
})

// dutchNotes are patterns of English sentences and their Dutch, ${1} standing for
// what the first group matched.
var dutchNotes = [][2]string{
	{`cannot be read(.*)`, `kan niet worden gelezen${1}`},
	{`does not parse: (.*)`, `is niet te ontleden: ${1}`},
	{`what could be read of it is analysed`, `wat ervan te lezen is, is onderzocht`},
	{`the standard library's types cannot be loaded: (.*)`, `de types van de standaardbibliotheek kunnen niet worden geladen: ${1}`},
	{`is the go command installed\?`, `is de opdracht go geïnstalleerd?`},
	{`no go.mod: (.*)`, `geen go.mod: importpaden en bibliotheken zijn maar deels bekend`},
	{`run go mod init and go mod tidy for a complete analysis`, `voer go mod init en go mod tidy uit voor een volledig onderzoek`},
	{`run go mod download there for a complete analysis`, `voer daar go mod download uit voor een volledig onderzoek`},
	{`make it build \(go mod download, go generate\) for a complete analysis`, `zorg dat het bouwt (go mod download, go generate) voor een volledig onderzoek`},
	{`make it build for a complete analysis`, `zorg dat het bouwt voor een volledig onderzoek`},
	{`(.*): a package it imports has errors`, `${1}: een package dat het importeert bevat fouten`},
	{`package (\S+) is not analysed: (.*)`, `package ${1} is niet onderzocht: ${2}`},
	{`function (\S+) is not analysed: (.*)`, `functie ${1} is niet onderzocht: ${2}`},
	{`function (\S+) is too large to follow completely`, `functie ${1} is te groot om helemaal te volgen`},
	{`(\d+) functions were analysed in part, (\S+) first: too much work`, `${1} functies zijn maar deels onderzocht, ${2} als eerste: te veel werk`},
	{`flows through them may be missing`, `stromen erdoorheen kunnen ontbreken`},
	{`flows in its last part are not seen`, `stromen in het laatste deel zijn niet gezien`},
	{`please report this as a bug of privet`, `meld dit als een fout van privet`},
	{`(\d+) of (\d+) statements were not understood as (\S+) \(the dialect is known by: (.*)\)`, `${1} van ${2} opdrachten zijn niet begrepen als ${3} (het dialect is bekend door: ${4})`},
	{`(\d+) more statements of this file were not understood`, `nog ${1} opdrachten in dit bestand zijn niet begrepen`},
	{`the file was read only in part: (.*)`, `het bestand is maar deels gelezen: ${1}`},
	{`the file is written for (.*), which privet does not read`, `het bestand is voor ${1} geschreven, dat privet niet leest`},
	{`the file only drops or empties what others create`, `het bestand verwijdert of leegt alleen wat andere maken`},
	{`the file is not read: the migrations in (.*) state the same schema`, `het bestand is niet gelezen: de migraties in ${1} beschrijven hetzelfde schema`},
	{`(.*) not read: test data`, `${1} niet gelezen: testgegevens`},
	{`(.*) not read: (\S+) states a later version of the same schema`, `${1} niet gelezen: ${2} beschrijft een latere versie van hetzelfde schema`},
	{`(.*) for (\S+) not read: the same schema is read from the files for (\S+)`, `${1} voor ${2} niet gelezen: hetzelfde schema is gelezen uit de bestanden voor ${3}`},
	{`(.*) without schema statements, rows or named queries`, `${1} zonder schemaopdrachten, rijen of benoemde query's`},
	{`pages in folders of (.*) not read: (\d+)`, `pagina's in mappen met ${1} niet gelezen: ${2}`},
	{`name such a folder on the command line to read its pages`, `noem zo'n map op de opdrachtregel om de pagina's te lezen`},
	{`larger than 1 MB: not read as a page`, `groter dan 1 MB: niet als pagina gelezen`},
	{`not a regular file \(a symbolic link is read where it points to, if that is below the root\)`, `geen gewoon bestand (een symbolische link wordt gelezen waar die naartoe wijst, als dat onder de map is)`},
	{`a template action does not end: read as text`, `een sjabloonopdracht eindigt niet: als tekst gelezen`},
	{`close it with \}\} or %\}`, `sluit die af met }} of %}`},
	{`too many folders: the rest is not searched for Go code`, `te veel mappen: in de rest is niet naar Go-code gezocht`},
	{`the table (.*) is created twice without a DROP between`, `de tabel ${1} wordt twee keer gemaakt zonder DROP ertussen`},
	{`the column (.*) is added twice`, `de kolom ${1} wordt twee keer toegevoegd`},
	{`the role (.*) is created twice`, `de rol ${1} wordt twee keer gemaakt`},
	{`the first definition is used`, `de eerste definitie is gebruikt`},
	{`a statement changes the (\S+) (.*), which no statement created`, `een opdracht wijzigt ${2} (${1}), dat geen opdracht heeft gemaakt`},
	{`migrations are numbered from (\d+) to (\d+), but these numbers are missing: (.*)`, `migraties zijn genummerd van ${1} tot ${2}, maar deze nummers ontbreken: ${3}`},
	{`rows of (\d+) tables that no file creates: their columns are known by name only`, `rijen van ${1} tabellen die geen bestand maakt: van hun kolommen is alleen de naam bekend`},
	{`not searched for privet:ignore comments: (.*)`, `niet doorzocht op privet:ignore-opmerkingen: ${1}`},
	{`a statement is built at run time here, and cannot be read`, `hier wordt een opdracht pas bij uitvoering gebouwd; die is niet te lezen`},
	{`a statement about (.*) is built at run time here, and cannot be read`, `hier wordt een opdracht over ${1} pas bij uitvoering gebouwd; die is niet te lezen`},
	{`a quote, comment or body that opens in this statement is never closed`, `een aanhalingsteken, opmerking of blok dat in deze opdracht opent wordt nooit gesloten`},
	{`the accounts of the server may not be read by this account`, `dit account mag de accounts van de server niet lezen`},
	{`the grants of (.*) could not be read`, `de rechten van ${1} konden niet worden gelezen`},
	{`the rows of (.*) could not be looked at`, `de rijen van ${1} konden niet worden bekeken`},
	{`the definition of (.*) may not be read by this account`, `dit account mag de definitie van ${1} niet lezen`},
	{`reading Go packages`, `Go-packages lezen`},
	{`reading schemas`, `schema's lezen`},
	{`reading pages`, `pagina's lezen`},
	{`reading settings`, `instellingen lezen`},
	{`following values`, `waarden volgen`},
	{`1 known finding is gone`, `1 bekende bevinding is er niet meer`},
	{`(\d+) known findings are gone`, `${1} bekende bevindingen zijn er niet meer`},
	{`privet baseline prune removes them from the baseline`, `privet baseline prune haalt ze uit de nulmeting`},
}
