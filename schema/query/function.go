package query

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// function reads the plain DML statements in a function's body. SQL built by
// EXECUTE stays unread; Function.Dynamic says so.
func (v *views) function(f *schema.Function) {
	if !sqlLanguage(f.Language) || f.Body == "" {
		return
	}
	tokens := token.Append(nil, f.Body, v.db.Dialect)
	names := variables(f, tokens)
	for _, text := range bodyStatements(f.Body, tokens) {
		parsed, err := read(text, v.db.Dialect)
		if err != nil {
			continue
		}
		r := &resolver{db: v.db, before: v.resolve, variables: names}
		r.statement(parsed.stmt, nil)
		for _, a := range tidy(r.accesses) {
			use := schema.ColumnUse{Table: a.Table, Column: a.Column, Role: a.Role}
			if a.Op == Write {
				f.Writes = append(f.Writes, use)
			} else {
				f.Reads = append(f.Reads, use)
			}
		}
		for _, c := range r.calls {
			if !slices.Contains(f.Calls, c) {
				f.Calls = append(f.Calls, c)
			}
		}
	}
	f.Reads, f.Writes = distinct(f.Reads), distinct(f.Writes)
}

// sqlLanguage reports whether a body holds SQL: PostgreSQL's sql and plpgsql,
// and MySQL's routines, which state no language.
func sqlLanguage(name string) bool {
	switch strings.ToLower(name) {
	case "", "sql", "plpgsql":
		return true
	}
	return false
}

// variables are the names in a body that are no columns: its arguments and what
// it declares.
func variables(f *schema.Function, tokens []token.Token) map[string]bool {
	names := map[string]bool{}
	for _, a := range f.Args {
		if a.Name != "" {
			names[strings.ToLower(a.Name)] = true
		}
	}
	declaring, first := false, false
	for _, t := range tokens {
		switch {
		case t.Is("DECLARE"):
			declaring, first = true, true
		case t.Is("BEGIN"):
			declaring = false
		case t.Is(";"):
			first = true
		case declaring && first && t.Kind == token.Word:
			names[strings.ToLower(t.Text)] = true
			first = false
		}
	}
	return names
}

// bodyStatements cuts the DML statements out of a body: those that begin where
// a statement may begin, and sub-queries in expressions of the procedural
// language (IF EXISTS (SELECT ...), v := (SELECT ...)).
func bodyStatements(body string, tokens []token.Token) []string {
	var out []string
	for i := 0; i < len(tokens); i++ {
		if !startsDML(tokens[i]) || !statementPlace(tokens[:i]) {
			continue
		}
		end := statementEnd(tokens, i)
		begin, text := tokens[i].Offset, ""
		if tokens[i].Is("PERFORM") { // plpgsql's SELECT without result
			begin, text = tokens[i].End(), "SELECT"
		}
		out = append(out, text+body[begin:endOffset(tokens, end, len(body))])
		i = end
	}
	return out
}

func endOffset(tokens []token.Token, i, size int) int {
	if i < len(tokens) {
		return tokens[i].Offset
	}
	return size
}

func startsDML(t token.Token) bool {
	if t.Kind != token.Word {
		return false
	}
	switch strings.ToUpper(t.Text) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "PERFORM", "REPLACE":
		return true
	}
	return false
}

// statementPlace reports whether a statement may begin behind these tokens.
func statementPlace(before []token.Token) bool {
	if len(before) == 0 {
		return true
	}
	t := before[len(before)-1]
	switch strings.ToUpper(t.Text) {
	case ";", "(", "BEGIN", "ATOMIC", "THEN", "ELSE", "LOOP", "DO", "QUERY", "IN", "RETURN", "FOR":
		return true
	}
	return false
}

// statementEnd returns the index of the token that ends the statement at i: a
// semicolon, the bracket it stands in, or the LOOP of FOR ... IN SELECT.
func statementEnd(tokens []token.Token, i int) int {
	inLoop := i > 0 && tokens[i-1].Is("IN")
	for depth := 0; i < len(tokens); i++ {
		switch t := tokens[i]; {
		case t.Is("("):
			depth++
		case t.Is(")") && depth == 0, t.Is(";") && depth == 0, inLoop && depth == 0 && t.Is("LOOP"):
			return i
		case t.Is(")"):
			depth--
		}
	}
	return len(tokens)
}
