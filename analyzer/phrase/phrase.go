// Package phrase holds sentences in every language privet speaks. A sentence is
// made where its facts are known (a classifier, a rule) and rendered where the
// reader's language is known (a report). It imports nothing of privet's.
package phrase

import (
	"fmt"
	"strings"
)

// Lang is a language privet speaks to people in.
type Lang uint8

// The languages.
const (
	English Lang = iota
	Dutch
)

// ParseLang reads "en" or "nl", case-insensitively; ok is false for any other
// text.
func ParseLang(s string) (l Lang, ok bool) {
	switch strings.ToLower(s) {
	case "en":
		return English, true
	case "nl":
		return Dutch, true
	}
	return English, false
}

// String returns the language's ISO 639-1 code.
func (l Lang) String() string {
	if l == Dutch {
		return "nl"
	}
	return "en"
}

// Text is a sentence, or a few, in each language. The zero Text is empty.
type Text struct {
	EN string
	NL string
}

// Textf formats one sentence in both languages with the same arguments; use
// explicit argument indexes (%[2]s) where the word order differs.
func Textf(en, nl string, args ...any) Text {
	return Text{EN: fmt.Sprintf(en, args...), NL: fmt.Sprintf(nl, args...)}
}

// In returns the text in the language, or in English where it has none in that
// language.
func (t Text) In(l Lang) string {
	if l == Dutch && t.NL != "" {
		return t.NL
	}
	return t.EN
}

// IsZero reports whether the text says nothing.
func (t Text) IsZero() bool { return t.EN == "" && t.NL == "" }
