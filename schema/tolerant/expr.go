package tolerant

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// expr returns the expression made of the tokens from index i up to, and
// without, j.
func (r *reader) expr(i, j int) *schema.Expr {
	text, from, to := r.textOf(i, j)
	e := &schema.Expr{Span: r.span(from, to), Text: text}
	r.mentions(e, i, j)
	i, j = r.unwrap(i, j)
	e.Literal, e.IsNull = r.literal(i, j)
	e.Const = r.truth(e, i, j)
	if len(e.Columns) == 1 {
		e.Values = r.allowedValues(i, j)
	}
	return e
}

// bracketed reads a bracketed expression that begins here; the brackets are not
// part of it.
func (r *reader) bracketed() *schema.Expr {
	from, to := r.skipBrackets()
	return r.expr(from, to)
}

// unwrap takes off brackets around the whole expression.
func (r *reader) unwrap(i, j int) (int, int) {
	for j-i >= 2 && r.toks[i].Text == "(" && r.toks[j-1].Text == ")" {
		depth := 0
		for k := i; k < j-1; k++ {
			switch r.toks[k].Text {
			case "(":
				depth++
			case ")":
				depth--
			}
			if depth == 0 {
				return i, j
			}
		}
		i, j = i+1, j-1
	}
	return i, j
}

// mentions collects the columns and functions of an expression.
func (r *reader) mentions(e *schema.Expr, i, j int) {
	for k := i; k < j; k++ {
		t := r.toks[k]
		if t.Kind != token.Word && t.Kind != token.Quoted {
			continue
		}
		if k > i && (r.toks[k-1].Text == "::" || r.toks[k-1].Is("AS")) { // a type name
			continue
		}
		following := ""
		if k+1 < j {
			following = r.toks[k+1].Text
		}
		switch {
		case following == ".":
		case t.Kind == token.Word && expressionWords[strings.ToUpper(t.Text)]:
			if kw := strings.ToUpper(t.Text); strings.HasPrefix(kw, "CURRENT_") || strings.HasPrefix(kw, "LOCAL") {
				appendNew(&e.Funcs, strings.ToLower(t.Text))
			}
		case following == "(":
			appendNew(&e.Funcs, strings.ToLower(r.ident(t)))
		default:
			appendNew(&e.Columns, r.ident(t))
		}
	}
}

func appendNew(list *[]string, s string) {
	if !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// expressionWords are the words of an expression that name no column.
var expressionWords = wordSet(`AND OR NOT XOR IN IS LIKE ILIKE RLIKE REGEXP GLOB MATCH SIMILAR TO BETWEEN ESCAPE CASE WHEN THEN ELSE END
NULL TRUE FALSE UNKNOWN DISTINCT FROM ANY ALL SOME ARRAY ROW EXISTS SELECT AS CAST COLLATE INTERVAL AT TIME ZONE DIV MOD BINARY USING
ISNULL NOTNULL CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME CURRENT_USER CURRENT_ROLE LOCALTIME LOCALTIMESTAMP DAY MONTH YEAR HOUR MINUTE SECOND WEEK`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// literal returns the value when the tokens are one literal, perhaps with a
// sign before it and casts behind it.
func (r *reader) literal(i, j int) (value *string, isNull bool) {
	for j-i > 2 && r.toks[j-2].Text == "::" {
		j -= 2
	}
	sign := ""
	if j-i == 2 && (r.toks[i].Text == "-" || r.toks[i].Text == "+") {
		sign = strings.TrimPrefix(r.toks[i].Text, "+")
		i++
	}
	if j-i != 1 {
		return nil, false
	}
	t := r.toks[i]
	switch {
	case t.Is("NULL"):
		return nil, true
	case t.Is("TRUE"), t.Is("FALSE"):
		v := strings.ToLower(t.Text)
		return &v, false
	case t.Kind == token.Number, t.Kind == token.String:
		v := sign + t.Value(r.dialect)
		return &v, false
	}
	return nil, false
}

// truth decides the conditions that are the same for every row: TRUE, 1, 1=1
// and their negatives.
func (r *reader) truth(e *schema.Expr, i, j int) schema.Tri {
	switch {
	case e.IsNull:
		return schema.No
	case e.Literal != nil && r.toks[i].Kind != token.String:
		return schema.TriOf(*e.Literal != "false" && *e.Literal != "0")
	case j-i == 3 && r.toks[i+1].Text == "=" && r.toks[i].Kind == token.Number && r.toks[i+2].Kind == token.Number:
		return schema.TriOf(r.toks[i].Text == r.toks[i+2].Text)
	}
	return schema.Unsaid
}

// allowedValues returns the values of a check that lists them: col = 'a',
// col IN ('a','b'), col = ANY (ARRAY['a']), or an OR of such. Any word or
// operator that belongs to another form makes it no list.
func (r *reader) allowedValues(i, j int) []string {
	var values []string
	compared := false
	for k := i; k < j; k++ {
		t := r.toks[k]
		switch t.Kind {
		case token.String, token.Number:
			values = append(values, t.Value(r.dialect))
		case token.Operator:
			switch t.Text {
			case "=", "==":
				compared = true
			case "(", ")", ",", "[", "]", ".":
			case "::":
				k++ // the type
			default:
				return nil
			}
		case token.Word:
			switch kw := strings.ToUpper(t.Text); {
			case kw == "IN":
				compared = true
			case kw == "OR" || kw == "ANY" || kw == "ARRAY" || kw == "IS" || kw == "NULL":
			case expressionWords[kw], k+1 < j && r.toks[k+1].Text == "(" && kw != "IN":
				return nil
			}
		}
	}
	if !compared {
		return nil
	}
	return values
}
