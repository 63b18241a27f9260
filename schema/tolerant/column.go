package tolerant

import (
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// A definition is a column as one item of a list states it: the column, the
// constraints written behind it, and where ALTER TABLE puts it.
type definition struct {
	column      *schema.Column
	constraints []*schema.Constraint
	first       bool
	after       string
}

// definition reads a column's name, type and attributes, up to the comma or
// bracket behind them.
func (r *reader) definition() (definition, error) {
	name, t, err := r.column()
	if err != nil {
		return definition{}, err
	}
	d := definition{column: &schema.Column{Name: name, Origin: r.origin(t)}}
	d.column.Type = r.typeRef()
	r.serial(&d)
	for r.attribute(&d) {
	}
	d.column.LineComment = r.lineComment(r.offsetBehind())
	return d, nil
}

// offsetBehind returns the byte behind the last token read.
func (r *reader) offsetBehind() int {
	if r.i == 0 {
		return 0
	}
	return r.toks[r.i-1].End()
}

// serial gives the serial pseudo-types what they stand for: PostgreSQL's an
// integer with a sequence, MySQL's BIGINT UNSIGNED NOT NULL AUTO_INCREMENT
// UNIQUE.
func (r *reader) serial(d *definition) {
	c := d.column
	switch keywordOf(c.Type.Raw) {
	case "SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2":
		if r.dialect == schema.SQLite {
			return
		}
		c.Identity, c.NotNull = true, schema.Yes
		if r.dialect == schema.MySQL {
			c.Type.Base, c.Type.Unsigned = "bigint", true
			d.constraints = append(d.constraints, &schema.Constraint{Kind: schema.UniqueKey, Columns: []string{c.Name}, Origin: c.Origin})
		}
	}
}

func keywordOf(raw string) string { return keyword(token.Token{Kind: token.Word, Text: raw}) }

// attribute reads one attribute and reports whether the column goes on.
func (r *reader) attribute(d *definition) bool {
	c := d.column
	switch kw := r.keyword(); kw {
	case ",", ")":
		return false
	case "NOT":
		r.next()
		if r.accept("NULL") {
			c.NotNull = schema.Yes
			r.onConflict()
		}
	case "NULL":
		r.next()
		c.NotNull = schema.No
	case "DEFAULT":
		r.next()
		c.Default = r.defaultExpr()
	case "COMMENT":
		r.next()
		r.accept("=")
		c.Comment = r.comment()
	case "AUTO_INCREMENT", "AUTOINCREMENT", "IDENTITY":
		r.next()
		c.Identity = true
	case "GENERATED", "AS":
		r.generated(c)
	case "PRIMARY", "UNIQUE", "KEY", "REFERENCES", "CHECK", "CONSTRAINT":
		return r.columnConstraint(d)
	case "FOREIGN", "EXCLUDE": // SQLite allows table constraints without a comma before them
		return false
	case "ON":
		r.onUpdate()
	case "INVISIBLE":
		r.next()
		c.Invisible = true
	case "FIRST":
		r.next()
		d.first = true
	case "AFTER":
		r.next()
		d.after = r.ident(r.next())
	default:
		return r.typeAttribute(c, kw)
	}
	return !r.atEnd()
}

// typeAttribute reads an attribute that belongs to the type; any other token is
// stepped over.
func (r *reader) typeAttribute(c *schema.Column, kw string) bool {
	if r.atEnd() {
		return false
	}
	switch kw {
	case "UNSIGNED":
		r.next()
		c.Type.Unsigned = true
	case "CHARACTER":
		r.next()
		if r.accept("SET") {
			c.Type.Charset = r.optionValue()
		}
	case "CHARSET":
		r.next()
		c.Type.Charset = r.optionValue()
	case "COLLATE":
		r.next()
		c.Type.Collation = r.optionValue()
		for r.at(".") { // PostgreSQL: COLLATE pg_catalog."C"
			r.next()
			c.Type.Collation = r.ident(r.next())
		}
	default:
		r.skipOne()
	}
	return !r.atEnd()
}

// optionValue reads the value of an option, with or without "=".
func (r *reader) optionValue() string {
	r.accept("=")
	if !r.atName() && r.peek().Kind != token.Number {
		return ""
	}
	return r.next().Value(r.dialect)
}

// comment reads a string as a comment.
func (r *reader) comment() *schema.Text {
	t := r.peek()
	if t.Kind != token.String && t.Kind != token.Quoted {
		return nil
	}
	r.next()
	return &schema.Text{Text: t.Value(r.dialect), Origin: r.origin(t)}
}

// defaultExpr reads the expression of a DEFAULT: its first token whatever it
// is, then on to the next attribute.
func (r *reader) defaultExpr() *schema.Expr {
	start := r.i
	r.skipOne()
	for !r.atEnd() {
		if kw := r.keyword(); kw == "," || kw == ")" || columnWords[kw] && !r.at("AT", "TIME") && !r.at("WITH", "TIME") {
			break
		}
		r.skipOne()
	}
	return r.expr(start, r.i)
}

// generated reads GENERATED ALWAYS AS (x), AS (x), and GENERATED ... AS
// IDENTITY.
func (r *reader) generated(c *schema.Column) {
	r.accept("GENERATED")
	r.accept("ALWAYS")
	r.accept("BY", "DEFAULT")
	r.accept("ON", "NULL")
	if !r.accept("AS") {
		return
	}
	if r.accept("IDENTITY") {
		c.Identity, c.NotNull = true, schema.Yes
		if r.at("(") {
			r.skipBrackets()
		}
		return
	}
	if r.at("(") {
		c.Generated = r.bracketed()
		r.acceptAny("STORED", "VIRTUAL", "PERSISTENT")
	}
}

// onUpdate steps over MySQL's ON UPDATE CURRENT_TIMESTAMP(6) and SQLite's ON
// CONFLICT clause.
func (r *reader) onUpdate() {
	r.next()
	if r.accept("UPDATE") {
		r.next()
		if r.at("(") {
			r.skipBrackets()
		}
		return
	}
	r.accept("CONFLICT")
	r.next()
}

func (r *reader) onConflict() {
	if r.accept("ON", "CONFLICT") {
		r.next()
	}
}
