package personal

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// class is a set of word classes.
type class uint32

const (
	personNoun class = 1 << iota
	eventNoun
	thingNoun
	publicNoun
	facetNoun
	transparentNoun
	roleWord
	neutralWord
	stopWord
	configWord
	eventWord
	configPrefix
	thingWord
	plainWord
	shortPiece // a word of two or three letters that may be part of a compound
	linkWord   // behind: a key to another table
	maybeNoun
	machineNoun
	partNoun
	aboutWord
	agentWord
	firmNoun
	logNoun
	kindNoun
	codeWord
)

// langs is a set of languages: bit 0 is English.
type langs uint16

const english langs = 1

// strength says how much a token decides.
type strength uint8

const (
	rowToken strength = iota
	weakToken
	strongToken
	valueToken
	holderToken
)

// sense is one meaning of a token.
type sense struct {
	cat      uint8 // index in Classifier.cats
	strength strength
	tail     bool // decides whatever its attribute is: final_comment
	langs    langs
}

// term is everything the lexicon knows of one text.
type term struct {
	senses    []sense
	classes   []langClass
	lookalike ID // the category a whole name resembles without being it
	lookLangs langs
	all       langs // languages that know the text
	own       bool  // the user's word
	short     bool  // so short that it may be another word elsewhere
}

type langClass struct {
	lang  langs
	class class
}

// in returns the word classes of the term in a schema of the given languages.
// A word that English does not know keeps its meaning everywhere, unless it is
// short: Dutch klant is nothing else in an English schema, Italian sale is.
func (t *term) in(active langs) class {
	if t == nil {
		return 0
	}
	var c class
	for _, lc := range t.classes {
		if lc.lang&active != 0 || t.all&english == 0 && !t.short {
			c |= lc.class
		}
	}
	return c
}

// vocabulary is the lexicon compiled for look-up; it does not change after New.
type vocabulary struct {
	terms   map[string]*term
	names   []string          // language codes by bit
	first   langs             // languages whose compounds begin with their head
	from    map[string]string // the language of words that another one borrowed
	longest int               // length of the longest term
}

func (v *vocabulary) lookup(text string) *term {
	if len(text) > v.longest {
		return nil
	}
	return v.terms[text]
}

// keys returns the texts under which a lexicon word is found: its own, and for
// a word with German ae, oe, ue also the bare vowel, as in "strasse_fuer".
func keys(word, lang string) []string {
	id := normalise(word)
	out := []string{id.text}
	if lang == "de" {
		bare := strings.NewReplacer("ae", "a", "oe", "o", "ue", "u").Replace(id.text)
		if bare != id.text && !strings.Contains(id.text, "eue") && !strings.Contains(id.text, "aue") && !strings.Contains(id.text, "que") {
			out = append(out, bare)
		}
	}
	return out
}

// compile turns language files into a vocabulary; index gives a category's
// place in the classifier.
func compile(files []lexiconFile, index map[ID]uint8) (*vocabulary, error) {
	v := &vocabulary{terms: map[string]*term{}, from: map[string]string{}}
	for i, f := range files {
		if i >= 16 {
			return nil, fmt.Errorf("lexicon: more than 16 languages")
		}
		v.names = append(v.names, f.Language)
		lang := langs(1) << i
		if f.HeadFirst {
			v.first |= lang
		}
		for code, words := range f.Borrowed {
			for _, word := range words {
				for _, key := range keys(word, f.Language) {
					v.from[key] = code
				}
			}
		}
		v.addClasses(f, lang)
		for _, id := range slices.Sorted(maps.Keys(f.Categories)) {
			cat, ok := index[id]
			if !ok {
				return nil, fmt.Errorf("lexicon %s: unknown category %q", f.Language, id)
			}
			v.addEntry(f.Language, lang, cat, id, f.Categories[id])
		}
	}
	return v, nil
}

func (v *vocabulary) addClasses(f lexiconFile, lang langs) {
	for _, list := range []struct {
		class class
		words []string
	}{
		{personNoun, f.Subjects.Person}, {eventNoun, f.Subjects.Event}, {thingNoun, f.Subjects.Thing},
		{publicNoun, f.Subjects.Public}, {facetNoun, f.Subjects.Facet}, {transparentNoun, f.Subjects.Transparent},
		{roleWord, f.Words.Role}, {neutralWord, f.Words.Neutral}, {stopWord, f.Words.Stop}, {configWord, f.Words.Config},
		{eventWord, f.Words.Event}, {configPrefix, f.Words.ConfigPrefix}, {thingWord, f.Words.Thing}, {plainWord, f.Words.Plain},
		{shortPiece, f.Words.Short}, {linkWord, f.Words.Link}, {maybeNoun, f.Subjects.Maybe}, {machineNoun, f.Subjects.Machine},
		{partNoun, f.Subjects.Part}, {firmNoun, f.Subjects.Firm}, {logNoun, f.Subjects.Log}, {kindNoun, f.Subjects.Kind}, {codeWord, f.Words.Code}, {aboutWord, f.Words.About}, {agentWord, f.Words.Agent},
	} {
		for _, w := range list.words {
			for _, t := range v.ensure(w, f.Language, lang) {
				t.addClass(lang, list.class)
			}
		}
	}
}

func (v *vocabulary) addEntry(name string, lang langs, cat uint8, id ID, e lexiconEntry) {
	for _, list := range []struct {
		strength strength
		words    []string
	}{{strongToken, e.Strong}, {weakToken, e.Weak}, {rowToken, e.Row}, {valueToken, e.Value}, {holderToken, e.Holder}} {
		for _, w := range list.words {
			for _, t := range v.ensure(w, name, lang) {
				t.addSense(sense{cat: cat, strength: list.strength, langs: lang})
			}
		}
	}
	for _, w := range e.Tail {
		for _, t := range v.ensure(w, name, lang) {
			t.addSense(sense{cat: cat, strength: weakToken, tail: true, langs: lang})
		}
	}
	for _, w := range e.Lookalike {
		for _, t := range v.ensure(w, name, lang) {
			t.lookalike, t.lookLangs = id, t.lookLangs|lang
		}
	}
}

func (v *vocabulary) ensure(word, name string, lang langs) []*term {
	var ts []*term
	for _, key := range keys(word, name) {
		t := v.terms[key]
		if t == nil {
			t = &term{short: len(key) <= shortToken}
			v.terms[key] = t
			v.longest = max(v.longest, len(key))
		}
		t.all |= lang
		ts = append(ts, t)
	}
	return ts
}

func (t *term) addClass(lang langs, c class) {
	for i := range t.classes {
		if t.classes[i].lang == lang {
			t.classes[i].class |= c
			return
		}
	}
	t.classes = append(t.classes, langClass{lang, c})
}

func (t *term) addSense(s sense) {
	for i := range t.senses {
		if t.senses[i].cat == s.cat && t.senses[i].strength == s.strength {
			t.senses[i].langs |= s.langs
			t.senses[i].tail = t.senses[i].tail || s.tail
			return
		}
	}
	t.senses = append(t.senses, s)
}
