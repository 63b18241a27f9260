// Package load reads every database schema below a folder: it finds the files
// (schema/source), reads their statements with the dialect's reader
// (schema/postgres, schema/tolerant) and replays them (schema/replay).
package load

import "github.com/privet-dev/privet/schema"

// Options steer Load. The zero value reads everything with detected dialects.
type Options struct {
	Dialect schema.Dialect // UnknownDialect: detect
	Exclude []string       // doublestar patterns relative to the root
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
