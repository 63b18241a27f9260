// Package load reads every database schema below a folder: it finds the files
// (schema/source), reads their statements with the dialect's reader
// (schema/postgres, schema/tolerant) and replays them (schema/replay).
//
// Nothing is lost silently. A statement that no reader understands stands in
// Result.Unparsed with its place, one that only the tolerant reader understood
// is counted in Result.Degraded and noted, a file that was not read stands in
// Result.Skipped, and a choice between files in Result.Notes.
package load

import (
	"context"
	"fmt"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/source"
)

// Options steer Load. The zero value reads everything with detected dialects.
type Options struct {
	Dialect schema.Dialect  // UnknownDialect: detect
	Exclude []string        // doublestar patterns relative to the root
	Extra   []source.Inline // SQL found elsewhere: in Go strings, in embedded files
}

// Result is what Load read, and what it could not read.
type Result struct {
	Databases  []*schema.Database
	QueryFiles []QueryFile   // files of "-- name:" queries
	Files      int           // schema and query files read
	Statements int           // statements understood
	Degraded   int           // statements read by the tolerant reader only
	Unparsed   []schema.Note // statements not understood, with file:line
	Skipped    []schema.Note // files not read, and why
	Notes      []schema.Note // choices made: which of a dump and migrations was used

	samples []looseRows // rows, until all sets are read
}

// QueryFile is a file of named queries ("-- name: create-user").
type QueryFile struct {
	Path    string // relative to the root, forward slashes
	Dialect schema.Dialect
	Queries []NamedQuery
}

// NamedQuery is one query of a QueryFile.
type NamedQuery struct {
	Name     string // create-user, CreateUser
	Command  string // sqlc's :one, :many, :exec; "" otherwise
	SQL      string
	Position schema.Position // of the first byte of SQL
}

// Load reads the schemas and query files at or below root, which may be one
// file. It returns an error only when root itself cannot be read, or ctx ends;
// a root without any SQL gives an empty Result.
func Load(ctx context.Context, root string, opts Options) (*Result, error) {
	return load(ctx, root, opts, grammars)
}

func load(ctx context.Context, root string, opts Options, r readers) (*Result, error) {
	found, err := source.Find(ctx, root, source.Options{Dialect: opts.Dialect, Exclude: opts.Exclude, Extra: opts.Extra})
	if err != nil {
		return nil, err
	}
	res := &Result{Skipped: found.Skipped, Notes: found.Notes}
	for _, set := range found.Sets {
		l := &loader{ctx: ctx, readers: r, set: set, result: res, perFile: map[string]int{}}
		if err := l.load(); err != nil {
			return nil, fmt.Errorf("loading %s: %w", set.Name, err)
		}
	}
	res.placeRows()
	for _, set := range found.Queries {
		res.addQueries(set)
	}
	return res, nil
}

// skip notes a file that could not be read to its end.
func (r *Result) skip(at schema.Position, message string) {
	r.Skipped = append(r.Skipped, schema.Note{Origin: schema.Origin{Span: schema.Span{Position: at}}, Message: message})
}
