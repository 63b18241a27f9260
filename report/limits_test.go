package report

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

// many is a result of n findings such as a large project might have: each with
// its own names and a trace of eight steps, the mildest first.
func many(t testing.TB, n int) *Result {
	t.Helper()
	r := sample(t)
	of := r.Findings[1]
	r.Findings = nil
	for i := range n {
		f := of
		f.Severity = finding.Severity(i * 4 / n)
		f.Print = fmt.Sprintf("%016x", i*7919)
		f.Message = phrase.Text{EN: fmt.Sprintf("customers_%d.password_%d reaches storage without a slow hash", i%997, i)}
		f.Steps = nil
		for k := range 8 {
			step := of.Steps[k%len(of.Steps)]
			step.Message = phrase.Text{EN: fmt.Sprintf("handed on to function%d", i*8+k)}
			f.Steps = append(f.Steps, step)
		}
		r.Findings = append(r.Findings, f)
	}
	return r
}

type countingWriter int

func (c *countingWriter) Write(p []byte) (int, error) {
	*c += countingWriter(len(p))
	return len(p), nil
}

// TestSARIFStaysBelowTenMegabytes: over that, compressed, GitHub refuses the file.
// A tenth of the results that it takes is compressed here, to a tenth of the size:
// gzip looks back 32 KB only, so the rest costs as much again.
func TestSARIFStaysBelowTenMegabytes(t *testing.T) {
	var size countingWriter
	zip := gzip.NewWriter(&size)
	if err := SARIF(zip, many(t, sarifMaxResults/10), sampleOptions(t)); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	if size > 1_000_000 {
		t.Errorf("%d results take %d bytes", sarifMaxResults/10, size)
	}
}

// TestTheWorstIsAmongWhatGitHubShows: it shows 5,000 results of a file and ten
// annotations of a kind and step, the first ones.
func TestTheWorstIsAmongWhatGitHubShows(t *testing.T) {
	r := many(t, 1000)
	run := decodeSARIF(t, r)
	if first, last := run.Results[0].Level, run.Results[len(run.Results)-1].Level; first != "error" || last != "note" {
		t.Errorf("the first result is of level %s, the last %s", first, last)
	}
	lines := strings.SplitN(string(written(t, GitHub, r, sampleOptions(t))), "\n", 11)
	for _, line := range lines[:10] {
		if !strings.HasPrefix(line, "::error ") {
			t.Errorf("among the first ten annotations: %.60s", line)
		}
	}
}

func TestSARIFTracesAreBounded(t *testing.T) {
	r := many(t, 1)
	for range 20_000 {
		r.Findings[0].Steps = append(r.Findings[0].Steps, r.Findings[0].Steps[0])
	}
	if n := len(decodeSARIF(t, r).Results[0].CodeFlows[0].ThreadFlows[0].Locations); n != sarifMaxFlow {
		t.Errorf("a trace of %d places", n)
	}
}

// TestMarkdownFitsAComment: GitHub refuses one of more than 65,536 characters, and
// a step summary of more than a mebibyte.
func TestMarkdownFitsAComment(t *testing.T) {
	r := many(t, 5000)
	for i := range r.Findings {
		r.Findings[i].Help = phrase.Text{EN: strings.Repeat("hash it with bcrypt ", 100)}
	}
	for i := range r.Inventory.Scope.Unparsed {
		r.Inventory.Scope.Unparsed[i].Message = strings.Repeat("statement not understood ", 500)
	}
	got := written(t, Markdown, r, sampleOptions(t))
	if len(got) > 65_536 || !strings.Contains(string(got), "and 49") {
		t.Errorf("%d bytes, ending %q", len(got), got[len(got)-80:])
	}
}

// TestGitLabFingerprintsAreUnique: GitLab takes two issues with one fingerprint
// for one.
func TestGitLabFingerprintsAreUnique(t *testing.T) {
	r := many(t, 50)
	for i := range r.Findings {
		r.Findings[i].Print = "same"
	}
	drift := len(r.Inventory.Scope.Drift)
	var issues []gitlabIssue
	if err := json.Unmarshal(written(t, GitLab, r, sampleOptions(t)), &issues); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, issue := range issues {
		if seen[issue.Fingerprint] || issue.Fingerprint == "" {
			t.Errorf("fingerprint %q stands twice", issue.Fingerprint)
		}
		seen[issue.Fingerprint] = true
	}
	if len(issues) != 50+drift {
		t.Errorf("%d issues for 50 findings and %d differences", len(issues), drift)
	}
}
