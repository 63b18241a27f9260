package postgres

import "strings"

// tokenKind tells the tokens of PostgreSQL's lexer apart as far as cutting
// source text needs it.
type tokenKind uint8

const (
	endToken      tokenKind = iota
	wordToken               // unquoted identifier or keyword
	quotedToken             // "identifier"
	stringToken             // '...', E'...', $tag$...$tag$
	numberToken             // also $1
	operatorToken           // a run of operator characters, or ::
	punctToken              // one of ( ) [ ] , ; . :
)

// token is one token; text is the source from start to end.
type token struct {
	kind       tokenKind
	start, end int
	text       string
}

// is reports whether the token is the keyword, which must be upper case.
func (t token) is(keyword string) bool {
	return t.kind == wordToken && strings.EqualFold(t.text, keyword)
}

// punct reports whether the token is the punctuation.
func (t token) punct(c byte) bool { return t.kind == punctToken && t.text[0] == c }

// lexer walks over the tokens of a statement exactly as the grammar's own lexer
// does. schema/token is not used here: it also accepts template placeholders,
// and a guard that takes a%B%c for a placeholder would miss the operators in it.
// It never fails: a string or comment that is not closed ends with the text.
type lexer struct {
	text string
	pos  int
}

// next returns the next token, with comments and white space skipped.
func (l *lexer) next() token {
	l.skipSpace()
	start := l.pos
	if start >= len(l.text) {
		return token{kind: endToken, start: len(l.text), end: len(l.text)}
	}
	kind := l.scan(l.text[start])
	return token{kind: kind, start: start, end: l.pos, text: l.text[start:l.pos]}
}

// peek returns the next token without moving.
func (l lexer) peek() token { return l.next() }

func (l *lexer) scan(c byte) tokenKind {
	switch {
	case c == '\'':
		l.quoted('\'', false)
		return stringToken
	case c == '"':
		l.quoted('"', false)
		return quotedToken
	case c == '$':
		return l.dollar()
	case isDigit(c) || c == '.' && l.pos+1 < len(l.text) && isDigit(l.text[l.pos+1]):
		l.number()
		return numberToken
	case isIdentStart(c):
		return l.word()
	case strings.IndexByte(operatorChars, c) >= 0:
		l.operator()
		return operatorToken
	case strings.HasPrefix(l.text[l.pos:], "::"):
		l.pos += 2
		return operatorToken
	}
	l.pos++
	return punctToken
}

// word reads an identifier, or a string with a prefix letter: E” has backslash
// escapes, U&” B” X” N” have none.
func (l *lexer) word() tokenKind {
	start := l.pos
	for l.pos < len(l.text) && isIdentPart(l.text[l.pos]) {
		l.pos++
	}
	if l.pos >= len(l.text) {
		return wordToken
	}
	prefix, quote := l.text[start:l.pos], l.text[l.pos]
	if quote == '&' && strings.EqualFold(prefix, "u") && l.pos+1 < len(l.text) && (l.text[l.pos+1] == '\'' || l.text[l.pos+1] == '"') {
		l.pos++
		l.quoted(l.text[l.pos], false)
		return stringToken
	}
	if quote == '\'' && len(prefix) == 1 && strings.ContainsAny(prefix, "eEbBxXnN") {
		l.quoted('\'', prefix == "e" || prefix == "E")
		return stringToken
	}
	return wordToken
}

// quoted reads from the opening to the closing quote; a doubled quote does not
// close.
func (l *lexer) quoted(quote byte, escapes bool) {
	for l.pos++; l.pos < len(l.text); l.pos++ {
		switch c := l.text[l.pos]; {
		case c == '\\' && escapes:
			l.pos++
		case c == quote && l.pos+1 < len(l.text) && l.text[l.pos+1] == quote:
			l.pos++
		case c == quote:
			l.pos++
			return
		}
	}
	l.pos = len(l.text)
}

// dollar reads a dollar-quoted string, or a parameter like $1.
func (l *lexer) dollar() tokenKind {
	open, _ := dollarTag(l.text[l.pos:])
	if open == "" {
		l.pos++
		for l.pos < len(l.text) && isDigit(l.text[l.pos]) {
			l.pos++
		}
		return numberToken
	}
	body := l.text[l.pos+len(open):]
	if end := strings.Index(body, open); end >= 0 {
		l.pos += len(open) + end + len(open)
	} else {
		l.pos = len(l.text)
	}
	return stringToken
}

// dollarTag returns the opening $tag$ at the start of s, or "".
func dollarTag(s string) (tag string, ok bool) {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '$':
			return s[:i+1], true
		case !isIdentPart(c) || i == 1 && isDigit(c):
			return "", false
		}
	}
	return "", false
}

func (l *lexer) number() {
	for l.pos < len(l.text) && (isIdentPart(l.text[l.pos]) && l.text[l.pos] != '$' || l.text[l.pos] == '.') {
		l.pos++
	}
}

// operator reads a run of operator characters; a comment inside the run ends it.
func (l *lexer) operator() {
	for l.pos < len(l.text) && strings.IndexByte(operatorChars, l.text[l.pos]) >= 0 {
		if rest := l.text[l.pos:]; strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "/*") {
			return
		}
		l.pos++
	}
}

func (l *lexer) skipSpace() {
	for l.pos < len(l.text) {
		switch c := l.text[l.pos]; {
		case c == ' ' || c >= '\t' && c <= '\r':
			l.pos++
		case strings.HasPrefix(l.text[l.pos:], "--"):
			if n := strings.IndexAny(l.text[l.pos:], "\r\n"); n >= 0 {
				l.pos += n
			} else {
				l.pos = len(l.text)
			}
		case strings.HasPrefix(l.text[l.pos:], "/*"):
			l.blockComment()
		default:
			return
		}
	}
}

// blockComment skips a comment; PostgreSQL's nest.
func (l *lexer) blockComment() {
	depth := 0
	for l.pos < len(l.text) {
		switch rest := l.text[l.pos:]; {
		case strings.HasPrefix(rest, "/*"):
			depth++
			l.pos += 2
		case strings.HasPrefix(rest, "*/"):
			depth--
			l.pos += 2
			if depth == 0 {
				return
			}
		default:
			l.pos++
		}
	}
}

// operatorChars are the characters of operators; see "Lexical Structure",
// section 4.1.3, in PostgreSQL's manual.
const operatorChars = "+-*/<>=~!@#%^&|`?"

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isIdentStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

func isIdentPart(c byte) bool { return isIdentStart(c) || isDigit(c) || c == '$' }
