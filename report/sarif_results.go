package report

import (
	"fmt"
	"strings"

	"github.com/privet-dev/privet/report/word"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// sarifWriter turns one result into the parts of a SARIF run.
type sarifWriter struct {
	r     *Result
	o     Options
	index map[string]int // rule id -> place in the driver's list
}

func (s *sarifWriter) results() []sarifResult {
	out := []sarifResult{}
	hashes := s.hashes()
	for _, f := range Ordered(s.r.Findings) {
		span, ok := s.r.place(f)
		if !ok || len(out) == sarifMaxResults {
			continue
		}
		prints := map[string]string{}
		if f.Print != "" {
			prints["privet/v1"] = f.Print
		}
		if h := hashes[span.File][span.Line]; h != "" {
			prints["primaryLocationLineHash"] = h
		}
		out = append(out, sarifResult{
			RuleID: f.Rule, RuleIndex: s.index[f.Rule], Level: sarifLevel(f.Severity),
			Message:      sarifText{Text: s.message(f)},
			Locations:    []sarifLocation{s.location(span, "")},
			Related:      s.related(f),
			CodeFlows:    s.flows(f),
			Fingerprints: prints,
			Properties:   sarifProperties{Confidence: f.Confidence.String(), Objects: notNull(f.Objects)},
		})
	}
	return out
}

// message is what GitHub shows: where space is short, its first sentence only.
func (s *sarifWriter) message(f finding.Finding) string {
	parts := []string{strings.TrimSuffix(sentence(f.Message, s.o.Lang), ".") + "."}
	for _, t := range []string{sentence(f.Label, s.o.Lang), sentence(f.Why, s.o.Lang), sentence(f.Help, s.o.Lang)} {
		if t != "" {
			parts = append(parts, strings.TrimSuffix(t, ".")+".")
		}
	}
	return strings.Join(parts, "\n")
}

func (s *sarifWriter) location(span schema.Span, message string) sarifLocation {
	if onServer(span.File) {
		return sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{URI: span.File}}}
	}
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{URI: s.o.repoURI(span.File), BaseID: "%SRCROOT%"}}}
	if span.IsValid() {
		start, end := s.o.Source.Columns(span)
		l.Physical.Region = &sarifRegion{span.Line, start, span.Line, end}
	}
	if message != "" {
		l.Message = &sarifText{Text: message}
	}
	return l
}

func (s *sarifWriter) related(f finding.Finding) []sarifLocation {
	var out []sarifLocation
	for _, step := range f.Others {
		if !step.Span.IsValid() || len(out) == sarifMaxRelated {
			continue
		}
		l := s.location(step.Span, sentence(step.Message, s.o.Lang))
		l.ID = len(out) + 1
		out = append(out, l)
	}
	return out
}

// flows is the trace from source to sink, when it has more than one place.
func (s *sarifWriter) flows(f finding.Finding) []sarifCodeFlow {
	var locations []sarifFlowLocation
	for _, step := range f.Steps {
		if step.Span.IsValid() && len(locations) < sarifMaxFlow {
			locations = append(locations, sarifFlowLocation{s.location(step.Span, sentence(step.Message, s.o.Lang))})
		}
	}
	if len(locations) < 2 {
		return nil
	}
	return []sarifCodeFlow{{[]sarifThreadFlow{{locations}}}}
}

// hashes returns GitHub's line hashes for every line a result points to. A file
// that cannot be read, or is so large that hashing would dominate the run, has
// none: GitHub then computes them itself.
func (s *sarifWriter) hashes() map[string]map[int]string {
	wanted := map[string]map[int]bool{}
	for _, f := range s.r.Findings {
		if span, ok := s.r.place(f); ok {
			if wanted[span.File] == nil {
				wanted[span.File] = map[int]bool{}
			}
			wanted[span.File][span.Line] = true
		}
	}
	out := map[string]map[int]string{}
	for file, lines := range wanted {
		f, err := s.o.Source.File(file)
		if err != nil {
			continue
		}
		if info, err := f.Stat(); err == nil && info.Size() <= sarifMaxHashFile {
			if h, err := lineHashes(f, lines); err == nil {
				out[file] = h
			}
		}
		f.Close()
	}
	return out
}

// notifications say what was not analysed, and which findings have no place to
// be shown at.
func (s *sarifWriter) notifications() []sarifNotification {
	out := []sarifNotification{}
	if s.r.Inventory != nil {
		scope := s.r.Inventory.Scope
		for _, notes := range [][]schema.Note{scope.Unparsed, scope.Skipped} {
			for _, n := range notes {
				text := word.Note(n.Message, s.o.Lang)
				if n.Hint != "" {
					text += " (" + word.Note(n.Hint, s.o.Lang) + ")"
				}
				note := sarifNotification{Level: "warning", Message: sarifText{Text: text}}
				if n.Origin.File != "" {
					note.Locations = []sarifLocation{s.location(n.Origin.Span, "")}
				}
				out = append(out, note)
			}
		}
	}
	for _, d := range s.r.drifts() {
		note := sarifNotification{Level: "note", Message: sarifText{Text: driftText(d, s.o.Lang)}}
		if d.Personal {
			note.Level = "warning"
		}
		if d.Origin.IsValid() {
			note.Locations = []sarifLocation{s.location(d.Origin.Span, "")}
		}
		out = append(out, note)
	}
	for _, f := range s.r.Findings {
		if _, ok := s.r.place(f); !ok {
			out = append(out, sarifNotification{Level: sarifLevel(f.Severity), Message: sarifText{Text: fmt.Sprintf("%s: %s", f.Rule, s.message(f))}})
		}
	}
	return out
}

func sarifLevel(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "note"
}
