package source

import "github.com/privet-dev/privet/schema"

// lexis is what the splitter must know of a dialect's lexical rules.
type lexis struct {
	backslash   bool // \' escapes inside '...'
	doubleQuote bool // \" escapes inside "..." (it is a string, not an identifier)
	backtick    bool // `...` quotes
	bracket     bool // [...] quotes
	dollar      bool // $tag$...$tag$ quotes
	hash        bool // # begins a comment
	strictDash  bool // -- begins a comment only before white space, or at the start of a line
	nested      bool // /* /* */ */ nests
	versioned   bool // /*!40101 ... */ and /*M! ... */ are code
	meta        bool // \command is the client's, wherever it stands outside quotes
	dot         bool // .command at the start of a line is the client's
	delimiter   bool // DELIMITER and SOURCE are the client's
	compound    bool // BEGIN ... END bodies hold terminators
}

func lexisOf(d schema.Dialect) lexis {
	switch d {
	case schema.MySQL:
		return lexis{backslash: true, doubleQuote: true, backtick: true, hash: true, strictDash: true,
			versioned: true, delimiter: true, compound: true}
	case schema.SQLite:
		return lexis{backtick: true, bracket: true, dot: true, compound: true}
	}
	return lexis{dollar: true, nested: true, meta: true}
}

// stops returns the table of bytes at which the scan of a statement must look
// closer; with words set, letters are among them.
func (l lexis) stops(delim string, words bool) *[256]bool {
	var t [256]bool
	for _, c := range []byte{'\'', '"', '-', '/', delim[0]} {
		t[c] = true
	}
	t['`'], t['['], t['$'], t['#'], t['\\'] = l.backtick, l.bracket, l.dollar, l.hash, l.meta
	t[delim[0]] = true
	if words {
		for c := range t {
			t[c] = t[c] || isWord(byte(c))
		}
		t['('], t[')'] = true, true
	}
	return &t
}

func isWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 || c >= '0' && c <= '9'
}

func isSpace(c byte) bool {
	return c == ' ' || c >= '\t' && c <= '\r'
}
