package schema

import "fmt"

// Position is a place in a source file. Line and Column are 1-based, Column and
// Offset count bytes; the zero Position is "nowhere" (a fact from a server's
// catalog, or built in).
type Position struct {
	File   string // relative to the scanned root, forward slashes
	Offset int    // byte offset in the decoded file
	Line   int
	Column int
}

// IsValid reports whether the position points into a file.
func (p Position) IsValid() bool { return p.Line > 0 }

// String returns file:line:column, or the file alone where the line is unknown.
func (p Position) String() string {
	if !p.IsValid() {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Span is a Position and the number of bytes from it that a code frame should
// underline; a span never crosses its line.
type Span struct {
	Position
	Length int
}

// Certainty says how surely a fact is known.
type Certainty uint8

// The degrees of certainty, surest first.
const (
	Sure        Certainty = iota // stated, and read by the dialect's own grammar
	Degraded                     // read by the tolerant reader because the grammar refused the statement
	Conditional                  // stated inside a DO block, a procedure body or an IF
	Dynamic                      // built by EXECUTE format(...) or the like: only guessed
)

var certaintyNames = [...]string{"sure", "degraded", "conditional", "dynamic"}

// String returns the degree's name as the JSON contract spells it.
func (c Certainty) String() string { return certaintyNames[c] }

// Origin says where a fact was stated and how surely it is known.
type Origin struct {
	Span
	Certainty Certainty
}

// Tri is a boolean that may be unsaid.
type Tri uint8

// The three values of a Tri.
const (
	Unsaid Tri = iota
	No
	Yes
)

// TriOf returns Yes or No.
func TriOf(b bool) Tri {
	if b {
		return Yes
	}
	return No
}
