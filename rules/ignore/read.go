package ignore

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

const maxLine = 64 << 10 // a comment further out in a line is not looked for

// comments are the ways a comment begins, by kind of file.
var (
	goComments  = []string{"//"}
	sqlComments = []string{"--", "#", "/*"}
	// Of pages: HTML's own, and those of Go templates, Handlebars and Jinja.
	pageComments = []string{"<!--", "{{/*", "{{- /*", "{{!--", "{#"}
)

// commentsOf returns the ways a comment begins in a file of that name.
func commentsOf(name string) []string {
	switch path.Ext(name) {
	case ".go":
		return goComments
	case ".sql", ".ddl", ".psql", ".pgsql", ".mysql", "":
		return sqlComments
	}
	return slices.Concat(sqlComments, pageComments)
}

// Read returns the directives of one file, in order. The name decides which
// comments are looked for.
func Read(r io.Reader, name string) ([]Directive, error) {
	begin := commentsOf(name)
	var found []Directive
	waiting := 0 // found[waiting:] stand alone and wait for a line of code
	br := bufio.NewReaderSize(r, maxLine)
	for line := 1; ; line++ {
		text, err := readLine(br)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("looking for %s in %s: %w", mark, name, err)
		}
		d, ok := directive(text, begin)
		if ok {
			d.Span.File, d.Span.Line, d.Line = name, line, line
			found = append(found, d)
		}
		if strings.TrimSpace(text) != "" && !startsComment(text, begin) { // a line of code
			for ; waiting < len(found); waiting++ {
				found[waiting].Line = line
			}
		}
		if errors.Is(err, io.EOF) {
			return found, nil
		}
	}
}

// readLine returns the next line without its end; what goes beyond maxLine is
// read and dropped.
func readLine(br *bufio.Reader) (string, error) {
	chunk, err := br.ReadSlice('\n')
	text := strings.TrimRight(string(chunk), "\r\n")
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = br.ReadSlice('\n')
	}
	return text, err
}

func startsComment(line string, begin []string) bool {
	line = strings.TrimSpace(line)
	return slices.ContainsFunc(begin, func(b string) bool { return strings.HasPrefix(line, b) })
}

// directive looks for a directive in a line.
func directive(line string, begin []string) (d Directive, ok bool) {
	at := strings.Index(line, mark)
	if at < 0 {
		return d, false
	}
	before := strings.TrimRight(line[:at], " \t")
	for _, b := range begin {
		code, isComment := strings.CutSuffix(before, b)
		if !isComment || quotesOpen(code) || startsComment(code, begin) { // a comment about ignores is none
			continue
		}
		d = parse(line[at+len(mark):])
		d.Span.Column = len(code) + 1
		d.Span.Length = len(strings.TrimRight(line, " \t\r")) - len(code)
		return d, true
	}
	return d, false
}

// quotesOpen reports whether the text ends inside a literal, where a comment
// mark is text.
func quotesOpen(code string) bool {
	for _, q := range []string{"'", `"`, "`"} {
		if strings.Count(code, q)%2 == 1 {
			return true
		}
	}
	return false
}

// Find reads the directives of the schema files and pages, and of every Go file of the
// tree. Folders that no module builds (vendor, testdata, hidden ones) are left
// out, as the go command leaves them out. A file that cannot be read is a note.
func Find(tree fs.FS, named []string) (found []Directive, notes []schema.Note) {
	files := slices.Clone(named)
	walkErr := fs.WalkDir(tree, ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case e.IsDir() && p != "." && skipped(e.Name()):
			return fs.SkipDir
		case e.Type().IsRegular() && path.Ext(p) == ".go":
			files = append(files, p)
		}
		return nil
	})
	if walkErr != nil {
		notes = append(notes, schema.Note{Message: "the tree could not be searched for privet:ignore comments: " + walkErr.Error()})
	}
	slices.Sort(files)
	for _, name := range slices.Compact(files) {
		ds, err := readFile(tree, name)
		if err != nil {
			at := schema.Origin{Span: schema.Span{Position: schema.Position{File: name}}}
			notes = append(notes, schema.Note{Origin: at, Message: "not searched for privet:ignore comments: " + err.Error()})
		}
		found = append(found, ds...)
	}
	return found, notes
}

func skipped(dir string) bool {
	return strings.HasPrefix(dir, ".") || strings.HasPrefix(dir, "_") || dir == "vendor" || dir == "testdata" || dir == "node_modules"
}

// readFile reads a file's directives, if the mark is in it at all.
func readFile(tree fs.FS, name string) ([]Directive, error) {
	f, err := tree.Open(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, nil // a part of a file, or a server's catalog
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if path.Ext(name) == ".go" {
		data, err := io.ReadAll(f)
		if err != nil || !bytes.Contains(data, []byte(mark)) {
			return nil, err
		}
		return Read(bytes.NewReader(data), name)
	}
	return Read(f, name)
}
