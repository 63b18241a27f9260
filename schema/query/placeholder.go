package query

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// numbered is a statement rewritten for PostgreSQL's grammar, which knows $n
// only: each ?, :name and @name became a $n, and shifts lead from an offset in
// Text back to the statement as written.
type numbered struct {
	text   string
	params map[int]Param // by n
	count  int           // positional parameters: the ?s, or the highest $n
	shifts []shift
}

type shift struct {
	at    int // offset in text from which on delta holds
	delta int // text offset minus original offset
}

// original maps an offset in the rewritten text to the statement as written.
func (n *numbered) original(offset int) int {
	if offset < 0 {
		return offset
	}
	i, _ := slices.BinarySearchFunc(n.shifts, offset, func(s shift, at int) int {
		if s.at <= at {
			return -1
		}
		return 1
	})
	if i == 0 {
		return offset
	}
	return offset - n.shifts[i-1].delta
}

// param returns what the caller wrote for $n.
func (n *numbered) param(p Param) Param {
	if q, ok := n.params[p.Index]; ok {
		return q
	}
	return p
}

// number rewrites the placeholders of sqlx (?, :name), pgx (@name) and
// database/sql drivers to $n.
func number(sql string) *numbered {
	out := &numbered{params: map[int]Param{}}
	tokens := token.Append(nil, sql, schema.PostgreSQL)
	next := highest(tokens) + 1
	dollars := next > 1
	byName := map[string]int{}
	var b strings.Builder
	last, marks := 0, 0
	for i, t := range tokens {
		if t.Kind != token.Param || t.Text[0] == '$' || !operandExpected(tokens[:i], t.Text[0]) {
			continue
		}
		p := Param{Name: t.Text[1:]}
		if t.Text[0] == '?' {
			if dollars { // with $n in use ? can only be the jsonb operator
				continue
			}
			marks++
			p = Param{Index: marks}
		}
		n, seen := byName[p.Name]
		if !seen || p.Name == "" {
			n = next
			next++
			byName[p.Name] = n
			out.params[n] = p
		}
		b.WriteString(sql[last:t.Offset])
		b.WriteString("$" + strconv.Itoa(n))
		last = t.End()
		out.shifts = append(out.shifts, shift{at: b.Len(), delta: b.Len() - last})
	}
	b.WriteString(sql[last:])
	out.text = b.String()
	out.count = max(marks, highest(tokens))
	return out
}

func highest(tokens []token.Token) int {
	most := 0
	for _, t := range tokens {
		if t.Kind == token.Param && t.Text[0] == '$' {
			if n, err := strconv.Atoi(t.Text[1:]); err == nil && n < 1<<16 {
				most = max(most, n)
			}
		}
	}
	return most
}

// operandExpected tells a placeholder from an operator: data ? 'key' and
// data @> x have an operand before them, a = ? has not.
func operandExpected(before []token.Token, sign byte) bool {
	if len(before) == 0 || sign == ':' {
		return true
	}
	switch t := before[len(before)-1]; t.Kind {
	case token.Operator:
		return t.Text != ")" && t.Text != "]"
	case token.Word:
		return operandKeywords[strings.ToUpper(t.Text)]
	}
	return false
}

// operandKeywords are the keywords an operand can follow.
var operandKeywords = map[string]bool{
	"SELECT": true, "DISTINCT": true, "VALUES": true, "WHERE": true, "ON": true, "HAVING": true, "BY": true, "AND": true, "OR": true,
	"NOT": true, "IN": true, "LIKE": true, "ILIKE": true, "BETWEEN": true, "LIMIT": true, "OFFSET": true, "WHEN": true, "THEN": true,
	"ELSE": true, "CASE": true, "IS": true, "RETURNING": true, "FROM": true, "TO": true, "ANY": true, "ALL": true, "FETCH": true,
	"FIRST": true, "NEXT": true, "INTERVAL": true, "ESCAPE": true, "SIMILAR": true, "FOR": true, "SET": true, "REGEXP": true, "RLIKE": true,
}

// readable replaces what no grammar reads by as many harmless bytes: NUL, where
// C would stop, and bytes that are not UTF-8.
func readable(sql string) string {
	if utf8.ValidString(sql) && strings.IndexByte(sql, 0) < 0 {
		return sql
	}
	b := []byte(sql)
	for i := 0; i < len(b); {
		c, n := utf8.DecodeRune(b[i:])
		switch {
		case c == utf8.RuneError && n == 1:
			b[i] = '_'
		case b[i] == 0:
			b[i] = ' '
		}
		i += n
	}
	return string(b)
}
