package dml

import (
	"strings"

	"github.com/privet-dev/privet/schema/token"
)

// clauses are the words that begin a clause: no expression runs over one.
var clauses = wordSet(`SELECT FROM WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS ON USING JOIN INNER LEFT
	RIGHT FULL CROSS NATURAL STRAIGHT_JOIN SET VALUES RETURNING WINDOW FOR LOCK INTO WHEN THEN ELSE END`)

// words that are no alias although a name could stand there.
var reservedWords = wordSet(`AS AND OR NOT IN IS LIKE ILIKE BETWEEN ASC DESC NULLS COLLATE ESCAPE CASE REGEXP RLIKE GLOB DUPLICATE
	CONFLICT DO SEPARATOR USE FORCE IGNORE PARTITION LATERAL TABLESAMPLE DIV MOD XOR SIMILAR ISNULL NOTNULL MATCHED WITH DEFAULT
	VALUE OVERRIDING INDEXED OVER FILTER WITHIN AT INTERVAL`)

var patternWords = wordSet(`IN BETWEEN LIKE ILIKE REGEXP RLIKE GLOB MATCH SIMILAR`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

func clause(t token.Token) bool { return t.Kind == token.Word && clauses[strings.ToUpper(t.Text)] }

func reserved(t token.Token) bool {
	return t.Kind == token.Word && (clause(t) || reservedWords[strings.ToUpper(t.Text)])
}

func patternWord(t token.Token) bool {
	return t.Kind == token.Word && patternWords[strings.ToUpper(t.Text)]
}

// comparisons are the operators whose result is a truth value.
var comparisons = map[string]bool{
	"=": true, "==": true, "<>": true, "!=": true, "<": true, ">": true, "<=": true, ">=": true, "<=>": true,
	"~": true, "~*": true, "!~": true, "!~*": true, "~~": true, "!~~": true, "~~*": true, "@>": true, "<@": true, "&&": true,
	"?|": true, "?&": true, "@@": true, "@?": true, "^@": true,
}

// comparisonName spells an operator as the other reader does.
func comparisonName(op string) string {
	switch op {
	case "==":
		return "="
	case "!=":
		return "<>"
	case "~~":
		return "LIKE"
	case "!~~":
		return "NOT LIKE"
	case "~~*":
		return "ILIKE"
	}
	return op
}

var arithmetic = map[string]bool{
	"+": true, "-": true, "*": true, "/": true, "%": true, "||": true, "->": true, "->>": true, "#>": true, "#>>": true, "#-": true,
	"&": true, "|": true, "^": true, "<<": true, ">>": true,
}
