package finding

import "github.com/privet-dev/privet/schema"

// Reason is the kind of decision that keeps a finding out of a report.
type Reason string

// The kinds of decisions.
const (
	ByIgnore    Reason = "ignore"    // a privet:ignore comment
	ByBaseline  Reason = "baseline"  // known when the baseline was written
	ByException Reason = "exception" // an exception in privet.yaml
	ByRevision  Reason = "revision"  // not touched since the revision asked for
)

// Suppressed is a finding that is not reported, and who decided that.
type Suppressed struct {
	Finding Finding
	By      Reason
	Because string          // the reason a person gave, "" where none is asked for
	Until   string          // YYYY-MM-DD, "" without end
	At      schema.Position // where the decision stands, if in a file
}

// NeedsException reports whether findings of a rule can be kept out only by an
// exception in privet.yaml that names the law allowing it, never by a comment:
// national identification numbers (UAVG art. 46) and stored card verification
// codes (PCI DSS 3.3.1).
func NeedsException(rule string) bool { return rule == "SPC-002" || rule == "STO-003" }
