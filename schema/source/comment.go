package source

import "bytes"

// gap steps over white space, comments and stray terminators between pieces. The
// comments of the block that stands right above the next statement are kept in
// s.lead: a blank line ends a block, and a comment behind the previous
// statement on its line belongs to that one.
func (s *Splitter) gap() {
	s.lead = s.lead[:0]
	sameLine := s.w.base+s.w.i > 0
	newlines := 0
	for s.w.more() {
		s.w.keep = s.w.i
		c := s.w.b[s.w.i]
		switch {
		case c == '\n':
			s.w.i++
			newlines++
			sameLine = false
			if newlines > 1 {
				s.lead = s.lead[:0]
			}
		case isSpace(c):
			s.w.i++
		case (c == '-' || c == '#' || c == '/') && (s.atComment() || s.atLooseDash()):
			s.w.hold(s.w.i, maxLead)
			s.comment()
			if text, _ := s.w.held(s.w.i); !sameLine && len(s.lead)+len(text) < maxLead {
				s.lead = append(append(s.lead, bytes.TrimRight(text, "\r\n")...), '\n')
			}
			newlines = 0
			if s.w.i > 0 && s.w.b[s.w.i-1] == '\n' {
				newlines, sameLine = 1, false
			}
			s.w.hold(s.w.i, 0)
		case bytes.HasPrefix(s.w.need(len(s.delim)), []byte(s.delim)):
			s.w.i += len(s.delim)
		default:
			return
		}
	}
}

// atLooseDash reports whether "--x" stands at w.i where only a comment can be
// meant: between statements.
func (s *Splitter) atLooseDash() bool { return s.w.b[s.w.i] == '-' && s.w.peek(1) == '-' }

// atComment reports whether a comment begins at w.i.
func (s *Splitter) atComment() bool {
	switch s.w.b[s.w.i] {
	case '#':
		return s.lex.hash
	case '-':
		if s.w.peek(1) != '-' {
			return false
		}
		c := s.w.peek(2)
		return !s.lex.strictDash || c <= ' ' || s.lineIsBlankBefore()
	case '/':
		return s.w.peek(1) == '*' && !(s.lex.versioned && s.versionedLength() > 0)
	}
	return false
}

// lineIsBlankBefore reports whether only white space precedes w.i on its line.
// MySQL reads "--x" as two minus signs, but old installers strip such lines as
// comments before they send anything, and no expression begins a line so.
func (s *Splitter) lineIsBlankBefore() bool {
	for i := s.w.i - 1; i >= 0; i-- {
		switch s.w.b[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return true
}

// versionedLength returns the length of the opening of an executable comment at
// w.i: /*!40101, /*M!100005 or /*!. It is 0 for an ordinary comment, also for
// versions no server has: mariadb-dump writes /*M!999999\- enable the sandbox
// mode */ for its client alone.
func (s *Splitter) versionedLength() int {
	n := 2
	if s.w.peek(n)|0x20 == 'm' {
		n++
	}
	if s.w.peek(n) != '!' {
		return 0
	}
	n++
	digits := n
	for c := s.w.peek(n); c >= '0' && c <= '9' && n < digits+6; c = s.w.peek(n) {
		n++
	}
	if n == digits+6 && s.w.peek(digits) == '9' && s.w.peek(digits+1) == '9' {
		return 0
	}
	return n
}

// comment steps over the comment at w.i. It reports false when a block comment
// is never closed.
func (s *Splitter) comment() bool {
	if s.w.b[s.w.i] != '/' {
		s.w.toLineEnd()
		return true
	}
	s.w.i += 2
	if !s.lex.nested {
		return s.skipPast([]byte("*/"))
	}
	for depth := 1; depth > 0; {
		if !s.w.more() {
			return false
		}
		k := bytes.IndexAny(s.w.b[s.w.i:], "*/")
		if k < 0 {
			s.w.i = len(s.w.b)
			continue
		}
		s.w.i += k
		switch {
		case s.w.b[s.w.i] == '*' && s.w.peek(1) == '/':
			depth--
			s.w.i++
		case s.w.b[s.w.i] == '/' && s.w.peek(1) == '*':
			depth++
			s.w.i++
		}
		s.w.i++
	}
	return true
}
