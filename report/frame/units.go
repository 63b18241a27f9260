package frame

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/privet-dev/privet/schema"
)

// Columns returns the 1-based columns of a span's first character and of the one
// behind it, in UTF-16 code units as editors and SARIF count them. Where the
// line cannot be read, or the span lies far out in it, bytes are counted.
func (s *Source) Columns(span schema.Span) (start, end int) {
	if s == nil {
		return s.measure(span)
	}
	known, ok := s.columns[span]
	if !ok {
		if s.columns == nil || len(s.columns) == columnsKept {
			s.columns = map[schema.Span][2]int{}
		}
		known[0], known[1] = s.measure(span)
		s.columns[span] = known
	}
	return known[0], known[1]
}

// columnsKept bounds what is remembered: many findings share a place (a column, a
// function they pass through), and each look opens a file.
const columnsKept = 20_000

func (s *Source) measure(span schema.Span) (start, end int) {
	start, end = max(span.Column, 1), max(span.Column, 1)+max(span.Length, 1)
	w, err := s.line(span.File, span.Line, span.Column)
	if err != nil || w.start > 0 {
		return start, end
	}
	from := min(start-1, len(w.text))
	to := min(end-1, len(w.text))
	start = 1 + codeUnits(w.text[:from])
	return start, start + max(codeUnits(w.text[from:to]), 1)
}

func codeUnits(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n += utf16.RuneLen(r)
		text = text[size:]
	}
	return n
}
