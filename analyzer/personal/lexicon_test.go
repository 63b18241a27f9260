package personal

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func lexicon(t *testing.T) []lexiconFile {
	t.Helper()
	files, err := readLexicon(lexiconFiles, "data/lexicon")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEnglishComesFirstAndAllLanguagesAreThere(t *testing.T) {
	var names []string
	for _, f := range lexicon(t) {
		names = append(names, f.Language)
	}
	if want := []string{"en", "de", "es", "fr", "it", "nl", "pl", "pt"}; !slices.Equal(names, want) {
		t.Errorf("languages = %v, want %v", names, want)
	}
}

func TestNoTokenIsAlsoALookalike(t *testing.T) {
	tokens, looks := map[string]string{}, map[string]string{}
	for _, f := range lexicon(t) {
		for id, e := range f.Categories {
			for _, w := range slices.Concat(e.Strong, e.Weak) {
				tokens[normaliseText(w)] = f.Language + " " + string(id)
			}
			for _, w := range e.Lookalike {
				looks[normaliseText(w)] = f.Language + " " + string(id)
			}
		}
	}
	for w, where := range looks {
		if token, ok := tokens[w]; ok {
			t.Errorf("%q is a look-alike (%s) and a token (%s)", w, where, token)
		}
	}
}

func normaliseText(w string) string {
	id := normalise(w)
	return id.text
}

func TestEveryCategoryHasTokensInEnglishAndDutch(t *testing.T) {
	for _, f := range lexicon(t) {
		if f.Language != "en" && f.Language != "nl" {
			continue
		}
		for _, cat := range Categories() {
			if e := f.Categories[cat.ID]; len(e.Strong) == 0 {
				t.Errorf("%s has no strong token for %s", f.Language, cat.ID)
			}
		}
	}
}

func TestEveryLanguageFillsEveryList(t *testing.T) {
	for _, f := range lexicon(t) {
		for name, list := range map[string][]string{
			"person": f.Subjects.Person, "event": f.Subjects.Event, "thing": f.Subjects.Thing, "public": f.Subjects.Public, "facet": f.Subjects.Facet,
			"role": f.Words.Role, "neutral": f.Words.Neutral, "stop": f.Words.Stop, "config": f.Words.Config, "event words": f.Words.Event,
			"config_prefix": f.Words.ConfigPrefix, "thing words": f.Words.Thing, "plain": f.Words.Plain,
		} {
			if len(list) == 0 {
				t.Errorf("%s: %s is empty", f.Language, name)
			}
		}
		if n := len(f.Categories); n < 45 {
			t.Errorf("%s has tokens for %d categories only", f.Language, n)
		}
	}
}

func TestTokensAreWrittenInWordsOfOneSpelling(t *testing.T) {
	for _, f := range lexicon(t) {
		for id, e := range f.Categories {
			for _, w := range slices.Concat(e.Strong, e.Weak, e.Row, e.Value, e.Holder, e.Lookalike) {
				if w != strings.ToLower(w) || strings.ContainsAny(w, " -") {
					t.Errorf("%s %s: %q is not lower case with underscores", f.Language, id, w)
				}
			}
		}
	}
}

func TestALanguageIsAFile(t *testing.T) {
	swedish := `{language: sv, categories: {name.last: {strong: [efternamn]}}}`
	files, err := readLexicon(fstest.MapFS{"lex/sv.yaml": {Data: []byte(swedish)}}, "lex")
	if err != nil || len(files) != 1 || files[0].Categories["name.last"].Strong[0] != "efternamn" {
		t.Errorf("readLexicon = %v, %v", files, err)
	}
	if _, err := readLexicon(fstest.MapFS{"lex/xx.yaml": {Data: []byte(swedish)}}, "lex"); err == nil {
		t.Error("a file of another language than its name was accepted")
	}
	if _, err := readLexicon(fstest.MapFS{"lex/sv.yaml": {Data: []byte("language: sv\nsubject: {}")}}, "lex"); err == nil {
		t.Error("an unknown key was accepted")
	}
	unknown := []lexiconFile{{Language: "sv", Categories: map[ID]lexiconEntry{"name.middle": {}}}}
	if _, err := compile(unknown, map[ID]uint8{}); err == nil {
		t.Error("an unknown category was accepted")
	}
}

func TestTheTaxonomyIsWhole(t *testing.T) {
	cats := Categories()
	if len(cats) != 49 {
		t.Errorf("%d categories, want 49", len(cats))
	}
	seen := map[ID]bool{}
	for _, c := range cats {
		if seen[c.ID] || c.Name.EN == "" || c.Name.NL == "" || c.Fideslang == "" || c.DPV == "" || c.Sensitivity < 1 || c.Sensitivity > 5 {
			t.Errorf("category %+v is incomplete or a double", c)
		}
		seen[c.ID] = true
	}
	if c, ok := Lookup("special.health"); !ok || c.Class != Special || c.Sensitivity != 5 {
		t.Errorf("Lookup(special.health) = %+v, %v", c, ok)
	}
	if _, ok := Lookup("name.middle"); ok {
		t.Error("Lookup found a category that does not exist")
	}
}
