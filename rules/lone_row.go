package rules

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

// dumpLayout is what schema/source calls a file that a dump program wrote.
const dumpLayout = "dump"

// softenLoneRow lowers the confidence of a finding that rests on the value of one
// row. In a script that somebody wrote, one row is a demo or a first account, and
// may be all that is ever stored so; in a dump it is a row of the application.
func softenLoneRow(f *finding.Finding, item *inventory.Item) {
	v := item.Column.Values
	if v == nil || v.Sampled != 1 {
		return
	}
	f.Confidence = min(f.Confidence, personal.Medium)
	if layout := item.Database.Layout; layout != dumpLayout && layout != schema.ServerLayout {
		f.Confidence = personal.Low
		f.Evidence = append(f.Evidence, phrase.Text{
			EN: "only one row was seen, in a script: a demo or a first account perhaps; look at how the application stores passwords",
			NL: "er is maar één rij gezien, in een script: misschien een demo- of eerste account; kijk hoe de applicatie wachtwoorden opslaat"})
	}
}
