package personal

import "unicode"

const (
	maxWords = 24  // words of one identifier that are looked at
	maxText  = 240 // bytes of one identifier that are looked at; ends fit a byte
)

// ident is an identifier taken apart: its words, folded to lower-case letters
// without diacritics, one after the other in text. A run of words is thus a
// substring, which makes looking one up free of allocations, and spellings that
// differ only in separators (first_name, firstName, firstname) the same text.
type ident struct {
	text string
	ends [maxWords]uint8 // end of each word in text
	n    int
}

// span returns the words i..j (j excluded) as one text.
func (id *ident) span(i, j int) string { return id.text[id.start(i):id.start(j)] }

// word returns the i-th word.
func (id *ident) word(i int) string { return id.span(i, i+1) }

func (id *ident) start(i int) int {
	if i == 0 {
		return 0
	}
	return int(id.ends[i-1])
}

// charKind sorts characters for finding the borders between words.
type charKind uint8

const (
	separator charKind = iota
	lower
	upper
	digit
)

func kindOf(r rune) charKind {
	switch {
	case r >= 'a' && r <= 'z':
		return lower
	case r >= 'A' && r <= 'Z':
		return upper
	case r >= '0' && r <= '9':
		return digit
	case r < 0x80 || r == unicode.ReplacementChar:
		return separator
	case unicode.IsUpper(r):
		return upper
	case unicode.IsLetter(r):
		return lower
	}
	return separator
}

// normalise splits an identifier at separators, at digits and where the case
// says so (camelCase, HTTPServer), and folds it. What does not fit maxText is
// left out: no name that long is a column's.
func normalise(name string) ident {
	var id ident
	buf := make([]byte, 0, 64)
	prev := separator
	runes := []rune(name)
	for i, r := range runes {
		kind := kindOf(r)
		border := kind != prev && !(prev == upper && kind == lower)
		if kind == upper && prev == upper && i+1 < len(runes) && kindOf(runes[i+1]) == lower && !pluralAcronym(runes, i) {
			border = true // the S of HTTPServer
		}
		if border {
			id.close(len(buf))
		}
		if kind != separator {
			buf = appendFolded(buf, r)
		}
		prev = kind
		if len(buf) > maxText-4 || id.n == maxWords-1 {
			break
		}
	}
	id.close(len(buf))
	id.text = string(buf)
	if id.n > 0 { // bytes behind the last word that was counted
		id.text = id.text[:id.ends[id.n-1]]
	}
	return id
}

// pluralAcronym reports whether the capital at i is the last of an acronym with
// a plural s behind it (userIDs), so that no word starts there.
func pluralAcronym(runes []rune, i int) bool {
	return i+1 < len(runes) && runes[i+1] == 's' && (i+2 == len(runes) || kindOf(runes[i+2]) != lower)
}

func (id *ident) close(end int) {
	if end > id.start(id.n) && id.n < maxWords {
		id.ends[id.n] = uint8(end)
		id.n++
	}
}

// folds writes letters with diacritics as people write them where only ASCII is
// allowed: umlauts the German way (the lexicon also knows the bare vowel).
var folds = map[rune]string{
	'ä': "ae", 'ö': "oe", 'ü': "ue", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'å': "a",
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ç': "c", 'è': "e", 'é': "e", 'ê': "e", 'ë': "e",
	'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ñ': "n", 'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o",
	'ù': "u", 'ú': "u", 'û': "u", 'ý': "y", 'ÿ': "y", 'ł': "l", 'š': "s", 'ž': "z", 'ą': "a", 'ć': "c", 'ę': "e", 'ń': "n", 'ś': "s", 'ź': "z", 'ż': "z",
	'č': "c", 'ď': "d", 'ě': "e", 'ň': "n", 'ř': "r", 'ť': "t", 'ů': "u", 'ő': "o", 'ű': "u", 'ğ': "g", 'ı': "i", 'ş': "s",
}

func appendFolded(buf []byte, r rune) []byte {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(buf, byte(r))
	}
	r = unicode.ToLower(r)
	if s, ok := folds[r]; ok {
		return append(buf, s...)
	}
	return append(buf, string(r)...)
}
