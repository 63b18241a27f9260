package word

import (
	"testing"

	"github.com/privet-dev/privet/analyzer/phrase"
)

func TestDeclaredWordsAreWords(t *testing.T) {
	for declared, want := range map[string]string{
		"36m": "36 maanden", "1y": "1 jaar", "1d": "1 dag", "4w": "4 weken", "until_unsubscribe": "tot de betrokkene zich afmeldt", "as long as needed": "as long as needed",
	} {
		if got := Retention(declared, phrase.Dutch); got != want {
			t.Errorf("%s reads %q, want %q", declared, got, want)
		}
	}
	for declared, want := range map[string]string{"consent": "toestemming", "legal:AWR art. 52": "wettelijke verplichting (AWR art. 52)", "ours": "ours"} {
		if got := Basis(declared, phrase.Dutch); got != want {
			t.Errorf("%s reads %q, want %q", declared, got, want)
		}
	}
}
