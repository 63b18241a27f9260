package token

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// startsLineComment reports whether the two dashes here begin a comment. In
// MySQL they do not between two numbers (5--3), where they are two minus signs.
func (s *Scanner) startsLineComment() bool {
	if s.peek(1) != '-' {
		return false
	}
	return s.dialect != schema.MySQL || class[s.peek(2)]&digit == 0 || !s.behindName()
}

func (s *Scanner) lineComment() Kind {
	n := strings.IndexByte(s.text[s.at:], '\n')
	if n < 0 {
		s.at = len(s.text)
		return Comment
	}
	end := s.at + n
	if s.text[end-1] == '\r' {
		end--
	}
	s.at = end
	return Comment
}

// blockComment reads /* ... */; PostgreSQL's nest.
func (s *Scanner) blockComment() Kind {
	depth, i := 1, s.at+2
	for depth > 0 {
		n := strings.Index(s.text[i:], "*/")
		if n < 0 {
			s.at = len(s.text)
			return Unclosed
		}
		if s.dialect == schema.PostgreSQL {
			if open := strings.Index(s.text[i:i+n], "/*"); open >= 0 {
				depth++
				i += open + 2
				continue
			}
		}
		depth--
		i += n + 2
	}
	s.at = i
	return Comment
}

// skipExecutableMark moves over the opening /*!40101 or /*M!100100 of MySQL's
// executable comments, and over the */ that ends one.
func (s *Scanner) skipExecutableMark() bool {
	if s.dialect != schema.MySQL {
		return false
	}
	switch {
	case s.executable && s.text[s.at] == '*' && s.peek(1) == '/':
		s.executable = false
		s.at += 2
		return true
	case s.text[s.at] == '/' && s.peek(1) == '*' && s.peek(2) == '!':
		s.at += 3
	case s.text[s.at] == '/' && s.peek(1) == '*' && s.peek(2)|0x20 == 'm' && s.peek(3) == '!':
		s.at += 4
	default:
		return false
	}
	s.executable = true
	for n := 0; n < 6 && class[s.peek(0)]&digit != 0; n++ { // a version has five or six digits
		s.at++
	}
	return true
}

// CommentText returns what a comment says: without its marks, white space at
// both ends removed.
func (t Token) CommentText() string {
	text := t.Text
	switch {
	case strings.HasPrefix(text, "--"):
		text = strings.TrimLeft(text, "-")
	case strings.HasPrefix(text, "#"):
		text = strings.TrimLeft(text, "#")
	case strings.HasPrefix(text, "/*"):
		text = strings.TrimLeft(strings.TrimSuffix(text[2:], "*/"), "*")
	}
	return strings.TrimSpace(text)
}
