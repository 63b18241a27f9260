package personal

import "github.com/privet-dev/privet/analyzer/phrase"

// ID is the key of a category, such as "contact.email"; ids never change
// meaning.
type ID string

// Class is the legal class of a category.
type Class string

// The classes.
const (
	Ordinary   Class = "ordinary"
	Special    Class = "special"     // GDPR art. 9
	Criminal   Class = "criminal"    // GDPR art. 10
	NationalID Class = "national_id" // GDPR art. 87, UAVG art. 46
	Credential Class = "credential"
	Financial  Class = "financial"
)

// Category is one kind of personal data.
type Category struct {
	ID          ID
	Name        phrase.Text
	Class       Class
	Sensitivity int    // 1 (pseudonymous, trivial) to 5 (never without an explicit legal reason)
	Fideslang   string // key in Ethyca's fideslang 3.1 taxonomy
	DPV         string // term in the W3C Data Privacy Vocabulary, DPV-PD 2.3
	Exact       bool   // the vocabularies mean the same; otherwise theirs is the nearest broader term
}

// Confidence says how sure privet is.
type Confidence uint8

// The degrees of confidence. None means "not".
const (
	None Confidence = iota
	Low
	Medium
	High
)

var confidenceNames = [...]string{"none", "low", "medium", "high"}

// String returns the degree as the JSON contract spells it.
func (c Confidence) String() string { return confidenceNames[c] }
