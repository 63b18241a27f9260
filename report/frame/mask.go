package frame

import (
	"bytes"
	"path"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// kind says by which rules the values in a line are found.
type kind uint8

const (
	sqlText   kind = iota // SQL, and anything privet does not know: the strictest
	goText                // Go source
	otherText             // templates and configuration: quotes are structure there
)

func kindOf(file string) kind {
	switch strings.ToLower(path.Ext(file)) {
	case ".go":
		return goText
	case ".html", ".htm", ".gohtml", ".tmpl", ".tpl", ".templ", ".mjml", ".vue", ".yaml", ".yml", ".json", ".toml", ".mod":
		return otherText
	}
	return sqlText
}

// masked is a range of bytes in a window that must not be printed.
type masked struct{ from, to int }

var (
	// structure matches lines that state what is stored rather than store it.
	structure = lazyregexp.New(`(?i)\b(create|alter|add|drop|table|column|grant|revoke|comment|policy|view|function|index|select|from|where|update|set|delete|returning|join|not null|null|default|primary|references|constraint|check|unique|enum|insert|into|values|begin|end|\w*text|\w*char\w*|\w*int|bytea|\w*blob|bool\w*|date\w*|time\w*|uuid|jsonb?|numeric|decimal|serial|inet|real|double|float)\b`)
	// labels matches lines whose literals are names of states, not data.
	labels  = lazyregexp.New(`(?i)\b(check|enum|set\s*\(|comment|create type|create domain)`)
	storing = lazyregexp.New(`(?i)\b(insert|replace|values|copy|password|identified|merge)\b`)
	values  = lazyregexp.New(`(?i)\bvalues\b`)
	verbs   = lazyregexp.New(`(?i)\b(insert|values|select|update|delete|where|from)\b`)
	tuple   = lazyregexp.New(`^\s*\(.*\)\s*[,;]\s*$`)
	// algorithm matches literals that name a method: they are what a reader of
	// a finding about hashing wants to see.
	algorithm = lazyregexp.New(`(?i)^(x?des|bf|blowfish|md5|sha-?\d*|hex|base64|escape|aes.*|pgp.*|argon2.*|bcrypt|scrypt|utf-?8)$`)
	// shapes are values that are personal, or secret, wherever they stand.
	shapes = lazyregexp.New(`[\pL\pN._%+-]+@[\pL\pN.-]+\.\pL{2,}|:[^\s:/@'"]+@|\$(?:2[abxy]|argon2\w*|[156])\$[\w./$+=,-]+`)
	digits = lazyregexp.New(`\d[\d ./-]{2,}\d`)
)

// mask finds the values in a window, in order and without overlap.
func mask(w window, k kind) []masked {
	var ms []masked
	switch k {
	case sqlText:
		ms = maskSQL(w)
	case goText:
		ms = maskGo(w)
	}
	return merge(ms, shapes.FindAllIndex(w.text, -1))
}

// maskSQL masks literals, numbers in rows of values, and whole lines that look
// like rows of COPY data.
func maskSQL(w window) []masked {
	if dataRow(w) {
		return []masked{{0, len(w.text)}}
	}
	head := w.head
	if w.start == 0 {
		head = w.text
	}
	if labels.Match(head) && !storing.Match(head) {
		return nil
	}
	row := tuple.Match(w.text) || w.start > 0 && storing.Match(head)
	ms := quoted(w, '\'', len(w.text), 0)
	if row {
		ms = append(ms, quoted(w, '"', len(w.text), 0)...)
		return merge(ms, digits.FindAllIndex(w.text, -1))
	}
	if at := values.FindIndex(w.text); at != nil {
		rest := window{text: w.text[at[1]:]}
		for _, m := range quoted(rest, '"', len(rest.text), 0) {
			ms = append(ms, masked{m.from + at[1], m.to + at[1]})
		}
		for _, m := range digits.FindAllIndex(rest.text, -1) {
			ms = append(ms, masked{m[0] + at[1], m[1] + at[1]})
		}
	}
	return merge(ms, nil)
}

// dataRow reports whether a line is a row of COPY data: it starts at the
// margin, states nothing, and ends as no line of SQL does.
func dataRow(w window) bool {
	if w.start > 0 {
		return bytes.IndexByte(w.head, '\t') > 0 && !structure.Match(w.head)
	}
	trimmed := bytes.TrimRight(w.text, " \t")
	if len(trimmed) == 0 || bytes.HasPrefix(trimmed, []byte("--")) || structure.Match(trimmed) {
		return false
	}
	if bytes.IndexByte(trimmed, '\t') > 0 && trimmed[0] != '\t' {
		return true
	}
	return !strings.ContainsRune(" \t(", rune(trimmed[0])) && !strings.ContainsRune(",;()", rune(trimmed[len(trimmed)-1]))
}

// quoted finds the contents of literals between a quote character. The quotes
// themselves stay. Literals shorter than atLeast bytes stay too.
func quoted(w window, quote byte, limit, atLeast int) []masked {
	var ms []masked
	open := -1
	if quote == '\'' && w.quotes%2 == 1 {
		open = 0
	}
	for i := 0; i < limit; i++ {
		switch c := w.text[i]; {
		case c == '\\' && open >= 0:
			i++
		case c == quote && open < 0:
			open = i + 1
		case c == quote && i+1 < limit && w.text[i+1] == quote && i > open:
			i++ // a doubled quote is part of the literal
		case c == quote:
			if i-open >= max(atLeast, 1) && !algorithm.Match(w.text[open:i]) {
				ms = append(ms, masked{open, i})
			}
			open = -1
		case c == '-' && open < 0 && bytes.HasPrefix(w.text[i:], []byte("--")):
			return ms
		}
	}
	if open >= 0 && open < limit {
		ms = append(ms, masked{open, limit})
	}
	return ms
}

// maskGo masks SQL literals inside Go strings, and the Go strings handed over
// beside a statement that stores something. A Go rune literal is one character
// long; longer text between single quotes is SQL.
func maskGo(w window) []masked {
	var ms []masked
	for _, m := range quoted(window{text: w.text}, '\'', len(w.text), 2) {
		apostrophe := m.from >= 2 && isLetter(w.text[m.from-2])
		if !apostrophe && w.text[m.from] != '\\' && m.to < len(w.text) {
			ms = append(ms, m)
		}
	}
	if storing.Match(w.text) && verbs.Match(w.text) {
		for _, m := range quoted(window{text: w.text}, '"', len(w.text), 1) {
			if !verbs.Match(w.text[m.from:m.to]) {
				ms = append(ms, m)
			}
		}
		if at := values.FindIndex(w.text); at != nil {
			for _, m := range digits.FindAllIndex(w.text[at[1]:], -1) {
				ms = append(ms, masked{m[0] + at[1], m[1] + at[1]})
			}
		}
	}
	return merge(ms, nil)
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
