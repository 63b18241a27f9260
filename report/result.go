// Package report turns a result into what people and other programs read: one
// file a format. It decides nothing about the findings; it orders, words,
// escapes and lays out. Every format writes the same bytes for the same result.
package report

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
)

// Tool says which build of privet made a result.
type Tool struct {
	Name     string // "privet"
	Version  string // semantic version without "v", or "devel"
	Revision string // commit, "" when unknown
}

// Result is everything one run found.
type Result struct {
	Tool       Tool
	Inventory  *inventory.Inventory
	Rules      []*rules.Rule // the rules that were applied
	Findings   []finding.Finding
	Suppressed []finding.Suppressed
	Elapsed    time.Duration // 0: not said
}

// Options steer how a result is written.
type Options struct {
	Lang     phrase.Lang
	Color    bool
	Terminal bool          // a person watches: hyperlinks, at most three frames a finding, the time it took
	Width    int           // columns of the writer; 0: frame.DefaultWidth
	Source   *frame.Source // the scanned files, for formats that show code; may be nil
	Base     string        // the scanned folder as seen from the repository's root, for formats a code host reads: "shop"; "" at the root
}

// Writer writes a result in one format.
type Writer func(w io.Writer, r *Result, o Options) error

// Ordered returns findings worst first, then by place, then by rule.
func Ordered(fs []finding.Finding) []finding.Finding {
	fs = slices.Clone(fs)
	slices.SortStableFunc(fs, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(a.Span.File, b.Span.File),
			cmp.Compare(a.Span.Line, b.Span.Line),
			cmp.Compare(a.Span.Column, b.Span.Column),
			cmp.Compare(a.Rule, b.Rule),
			slices.Compare(a.Objects, b.Objects),
			strings.Compare(a.Message.EN, b.Message.EN),
		)
	})
	return fs
}

// Rule returns the metadata of a rule that was applied, or nil.
func (r *Result) Rule(id string) *rules.Rule {
	for _, rule := range r.Rules {
		if rule.ID == id {
			return rule
		}
	}
	return nil
}

// RulePage returns the address of a rule's page.
func RulePage(id string) string {
	return "https://github.com/privet-dev/privet/blob/main/docs/rules/" + id + ".md"
}

// sentence returns text as one line that may go to a terminal.
func sentence(t phrase.Text, l phrase.Lang) string {
	return frame.Printable(strings.Join(strings.Fields(t.In(l)), " "))
}
