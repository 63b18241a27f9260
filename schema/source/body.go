package source

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// body follows the words of a statement that may hold terminators of its own:
// the BEGIN ... END of a routine, trigger or event, and the parentheses of
// PostgreSQL's CREATE RULE. All other statements are scanned without it.
type body struct {
	follows  bool // words matter
	dialect  schema.Dialect
	object   string // function, procedure, trigger, event, package, rule: once known
	words    int
	depth    int // open BEGIN and CASE
	parens   int
	prev     string
	ended    bool // the last word was END
	unclosed bool // the file ended inside a quote or comment
}

func newBody(keyword string, d schema.Dialect) body {
	b := body{dialect: d}
	switch keyword {
	case "CREATE", "ALTER":
		b.follows = true
	case "BEGIN":
		b.follows = d == schema.MySQL // BEGIN NOT ATOMIC ... END
	}
	return b
}

// open reports whether something is still open at the end of the file.
func (b *body) open() bool { return b.unclosed || b.depth > 0 || b.object == "rule" && b.parens > 0 }

// inside reports whether a terminator at this place belongs to the body. Under
// another delimiter than the semicolon the client looks at nothing else.
func (b *body) inside(delim string) bool {
	return delim == ";" && (b.depth > 0 || b.object == "rule" && b.parens > 0)
}

func (b *body) pastTerminator() { b.prev, b.ended = "", false }

func (b *body) paren(c byte) {
	b.ended = false
	if c == '(' {
		b.parens++
		if b.object == "" {
			b.follows = false // CREATE TABLE x (: no body will come
		}
		return
	}
	b.parens--
}

// word takes the next word, in lower case.
func (b *body) word(w string) {
	b.words++
	switch {
	case b.object == "":
		b.findObject(w)
	case b.ended:
		b.afterEnd(w)
	case w == "end":
		if b.depth > 0 {
			b.depth--
			b.ended = true
		}
	case w == "case":
		if b.depth > 0 {
			b.depth++
		}
	case b.opens(w):
		b.depth++
	}
	b.prev = w
}

// opens reports whether w opens a body: BEGIN in MySQL and SQLite, BEGIN ATOMIC
// in PostgreSQL.
func (b *body) opens(w string) bool {
	if b.dialect == schema.PostgreSQL || b.dialect == schema.UnknownDialect {
		return w == "atomic" && b.prev == "begin"
	}
	return w == "begin"
}

// afterEnd reads the word behind END: END IF, END LOOP and their like close what
// was never counted, END CASE closes a counted CASE.
func (b *body) afterEnd(w string) {
	b.ended = false
	switch w {
	case "if", "loop", "while", "repeat", "for":
		b.depth++
	case "end":
		b.depth--
		b.ended = b.depth > 0
	case "begin":
		b.depth++
	}
}

// findObject looks for the kind of object among the first words of CREATE; for
// all kinds without a body the words stop mattering.
func (b *body) findObject(w string) {
	switch w {
	case "function", "procedure", "trigger", "event", "package", "rule":
		b.object = w
	case "not":
		if b.prev == "" { // BEGIN NOT ATOMIC
			b.object, b.depth = "block", 1
		}
	case "table", "view", "index", "database", "schema", "type", "domain", "user", "role", "sequence", "policy", "extension":
		b.follows = false
	default:
		b.follows = b.words < 24
	}
}

// firstWord returns the first keyword of the statement at w.i in upper case, or
// "" where it begins otherwise, without moving. It looks through the opening of
// MySQL's executable comments.
func (s *Splitter) firstWord() string {
	n := 0
	if s.lex.versioned && s.w.b[s.w.i] == '/' {
		n = s.versionedLength()
		for isSpace(s.w.peek(n)) && n < 64 {
			n++
		}
	}
	from := n
	for isWord(s.w.peek(n)) && n < from+32 {
		n++
	}
	return strings.ToUpper(string(s.w.need(n)[from:]))
}
