package postgres

import (
	"fmt"
	"strings"
)

// The grammar's C code builds and then walks a tree recursively; a tree deep
// enough overflows the stack and kills the process. Measured on an 8 MiB stack:
// 1+1+… with 4,900 terms parses, 10,000 fail cleanly, 30,000 terms (60 kB) are a
// SIGSEGV, and so are as many || in a CHECK, CROSS JOINs, or 50,000 UNIONs.
const (
	maxStatement = 1 << 20 // bytes
	maxNesting   = 4000    // levels a statement's tree may have by our upper bound
)

// Guard returns an error when text must not reach PostgreSQL's grammar, because
// its C code could overflow the stack. Every call of pg_query outside this
// package asks it first.
func Guard(text string) error {
	if why := guard(text); why != "" {
		return fmt.Errorf("not given to the grammar: %s", why)
	}
	return nil
}

// guard returns why a statement must not reach the grammar, or "".
func guard(text string) string {
	if len(text) > maxStatement {
		return "the statement is longer than 1 MiB"
	}
	// Every level takes at least one byte, so short statements are safe.
	if len(text) > maxNesting && nesting(text) > maxNesting {
		return "the statement nests more than 4000 operators"
	}
	return ""
}

// element is the bracket level guard is in. Chains of operators nest to the
// left, so the depth of one comma-separated element is at most the number of
// operators in it plus the depth of the deepest bracket in it; a comma starts
// the next element. UNION and its kin chain whole SELECTs, so a comma in a
// select list does not end their chain.
type element struct {
	chain int // operators since the last comma
	inner int // depth of the deepest bracket since the last comma
	done  int // depth of the deepest element before
	sets  int // UNION, INTERSECT, EXCEPT at this level
}

func (e element) depth() int { return max(e.done, e.chain+e.inner) + e.sets }

// nesting returns an upper bound for the depth of the statement's tree.
func nesting(text string) int {
	stack := []element{{}}
	lex := lexer{text: text}
	for tok := lex.next(); tok.kind != endToken; tok = lex.next() {
		top := &stack[len(stack)-1]
		switch {
		case tok.punct('(') || tok.punct('['):
			stack = append(stack, element{})
		case (tok.punct(')') || tok.punct(']')) && len(stack) > 1:
			depth := top.depth() + 1
			stack = stack[:len(stack)-1]
			top = &stack[len(stack)-1]
			top.inner = max(top.inner, depth)
		case tok.punct(','):
			top.done = max(top.done, top.chain+top.inner)
			top.chain, top.inner = 0, 0
		case tok.kind == operatorToken:
			top.chain += len(tok.text)
		case tok.kind == wordToken:
			top.count(tok.text)
		}
	}
	total := len(stack)
	for _, e := range stack {
		total += e.depth()
	}
	return total
}

func (e *element) count(word string) {
	if len(word) > len("INTERSECT") {
		return
	}
	switch strings.ToUpper(word) {
	case "UNION", "EXCEPT", "INTERSECT":
		e.sets++
	case "NOT", "CASE", "JOIN", "IS", "ISNULL", "NOTNULL", "COLLATE", "AT", "LIKE", "ILIKE", "SIMILAR", "BETWEEN", "IN", "OPERATOR":
		e.chain++
	}
}
