package source

import (
	"bytes"
	"io"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// A Splitter cuts a stream of SQL into pieces.
//
// It is a lexer that knows no grammar: a statement ends at a terminator outside
// quotes, comments and bodies, and what makes that hard differs by dialect
// (lexis.go). Three properties matter more than elegance:
//
//   - Memory is flat. Bytes live in one window (buffer.go); a piece that grows
//     beyond its limit is reduced to its head while the scan goes on, so neither
//     a 10 GB dump nor a 100 MB line is ever held.
//   - Positions are exact. A piece's Text is the file's own bytes, so an offset
//     inside Text added to Position.Offset is an offset in the decoded file.
//   - A mistake costs one statement. A quote that is never closed would swallow
//     the rest of the file; the splitter then goes back and cuts at the next
//     line that ends in a terminator.
type Splitter struct {
	w       buffer
	dialect schema.Dialect
	lex     lexis
	delim   string
	plain   *[256]bool // stops of the ordinary scan
	wordy   *[256]bool // stops of the scan that follows words
	lead    []byte
	copying string // the COPY ... FROM stdin that was yielded: data follows
	rewinds int
}

// NewSplitter returns a Splitter of r, which must yield UTF-8 (see File.Open).
// UnknownDialect is read as PostgreSQL.
func NewSplitter(r io.Reader, d schema.Dialect) *Splitter {
	s := &Splitter{w: newBuffer(r), dialect: d, lex: lexisOf(d)}
	s.setDelimiter(";")
	return s
}

func (s *Splitter) setDelimiter(d string) {
	s.delim = d
	s.plain, s.wordy = s.lex.stops(d, false), s.lex.stops(d, true)
}

// Next returns the next piece, or io.EOF behind the last one. Any other error is
// the reader's; what was read before it has been returned.
func (s *Splitter) Next() (Piece, error) {
	if s.copying != "" {
		p, ok := s.copyData()
		p.Copy, s.copying = s.copying, ""
		if ok {
			return p, nil
		}
	}
	for {
		s.gap()
		if !s.w.more() {
			if s.w.err != nil {
				return Piece{}, s.w.err
			}
			return Piece{}, io.EOF
		}
		if p, ok := s.command(); ok {
			return p, nil
		}
		if p, ok := s.statement(); ok {
			return p, nil
		}
	}
}

// statement scans one statement from w.i on. ok is false where there was none,
// only a stray terminator or a DELIMITER line.
func (s *Splitter) statement() (p Piece, ok bool) {
	start := s.w.i
	s.w.hold(start, maxStatement)
	keyword := s.firstWord()
	switch {
	case s.lex.delimiter && keyword == "DELIMITER":
		s.readDelimiter()
		return Piece{}, false
	case holdsRows(keyword):
		s.w.limit = maxRows
	}
	p = Piece{Kind: Statement, Keyword: keyword, Position: s.w.position(s.w.keep)}
	b := newBody(keyword, s.dialect)
	closed := s.scan(&b, keyword == "USE" && s.lex.delimiter)
	if !closed && b.open() && !s.w.clipped && s.rewinds < maxRecoveries {
		s.rewinds++
		p.Unclosed = true
		s.cutAtLineEnd()
	}
	p.Unclosed = p.Unclosed || !closed && b.open()
	end := s.w.i
	text, clipped := s.w.held(end)
	p.Unclosed = p.Unclosed || !closed && clipped
	p.Size = s.w.base + end - p.Position.Offset
	p.Truncated = clipped
	if !clipped {
		trimmed := bytes.TrimRight(text, " \t\r\n\f\v")
		p.Size -= len(text) - len(trimmed)
		text = trimmed
	}
	p.Text, p.Lead = string(text), string(s.lead)
	s.lead = s.lead[:0]
	if closed {
		s.terminator()
	}
	s.w.hold(s.w.i, 0)
	if p.Keyword == "SET" {
		s.setting(p.Text)
	}
	if s.lex.meta && keyword == "COPY" && copiesFromStdin(p.Text) {
		s.copying = p.Text
	}
	return p, p.Text != ""
}

// terminator steps over the delimiter at w.i, if it is one: a statement may
// also have ended before a client command or at the end of a USE line.
func (s *Splitter) terminator() {
	if bytes.HasPrefix(s.w.need(len(s.delim)), []byte(s.delim)) {
		s.w.i += len(s.delim)
	}
}

// cutAtLineEnd moves w.i back to the first terminator behind the start of the
// held piece that ends a line; where there is none the piece keeps all.
func (s *Splitter) cutAtLineEnd() {
	b := s.w.b[s.w.keep:s.w.i]
	for k := 0; ; {
		n := bytes.Index(b[k:], []byte(s.delim))
		if n < 0 {
			return
		}
		k += n
		rest := bytes.TrimLeft(b[k+len(s.delim):], " \t\r")
		if len(rest) > 0 && rest[0] == '\n' {
			s.w.i = s.w.keep + k
			return
		}
		k += len(s.delim)
	}
}

// setting follows the one setting that changes how strings are read.
func (s *Splitter) setting(text string) {
	if s.lex.dollar && len(text) < 200 && strings.Contains(text, "standard_conforming_strings") {
		s.lex.backslash = strings.HasSuffix(strings.TrimRight(strings.ToLower(text), " '"), "off")
	}
}

// holdsRows reports whether statements of this keyword carry data: only their
// head is kept.
func holdsRows(keyword string) bool { return keyword == "INSERT" || keyword == "REPLACE" }

// copiesFromStdin reports whether a COPY statement is followed by its data.
func copiesFromStdin(text string) bool {
	text = strings.ToLower(text)
	k := strings.LastIndex(text, "stdin")
	return k > 0 && strings.HasSuffix(strings.TrimRight(text[:k], " \t\r\n"), "from")
}
