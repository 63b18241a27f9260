package word

import (
	"fmt"
	"strings"
	"unicode"
)

// Visible spells out the characters of a name that a reader cannot see or that
// change how the rest of the line reads: control characters, and the
// bidirectional marks and zero-width characters of Unicode's format class
// (Unicode Technical Report 36, section 2.5: bidirectional text spoofing), and the
// noncharacters (Unicode, section 23.7), which no XML document may hold.
func Visible(s string) string {
	hidden := func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Noncharacter_Code_Point, r) || r == unicode.ReplacementChar
	}
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
