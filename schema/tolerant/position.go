package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// lineCursor remembers the line of the last offset asked for: readers ask in
// rising order, so counting goes on from there.
type lineCursor struct {
	start int // offset of the line's first byte
	lines int // lines before it
}

// position returns the place of a byte of the statement in its file.
func (r *reader) position(offset int) schema.Position {
	c := &r.line
	if offset < c.start {
		*c = lineCursor{}
	}
	for {
		n := strings.IndexByte(r.text[c.start:offset], '\n')
		if n < 0 {
			break
		}
		c.start += n + 1
		c.lines++
	}
	p := schema.Position{File: r.pos.File, Offset: r.pos.Offset + offset, Line: r.pos.Line + c.lines, Column: offset - c.start + 1}
	if c.lines == 0 {
		p.Column = r.pos.Column + offset
	}
	return p
}

// span returns the span of the text from one byte to another, cut at the end of
// its first line.
func (r *reader) span(from, to int) schema.Span {
	text := r.text[from:max(from, to)]
	if n := strings.IndexAny(text, "\r\n"); n >= 0 {
		text = text[:n]
	}
	return schema.Span{Position: r.position(from), Length: len(text)}
}

// origin returns the origin of a fact that this token states.
func (r *reader) origin(t token.Token) schema.Origin {
	return schema.Origin{Span: r.span(t.Offset, t.End()), Certainty: r.certainty}
}

// textOf returns the text from token i up to, and without, token j.
func (r *reader) textOf(i, j int) (text string, from, to int) {
	if i >= j {
		return "", r.offset(i), r.offset(i)
	}
	from, to = r.toks[i].Offset, r.toks[j-1].End()
	return r.text[from:to], from, to
}

func (r *reader) offset(i int) int {
	if i < len(r.toks) {
		return r.toks[i].Offset
	}
	return len(r.text)
}

// rest returns the text from the current token to the end of the statement, and
// steps there.
func (r *reader) rest() (text string, span schema.Span) {
	text, from, to := r.textOf(r.i, len(r.toks))
	r.i = len(r.toks)
	return text, r.span(from, to)
}

// lineComment returns the comment that stands behind offset on the same line,
// with nothing but a comma or bracket between, or nil: how many schemas
// document their columns.
func (r *reader) lineComment(offset int) *schema.Text {
	for i := firstBehind(r.comments, offset); i < len(r.comments); i++ {
		c := r.comments[i]
		if strings.Trim(r.text[offset:c.Offset], " \t,(") != "" {
			return nil
		}
		if text := c.CommentText(); text != "" {
			return &schema.Text{Text: text, Origin: r.origin(c)}
		}
		offset = c.End()
	}
	return nil
}

// firstBehind returns the index of the first comment at or behind offset.
func firstBehind(comments []token.Token, offset int) int {
	lo, hi := 0, len(comments)
	for lo < hi {
		if mid := (lo + hi) / 2; comments[mid].Offset < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
