package tolerant

import (
	"fmt"
	"strconv"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// SyntaxError says where a statement stopped making sense. Its text never holds
// the content of a string literal.
type SyntaxError struct {
	Position schema.Position
	Expected string // "a table name"
	Found    string // "(", or a description where the text may be private
	Hint     string // what to do about it, or ""
}

// Error returns the sentence with the position in front.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s: expected %s, found %s", e.Position, e.Expected, e.Found)
}

func (r *reader) expected(what, hint string) error {
	t := r.peek()
	return &SyntaxError{Position: r.position(t.Offset), Expected: what, Found: describe(t), Hint: hint}
}

const hintTruncated = "the statement looks cut off; check that the file is complete"

// describe names a token without repeating what a string says.
func describe(t token.Token) string {
	switch t.Kind {
	case token.EOF:
		return "the end of the statement"
	case token.String:
		return "a string"
	case token.Unclosed:
		return "an unclosed quote or comment"
	case token.Number:
		return "a number"
	}
	const longest = 40
	text := t.Text
	if len(text) > longest {
		text = text[:longest] + "..."
	}
	return strconv.Quote(text)
}
