package source

import (
	"bytes"
	"strings"
)

// scan moves w.i to the end of the statement: onto its terminator, or before a
// client command. It reports false when the file ended first. With line set the
// end of the line terminates too (mysql's USE).
func (s *Splitter) scan(b *body, line bool) bool {
	for {
		stops := s.plain
		if b.follows {
			stops = s.wordy
		}
		if line {
			if !s.skipTo(s.plain, '\n') {
				return false
			}
		} else if !s.skipTo(stops, 0) {
			return false
		}
		c := s.w.b[s.w.i]
		switch {
		case c == s.delim[0] && bytes.HasPrefix(s.w.need(len(s.delim)), []byte(s.delim)):
			if !b.inside(s.delim) {
				return true
			}
			b.pastTerminator()
			s.w.i += len(s.delim)
		case c == '\n':
			return true
		case b.follows && isWord(c):
			b.word(s.word())
		case c == '\\':
			if s.w.peek(1) != ';' {
				return true
			}
			return s.separator()
		case c == '(' || c == ')':
			b.paren(c)
			s.w.i++
		default:
			if !s.skipToken(c) {
				b.unclosed = true
				return false
			}
		}
	}
}

// separator handles psql's \; which ends a statement without sending it.
func (s *Splitter) separator() bool {
	s.w.b[s.w.i] = ' '
	s.w.i++
	return true
}

// skipTo moves w.i to the next byte of the table or to the byte also, which may
// be 0 for none. It reports false at the end of the file.
func (s *Splitter) skipTo(stops *[256]bool, also byte) bool {
	for s.w.more() {
		b, i := s.w.b, s.w.i
		for i < len(b) && !stops[b[i]] && (also == 0 || b[i] != also) {
			i++
		}
		s.w.i = i
		if i < len(b) {
			return true
		}
	}
	return false
}

// skipToken steps over the quote or comment that may begin at w.i with c, or
// over c alone. It reports false when a quote or comment is never closed.
func (s *Splitter) skipToken(c byte) bool {
	switch c {
	case '\'':
		return s.quoted(c, s.lex.backslash || s.lex.dollar && s.escapeString())
	case '"':
		return s.quoted(c, s.lex.doubleQuote)
	case '`':
		return s.quoted(c, false)
	case '[':
		return s.quoted(']', false)
	case '$':
		return s.dollarQuoted()
	case '-', '#', '/':
		if s.atComment() {
			return s.comment()
		}
	}
	s.w.i++
	return true
}

// escapeString reports whether the quote at w.i belongs to PostgreSQL's E'...'.
func (s *Splitter) escapeString() bool {
	i := s.w.i
	return i > s.w.keep && s.w.b[i-1]|0x20 == 'e' && (i == s.w.keep+1 || !isWord(s.w.b[i-2]))
}

// quoted steps over a quoted token that begins at w.i and ends at end. Doubled
// quotes need no care: they read as two tokens side by side.
func (s *Splitter) quoted(end byte, backslash bool) bool {
	s.w.i++
	for s.w.more() {
		b, i := s.w.b, s.w.i
		if !backslash {
			k := bytes.IndexByte(b[i:], end)
			if k >= 0 {
				s.w.i = i + k + 1
				return true
			}
			s.w.i = len(b)
			continue
		}
		for i < len(b) && b[i] != end && b[i] != '\\' {
			i++
		}
		s.w.i = i
		if i == len(b) {
			continue
		}
		s.w.i++
		if b[i] == end {
			return true
		}
		if s.w.more() {
			s.w.i++
		}
	}
	return false
}

// dollarQuoted steps over $tag$...$tag$, or over a single dollar sign that
// begins none ($1, a$b).
func (s *Splitter) dollarQuoted() bool {
	if i := s.w.i; i > s.w.keep && isWord(s.w.b[i-1]) {
		s.w.i++
		return true
	}
	n := 1
	for isWord(s.w.peek(n)) && n < 64 {
		n++
	}
	if first := s.w.peek(1); s.w.peek(n) != '$' || first >= '0' && first <= '9' {
		s.w.i++
		return true
	}
	tag := bytes.Clone(s.w.need(n + 1))
	s.w.i += n + 1
	return s.skipPast(tag)
}

// skipPast moves w.i behind the next occurrence of mark.
func (s *Splitter) skipPast(mark []byte) bool {
	for s.w.more() {
		if k := bytes.Index(s.w.b[s.w.i:], mark); k >= 0 {
			s.w.i += k + len(mark)
			return true
		}
		s.w.i = max(s.w.i, len(s.w.b)-len(mark)+1)
		if !s.w.fill() {
			s.w.i = len(s.w.b)
			return false
		}
	}
	return false
}

// word returns the word at w.i in lower case and steps over it; of a longer
// word than any keyword, the head.
func (s *Splitter) word() string {
	n := 0
	for isWord(s.w.peek(n)) && n < 1024 {
		n++
	}
	w := s.w.need(n)
	s.w.i += n
	return strings.ToLower(string(w[:min(n, 16)]))
}
