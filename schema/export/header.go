package export

import (
	"bufio"
	"encoding/csv"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// exportWords name a dump; peopleWords a list of persons. One of them must stand
// in the file's own name, or a dump's word in the name of its folder.
var (
	exportWords = words("dump export exports exported backup backups bak extract uitdraai uitvoer mailchimp mailinglist")
	peopleWords = words("klanten klant klantenbestand customers customer users user leden lid members subscribers subscriber abonnees abonnee contacts contacten persons personen people " +
		"employees medewerkers patients patienten orders bestellingen adressen adresbestand addresses newsletter nieuwsbrief gebruikers deelnemers participants donateurs leads")
	// madeUp names folders and files of data that somebody made for tests.
	madeUp = words("test tests testdata testing fixture fixtures mock mocks fake faker sample samples example examples demo seed seeds seeder seeders spec specs dummy voorbeeld voorbeelden " +
		"locale locales i18n translation translations lang docs")
)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

var wordBreak = lazyregexp.New(`[^a-z0-9]+`)

func anyWord(name string, set map[string]bool) bool {
	return slices.ContainsFunc(wordBreak.Split(strings.ToLower(name), -1), func(w string) bool { return set[w] })
}

// named reports whether a path is that of an export.
func named(rel string) bool {
	low := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(rel), ".gz"), ".zst")
	if path.Ext(low) != ".csv" || anyWord(rel, madeUp) {
		return false
	}
	base, folder := path.Base(low), path.Base(path.Dir(low))
	return anyWord(base, exportWords) || anyWord(base, peopleWords) || anyWord(folder, exportWords)
}

// newCSV reads the line of names and returns it with a reader of the rows, or nil
// where the first line is not one: names are short, different, and no values.
func newCSV(r io.Reader) (*csv.Reader, []string) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	first, _ := buffered.Peek(64 << 10)
	line, _, _ := strings.Cut(strings.TrimLeft(string(first), " "), "\n") // a byte order mark was read as blanks
	records := csv.NewReader(buffered)
	records.Comma = separator(line)
	records.LazyQuotes, records.ReuseRecord, records.FieldsPerRecord = true, true, -1
	record, err := records.Read()
	if err != nil || len(record) < 2 || len(record) > maxColumns {
		return nil, nil
	}
	header := make([]string, len(record))
	seen := map[string]bool{}
	for i, name := range record {
		name = strings.TrimSpace(name)
		if !columnName.MatchString(name) || seen[strings.ToLower(name)] {
			return nil, nil
		}
		header[i], seen[strings.ToLower(name)] = strings.Clone(name), true
	}
	return records, header
}

// columnName is what a column of an export may be called: it begins with a letter
// and holds no digits in a row, no @ and nothing long.
var columnName = lazyregexp.New(`^\pL[\pL\pN _./()\-]{0,59}$`)

// separator is the sign that the line of names has most of. Dutch and German
// spreadsheets write semicolons.
func separator(line string) rune {
	best, most := ',', 0
	for _, sign := range []rune{',', ';', '\t', '|'} {
		if n := strings.Count(line, string(sign)); n > most {
			best, most = sign, n
		}
	}
	return best
}
