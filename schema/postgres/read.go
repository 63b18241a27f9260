package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// Read reads the statement in text, which stands at pos in its file; pos.Offset,
// Line and Column are those of the text's first byte. A text of several
// statements gives the effects of all of them.
//
// It returns a *SyntaxError for what the grammar refuses and a *RefusedError for
// what must not reach it; the statement then has its Origin and Verb, and no Ops.
func Read(text string, pos schema.Position) (schema.Statement, error) {
	return read(&source{text: clean(text), pos: pos}, 0)
}

// maxBlocks is how deep DO blocks may stand in DO blocks.
const maxBlocks = 4

func read(s *source, blocks int) (schema.Statement, error) {
	stmt := schema.Statement{Origin: s.originOfStatement(0, 0), Verb: verb(s.text)}
	if !changesModel(stmt.Verb, s.text) {
		return stmt, nil
	}
	if reason := guard(s.text); reason != "" {
		return stmt, &RefusedError{Position: stmt.Origin.Position, Reason: reason}
	}
	tree, err := pg.Parse(s.text)
	if err != nil {
		return stmt, s.syntaxError(err)
	}
	for _, raw := range tree.Stmts {
		r := &reader{source: s, stmt: raw, origin: s.originOfStatement(raw.StmtLocation, raw.StmtLen), blocks: blocks}
		stmt.Ops = append(stmt.Ops, r.ops(raw.Stmt)...)
	}
	return stmt, nil
}

// reader reads one statement of the tree.
type reader struct {
	*source
	stmt   *pg.RawStmt
	origin schema.Origin
	blocks int // DO blocks around the statement
}

// family reads the statements of one kind of object; ok is false for others.
type family func(*reader, *pg.Node) (ops []schema.Op, ok bool)

// ops returns the effects of a statement; those of a statement that no family
// knows are none.
func (r *reader) ops(n *pg.Node) []schema.Op {
	for _, read := range [...]family{tableFamily, grantFamily, viewFamily, typeFamily, functionFamily,
		roleFamily, policyFamily, describeFamily, moveFamily, dropFamily, publicationFamily, sessionFamily, blockFamily} {
		if ops, ok := read(r, n); ok {
			return ops
		}
	}
	return nil
}

// offset returns the statement's first byte.
func (r *reader) offset() int {
	return (&lexer{text: r.text, pos: int(r.stmt.StmtLocation)}).next().start
}

// passive are the first words of statements that never change the model.
var passive = map[string]bool{
	"INSERT": true, "UPDATE": true, "DELETE": true, "MERGE": true, "COPY": true, "TRUNCATE": true, "VALUES": true, "TABLE": true,
	"VACUUM": true, "ANALYZE": true, "CLUSTER": true, "REINDEX": true, "CHECKPOINT": true, "LOCK": true, "LISTEN": true, "NOTIFY": true,
	"UNLISTEN": true, "EXPLAIN": true, "SHOW": true, "FETCH": true, "MOVE": true, "CLOSE": true, "DECLARE": true, "DISCARD": true,
	"PREPARE": true, "EXECUTE": true, "DEALLOCATE": true, "CALL": true, "LOAD": true, "REFRESH": true, "": true,
}

// changesModel reports whether a statement may have Ops. A SELECT may: by
// set_config('search_path', ...) and by INTO.
func changesModel(verb, text string) bool {
	first, _, _ := strings.Cut(verb, " ")
	if passive[first] {
		return verb == "PREPARE TRANSACTION"
	}
	if first == "SELECT" || first == "WITH" {
		const head = 1 << 16
		return containsFold(text[:min(len(text), head)], "SET_CONFIG") || containsFold(text[:min(len(text), head)], "INTO")
	}
	return true
}

// modifiers are the words between CREATE and the kind of object.
var modifiers = map[string]bool{
	"OR": true, "REPLACE": true, "TEMP": true, "TEMPORARY": true, "LOCAL": true, "GLOBAL": true, "UNLOGGED": true, "UNIQUE": true,
	"RECURSIVE": true, "CONSTRAINT": true, "TRUSTED": true, "PROCEDURAL": true,
}

// twoWords are the kinds of objects named by two words.
var twoWords = map[string]bool{
	"MATERIALIZED": true, "FOREIGN": true, "EVENT": true, "DEFAULT": true, "USER": true, "SECURITY": true, "OPERATOR": true, "ACCESS": true,
}

// verb returns what a statement is called: "CREATE TABLE", "GRANT".
func verb(text string) string {
	lex := lexer{text: text}
	first := lex.next()
	if first.kind != wordToken {
		return ""
	}
	words := []string{strings.ToUpper(first.text)}
	switch words[0] {
	case "CREATE", "ALTER", "DROP", "COMMENT", "SECURITY", "REASSIGN", "PREPARE":
	default:
		return words[0]
	}
	for len(words) < 3 {
		tok := lex.next()
		word := strings.ToUpper(tok.text)
		if tok.kind != wordToken {
			break
		}
		if modifiers[word] {
			continue
		}
		words = append(words, word)
		if !twoWords[word] || words[0] == "SECURITY" {
			break
		}
		if next := lex.peek(); word == "USER" && !next.is("MAPPING") {
			break
		}
	}
	return strings.Join(words, " ")
}
