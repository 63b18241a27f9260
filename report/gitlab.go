package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/privet-dev/privet/rules/finding"
)

// gitlabIssue is an entry of GitLab's code quality report
// (https://docs.gitlab.com/ci/testing/code_quality, "Code Quality report
// format").
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

var gitlabSeverity = map[finding.Severity]string{
	finding.Error:   "critical",
	finding.Warning: "major",
	finding.Note:    "minor",
	finding.Info:    "info",
}

// GitLab writes a code quality report. GitLab compares fingerprints to tell new
// findings from old ones; privet's do not change when lines move.
func GitLab(w io.Writer, r *Result, o Options) error {
	issues := []gitlabIssue{}
	seen := map[string]int{}
	for _, f := range Ordered(r.Findings) {
		span, ok := r.place(f)
		if !ok {
			continue
		}
		print := f.Print
		if seen[f.Print]++; seen[f.Print] > 1 { // GitLab would take both for one
			print = fmt.Sprintf("%s-%d", f.Print, seen[f.Print])
		}
		issues = append(issues, gitlabIssue{
			Description: sentence(f.Message, o.Lang),
			CheckName:   f.Rule, Fingerprint: print, Severity: gitlabSeverity[f.Severity],
			Location: gitlabLocation{Path: o.repoPath(span.File), Lines: gitlabLines{Begin: max(span.Line, 1)}},
		})
	}
	issues = append(issues, gitlabDrift(r, o)...)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(issues)
}
