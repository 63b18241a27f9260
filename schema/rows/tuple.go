package rows

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// cell is one value of a row. A value that is no constant (a function call, a
// subquery) is unknown and not looked at.
type cell struct {
	text    string
	null    bool
	unknown bool
}

// insert reads INSERT INTO table [(columns)] VALUES (...), (...). The text may be
// cut off anywhere: a row that is not whole is not returned.
type insert struct {
	scan    token.Scanner
	dialect schema.Dialect
	table   schema.Name
	columns []string // nil where the statement names none
}

// newInsert reads up to VALUES. ok is false for INSERT ... SELECT and whatever
// else has no rows.
func newInsert(text string, d schema.Dialect) (in *insert, ok bool) {
	in = &insert{scan: token.NewScanner(text, d), dialect: d}
	t := in.next() // INSERT or REPLACE
	for t = in.next(); t.Kind == token.Word && !t.Is("INTO"); t = in.next() {
		if in.isModifier(t) {
			continue
		}
		in.table.Name = in.name(t) // MySQL: INTO may be left out
		break
	}
	if in.table.Name == "" {
		in.table.Name = in.name(in.next())
	}
	t = in.next()
	for t.Is(".") {
		in.table.Schema, in.table.Name = in.table.Name, in.name(in.next())
		t = in.next()
	}
	if t.Is("(") {
		if in.columns, ok = in.columnList(); !ok {
			return nil, false
		}
		t = in.next()
	}
	for range 8 { // OVERRIDING SYSTEM VALUE, AS alias
		if t.Is("VALUES") || t.Is("VALUE") {
			return in, in.table.Name != ""
		}
		if t.Kind != token.Word && t.Kind != token.Quoted || t.Is("SELECT") || t.Is("SET") || t.Is("WITH") {
			return nil, false
		}
		t = in.next()
	}
	return nil, false
}

func (in *insert) isModifier(t token.Token) bool {
	switch strings.ToUpper(t.Text) {
	case "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OR", "REPLACE", "ABORT", "FAIL", "ROLLBACK":
		return true
	}
	return false
}

func (in *insert) next() token.Token {
	for {
		if t := in.scan.Next(); t.Kind != token.Comment {
			return t
		}
	}
}

func (in *insert) name(t token.Token) string {
	switch t.Kind {
	case token.Quoted, token.String:
		return t.Value(in.dialect)
	case token.Word:
		return in.dialect.Fold(t.Text)
	}
	return ""
}

func (in *insert) columnList() (columns []string, ok bool) {
	for {
		t := in.next()
		switch {
		case t.Is(")"):
			return columns, true
		case t.Kind == token.EOF || t.Kind == token.Unclosed:
			return nil, false
		case t.Is(","):
		default:
			if name := in.name(t); name != "" {
				columns = append(columns, name)
			}
		}
	}
}

// row reads the next row into cells, whose backing array is reused.
func (in *insert) row(cells []cell) (row []cell, ok bool) {
	t := in.next()
	for t.Is(",") || t.Is("ROW") {
		t = in.next()
	}
	if !t.Is("(") {
		return nil, false
	}
	cells = cells[:0]
	var c cell
	tokens, depth := 0, 0
	for {
		t := in.next()
		switch {
		case t.Kind == token.EOF || t.Kind == token.Unclosed:
			return nil, false
		case depth == 0 && (t.Is(",") || t.Is(")")):
			cells = append(cells, c)
			if t.Is(")") {
				return cells, true
			}
			c, tokens = cell{}, 0
			continue
		case t.Is("("):
			depth++
		case t.Is(")"):
			depth--
		}
		tokens++
		in.add(&c, t, tokens)
	}
}

// add takes one token of a value. A cast behind a constant ('x'::text) and a
// sign or charset before it leave it a constant.
func (in *insert) add(c *cell, t token.Token, n int) {
	switch {
	case t.Kind == token.String && c.text == "":
		c.text = t.Value(in.dialect)
	case t.Kind == token.Number && n == 1:
		c.text = t.Text
	case t.Kind == token.Word && n == 1 && t.Is("NULL"):
		c.null = true
	case t.Kind == token.Word && n == 1 && (t.Is("TRUE") || t.Is("FALSE")):
		c.text = t.Text
	case t.Is("("), n == 1 && t.Kind == token.Word && !strings.HasPrefix(t.Text, "_"), t.Kind == token.Param:
		c.unknown = true
	}
}
