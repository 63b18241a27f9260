package postgres

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/privet-dev/privet/schema"
)

// blockFamily reads DO blocks. Their body is PL/pgSQL, of which only the
// statements matter that stand behind BEGIN, THEN, ELSE, LOOP or a semicolon and
// begin with a word of ddlWords, and EXECUTE. All they state is Conditional:
// whether a branch runs is not known.
func blockFamily(r *reader, n *pg.Node) ([]schema.Op, bool) {
	x, ok := n.Node.(*pg.Node_DoStmt)
	if !ok {
		return nil, false
	}
	if r.blocks >= maxBlocks {
		return nil, true
	}
	for _, a := range x.DoStmt.Args {
		if e := a.GetDefElem(); e.GetDefname() == "as" {
			return r.block(int(e.Location)), true
		}
	}
	return nil, true
}

// block reads the body in the string at the offset.
func (r *reader) block(offset int) []schema.Op {
	tok := (&lexer{text: r.text, pos: offset}).next()
	start, end, _ := stringBody(tok)
	body := r.text[start:end]
	b := &blockReader{reader: r, body: body, base: start}
	return b.ops()
}

// stringBody returns where a string literal's text begins and ends, and whether
// its quotes may be doubled in it; for a literal that is not closed nothing.
func stringBody(tok token) (start, end int, doubled bool) {
	open := "'"
	if tag, ok := dollarTag(tok.text); ok {
		open = tag
	}
	if len(tok.text) < 2*len(open) || !strings.HasPrefix(tok.text, open) || !strings.HasSuffix(tok.text, open) {
		return tok.start, tok.start, false
	}
	return tok.start + len(open), tok.end - len(open), open == "'"
}

// blockReader walks over the statements of a PL/pgSQL body.
type blockReader struct {
	*reader
	body string
	base int // of body in the statement's text
}

// openers are the words behind which a statement may begin.
var openers = map[string]bool{"BEGIN": true, "THEN": true, "ELSE": true, "LOOP": true}

// ddlWords begin the statements read inside a body.
var ddlWords = map[string]bool{
	"CREATE": true, "ALTER": true, "DROP": true, "GRANT": true, "REVOKE": true, "COMMENT": true, "SECURITY": true, "REASSIGN": true, "SET": true, "EXECUTE": true,
}

func (b *blockReader) ops() []schema.Op {
	var ops []schema.Op
	lex := lexer{text: b.body}
	begins := false
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		word := strings.ToUpper(tok.text)
		if begins && tok.kind == wordToken && ddlWords[word] {
			end := statementEnd(lex)
			ops = append(ops, b.statement(tok, end)...)
			lex.pos = end
			continue
		}
		begins = tok.punct(';') || tok.kind == wordToken && openers[word]
	}
	return ops
}

// statementEnd returns the offset of the semicolon that ends a statement.
func statementEnd(lex lexer) int {
	for depth := 0; ; {
		tok := lex.next()
		if tok.kind == endToken || depth <= 0 && tok.punct(';') {
			return tok.start
		}
		depth += bracket(tok)
	}
}

func (b *blockReader) statement(first token, end int) []schema.Op {
	if first.is("EXECUTE") {
		return b.execute(first, end)
	}
	return b.readPart(b.body[first.start:end], b.base+first.start)
}

// readPart reads a statement found at the offset of the DO statement's text; one
// that does not parse (it may use PL/pgSQL's own variables) is dynamic.
func (b *blockReader) readPart(text string, offset int) []schema.Op {
	part := &source{text: text, pos: b.position(offset), certainty: schema.Conditional}
	stmt, err := read(part, b.blocks+1)
	if err != nil {
		return []schema.Op{b.dynamic(text, offset)}
	}
	return stmt.Ops
}

// execute reads EXECUTE 'constant'; anything else is DDL nobody can read here.
func (b *blockReader) execute(first token, end int) []schema.Op {
	lex := lexer{text: b.body[:end], pos: first.end}
	tok := lex.next()
	if tok.kind == stringToken && lex.peek().kind == endToken {
		if start, end, doubled := stringBody(tok); end > start {
			text := b.body[start:end]
			if doubled {
				text = strings.ReplaceAll(text, "''", "'")
			}
			return b.readPart(text, b.base+start)
		}
	}
	return []schema.Op{b.dynamic(b.body[first.start:end], b.base+first.start)}
}

// subjects maps words of a built statement to what it is about.
var subjects = []struct{ word, about string }{
	{"ROW LEVEL SECURITY", "row level security"}, {"POLICY", "row level security"}, {"GRANT", "grant"}, {"REVOKE", "grant"},
	{"OWNER", "owner"}, {"TABLE", "tables"}, {"ROLE", "roles"},
}

func (b *blockReader) dynamic(text string, offset int) schema.Op {
	op := schema.DynamicDDL{Origin: b.originAt(offset, offset+len(text))}
	op.Origin.Certainty = schema.Dynamic
	for _, s := range subjects {
		if containsFold(text, s.word) {
			op.About = s.about
			break
		}
	}
	return op
}
