package rules

import (
	"slices"

	"github.com/privet-dev/privet/rules/finding"
)

// Join makes one list of the findings of several runs on parts of a program, as
// go vet makes them: what two parts found in one place is one finding.
func Join(found []finding.Finding) []finding.Finding {
	type place struct {
		rule, file   string
		line, column int
	}
	seen := map[place]bool{}
	var out []finding.Finding
	for _, f := range found {
		at := place{f.Rule, f.Span.File, f.Span.Line, f.Span.Column}
		if !seen[at] {
			seen[at] = true
			out = append(out, f)
		}
	}
	out = settle(merge(out), All())
	slices.SortStableFunc(out, compare)
	fingerprint(out)
	return out
}
