package policy

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/rules/finding"
)

// Except takes the findings out that an exception in force on that day accepts.
// unused are the exceptions that accepted nothing or have ended, in the order of
// the file: they are worth a word to the owner.
func (p *Policy) Except(findings []finding.Finding, today time.Time) (kept []finding.Finding, out []finding.Suppressed, unused []Exception) {
	used := make([]bool, len(p.Exceptions))
	for _, f := range findings {
		i := slices.IndexFunc(p.Exceptions, func(e Exception) bool { return e.accepts(&f) && e.inForce(today) })
		if i < 0 {
			kept = append(kept, f)
			continue
		}
		used[i] = true
		e := p.Exceptions[i]
		because := e.Reason
		if e.Law != "" {
			because += " (" + e.Law + ")"
		}
		out = append(out, finding.Suppressed{Finding: f, By: finding.ByException, Because: because, Until: e.Until})
	}
	for i, e := range p.Exceptions {
		if !used[i] {
			unused = append(unused, e)
		}
	}
	return kept, out, unused
}

// accepts reports whether the exception speaks of the finding: of its rule, and
// of every object of it, so that a new object under an old cause is seen.
func (e Exception) accepts(f *finding.Finding) bool {
	if e.Rule != f.Rule {
		return false
	}
	where := strings.ToLower(e.Where)
	for _, object := range f.Objects {
		if ok, err := path.Match(where, strings.ToLower(object)); err != nil || !ok {
			return false
		}
	}
	return len(f.Objects) > 0
}

// inForce: the last day counts.
func (e Exception) inForce(today time.Time) bool {
	until, err := time.Parse(time.DateOnly, e.Until)
	return err == nil && today.Before(until.AddDate(0, 0, 1))
}

// ClassifierOptions are the corrections, and the policy's own categories and
// words, as the classifier takes them.
func (p *Policy) ClassifierOptions() []personal.Option {
	var corrections []personal.Correction
	for _, c := range p.Corrections {
		table, column := c.Column, ""
		if i := strings.LastIndexByte(c.Column, '.'); i >= 0 {
			table, column = c.Column[:i], c.Column[i+1:]
		}
		category := c.Category
		if category == None {
			category = ""
		}
		corrections = append(corrections, personal.Correction{Table: table, Column: column, Category: category, Reason: c.Reason, Source: p.File})
	}
	opts := p.lexiconOptions()
	if corrections != nil {
		opts = append(opts, personal.WithCorrections(corrections...))
	}
	return opts
}
