package report

import (
	"net/url"
	"path"

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
	if r.Inventory != nil {
		for _, db := range r.Inventory.Databases {
			if len(db.Sources) > 0 {
				return schema.Span{Position: schema.Position{File: db.Sources[0], Line: 1, Column: 1}, Length: 1}, true
			}
		}
	}
	return schema.Span{}, false
}

// repoPath returns a file's path from the repository's root, as code hosts want
// it: forward slashes, no leading "./".
func (o Options) repoPath(file string) string { return path.Join(o.Base, file) }

// repoURI is repoPath as a URI reference, percent-encoded.
func (o Options) repoURI(file string) string { return (&url.URL{Path: o.repoPath(file)}).EscapedPath() }
