package source

import (
	"bytes"
	"strings"
)

// command reads the client command at w.i, if there is one: psql's \connect,
// SQLite's .read, mysql's source and \. lines. Commands end with their line.
func (s *Splitter) command() (Piece, bool) {
	switch c := s.w.b[s.w.i]; {
	case s.lex.meta && c == '\\':
	case s.lex.dot && c == '.' && isWord(s.w.peek(1)):
	case s.lex.delimiter && (c == '\\' || c|0x20 == 's' && s.firstWord() == "SOURCE"):
	default:
		return Piece{}, false
	}
	s.w.hold(s.w.i, maxLead)
	p := Piece{Kind: MetaCommand, Position: s.w.position(s.w.i)}
	s.w.toLineEnd()
	text, clipped := s.w.held(s.w.i)
	p.Size = s.w.base + s.w.i - p.Position.Offset
	if !clipped {
		trimmed := bytes.TrimRight(text, " \t\r\n\f\v")
		p.Size -= len(text) - len(trimmed)
		text = trimmed
	}
	p.Text, p.Truncated = string(text), clipped
	p.Keyword, _, _ = strings.Cut(strings.ToUpper(strings.ReplaceAll(p.Text, "\t", " ")), " ")
	s.w.hold(s.w.i, 0)
	return p, true
}

// readDelimiter reads mysql's DELIMITER line at w.i.
func (s *Splitter) readDelimiter() {
	s.w.hold(s.w.i, maxLead)
	s.w.toLineEnd()
	line, _ := s.w.held(s.w.i)
	if f := strings.Fields(string(line)); len(f) > 1 {
		s.setDelimiter(f[1])
	}
	s.w.hold(s.w.i, 0)
}

// copyData reads the lines of a COPY block: what is left of the statement's
// line is skipped, then all lines up to the one that holds \. alone. ok is false
// where the file ends first without any data.
func (s *Splitter) copyData() (p Piece, ok bool) {
	s.w.toLineEnd()
	if !s.w.more() {
		return Piece{}, false
	}
	s.w.hold(s.w.i, maxRows)
	p = Piece{Kind: CopyData, Position: s.w.position(s.w.i)}
	end := s.copyEnd()
	text, clipped := s.w.held(max(s.w.keep, end-s.w.base))
	if clipped {
		text = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	p.Text, p.Truncated = string(text), clipped
	p.Unclosed = end == s.w.base+s.w.i // no closing line was stepped over
	p.Size = end - p.Position.Offset
	s.w.hold(s.w.i, 0)
	return p, p.Size > 0
}

// copyEnd moves w.i behind the line that closes a COPY block and returns the
// stream offset at which that line begins: the end of the file where it is
// missing, as in a dump that was cut off.
func (s *Splitter) copyEnd() int {
	if s.closesCopy() {
		return s.skipClosing()
	}
	for s.w.more() {
		k := bytes.Index(s.w.b[s.w.i:], []byte("\n\\."))
		if k < 0 {
			s.w.i = max(s.w.i, len(s.w.b)-2)
			if !s.w.fill() {
				s.w.i = len(s.w.b)
			}
			continue
		}
		s.w.i += k + 1
		if s.closesCopy() {
			return s.skipClosing()
		}
	}
	return s.w.base + s.w.i
}

// closesCopy reports whether the line at w.i is \. alone.
func (s *Splitter) closesCopy() bool {
	c := s.w.peek(2)
	return s.w.peek(0) == '\\' && s.w.peek(1) == '.' && (c == '\n' || c == '\r' || c == 0)
}

// skipClosing steps over the \. line at w.i and returns where it began.
func (s *Splitter) skipClosing() int {
	start := s.w.base + s.w.i
	s.w.i += 2
	if s.w.peek(0) == '\r' {
		s.w.i++
	}
	if s.w.peek(0) == '\n' {
		s.w.i++
	}
	return start
}
