package personal

import (
	"slices"
	"testing"
	"time"
)

// TestTheWordsCarryTheDayTheyLastChanged: a day that was, after privet began.
func TestTheWordsCarryTheDayTheyLastChanged(t *testing.T) {
	languages, updated, digest := Stamp()
	day, err := time.Parse(time.DateOnly, updated)
	if err != nil {
		t.Fatalf("updated in taxonomy.yaml: %v", err)
	}
	if day.Before(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)) || day.After(time.Now().Add(24*time.Hour)) {
		t.Errorf("the words last changed on %s", updated)
	}
	if !slices.Contains(languages, "nl") || len(digest) != 12 {
		t.Errorf("languages %v, digest %q", languages, digest)
	}
}

// TestEvidenceNamesTheLanguageOfAWord: bsn is Dutch in any schema, and a word of
// two languages is one of the schema's.
func TestEvidenceNamesTheLanguageOfAWord(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range lexicon(t) {
		for code, words := range f.Borrowed {
			if !slices.Contains([]string{"de", "es", "fr", "it", "nl", "pl", "pt"}, code) {
				t.Errorf("%s borrows from %q, which has no lexicon", f.Language, code)
			}
			for _, w := range words {
				if got := (&schemaView{c: c, active: english}).sourceOf(normaliseText(w), english); got != code {
					t.Errorf("%s is said to be %s, not %s", w, got, code)
				}
			}
		}
	}
	dutch := english
	for i, name := range c.vocab.names {
		if name == "nl" {
			dutch |= 1 << i
		}
	}
	cvc := normaliseText("cvc_code")
	for active, want := range map[langs]string{english: "en", dutch: "nl"} {
		if got := (&schemaView{c: c, active: active}).sourceOf(cvc, c.vocab.lookup(cvc).all); got != want {
			t.Errorf("cvc_code is said to be %s, not %s", got, want)
		}
	}
}
