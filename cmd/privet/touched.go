package main

import (
	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// touched are the lines of a work tree that changed, by file.
type touched map[string][]lines

// lines is a range of lines, both ends included.
type lines struct{ from, to int }

// everything is a file that is new or not text.
var everything = lines{1, 1 << 30}

// add notes what a patch changed in one file. Where lines were only removed, the
// lines that now stand on both sides of the gap count: a finding may come from
// what is no longer there.
func (t touched) add(name string, f *gitdiff.File) {
	switch {
	case f.IsDelete || name == "":
		return
	case f.IsNew || f.IsBinary:
		t[name] = []lines{everything}
		return
	}
	for _, h := range f.TextFragments {
		from := int(h.NewPosition)
		if h.NewLines == 0 {
			t[name] = append(t[name], lines{from, from + 1})
			continue
		}
		t[name] = append(t[name], lines{from, from + int(h.NewLines) - 1})
	}
}

// line reports whether any of the lines from-to of a file changed.
func (t touched) lines(file string, from, to int) bool {
	for _, l := range t[file] {
		if from <= l.to && l.from <= to {
			return true
		}
	}
	return false
}

func (t touched) span(s schema.Span) bool {
	return s.IsValid() && t.lines(s.File, s.Line, s.Line)
}

// finding reports whether a finding is new: its place, a step of its trace or
// another place of the same cause changed. One that stands in no file is always
// reported.
func (t touched) finding(f finding.Finding) bool {
	if !f.Span.IsValid() && len(f.Steps) == 0 && len(f.Others) == 0 {
		return true
	}
	if f.Span.IsValid() && t.lines(f.Span.File, f.Span.Line, max(f.EndLine, f.Span.Line)) {
		return true
	}
	for _, steps := range [][]finding.Step{f.Steps, f.Others} {
		for _, s := range steps {
			if t.span(s.Span) {
				return true
			}
		}
	}
	return false
}

// onlyNew takes the findings out that the change does not touch.
func (t touched) onlyNew(findings []finding.Finding) (kept []finding.Finding, out []finding.Suppressed) {
	for _, f := range findings {
		if t.finding(f) {
			kept = append(kept, f)
			continue
		}
		out = append(out, finding.Suppressed{Finding: f, By: finding.ByRevision})
	}
	return kept, out
}
