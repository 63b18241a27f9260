package tolerant

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// Read reads one statement of dialect d; pos is the place of its first byte.
//
// ok is false for statements that say nothing about the schema (an INSERT, a
// SET of some variable) and for those the reader does not know; err is then nil.
// err is a *SyntaxError when the statement is of a kind the reader knows and
// makes no sense; stmt then holds what was read up to there, and ok is true.
//
// The facts of a PostgreSQL statement are marked Degraded, because this reader
// sees it only when the grammar refused it; those of the others are Sure.
func Read(text string, pos schema.Position, d schema.Dialect) (stmt schema.Statement, ok bool, err error) {
	read, name := reading(text, d)
	if read == nil {
		return schema.Statement{}, false, nil
	}
	r := newReader(text, pos, d)
	stmt.Origin = r.origin(r.peek())
	stmt.Verb, err = read(r)
	if stmt.Verb == "" && err == nil {
		return schema.Statement{}, false, nil
	}
	if stmt.Verb == "" {
		stmt.Verb = name
	}
	stmt.Ops = r.ops
	return stmt, true, err
}

// A statementReader reads the statement behind its first word and returns the
// verb it goes by in messages, or "" when it is none the package knows.
type statementReader func(*reader) (verb string, err error)

var statements = map[string]statementReader{
	"CREATE":    (*reader).create,
	"ALTER":     (*reader).alter,
	"DROP":      (*reader).drop,
	"RENAME":    (*reader).rename,
	"GRANT":     (*reader).grant,
	"REVOKE":    (*reader).revoke,
	"COMMENT":   (*reader).commentOn,
	"USE":       (*reader).use,
	"SET":       (*reader).set,
	"BEGIN":     (*reader).begin,
	"START":     (*reader).begin,
	"COMMIT":    (*reader).commit,
	"END":       (*reader).commit,
	"SAVEPOINT": (*reader).savepoint,
	"ROLLBACK":  (*reader).rollback,
}

// reading looks at the statement's first word only, so that a dump's INSERT of
// many megabytes costs nothing.
func reading(text string, d schema.Dialect) (statementReader, string) {
	s := token.NewScanner(text, d)
	t := s.Next()
	for t.Kind == token.Comment {
		t = s.Next()
	}
	if t.Kind != token.Word || len(t.Text) > len("SAVEPOINT") {
		return nil, ""
	}
	name := strings.ToUpper(t.Text)
	return statements[name], name
}

// create reads CREATE: the words between it and the kind of object belong to
// several kinds, so they are collected first.
func (r *reader) create() (string, error) {
	r.next()
	var m modifiers
	for r.modifier(&m) {
	}
	switch r.keyword() {
	case "TABLE":
		return "CREATE TABLE", r.createTable(m)
	case "VIRTUAL":
		return "CREATE VIRTUAL TABLE", r.createVirtual()
	case "VIEW":
		return "CREATE VIEW", r.createView(m)
	case "INDEX":
		return "CREATE INDEX", r.createIndex(m)
	case "TRIGGER":
		return "CREATE TRIGGER", r.createTrigger(m)
	case "FUNCTION", "PROCEDURE":
		return r.createRoutine(m)
	case "EVENT":
		return "CREATE EVENT", r.createEvent(m)
	case "USER", "ROLE", "GROUP":
		return r.createRole()
	case "DATABASE", "SCHEMA":
		return "CREATE SCHEMA", r.createSchema()
	}
	return "", nil
}

// modifiers are the words between CREATE and the kind of object.
type modifiers struct {
	orReplace, temporary, materialized, unique, foreign bool
	definer                                             string
	security                                            schema.Tri // Yes: INVOKER
}

// modifier reads one of them and reports whether there was one.
func (r *reader) modifier(m *modifiers) bool {
	switch r.keyword() {
	case "OR":
		if !r.accept("OR", "REPLACE") {
			return false
		}
		m.orReplace = true
	case "TEMPORARY", "TEMP":
		m.temporary = true
		r.next()
	case "MATERIALIZED":
		m.materialized = true
		r.next()
	case "UNIQUE":
		m.unique = true
		r.next()
	case "FOREIGN":
		m.foreign = true
		r.next()
	case "GLOBAL", "LOCAL", "UNLOGGED", "RECURSIVE", "FULLTEXT", "SPATIAL", "AGGREGATE", "ONLINE", "OFFLINE", "CONSTRAINT", "STRICT":
		r.next()
	case "ALGORITHM":
		r.next()
		r.accept("=")
		r.next()
	case "DEFINER":
		r.next()
		r.accept("=")
		m.definer, _ = r.account()
	case "SQL":
		m.security = r.sqlSecurity()
	default:
		return false
	}
	return true
}

// sqlSecurity reads SQL SECURITY {DEFINER | INVOKER}: Yes for INVOKER.
func (r *reader) sqlSecurity() schema.Tri {
	if !r.accept("SQL", "SECURITY") {
		r.next()
		return schema.Unsaid
	}
	return schema.TriOf(r.next().Is("INVOKER"))
}
