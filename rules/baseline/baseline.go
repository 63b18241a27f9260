// Package baseline remembers the findings a project had on a chosen day, so that
// a build fails for what is added and not for what was there.
//
// A finding is remembered by its fingerprint, which is made of the rule and the
// root cause and of no line number: the file does not change when code moves,
// and a finding does not come back because something was inserted above it. A
// finding that got worse since is reported again.
package baseline

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/privet-dev/privet/rules/finding"
)

// Version is the version of the file's format.
const Version = 1

// maxFile bounds what is read: a baseline of 25,000 findings is a tenth of it.
const maxFile = 64 << 20

// Baseline is the file's content.
type Baseline struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// Entry is one remembered finding. The fingerprint decides; the rest is for the
// people who read the file, in English, without line numbers, so that it changes
// only when the findings do.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Severity    string `json:"severity"`
	File        string `json:"file"`
	Message     string `json:"message"`
}

// New remembers the findings. Those that no baseline may hold are refused: what
// only a law can allow, and what privet says about its own comments.
func New(findings []finding.Finding) (b *Baseline, refused []finding.Finding) {
	b = &Baseline{Version: Version, Findings: []Entry{}}
	for _, f := range findings {
		if !holds(f.Rule) {
			refused = append(refused, f)
			continue
		}
		b.Findings = append(b.Findings, Entry{
			Fingerprint: f.Print, Rule: f.Rule, Severity: f.Severity.String(), File: f.Span.File, Message: f.Message.EN,
		})
	}
	slices.SortFunc(b.Findings, func(x, y Entry) int {
		return cmp.Or(strings.Compare(x.Rule, y.Rule), strings.Compare(x.File, y.File), strings.Compare(x.Message, y.Message), strings.Compare(x.Fingerprint, y.Fingerprint))
	})
	return b, refused
}

func holds(rule string) bool {
	return !finding.NeedsException(rule) && !strings.HasPrefix(rule, "PRV-")
}

// Read reads a baseline. An unknown version, an unknown key and an entry without
// a fingerprint are errors: a baseline that is misread hides findings.
func Read(r io.Reader) (*Baseline, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	var b Baseline
	if err := dec.Decode(&b); err != nil {
		return nil, atLine(data, err)
	}
	if b.Version != Version {
		return nil, fmt.Errorf("version %d of the format is not known, only %d", b.Version, Version)
	}
	for i, e := range b.Findings {
		if _, ok := finding.ParseSeverity(e.Severity); e.Fingerprint == "" || e.Rule == "" || !ok {
			return nil, fmt.Errorf("entry %d has no fingerprint, rule or severity", i+1)
		}
	}
	return &b, nil
}

// atLine adds the line to an error of the JSON decoder, which counts bytes.
func atLine(data []byte, err error) error {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	offset := int64(-1)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &typ):
		offset = typ.Offset
	}
	if offset < 0 || offset > int64(len(data)) {
		return err
	}
	return fmt.Errorf("line %d: %w", 1+strings.Count(string(data[:offset]), "\n"), err)
}

// Write writes the baseline: the same bytes for the same findings.
func (b *Baseline) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(b)
}
