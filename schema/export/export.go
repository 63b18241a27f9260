// Package export reads the rows of CSV files that are named like exports of a
// database or a mailing list: klanten-export.csv, backup/users.csv. Such a file
// holds the same persons as a dump, and is as easily committed.
//
// Only files that say by their name what they are are opened: test data, price
// lists and translations are CSV too. What is read is what schema/rows counts of
// a dump; no value is kept.
package export

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/rows"
	"github.com/privet-dev/privet/schema/source"
)

// Layout is the Layout of the database that exports are read into.
const Layout = "export"

// Bounds: exports looked into, rows of each (schema/rows samples a thousand), and
// bytes of each.
const (
	maxFiles   = 200
	maxRows    = 1000
	maxBytes   = 8 << 20
	maxColumns = 200
)

// Result is what was found: a table for each file, and what was not read.
type Result struct {
	Database *schema.Database
	Skipped  []schema.Note
}

// Read reads the exports at or below root. It returns an error only when root
// cannot be read or ctx ends.
func Read(ctx context.Context, root string, exclude []string) (*Result, error) {
	r := &reader{result: &Result{Database: &schema.Database{Name: Layout, Layout: Layout}}, sampler: rows.New(schema.PostgreSQL)}
	err := source.Walk{Root: root, Exclude: exclude}.Files(ctx, r.visit)
	if err != nil {
		return nil, fmt.Errorf("finding exports: %w", err)
	}
	r.sampler.Attach(r.result.Database)
	return r.result, nil
}

type reader struct {
	result  *Result
	sampler *rows.Sampler
	opened  int
}

func (r *reader) visit(rel, osPath string) error {
	if !named(rel) {
		return nil
	}
	if r.opened++; r.opened > maxFiles {
		r.skip(rel, fmt.Sprintf("exports are not read: more than %d CSV files are named like one", maxFiles))
		return fs.SkipAll
	}
	r.file(rel, osPath)
	return nil
}

func (r *reader) skip(rel, message string) {
	r.result.Skipped = append(r.result.Skipped, schema.Note{Origin: schema.Origin{Span: schema.Span{Position: schema.Position{File: rel}}}, Message: message})
}

// file reads one export. A file without a line of names is none.
func (r *reader) file(rel, osPath string) {
	stream, err := source.FileAt(rel, osPath).Open()
	if err != nil {
		r.skip(rel, "cannot be read: "+reason(err))
		return
	}
	defer stream.Close()
	records, header := newCSV(io.LimitReader(stream, maxBytes))
	if header == nil {
		return
	}
	at := schema.Position{File: rel, Line: 1, Column: 1}
	name, _, _ := strings.Cut(path.Base(rel), ".")
	t := &schema.Table{Name: schema.Name{Schema: strings.TrimPrefix(path.Dir(rel), "."), Name: name}, Origin: schema.Origin{Span: schema.Span{Position: at}}}
	for i, column := range header {
		t.Columns = append(t.Columns, &schema.Column{Name: column, Type: schema.TypeRef{Raw: "text", Base: "text"},
			Origin: schema.Origin{Span: schema.Span{Position: schema.Position{File: rel, Line: 1, Column: i + 1}}}})
	}
	r.result.Database.AddTable(t)
	values := make([]sql.NullString, len(header))
	for range maxRows {
		record, err := records.Read()
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			continue
		}
		if err != nil {
			return
		}
		if len(record) != len(header) {
			continue
		}
		for i, v := range record {
			values[i] = sql.NullString{String: strings.TrimSpace(v), Valid: true}
		}
		line, _ := records.FieldPos(0)
		r.sampler.Row(t.Name, header, values, schema.Position{File: rel, Line: line, Column: 1})
	}
}

func reason(err error) string {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err.Error()
	}
	return err.Error()
}
