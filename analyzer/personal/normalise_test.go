package personal

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func words(id ident) []string {
	out := make([]string, 0, id.n)
	for i := range id.n {
		out = append(out, id.word(i))
	}
	return out
}

func TestNormaliseTakesNamesApart(t *testing.T) {
	for name, want := range map[string]string{
		"first_name":        "first name",
		"firstName":         "first name",
		"FirstName":         "first name",
		"FIRST_NAME":        "first name",
		"e-mail":            "e mail",
		"address1":          "address 1",
		"HTTPServerName":    "http server name",
		"userIP":            "user ip",
		"userIDs":           "user ids",
		"IPAddress":         "ip address",
		"Geburtsdatum Kind": "geburtsdatum kind",
		"straße":            "strasse",
		"prénom":            "prenom",
		"contraseña":        "contrasena",
		"Größe_Körper":      "groesse koerper",
		"__x__":             "x",
		"":                  "",
		"---":               "",
		"имя":               "имя",
		"a\xffb":            "a b",
	} {
		id := normalise(name)
		if got := strings.Join(words(id), " "); got != want {
			t.Errorf("normalise(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSegmentCutsCompoundsIntoKnownWords(t *testing.T) {
	seg := newSegmenter(classifier(t).vocab)
	for name, want := range map[string]string{
		"absenderstrasse":    "absender strasse",
		"empipaddress":       "emp ipaddress",
		"userfullname":       "userfullname",
		"mieteremail":        "mieter email",
		"tblphone1":          "tbl phone 1",
		"bestelnr":           "bestelnr", // an order number, no telnr
		"iphone":             "iphone",
		"mpasswd":            "m passwd",
		"noodtelefoonnummer": "nood telefoonnummer",
		"contactpersoonnaam": "contactpersoonnaam", // listed as such
		"passenger":          "passenger",          // no pass, no age
		"description":        "description",
		"message":            "message",
		"mileage":            "mileage",
		"reinsurance":        "reinsurance",
	} {
		if got := strings.Join(words(seg.split(normalise(name))), " "); got != want {
			t.Errorf("split(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"first_name", "lieferstrasse", "HTTPServerID2", "Größe", "\xff\xfe", strings.Repeat("aB1_", 200), "ßßßßßßß", "straßenverzeichnisnummer"} {
		f.Add(s)
	}
	c := classifier(f)
	f.Fuzz(func(t *testing.T, name string) {
		id := normalise(name)
		split := newSegmenter(c.vocab).split(id)
		for _, got := range []ident{id, split} {
			if joined := strings.Join(words(got), ""); joined != got.text {
				t.Errorf("words %q do not add up to %q", words(got), got.text)
			}
			if slices.Contains(words(got), "") {
				t.Errorf("%q has an empty word: %q", name, words(got))
			}
		}
		if utf8.ValidString(name) && strings.ToLower(id.text) != id.text && !strings.ContainsRune(name, 'İ') {
			t.Errorf("%q is not folded: %q", name, id.text)
		}
		c.Name(name)
	})
}
