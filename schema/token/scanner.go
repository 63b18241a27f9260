package token

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// Scanner reads the tokens of one text, one after the other.
type Scanner struct {
	text       string
	at         int
	dialect    schema.Dialect
	executable bool // inside /*! ... */
}

// NewScanner returns a scanner at the start of text. An unknown dialect is read
// with the quoting rules all dialects share.
func NewScanner(text string, d schema.Dialect) Scanner {
	return Scanner{text: text, dialect: d}
}

// Append scans text to its end and appends its tokens to dst, comments left
// out. The closing EOF is not appended.
func Append(dst []Token, text string, d schema.Dialect) []Token {
	s := NewScanner(text, d)
	for {
		switch t := s.Next(); t.Kind {
		case EOF:
			return dst
		case Comment:
		default:
			dst = append(dst, t)
		}
	}
}

// Next returns the next token, and EOF again and again at the end. Every other
// token has at least one byte, so a loop over Next ends.
func (s *Scanner) Next() Token {
	for s.at < len(s.text) {
		c := s.text[s.at]
		if class[c]&space != 0 {
			s.at++
			continue
		}
		if s.skipExecutableMark() {
			continue
		}
		start := s.at
		kind := s.scan(c)
		return Token{Kind: kind, Text: s.text[start:s.at], Offset: start}
	}
	return Token{Kind: EOF, Offset: len(s.text)}
}

// scan moves behind the token that begins with c and returns its kind.
func (s *Scanner) scan(c byte) Kind {
	switch {
	case class[c]&letter != 0:
		return s.word()
	case class[c]&digit != 0:
		return s.number()
	}
	switch c {
	case '\'':
		return s.quoted(s.at, '\'', String, s.dialect == schema.MySQL)
	case '"':
		if s.dialect == schema.MySQL {
			return s.quoted(s.at, '"', String, true)
		}
		return s.quoted(s.at, '"', Quoted, false)
	case '`':
		return s.quoted(s.at, '`', Quoted, false)
	case '[':
		if s.dialect == schema.SQLite {
			return s.bracketed()
		}
	case '-':
		if s.startsLineComment() {
			return s.lineComment()
		}
	case '/':
		if s.peek(1) == '*' {
			return s.blockComment()
		}
	case '#', '{', '%', '<', '$':
		if end := s.placeholder(s.at); end > s.at {
			s.at = end
			return s.wordTail()
		}
		if c == '#' && s.dialect == schema.MySQL {
			return s.lineComment()
		}
		if c == '$' {
			return s.dollar()
		}
	case '.':
		if class[s.peek(1)]&digit != 0 && !s.behindName() {
			return s.number()
		}
	case '?', ':', '@':
		return s.param(c)
	}
	return s.operator()
}

// peek returns the byte n behind the current one, or 0 at the end.
func (s *Scanner) peek(n int) byte {
	if s.at+n < len(s.text) {
		return s.text[s.at+n]
	}
	return 0
}

// behindName reports whether the byte before the current one ends a name or a
// bracket, so that a dot or minus here cannot begin a number.
func (s *Scanner) behindName() bool {
	if s.at == 0 {
		return false
	}
	c := s.text[s.at-1]
	return class[c]&(letter|digit) != 0 || c == ')' || c == '"' || c == '`' || c == ']'
}

// word reads a name or keyword, or the string its letters are the prefix of.
func (s *Scanner) word() Kind {
	start := s.at
	for s.at < len(s.text) && class[s.text[s.at]]&(letter|digit|dollar) != 0 && !s.templateDollar() {
		s.at++
	}
	if s.peek(0) == '\'' {
		if escapes, ok := s.stringPrefix(s.text[start:s.at]); ok {
			return s.quoted(s.at, '\'', String, escapes)
		}
	}
	if s.at-start == 1 && s.peek(0) == '&' && s.text[start]|0x20 == 'u' { // U&'...' and U&"..."
		switch s.peek(1) {
		case '\'':
			return s.quoted(s.at+1, '\'', String, false)
		case '"':
			return s.quoted(s.at+1, '"', Quoted, false)
		}
	}
	return s.wordTail()
}

// wordTail reads on where a placeholder touches a word: users_{{suffix}},
// {{prefix}}users.
func (s *Scanner) wordTail() Kind {
	for s.at < len(s.text) {
		if class[s.text[s.at]]&(letter|digit|dollar) != 0 && !s.templateDollar() {
			s.at++
			continue
		}
		end := s.placeholder(s.at)
		if end == s.at {
			break
		}
		s.at = end
	}
	return Word
}

// templateDollar reports whether ${ stands here.
func (s *Scanner) templateDollar() bool { return s.text[s.at] == '$' && s.peek(1) == '{' }

// stringPrefix reports whether word, directly before a quote, belongs to the
// string, and whether backslashes escape in it.
func (s *Scanner) stringPrefix(word string) (escapes, ok bool) {
	mysql := s.dialect == schema.MySQL
	if word[0] == '_' && mysql { // _utf8mb4'x'
		return true, true
	}
	if len(word) != 1 {
		return false, false
	}
	switch word[0] | 0x20 {
	case 'e':
		return true, s.dialect == schema.PostgreSQL
	case 'n', 'x', 'b':
		return mysql, true
	}
	return false, false
}

// number reads a number; digits that run into letters are a name (2fa_secret).
func (s *Scanner) number() Kind {
	start := s.at
	if s.peek(0) == '0' && s.peek(1)|0x20 == 'x' && class[s.peek(2)]&hexDigit != 0 {
		for s.at += 2; class[s.peek(0)]&hexDigit != 0; s.at++ {
		}
		return Number
	}
	dot := false
	for s.at < len(s.text) {
		c := s.text[s.at]
		switch {
		case class[c]&digit != 0:
		case c == '.' && !dot && s.peek(1) != '.':
			dot = true
		case c|0x20 == 'e' && s.exponent():
			s.at++ // the e; the loop steps over the sign or first digit
		case class[c]&letter != 0 && !dot:
			s.at = start
			return s.wordTail()
		default:
			return Number
		}
		s.at++
	}
	return Number
}

// exponent reports whether the e at the current place begins an exponent.
func (s *Scanner) exponent() bool {
	next := s.peek(1)
	if next == '+' || next == '-' {
		next = s.peek(2)
	}
	if class[next]&digit == 0 {
		return false
	}
	tail := strings.TrimLeft(s.text[s.at+2:], "0123456789")
	return tail == "" || class[tail[0]]&letter == 0
}

// operator reads the longest operator known.
func (s *Scanner) operator() Kind {
	longest := min(3, len(s.text)-s.at)
	if class[s.peek(1)]&sign == 0 {
		longest = 1
	}
	for n := longest; n > 1; n-- {
		if operators[s.text[s.at:s.at+n]] {
			s.at += n
			return Operator
		}
	}
	s.at++
	return Operator
}
