// Package setting reads what stands around the code: configuration files, env
// files, compose files, scripts, CI jobs and the string literals of Go. It looks
// for three facts only: a connection that is not encrypted, a database dump that
// is not encrypted, and a region outside the EEA.
//
// It is no parser of YAML, TOML or shell, and must not become one. Each file is
// read once, line by line, within fixed memory; a line that holds none of a few
// words is passed over. What a line means is decided from the line, for key and
// value settings with the help of its neighbours. So a setting that is split
// over includes, or computed, is not seen; what is seen stands there.
//
// A value is never kept: of a password the facts hold whether one was there.
package setting

import (
	"context"
	"fmt"

	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/schema"
)

// Facts is what was found.
type Facts struct {
	Connections []Connection
	Dumps       []Dump
	Regions     []Region
	Files       int           // files read, Go files not counted
	Notes       []schema.Note // files not read, or only in part
}

// Reach says where a host is.
type Reach uint8

// The places a host can be.
const (
	UnknownHost Reach = iota // a variable, or not said
	LocalHost                // this machine, or a Unix socket
	ServiceName              // a name without a dot: a container beside this one
	RemoteHost
)

// Connection is a database, mail server or other host that settings say how to
// reach.
type Connection struct {
	Scheme   string // postgres, mysql, smtp, tls; "" when the setting does not say
	User     string // "" when not said, or a variable
	Host     string // "" when not said, or a variable
	Reach    Reach
	Insecure string // what leaves it unencrypted or unchecked, as written: "sslmode=disable"; "" when nothing does
	Password bool   // a literal password that is no placeholder stands in it
	InGo     bool
	Sample   bool // in a sample, or in settings for development
	Span     schema.Span
}

// Dump is a command that copies a whole database out of it.
type Dump struct {
	Tool      string // pg_dump, mysqldump ...
	Target    string // where to, as written and shortened: a file, s3, another host
	Encrypted bool
	Span      schema.Span
}

// Region is a cloud region or a host in one.
type Region struct {
	Name    string // us-east-1
	Country string // two letters, "" where the name does not tell
	Span    schema.Span
}

// Options steer Read.
type Options struct {
	Exclude []string // doublestar patterns relative to the root
}

// Read looks through the files at and below root, a folder or file, and the Go
// files of the modules. The error is for a cancelled context or a root that
// cannot be read.
func Read(ctx context.Context, root string, modules []*gosource.Module, opts Options) (*Facts, error) {
	r := &reader{root: root, exclude: opts.Exclude, facts: &Facts{}}
	if err := r.walk(ctx); err != nil {
		return nil, fmt.Errorf("reading settings: %w", err)
	}
	for _, m := range modules {
		r.goModule(m)
	}
	return r.facts, ctx.Err()
}

type reader struct {
	root    string
	exclude []string
	facts   *Facts
}
