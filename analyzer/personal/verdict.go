package personal

import "github.com/privet-dev/privet/analyzer/phrase"

// Verdict is what the classifier says of one column or field.
type Verdict struct {
	Category   ID         // "" when not personal data, or only MayHold
	Confidence Confidence // None when not personal data
	MayHold    bool       // an opaque column or container that may hold personal data
	Evidence   []phrase.Text
	Corrected  bool       // a person's correction decided (privet.yaml, SQL comment, struct tag)
	Stated     Protection // protection that the name or type states ("password_hash", bytea "_enc"): evidence, not proof
}

// Personal reports whether the verdict names a category.
func (v Verdict) Personal() bool { return v.Category != "" }

// Subject says what a row of a table, or a value of a struct type, is about.
type Subject uint8

// The subjects.
const (
	UnknownSubject Subject = iota
	PersonSubject          // a row is a person, or something one person did or has (order, address, booking)
	LinkedSubject          // about a person through a foreign key or a name's first token only
	ThingSubject           // products, settings, firms
	PublicSubject          // public figures in catalogue data: actors, authors
)

// TableVerdict is what the classifier says of a table: its subject with
// evidence, and a verdict for each column, in column order.
type TableVerdict struct {
	Subject  Subject
	Evidence []phrase.Text
	Columns  []Verdict
}

// Field is a Go struct field, form field, parameter or map key to classify.
type Field struct {
	Type     string            // name of the struct type or form, "" if none
	Name     string            // name of the field, parameter or key
	GoType   string            // Go type as text: "string", "time.Time", "bool"
	Tags     map[string]string // json, db, gorm, validate, form ... -> value
	Siblings []string          // names of the other fields
}
