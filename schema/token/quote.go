package token

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// quoted moves behind a quoted text whose opening quote stands at open. A
// doubled quote stays inside, and so does one behind a backslash when escapes.
func (s *Scanner) quoted(open int, quote byte, kind Kind, escapes bool) Kind {
	i := open + 1
	for {
		n := strings.IndexByte(s.text[i:], quote)
		if n < 0 {
			s.at = len(s.text)
			return Unclosed
		}
		if escapes {
			if b := strings.IndexByte(s.text[i:i+n], '\\'); b >= 0 {
				i = min(i+b+2, len(s.text))
				continue
			}
		}
		i += n + 1
		if i < len(s.text) && s.text[i] == quote {
			i++
			continue
		}
		s.at = i
		return kind
	}
}

// bracketed reads SQLite's [name].
func (s *Scanner) bracketed() Kind {
	n := strings.IndexByte(s.text[s.at:], ']')
	if n < 0 {
		s.at = len(s.text)
		return Unclosed
	}
	s.at += n + 1
	return Quoted
}

// dollar reads what begins with a dollar sign: PostgreSQL's $tag$ string or $1,
// SQLite's $name; a name in MySQL.
func (s *Scanner) dollar() Kind {
	i := s.at + 1
	for i < len(s.text) && class[s.text[i]]&(letter|digit) != 0 && s.text[i] != '$' {
		i++
	}
	name := s.text[s.at+1 : i]
	digits := name != "" && strings.Trim(name, "0123456789") == ""
	switch {
	case digits:
		s.at = i
		return Param
	case s.dialect == schema.MySQL:
		s.at++
		return s.wordTail()
	case i < len(s.text) && s.text[i] == '$' && (name == "" || class[name[0]]&digit == 0):
		tag := s.text[s.at : i+1]
		n := strings.Index(s.text[i+1:], tag)
		if n < 0 {
			s.at = len(s.text)
			return Unclosed
		}
		s.at = i + 1 + n + len(tag)
		return String
	case name != "":
		s.at = i
		return Param
	}
	s.at++
	return Operator
}

// Value returns what a string literal or quoted name stands for, without quotes
// and with its escapes resolved; for every other token its text. Texts without
// escapes are not copied. Hexadecimal and bit strings keep their digits.
func (t Token) Value(d schema.Dialect) string {
	if t.Kind != String && t.Kind != Quoted {
		return t.Text
	}
	text := t.Text
	if text[0] == '$' {
		tag := strings.IndexByte(text[1:], '$') + 2
		return text[tag : len(text)-tag]
	}
	open := strings.IndexAny(text, "'\"`[")
	prefix, quote, body := text[:open], text[open], text[open+1:len(text)-1]
	if quote == '[' {
		return body
	}
	if t.Kind == String && (d == schema.MySQL || strings.EqualFold(prefix, "e")) && strings.IndexByte(body, '\\') >= 0 {
		return unescape(body, quote)
	}
	if strings.IndexByte(body, quote) < 0 {
		return body
	}
	q := string(quote)
	return strings.ReplaceAll(body, q+q, q)
}

// unescape resolves backslash escapes and doubled quotes. An escape without a
// meaning of its own is the escaped character (MySQL manual 9.1.1).
func unescape(body string, quote byte) string {
	var b strings.Builder
	b.Grow(len(body))
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case c == '\\' && i+1 < len(body):
			i++
			if r, ok := escapes[body[i]]; ok {
				b.WriteByte(r)
			} else {
				b.WriteByte(body[i])
			}
		case c == quote && i+1 < len(body) && body[i+1] == quote:
			i++
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

var escapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', '0': 0, 'Z': 26, 'f': '\f'}
