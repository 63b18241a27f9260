package word

import (
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/phrase"
)

func TestNotesAreDutchInDutch(t *testing.T) {
	for en, nl := range map[string]string{
		"cannot be read: permission denied":                                                                  "kan niet worden gelezen: permission denied",
		"3 of 90 statements were not understood as mysql (the dialect is known by: ENGINE)":                  "3 van 90 opdrachten zijn niet begrepen als mysql (het dialect is bekend door: ENGINE)",
		"the table klant is created twice without a DROP between":                                            "de tabel klant wordt twee keer gemaakt zonder DROP ertussen",
		"2 files not read: test data":                                                                        "2 bestanden niet gelezen: testgegevens",
		"function (*Store).Add is too large to follow completely":                                            "functie (*Store).Add is te groot om helemaal te volgen",
		"a sentence that nobody translated":                                                                  "a sentence that nobody translated",
		"2 files not read: the file is empty":                                                                "2 bestanden niet gelezen: het bestand is leeg",
		"package a/b has errors; 1 functions are analysed in part: it uses cgo, and what C does is not read": "package a/b bevat fouten; 1 functies zijn maar deels onderzocht: het gebruikt cgo, en wat C doet wordt niet gelezen",
		"statement not understood by the PostgreSQL grammar: syntax error at or near \"TABEL\"":              "opdracht niet begrepen door de grammatica van PostgreSQL: syntaxfout bij \"TABEL\"",
		"the role $1 is created twice":                                                                       "de rol $1 wordt twee keer gemaakt",
	} {
		if got := Note(en, phrase.Dutch); got != nl {
			t.Errorf("%q is %q, want %q", en, got, nl)
		}
		if got := Note(en, phrase.English); got != en {
			t.Errorf("English changes %q to %q", en, got)
		}
	}
}

// TestEveryGroupIsUsed: a translation that drops what a pattern matched loses a
// fact.
func TestEveryGroupIsUsed(t *testing.T) {
	for i, n := range notes() {
		if dutchNotes[i][0] == "no go.mod: (.*)" {
			continue // says the same in its own words
		}
		for g := 1; g <= n.en.NumSubexp(); g++ {
			if !strings.Contains(n.nl, "${"+string(rune('0'+g))+"}") {
				t.Errorf("%s drops group %d", n.nl, g)
			}
		}
	}
}
