package rules

import (
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

// One cause can show in dozens of places: a field without json:"-" leaves with every
// answer that holds its struct, an error that quotes what it was given is logged by every
// caller. Whoever mends the cause mends them all, so the first few places are findings,
// from which the cause can be told, and the others are notes that point at the first.
type repeats map[string]*repeated

type repeated struct {
	first finding.Step
	n     int
}

// shownPlaces is how many places of one cause keep their severity.
const shownPlaces = 3

// fold counts a finding as one of a cause's.
func (r repeats) fold(f *finding.Finding, cause string) {
	c := r[cause]
	if c == nil {
		c = &repeated{first: finding.Step{Span: f.Span, Message: phrase.Text{EN: "the same cause, first seen here", NL: "dezelfde oorzaak, hier voor het eerst gezien"}}}
		r[cause] = c
	}
	if c.n++; c.n > shownPlaces {
		f.Severity = finding.Note
		f.Others = append(f.Others, c.first)
	}
}
