// Package rules holds privet's checks: what each one finds, why that matters,
// how to fix it, and the function that looks for it in an inventory.
//
// A rule reads the inventory and reports; it parses nothing, prints nothing and
// keeps no state. Everything that is common to all rules happens in Run: filling
// in metadata, dropping severity at low confidence, leaving out what a more
// specific rule already says, order and fingerprints. The documentation pages,
// "privet explain" and the tests all come from the same two sources: the Rule
// and its archive in testdata.
package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
)

// Rule is one check with its metadata and documentation. A rule is one file
// (cred_001_plaintext_password.go) and one archive (testdata/CRED-001.txtar).
type Rule struct {
	ID       string // CRED-001; never changes meaning
	Name     string // plaintext-password: reads well behind "allow"
	Severity finding.Severity
	Title    phrase.Text
	What     phrase.Text // what it finds
	Why      phrase.Text // why it matters: law or attack, in a shop developer's words
	Fix      phrase.Text // how to fix
	Not      phrase.Text // what it does not find, and why
	Law      []finding.LawRef
	Guide    []string // sentences of the shop owner's guide it serves: S15, P3
	Covers   []string // rules that say less about the same object: their finding is dropped where this one speaks
	Preview  bool     // not yet proven precise: reported, never fails a build
	Code     bool     // its evidence is in Go code: it also runs under go vet
	Check    func(*Pass)
}

// Pass is one run of one rule over one scan.
type Pass struct {
	Rule      *Rule
	Inventory *inventory.Inventory
	Policy    *policy.Policy // nil: no privet.yaml

	report func(finding.Finding)
}

// Report hands in a finding. Rule, name, severity, law, why and help are filled
// in from the rule where the finding leaves them empty.
func (p *Pass) Report(f finding.Finding) { p.report(f) }
