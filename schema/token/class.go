package token

// What a byte can be. Bytes of 0x80 and above are letters: every dialect takes
// them in names, and so a name in UTF-8 stays whole.
const (
	space uint8 = 1 << iota
	letter
	digit
	hexDigit
	dollar // inside a name, never its beginning
	sign   // begins or continues an operator of several characters
)

var class = classes()

func classes() (t [256]uint8) {
	for c := range t {
		switch {
		case c == ' ' || c >= '\t' && c <= '\r' || c == 0:
			t[c] = space
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80:
			t[c] = letter
		case c >= '0' && c <= '9':
			t[c] = digit | hexDigit
		}
	}
	for _, c := range "abcdefABCDEF" {
		t[c] |= hexDigit
	}
	for _, c := range ":=<>!|&-#@?~*/^" {
		t[c] |= sign
	}
	t['$'] |= dollar
	return t
}

// operators of two and three characters in any of the dialects.
var operators = map[string]bool{
	"::": true, ":=": true, "=>": true, "<=": true, ">=": true, "<>": true, "!=": true, "==": true, "||": true, "&&": true,
	"<<": true, ">>": true, "->": true, "->>": true, "<=>": true, "#>": true, "#>>": true, "#-": true, "@>": true, "<@": true,
	"?|": true, "?&": true, "@?": true, "@@": true, "~*": true, "!~": true, "!~*": true, "~~": true, "!~~": true, "~~*": true,
	"|/": true, "^@": true, "-|-": true, "&<": true, "&>": true, "<->": true,
}
