package postgres

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pganalyze/pg_query_go/v5/parser"

	"github.com/privet-dev/privet/schema"
)

// SyntaxError is a statement the grammar refuses.
type SyntaxError struct {
	Position schema.Position // of the token it stumbled over
	Near     string          // that token, as written
	Message  string          // the grammar's own sentence
	Hint     string          // what it may be, or ""
}

// Error returns the message with its position.
func (e *SyntaxError) Error() string { return e.Position.String() + ": " + e.Message }

// RefusedError is a statement that was not given to the grammar because it could
// crash it.
type RefusedError struct {
	Position schema.Position // of the statement
	Reason   string
}

// Error returns the reason with the statement's position.
func (e *RefusedError) Error() string { return e.Position.String() + ": " + e.Reason }

// syntaxError turns the grammar's error into ours. The tree's Cursorpos counts
// characters from 1, not bytes.
func (s *source) syntaxError(err error) error {
	var refused *parser.Error
	if !errors.As(err, &refused) {
		return fmt.Errorf("%s: %w", s.position(s.first()), err)
	}
	offset := len(s.text)
	if n := refused.Cursorpos - 1; n >= 0 && n <= len(s.text) {
		offset = characterOffset(s.text, n)
	}
	near := (&lexer{text: s.text, pos: offset}).next()
	if near.kind == endToken {
		near.start = s.first()
	}
	e := &SyntaxError{Position: s.position(near.start), Near: near.text, Message: refused.Message}
	if near.kind == stringToken {
		// A string may hold a value of the data; its text is nobody's business.
		e.Near = "a string"
		e.Message = "syntax error at or near a string"
	}
	e.Hint = newerSyntax(s.text, near)
	return e
}

func characterOffset(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}

// newerSyntax names the PostgreSQL 18 feature that the grammar, which is that of
// PostgreSQL 16, stumbled over; see the release notes of PostgreSQL 18.
func newerSyntax(text string, near token) string {
	for _, word := range []string{"VIRTUAL", "ENFORCED", "PERIOD", "OVERLAPS", "WITHOUT"} {
		if near.is(word) {
			return "PostgreSQL 18 syntax"
		}
	}
	if near.is("NOT") && strings.EqualFold((&lexer{text: text, pos: near.end}).next().text, "NULL") {
		return "PostgreSQL 18 syntax: a named NOT NULL constraint"
	}
	if near.punct(')') || near.punct(',') {
		if before := strings.TrimRight(text[:near.start], " \t\r\n"); strings.HasSuffix(before, ")") && containsFold(before, "GENERATED ALWAYS AS") {
			return "PostgreSQL 18 syntax: a generated column without STORED"
		}
	}
	if near.punct(':') {
		return "a psql variable"
	}
	return ""
}

func containsFold(s, substr string) bool {
	return strings.Contains(strings.ToUpper(s), substr)
}
