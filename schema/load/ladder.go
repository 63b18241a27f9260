package load

import (
	"errors"
	"fmt"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/source"
	"github.com/privet-dev/privet/schema/tolerant"
)

// readers are the functions the loader stands on; tests put fakes in their place.
type readers struct {
	postgres func(text string, pos schema.Position) (schema.Statement, error)
	masked   func(text string) (string, bool)
	tolerant func(text string, pos schema.Position, d schema.Dialect) (schema.Statement, bool, error)
	replay   func(name string, d schema.Dialect) replayer
}

// outcome is what came of one piece.
type outcome struct {
	stmt       schema.Statement
	understood bool
	degraded   bool
	note       *schema.Note // why it was not understood, or only in part
}

// readPiece climbs down the ladder: the dialect's grammar, the grammar once more
// with masks over what is no SQL of its version, the tolerant reader, a note.
// SQLite and MySQL begin at the tolerant reader, which is theirs.
func (r readers) readPiece(f source.File, p *source.Piece, d schema.Dialect) outcome {
	pos := f.Position(p.Position)
	switch {
	case holdsRows(p):
		return outcome{} // apply looks at them, in order
	case p.Kind == source.MetaCommand:
		return readMeta(p, pos)
	case p.Truncated:
		return outcome{note: noteAt(pos, fmt.Sprintf("%s statement of %d bytes not read: it is too long", p.Keyword, p.Size), hintUnclosed(p))}
	case d != schema.PostgreSQL:
		return r.readTolerant(p, pos, d, nil)
	}
	stmt, err := r.postgres(p.Text, pos)
	if err == nil {
		return outcome{stmt: stmt, understood: true}
	}
	var syntax *postgres.SyntaxError
	if errors.As(err, &syntax) {
		if text, changed := r.masked(p.Text); changed {
			if stmt, err := r.postgres(text, pos); err == nil {
				return outcome{stmt: stmt, understood: true}
			}
		}
	}
	return r.readTolerant(p, pos, d, err)
}

// readTolerant reads with the token reader; refused is why the grammar did not,
// or nil where there is none.
func (r readers) readTolerant(p *source.Piece, pos schema.Position, d schema.Dialect, refused error) outcome {
	stmt, ok, err := r.tolerant(p.Text, pos, d)
	switch {
	case ok && err == nil && refused == nil:
		return outcome{stmt: stmt, understood: true}
	case ok && err == nil:
		n := describe(refused, p, pos)
		n.Message += "; it was read by the tolerant reader, and what rests on it is less sure"
		return outcome{stmt: stmt, understood: true, degraded: true, note: n}
	case ok:
		if refused != nil {
			err = refused
		}
		return outcome{stmt: stmt, degraded: len(stmt.Ops) > 0, note: describe(err, p, pos)}
	case refused != nil:
		return outcome{note: describe(refused, p, pos)}
	case definers[p.Keyword] && !aside(p.Text):
		return outcome{note: noteAt(pos, p.Keyword+" statement of a kind that is not read", hintUnclosed(p))}
	}
	return outcome{}
}

// asides are kinds of objects that say nothing about data or access.
var asides = keywords("SEQUENCE SERVER TABLESPACE LOGFILE RESOURCE UNDO SPATIAL AGGREGATE INSTANCE EXTENSION LANGUAGE DATABASE SCHEMA PREPARE")

func aside(text string) bool {
	words := strings.Fields(strings.ToUpper(text[:min(len(text), 120)]))
	return len(words) > 1 && asides[words[1]]
}

// describe says in one sentence why a statement was not understood.
func describe(err error, p *source.Piece, pos schema.Position) *schema.Note {
	var syntax *postgres.SyntaxError
	var refused *postgres.RefusedError
	var tokens *tolerant.SyntaxError
	hint := hintUnclosed(p)
	switch {
	case errors.As(err, &syntax):
		if hint == "" {
			hint = syntax.Hint
		}
		return noteAt(syntax.Position, "statement not understood by the PostgreSQL grammar: "+syntax.Message, hint)
	case errors.As(err, &refused):
		return noteAt(refused.Position, "statement not given to the PostgreSQL grammar: "+refused.Reason, hint)
	case errors.As(err, &tokens):
		if hint == "" {
			hint = tokens.Hint
		}
		return noteAt(tokens.Position, fmt.Sprintf("statement not understood: expected %s, found %s", tokens.Expected, tokens.Found), hint)
	}
	return noteAt(pos, "statement not understood: "+err.Error(), hint)
}

func hintUnclosed(p *source.Piece) string {
	if p.Unclosed {
		return "a quote, comment or body that opens in this statement is never closed"
	}
	return ""
}

func noteAt(pos schema.Position, message, hint string) *schema.Note {
	return &schema.Note{Origin: schema.Origin{Span: schema.Span{Position: pos}}, Message: message, Hint: hint}
}

// readMeta reads the one client command that changes what follows: psql's
// \connect. Its database may be left out ("-" keeps it), or be a URL.
func readMeta(p *source.Piece, pos schema.Position) outcome {
	f := strings.Fields(p.Text)
	if len(f) < 2 || f[0] != `\connect` && f[0] != `\c` {
		return outcome{}
	}
	name := f[1]
	if rest, ok := strings.CutPrefix(name, "-reuse-previous=on"); ok && rest == "" && len(f) > 2 {
		name = f[2]
	}
	name = strings.Trim(strings.TrimPrefix(strings.Trim(name, `"'`), "dbname="), `"'`)
	if name == "-" || name == "" || strings.ContainsAny(name, ":=/") {
		return outcome{}
	}
	origin := schema.Origin{Span: schema.Span{Position: pos, Length: len(f[0])}}
	return outcome{understood: true, stmt: schema.Statement{Origin: origin, Verb: `\connect`, Ops: []schema.Op{schema.ConnectTo{Database: name, Origin: origin}}}}
}
