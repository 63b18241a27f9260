// Package finding holds the value types of a result: what a rule reports, and
// what every report renders.
package finding

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Severity is how bad a finding is. Severity drops one step at low confidence.
type Severity uint8

// The severities, mildest first.
const (
	Info Severity = iota
	Note
	Warning
	Error
)

var severityNames = [...]string{"info", "note", "warning", "error"}

// String returns the severity as the JSON contract spells it.
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity reads a severity's name; ok is false for any other text.
func ParseSeverity(name string) (s Severity, ok bool) {
	for i, n := range severityNames {
		if n == name {
			return Severity(i), true
		}
	}
	return 0, false
}

// Finding is one root cause.
type Finding struct {
	Rule       string // CRED-001
	Name       string // plaintext-password
	Severity   Severity
	Confidence personal.Confidence
	Message    phrase.Text // what
	Why        phrase.Text // law or attack
	Help       phrase.Text // how to fix
	Law        []LawRef
	Label      phrase.Text   // words behind the caret: "stored in users.password as it came in"
	Span       schema.Span   // where
	EndLine    int           // 0: the span's line
	Objects    []string      // "customers.password", "shop.Customer.Password"
	Steps      []Step        // source -> ... -> sink
	Others     []Step        // further places with the same root cause
	Evidence   []phrase.Text // what a sceptic needs to believe it
	FixSQL     string        // ready statements in the database's dialect, or ""
	Preview    bool          // the rule is not yet proven precise: never fails a build
	Root       string        // what the fingerprint is made of beside the rule; "": Objects
	Print      string        // fingerprint, set by rules.Run
}

// Step is one step of a trace, or another place of the same cause.
type Step struct {
	Span    schema.Span
	Message phrase.Text
}

// LawRef is one reference to a law, ruling or standard, with its date where it
// has one.
type LawRef struct {
	Ref  phrase.Text // "GDPR art. 32(1)(a)" / "AVG art. 32 lid 1 onder a"
	URL  string
	AsOf string // date the text was checked, YYYY-MM
}
