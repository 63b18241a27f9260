package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// reader is a cursor over the tokens of one statement, and the Ops read so far.
// Every method that advances is safe at the end, where the tokens are EOF.
type reader struct {
	text     string
	toks     []token.Token // without comments
	comments []token.Token
	i        int
	dialect  schema.Dialect
	ops      []schema.Op

	pos       schema.Position
	certainty schema.Certainty
	line      lineCursor
}

func newReader(text string, pos schema.Position, d schema.Dialect) *reader {
	r := &reader{text: text, dialect: d, pos: pos, toks: make([]token.Token, 0, len(text)/6+8)}
	if d == schema.PostgreSQL {
		r.certainty = schema.Degraded
	}
	s := token.NewScanner(text, d)
	for t := s.Next(); t.Kind != token.EOF; t = s.Next() {
		if t.Kind == token.Comment {
			r.comments = append(r.comments, t)
		} else {
			r.toks = append(r.toks, t)
		}
	}
	for n := len(r.toks); n > 0 && r.toks[n-1].Text == ";"; n-- {
		r.toks = r.toks[:n-1]
	}
	return r
}

func (r *reader) add(op schema.Op) { r.ops = append(r.ops, op) }

// peek returns the current token, EOF at the end.
func (r *reader) peek() token.Token { return r.ahead(0) }

// ahead returns the token n behind the current one.
func (r *reader) ahead(n int) token.Token {
	if r.i+n < len(r.toks) {
		return r.toks[r.i+n]
	}
	return token.Token{Kind: token.EOF, Offset: len(r.text)}
}

// next returns the current token and steps behind it.
func (r *reader) next() token.Token {
	t := r.peek()
	if r.i < len(r.toks) {
		r.i++
	}
	return t
}

func (r *reader) atEnd() bool { return r.i >= len(r.toks) }

// keyword returns the current word in upper case, the text of an operator, and
// "" for anything else.
func (r *reader) keyword() string { return keyword(r.peek()) }

func keyword(t token.Token) string {
	switch t.Kind {
	case token.Word:
		return strings.ToUpper(t.Text)
	case token.Operator:
		return t.Text
	}
	return ""
}

// at reports whether these words and operators come next.
func (r *reader) at(words ...string) bool {
	for n, w := range words {
		if !r.ahead(n).Is(w) {
			return false
		}
	}
	return true
}

// accept steps over these words if they come next.
func (r *reader) accept(words ...string) bool {
	if !r.at(words...) {
		return false
	}
	r.i += len(words)
	return true
}

// acceptAny steps over the current word if it is one of these.
func (r *reader) acceptAny(words ...string) bool {
	for _, w := range words {
		if r.accept(w) {
			return true
		}
	}
	return false
}

// skipBrackets steps over a bracketed group that begins here and returns the
// indexes of the tokens inside it. Where the text ends inside the bracket, the
// group reaches to the end.
func (r *reader) skipBrackets() (from, to int) {
	depth := 0
	from = r.i + 1
	for ; r.i < len(r.toks); r.i++ {
		switch r.toks[r.i].Text {
		case "(", "[":
			depth++
		case ")", "]":
			if depth--; depth == 0 {
				r.i++
				return from, r.i - 1
			}
		}
	}
	return min(from, r.i), r.i
}

// skipItem steps to the comma that ends the current item of a list, to the
// bracket that ends the list, or to the end.
func (r *reader) skipItem() {
	for !r.atEnd() {
		switch r.peek().Text {
		case ",", ")":
			return
		case "(":
			r.skipBrackets()
		default:
			r.next()
		}
	}
}

// skipOne steps over one token, or over the group it opens.
func (r *reader) skipOne() {
	if r.peek().Text == "(" {
		r.skipBrackets()
		return
	}
	r.next()
}

// list reads items separated by commas with read, until it fails or no comma
// follows.
func (r *reader) list(read func() error) error {
	for {
		if err := read(); err != nil {
			return err
		}
		if !r.accept(",") {
			return nil
		}
	}
}
