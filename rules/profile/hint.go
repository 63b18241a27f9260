package profile

import (
	"strings"
	"unicode"
)

// Hint is a profile that a table's name suggests, and the word that does.
type Hint struct {
	Profile string
	Word    string
}

// Hints returns the profiles whose hint words stand in the table's name as whole
// words ("webshop_nieuwsbrief", "OrderLines", "login_log"), in the order of
// profiles.yaml. Several profiles may fit; what one of them needs is then not
// too much, so that a table which serves two purposes is judged mildly.
func Hints(table string) []Hint {
	d := load()
	name := "_" + Words(table) + "_"
	var hints []Hint
	for _, p := range d.Profiles {
		for _, w := range d.Hints[p.ID] {
			if strings.Contains(name, "_"+w+"_") {
				hints = append(hints, Hint{Profile: p.ID, Word: w})
				break
			}
		}
	}
	return hints
}

// Words returns the words of an identifier in lower case, joined by "_":
// "OrderLines" and "order-lines" are both order_lines.
func Words(ident string) string {
	var b strings.Builder
	var before rune
	for _, r := range ident {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = '_'
		case unicode.IsUpper(r) && (unicode.IsLower(before) || unicode.IsDigit(before)):
			b.WriteByte('_')
		}
		before = r
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Trim(b.String(), "_")
}
