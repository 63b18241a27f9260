package load

import (
	"bytes"
	"io"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/lazyregexp"
	"github.com/privet-dev/privet/schema/source"
)

// maxQueryFile bounds how much of a file of named queries is read; the largest
// met in practice has 60 KB.
const maxQueryFile = 8 << 20

// nameLine is the line above a named query: goyesql's, dotsql's and yesql's
// "-- name: x", sqlc's "-- name: X :one" and "/* name: X :one */".
var nameLine = lazyregexp.New(`(?m)^[ \t]*(?:--+|#|/\*)[ \t]*name[ \t]*:[ \t]*([A-Za-z_][\w.-]*)[ \t]*(:\w+)?[^\n]*\n?`)

// addQueries reads a file of named queries.
func (r *Result) addQueries(set source.Set) {
	f := set.Files[0]
	stream, err := f.Open()
	if err != nil {
		r.skip(schema.Position{File: f.Path}, "the file cannot be read: "+err.Error())
		return
	}
	defer stream.Close()
	text, err := io.ReadAll(io.LimitReader(stream, maxQueryFile))
	if err != nil {
		r.skip(schema.Position{File: f.Path}, "the file was read only in part: "+err.Error())
	}
	r.Files++
	r.QueryFiles = append(r.QueryFiles, QueryFile{Path: f.Path, Dialect: set.Dialect, Queries: namedQueries(f, text)})
}

// namedQueries cuts a file at its name lines. The comment lines right below a
// name belong to it (goyesql's "-- raw: 1"), those at the end of a query to the
// next name.
func namedQueries(f source.File, text []byte) []NamedQuery {
	var out []NamedQuery
	marks := nameLine.FindAllSubmatchIndex(text, -1)
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		q := NamedQuery{Name: string(text[m[2]:m[3]])}
		if m[4] >= 0 {
			q.Command = string(text[m[4]:m[5]])
		}
		from := m[1] + leadingComments(text[m[1]:end])
		q.SQL = strings.TrimRight(string(text[from:end]), " \t\r\n;")
		if q.SQL == "" {
			continue
		}
		line := 1 + bytes.Count(text[:from], []byte{'\n'})
		column := from - bytes.LastIndexByte(text[:from], '\n')
		q.Position = f.Position(schema.Position{Offset: from, Line: line, Column: column})
		out = append(out, q)
	}
	return out
}

// leadingComments returns how many bytes of white space and comment lines stand
// at the beginning of text.
func leadingComments(text []byte) int {
	n := 0
	for n < len(text) {
		rest := bytes.TrimLeft(text[n:], " \t\r\n")
		n = len(text) - len(rest)
		if !bytes.HasPrefix(rest, []byte("--")) {
			return n
		}
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			return len(text)
		}
		n += end + 1
	}
	return n
}
