package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/schema"
)

// Where a server differs from the schema files is no finding, for no rule says
// which of the two is right, and it fails no build. Every format shows it all the
// same: a column that no file states is in no review, no register and no
// deletion script.

// drifts are the differences between schema files and server.
func (r *Result) drifts() []inventory.Drift {
	if r.Inventory == nil {
		return nil
	}
	return r.Inventory.Scope.Drift
}

// driftText words a difference; one that touches personal data says so.
func driftText(d inventory.Drift, l phrase.Lang) string {
	message := d.Text.In(l)
	if d.Personal {
		message += phrase.Text{EN: " (personal data)", NL: " (persoonsgegevens)"}.In(l)
	}
	return frame.Printable(message)
}

func driftNotes(drift []inventory.Drift, l phrase.Lang) []schema.Note {
	var notes []schema.Note
	for _, d := range drift {
		notes = append(notes, schema.Note{Origin: d.Origin, Message: driftText(d, l)})
	}
	return notes
}

// driftName names differences where a format wants a rule's name.
const driftName = "schema-drift"

// githubDrift writes the differences as annotations.
func githubDrift(r *Result, o Options) (commands []string) {
	for _, d := range r.drifts() {
		command, properties := "notice", "title="+driftName
		if d.Personal {
			command = "warning"
		}
		if d.Origin.IsValid() && !onServer(d.Origin.File) {
			properties = fmt.Sprintf("file=%s,line=%d,%s", githubProperty.Replace(o.repoPath(d.Origin.File)), d.Origin.Line, properties)
		}
		commands = append(commands, fmt.Sprintf("::%s %s::%s", command, properties, githubMessage.Replace(driftText(d, o.Lang))))
	}
	return commands
}

// gitlabDrift writes the differences as issues. One that only the server has is
// shown at the first schema file.
func gitlabDrift(r *Result, o Options) (issues []gitlabIssue) {
	for _, d := range r.drifts() {
		place := d.Origin.Position
		if !d.Origin.IsValid() || onServer(place.File) {
			place = schema.Position{File: r.firstFile(), Line: 1}
		}
		if place.File == "" {
			continue
		}
		severity := "info"
		if d.Personal {
			severity = "minor"
		}
		print := sha256.Sum256([]byte(driftName + "\x00" + d.Object + "\x00" + d.Text.EN))
		issues = append(issues, gitlabIssue{Description: driftText(d, o.Lang), CheckName: driftName,
			Fingerprint: hex.EncodeToString(print[:16]), Severity: severity,
			Location: gitlabLocation{Path: o.repoPath(place.File), Lines: gitlabLines{Begin: max(place.Line, 1)}}})
	}
	return issues
}

// junitDrift is a passed test whose output lists the differences, or no suite
// where there are none.
func junitDrift(r *Result, o Options) (suites []junitSuite) {
	var told []string
	for _, n := range driftNotes(r.drifts(), o.Lang) {
		told = append(told, noteText(n, o.Lang))
	}
	if len(told) == 0 {
		return nil
	}
	test := junitCase{Class: "privet." + driftName, Name: wordDrift.In(o.Lang), Out: strings.Join(told, "\n")}
	return []junitSuite{{Name: driftName, Tests: 1, Cases: []junitCase{test}}}
}
