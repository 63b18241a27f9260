package token

import "github.com/privet-dev/privet/schema"

// param reads a parameter or variable that begins with c, or the operator c
// belongs to.
func (s *Scanner) param(c byte) Kind {
	next := s.peek(1)
	switch {
	case c == '?' && s.dialect == schema.PostgreSQL && (next == '|' || next == '&'), c == ':' && (next == ':' || next == '='):
		return s.operator()
	case c == '?':
		s.at++
		for class[s.peek(0)]&digit != 0 {
			s.at++
		}
		return Param
	case c == ':' && s.behindName(): // label:, slice [1:n]
		return s.operator()
	case c == '@' && next == '@' && class[s.peek(2)]&letter != 0:
		s.at++
	case class[next]&(letter|digit) == 0:
		return s.operator()
	}
	for s.at++; s.at < len(s.text); s.at++ {
		if n := s.text[s.at]; class[n]&(letter|digit) == 0 && !(n == '.' && c == '@') { // @@global.x, me@db.example
			break
		}
	}
	return Param
}

// placeholder returns the end of the template placeholder that begins at i, or
// i when none does: {{x}}, {x}, ${x}, <%= x %>, %NAME% before a name, and
// Joomla's #__.
func (s *Scanner) placeholder(i int) int {
	switch s.text[i] {
	case '{':
		if i+1 < len(s.text) && s.text[i+1] == '{' {
			return s.until(i, i+2, "}}")
		}
		return s.until(i, i+1, "}")
	case '$':
		if i+1 < len(s.text) && s.text[i+1] == '{' {
			return s.until(i, i+2, "}")
		}
	case '<':
		if i+1 < len(s.text) && s.text[i+1] == '%' {
			return s.until(i, i+2, "%>")
		}
	case '%':
		return s.percent(i)
	case '#':
		if i+3 < len(s.text) && s.text[i+1] == '_' && s.text[i+2] == '_' && class[s.text[i+3]]&letter != 0 {
			return i + 3
		}
	}
	return i
}

// until returns the end of the closing mark when it follows on the same line
// and within a template's usual length, else begin.
func (s *Scanner) until(begin, from int, mark string) int {
	const longest = 80
	for i := from; i+len(mark) <= len(s.text) && i < from+longest; i++ {
		switch s.text[i] {
		case '\n', '\'', ';':
			return begin
		}
		if s.text[i:i+len(mark)] == mark {
			if i == from {
				return begin
			}
			return i + len(mark)
		}
	}
	return begin
}

// percent reads %NAME% directly before the name it is a prefix of; everywhere
// else the sign is the modulo operator.
func (s *Scanner) percent(begin int) int {
	i := begin + 1
	for i < len(s.text) && (s.text[i] == '_' || s.text[i] >= 'A' && s.text[i] <= 'Z') {
		i++
	}
	if i == begin+1 || i+1 >= len(s.text) || s.text[i] != '%' || class[s.text[i+1]]&letter == 0 {
		return begin
	}
	return i + 1
}
