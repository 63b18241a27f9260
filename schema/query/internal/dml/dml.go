// Package dml reads one DML statement from its tokens, in any dialect.
//
// It is the reader of MySQL and SQLite and the fallback for text PostgreSQL's
// grammar refuses: statements with printf verbs, template holes or syntax of a
// newer server. It is a recursive-descent reader that accepts the union of the
// dialects and more: it never rejects a statement for an expression it cannot
// read, but puts an Unknown there, says so by Holes, and goes on at the next
// comma, bracket or clause. So a hole costs the value it stands in and nothing
// else.
//
// Sources: MySQL reference manual chapter 15.2 (Data Manipulation Statements),
// sqlite.org/lang.html, PostgreSQL manual part VI.
package dml

import (
	"errors"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query/internal/tree"
	"github.com/privet-dev/privet/schema/token"
)

// ErrNotDML is returned for text that does not begin like a DML statement.
var ErrNotDML = errors.New("not a DML statement")

// Result is a statement read from tokens.
type Result struct {
	Stmt   *tree.Stmt
	Params int  // positional parameters
	Holes  bool // something was not understood and left out
}

// maxTokens bounds the work on one statement: beyond it are bulk inserts, whose
// first rows tell all that the others do.
const maxTokens = 100_000

// maxDepth bounds nesting, which costs stack.
const maxDepth = 200

// Parse reads the first statement of sql.
func Parse(sql string, d schema.Dialect) (*Result, error) {
	r := &reader{dialect: d}
	r.scan(sql)
	for r.skip("EXPLAIN") || r.skip("ANALYZE") || r.skip("VERBOSE") || r.skip("FORMAT") {
	}
	s := r.statement()
	if s == nil {
		return nil, ErrNotDML
	}
	return &Result{Stmt: s, Params: r.params, Holes: r.holes}, nil
}

type reader struct {
	dialect schema.Dialect
	tokens  []token.Token
	at      int
	depth   int
	params  int
	holes   bool
}

func (r *reader) scan(sql string) {
	s := token.NewScanner(sql, r.dialect)
	for len(r.tokens) < maxTokens {
		t := s.Next()
		switch t.Kind {
		case token.EOF:
			return
		case token.Comment:
			continue
		case token.Unclosed:
			r.holes = true
			return
		}
		if t.Is(";") {
			return
		}
		r.tokens = append(r.tokens, t)
	}
	r.holes = true
}

// peek returns the token n places ahead; EOF behind the end.
func (r *reader) peek(n int) token.Token {
	if r.at+n < len(r.tokens) {
		return r.tokens[r.at+n]
	}
	return token.Token{Offset: -1}
}

func (r *reader) end() bool { return r.at >= len(r.tokens) }

func (r *reader) is(word string) bool { return r.peek(0).Is(word) }

// skip moves over a keyword or operator when it stands here.
func (r *reader) skip(word string) bool {
	if r.is(word) {
		r.at++
		return true
	}
	return false
}

// skipAll moves over a row of keywords when all stand here.
func (r *reader) skipAll(words ...string) bool {
	for i, w := range words {
		if !r.peek(i).Is(w) {
			return false
		}
	}
	r.at += len(words)
	return true
}

// skipAny moves over any of the keywords, as often as they come.
func (r *reader) skipAny(words ...string) {
	for again := true; again; {
		again = false
		for _, w := range words {
			again = r.skip(w) || again
		}
	}
}

// enter counts a level of nesting; false means it is too deep, and the rest of
// the bracket is skipped.
func (r *reader) enter() bool {
	if r.depth >= maxDepth {
		r.holes = true
		r.toBracket()
		return false
	}
	r.depth++
	return true
}

func (r *reader) leave() { r.depth-- }

// toBracket moves to the closing bracket of the current level, or the end.
func (r *reader) toBracket() {
	for depth := 0; !r.end(); r.at++ {
		switch {
		case r.is("(") || r.is("["):
			depth++
		case r.is(")") || r.is("]"):
			if depth == 0 {
				return
			}
			depth--
		}
	}
}

// brackets moves over a bracketed group that is of no interest.
func (r *reader) brackets() {
	if r.skip("(") {
		r.toBracket()
		r.skip(")")
	}
}

// isName reports whether a token can be a name where a keyword cannot stand.
func isName(t token.Token) bool { return t.Kind == token.Word || t.Kind == token.Quoted }

// name returns a name as the dialect stores it.
func (r *reader) name(t token.Token) string {
	if t.Kind == token.Quoted || t.Kind == token.String {
		return unquote(t.Text)
	}
	return r.dialect.Fold(t.Text)
}

// unquote takes the quotes off a name or string and undoubles those inside.
func unquote(s string) string {
	if i := strings.IndexAny(s, "'\"`["); i > 0 {
		s = s[i:] // E'...', N'...', U&"..."
	}
	if len(s) < 2 {
		return s
	}
	open, inner := s[0], s[1:len(s)-1]
	if open == '[' {
		return inner
	}
	if open == '$' {
		tag := strings.IndexByte(s[1:], '$') + 2
		if len(s) >= 2*tag {
			return s[tag : len(s)-tag]
		}
		return s
	}
	q := string(open)
	return strings.ReplaceAll(inner, q+q, q)
}

// path reads a dotted name, a closing star included.
func (r *reader) path() (parts []string, star bool) {
	for {
		t := r.peek(0)
		if t.Is("*") && len(parts) > 0 {
			r.at++
			return parts, true
		}
		if !isName(t) {
			return parts, false
		}
		parts = append(parts, r.name(t))
		r.at++
		if !r.is(".") {
			return parts, false
		}
		r.at++
	}
}

func tableName(parts []string) schema.Name {
	switch n := len(parts); n {
	case 0:
		return schema.Name{}
	case 1:
		return schema.Name{Name: parts[0]}
	default:
		return schema.Name{Schema: parts[n-2], Name: parts[n-1]}
	}
}

// names reads a bracketed list of names.
func (r *reader) names() []tree.Column {
	var out []tree.Column
	if !r.skip("(") {
		return nil
	}
	for !r.end() && !r.is(")") {
		t := r.peek(0)
		if isName(t) {
			parts, _ := r.path()
			out = append(out, tree.Column{Name: parts[len(parts)-1], Offset: t.Offset})
		} else if !r.is(",") {
			r.holes = true
			r.at++
		}
		r.skip(",")
	}
	r.skip(")")
	return out
}

func (r *reader) nameList() []string {
	var out []string
	for _, c := range r.names() {
		out = append(out, c.Name)
	}
	return out
}
