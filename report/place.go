package report

import (
	"net/url"
	"path"
	"strings"

	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// place returns where a code host should show a finding: its own place, else
// the first place that speaks of it, else the start of the first schema file
// (a finding from a server's catalog, or about a whole project). ok is false
// when no file was read at all.
func (r *Result) place(f finding.Finding) (span schema.Span, ok bool) {
	if f.Span.IsValid() && f.Span.File != "" {
		return f.Span, true
	}
	for _, steps := range [][]finding.Step{f.Steps, f.Others} {
		for _, s := range steps {
			if s.Span.IsValid() && s.Span.File != "" {
				return s.Span, true
			}
		}
	}
	first := schema.Span{Position: schema.Position{File: r.firstFile(), Line: 1, Column: 1}, Length: 1}
	return first, first.File != ""
}

// repoPath returns a file's path from the repository's root, as code hosts want
// it: forward slashes, no leading "./".
func (o Options) repoPath(file string) string {
	if onServer(file) {
		return file
	}
	return path.Join(o.Base, file)
}

// onServer reports whether a place is a running server, named as its URL without
// account and password, and no file.
func onServer(file string) bool { return strings.Contains(file, "://") }

// firstFile is the first schema file, or "" where only a server was read.
func (r *Result) firstFile() string {
	if r.Inventory == nil {
		return ""
	}
	for _, db := range r.Inventory.Databases {
		for _, source := range db.Sources {
			if !onServer(source) {
				return source
			}
		}
	}
	return ""
}

// repoURI is repoPath as a URI reference, percent-encoded.
func (o Options) repoURI(file string) string { return (&url.URL{Path: o.repoPath(file)}).EscapedPath() }
