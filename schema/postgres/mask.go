package postgres

import (
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Masked returns a copy of a statement's text, of equal length, in which what is
// not SQL of the grammar's version is replaced by something that is, and whether
// anything was: psql variables, template placeholders and fmt verbs become
// identifiers, PostgreSQL 18 syntax becomes the nearest older syntax or blanks.
// Strings, quoted names, comments and $$ bodies are left alone. It is meant for
// the second try after Read's *SyntaxError; positions stay true.
func Masked(text string) (masked string, changed bool) {
	m := &masker{in: text, out: []byte(text)}
	m.templates()
	m.newer()
	return string(m.out), string(m.out) != text
}

type masker struct {
	in  string
	out []byte
}

// placeholders are the templates of migration tools: Go and Jinja, shell and
// Flyway, ERB, Windows-like %NAME%, and fmt verbs.
var placeholders = lazyregexp.New(`^(\{\{[^{}']+\}\}|\$\{[^{}']+\}|<%=?[^%']+%>|%[A-Z_]{2,40}%|%(\[\d\])?[svdq]\b)`)

// maxTemplate bounds the length of a placeholder. A count in the expression
// would do the same, and cost every start of the program its unrolling.
const maxTemplate = 200

// psqlVariable is :name, :'name' or :"name".
var psqlVariable = lazyregexp.New(`^:(\w+|'\w+'|"\w+")`)

// templates masks placeholders and psql variables outside strings. The lexer is
// asked token by token, so that a mask never begins inside a literal.
func (m *masker) templates() {
	for pos := 0; pos < len(m.in); {
		lex := lexer{text: m.in, pos: pos}
		tok := lex.next()
		if tok.kind == endToken {
			return
		}
		rest := m.in[tok.start:]
		switch {
		case tok.kind == punctToken && strings.HasPrefix(rest, ":"):
			pos = m.variable(tok.start, psqlVariable.FindString(rest), tok.end)
		default:
			pos = m.placeholder(tok.start, placeholders.FindString(rest[:min(len(rest), maxTemplate)]), tok.end)
		}
	}
}

func (m *masker) variable(at int, variable string, next int) int {
	if variable == "" || at > 0 && (isIdentPart(m.in[at-1]) || m.in[at-1] == ']') { // a[1:n]
		return next
	}
	if quote := variable[1]; quote == '\'' || quote == '"' {
		m.out[at], m.out[at+1] = quote, '_'
	} else {
		m.out[at] = '_'
	}
	return at + len(variable)
}

// placeholder replaces a template by an identifier made of its words, so that
// equal templates, however they are spaced, give equal names. The rest is
// filled up with blanks, or joined to the name the template is a part of.
func (m *masker) placeholder(at int, template string, next int) int {
	if template == "" {
		return next
	}
	end := at + len(template)
	name := "_" + strings.Join(strings.FieldsFunc(template, func(r rune) bool { return r >= 0x80 || !isIdentPart(byte(r)) || r == '$' }), "_")
	fill := byte(' ')
	if end < len(m.in) && isIdentPart(m.in[end]) {
		fill = '_'
	}
	for i := at; i < end; i++ {
		m.out[i] = fill
	}
	copy(m.out[at:end], name)
	return end
}

// newerForms are forms of PostgreSQL 18 and what stands for them; see the
// release notes of PostgreSQL 18. The masks are padded with blanks.
var newerForms = []struct {
	words []string
	mask  string
}{
	{[]string{"VIRTUAL"}, "STORED"},
	{[]string{"NOT", "ENFORCED"}, ""},
	{[]string{"ENFORCED"}, ""},
	{[]string{"WITHOUT", "OVERLAPS"}, ""},
	{[]string{"PERIOD"}, ""},
}

// newer masks syntax that is newer than the grammar.
func (m *masker) newer() {
	lex := lexer{text: string(m.out)}
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		if tok.kind != wordToken {
			continue
		}
		for _, form := range newerForms {
			if end := matches(lex.text, tok, form.words); end > 0 {
				m.blank(tok.start, end, form.mask)
				lex.pos = end
				break
			}
		}
		m.namedNotNull(lex, tok)
		m.bareGenerated(lex, tok)
	}
}

// matches returns the end of the words when they begin at the token, else 0.
func matches(text string, first token, words []string) int {
	lex := lexer{text: text, pos: first.start}
	end := 0
	for _, word := range words {
		tok := lex.next()
		if !tok.is(word) {
			return 0
		}
		end = tok.end
	}
	return end
}

func (m *masker) blank(start, end int, mask string) {
	for i := start; i < end; i++ {
		if m.out[i] != '\n' {
			m.out[i] = ' '
		}
	}
	copy(m.out[start:end], mask)
}

// namedNotNull turns ADD CONSTRAINT x NOT NULL col into ALTER col SET NOT NULL,
// which is always shorter.
func (m *masker) namedNotNull(lex lexer, add token) {
	if !add.is("ADD") || !lex.next().is("CONSTRAINT") {
		return
	}
	lex.next() // its name
	if not, null := lex.next(), lex.next(); !not.is("NOT") || !null.is("NULL") {
		return
	}
	column := lex.next()
	m.blank(add.start, column.end, "ALTER "+column.text+" SET NOT NULL")
}

// bareGenerated blanks GENERATED ALWAYS AS (...) without STORED: the column is
// read, that it is computed is lost.
func (m *masker) bareGenerated(lex lexer, generated token) {
	end := matches(lex.text, generated, []string{"GENERATED", "ALWAYS", "AS"})
	if end == 0 {
		return
	}
	lex.pos = end
	for depth := 0; ; {
		tok := lex.next()
		depth += bracket(tok)
		if tok.kind == endToken || depth == 0 {
			end = tok.end
			break
		}
	}
	if next := lex.next(); !next.is("STORED") && !next.is("VIRTUAL") {
		m.blank(generated.start, end, "")
	}
}
