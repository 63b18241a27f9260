package postgres

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/privet-dev/privet/schema"
)

// source is the text of one statement and where it stands in its file.
type source struct {
	text      string
	pos       schema.Position
	lines     []int // offsets of the lines of text, filled on first use
	certainty schema.Certainty
}

// clean replaces NUL, which silently ends the grammar's input, by a blank and
// each byte that is not UTF-8, which fails it, by a question mark.
func clean(text string) string {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return text
	}
	b := []byte(text)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b[i] = '?'
		case r == 0:
			b[i] = ' '
		}
		i += size
	}
	return string(b)
}

// first returns the offset of the statement's first token.
func (s *source) first() int {
	tok := (&lexer{text: s.text}).next()
	return tok.start
}

// position maps an offset in the text to the file.
func (s *source) position(offset int) schema.Position {
	if !s.pos.IsValid() {
		return s.pos
	}
	if s.lines == nil {
		s.lines = lineStarts(s.text)
	}
	line := sort.SearchInts(s.lines, offset+1) - 1
	p := s.pos
	p.Offset += offset
	p.Line += line
	if line == 0 {
		p.Column += offset
	} else {
		p.Column = offset - s.lines[line] + 1
	}
	return p
}

func lineStarts(text string) []int {
	starts := append(make([]int, 0, 1+strings.Count(text, "\n")), 0)
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return starts
		}
		i += n + 1
		starts = append(starts, i)
	}
}

// span maps the bytes from start to end to the file, cut at the end of the line.
func (s *source) span(start, end int) schema.Span {
	start = min(max(start, 0), len(s.text))
	end = min(max(end, start), len(s.text))
	if n := strings.IndexAny(s.text[start:end], "\r\n"); n >= 0 {
		end = start + n
	}
	return schema.Span{Position: s.position(start), Length: end - start}
}

func (s *source) originAt(start, end int) schema.Origin {
	return schema.Origin{Span: s.span(start, end), Certainty: s.certainty}
}

// originOfName returns the span of the (possibly qualified) name at the offset.
func (s *source) originOfName(offset int32) schema.Origin {
	lex := lexer{text: s.text, pos: int(offset)}
	tok := lex.next()
	start, end := tok.start, tok.end
	for lex.peek().punct('.') {
		lex.next()
		end = lex.next().end
	}
	return s.originAt(start, end)
}

// originOfStatement returns the span of the first line of the statement that
// starts at or behind the offset and has n bytes (0: up to the end).
func (s *source) originOfStatement(offset, n int32) schema.Origin {
	start := (&lexer{text: s.text, pos: int(offset)}).next().start
	end := len(s.text)
	if n > 0 {
		end = int(offset + n)
	}
	end = start + len(strings.TrimRight(s.text[min(start, end):end], "; \t\r\n"))
	return s.originAt(start, end)
}

// lineComment returns the trailing "-- x" on the line of the definition at the
// offset, unless another definition follows on that line.
func (s *source) lineComment(offset int) *schema.Text {
	if !strings.Contains(s.text, "--") {
		return nil
	}
	lex := lexer{text: s.text, pos: offset}
	for depth, ended := 0, false; ; {
		before := lex.pos
		tok := lex.next()
		gap, _, lineEnds := strings.Cut(s.text[before:tok.start], "\n")
		if n := strings.Index(gap, "--"); n >= 0 {
			return s.commentText(before+n, before+len(gap))
		}
		if lineEnds || ended || tok.kind == endToken || strings.Contains(tok.text, "\n") {
			return nil
		}
		depth += bracket(tok)
		ended = depth == 0 && tok.punct(',')
	}
}

func (s *source) commentText(start, end int) *schema.Text {
	words := strings.TrimSpace(strings.TrimLeft(s.text[start:end], "-"))
	if words == "" {
		return nil
	}
	return &schema.Text{Text: words, Origin: s.originAt(start, end)}
}

// bracket returns what the token adds to the depth of brackets.
func bracket(t token) int {
	switch {
	case t.punct('('), t.punct('['):
		return 1
	case t.punct(')'), t.punct(']'):
		return -1
	}
	return 0
}
