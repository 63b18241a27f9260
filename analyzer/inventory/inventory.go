// Package inventory joins what the schema states, what the code does and what
// the classifier says into one picture: every stored personal field with its
// evidence, protection, writers, readers, exits and the roles that reach it.
package inventory

import (
	"slices"

	"github.com/privet-dev/privet/analyzer/drift"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// Inventory is the joined picture of one scan.
type Inventory struct {
	Databases []*schema.Database
	Tables    []*Table
	Items     []*Item  // ordered by database, table, column position
	Exports   []*Table // CSV files named like exports of persons, a table each: copies, no part of Items
	Pages     []*page.Page
	Forms     []*FormField // what the pages' forms ask for, in page order
	Usage     *usage.Facts
	Settings  *setting.Facts // what configuration and scripts state; never nil after Build
	Scope     Scope
}

// Scope says what was analysed and what was not: nothing is lost silently.
type Scope struct {
	Root       string        // as given on the command line
	Files      int           // schema and query files read
	Statements int           // statements understood
	Degraded   int           // statements read by the tolerant reader
	Unparsed   []schema.Note // statements not understood
	GoFiles    int
	Settings   int // files of configuration and scripts read
	Packages   int
	Modules    []usage.Module
	Pages      int           // web pages read
	Mails      int           // e-mail templates and messages read
	Exports    int           // CSV files of persons read
	Skipped    []schema.Note // files and packages not analysed, or only in part
	Notes      []schema.Note // choices made: which of several schemas was used, rows not read
	Drift      []Drift       // where schema files and the running server differ, personal data first
}

// Drift is one thing in which schema files and a running server differ.
type Drift struct {
	drift.Difference
	Personal bool // it is about a personal field, or a table with one
}

// Table is a stored table with what the classifier says of it.
type Table struct {
	Database *schema.Database
	Table    *schema.Table
	Subject  personal.Subject
	Evidence []phrase.Text
	Purposes []Purpose
	Verdicts []personal.Verdict // of every column, in column order, also where the answer is no
	Items    []*Item            // its personal columns
	Deletes  []*usage.Event
	Erasers  []Reader     // roles that may delete its rows
	Model    *usage.Model // the Go struct mapped to it, if any
}

// Names reports whether a column of the table is personal by name.
func (t *Table) Names(c *schema.Column) bool {
	return slices.ContainsFunc(t.Items, func(i *Item) bool { return i.Column == c && i.Category != nil })
}

// Purpose is a purpose of a table: declared in privet.yaml, or hinted at by the
// table's name.
type Purpose struct {
	ID       string // profile id: newsletter, order_guest, account
	Declared bool
	Hint     string // the token of the name that hinted at it
}

// Item is one stored personal field.
type Item struct {
	Database   *schema.Database
	Table      *Table
	Column     *schema.Column
	Within     *schema.Column     // the column that holds it, where Column is a key of attributes or of JSON documents; else nil
	Field      string             // Go struct field "pkg.Type.Field" mapped to it, if any
	Category   *personal.Category // nil when only MayHold
	MayHold    bool
	Confidence personal.Confidence
	Evidence   []phrase.Text
	Mandatory  bool
	Protection personal.Protection
	Proof      []Proof // why Protection is what it is, strongest evidence first
	Writes     []*usage.Event
	Reads      []*usage.Event
	Fetched    []*usage.Event // read into something that no code uses
	Filters    []*usage.Event
	Ages       []*usage.Event // computations that leave an age of it
	Exits      []*usage.Event // Log, Response, HTTPOut, Mail, File, ThirdParty, URL
	Readers    []Reader
	Forms      []*FormField // that ask for it, as far as names tell
	Origin     schema.Origin

	stated personal.Protection // what the classifier read in its name or type
}

// Stored returns the column that privileges and statements speak of: the item's
// own, or the one it is a key in.
func (i *Item) Stored() *schema.Column {
	if i.Within != nil {
		return i.Within
	}
	return i.Column
}

// Object names the item as findings and the register do: schema.table.column,
// the schema left out where it is the default one.
func (i *Item) Object() string { return i.Table.Object() + "." + i.Column.Name }

// Object names the table, its schema left out where it is the default one.
func (t *Table) Object() string {
	switch name := t.Table.Name; name.Schema {
	case "public", "main", "dbo":
		return name.Name
	default:
		return name.String()
	}
}

// Proof is one piece of evidence about how a field is protected.
type Proof struct {
	Kind       ProofKind
	Protection personal.Protection
	Text       phrase.Text
	Span       schema.Span
	Event      *usage.Event // for FlowProof
}

// ProofKind says what kind of evidence a Proof is.
type ProofKind string

// The kinds of proof.
const (
	FlowProof    ProofKind = "flow"    // the Go write path
	SQLProof     ProofKind = "sql"     // a function in the SQL that writes it
	TypeProof    ProofKind = "type"    // its type or length
	NameProof    ProofKind = "name"    // its name says so
	ValueProof   ProofKind = "values"  // the rows of a dump
	DefaultProof ProofKind = "default" // a DEFAULT clause
	TriggerProof ProofKind = "trigger" // a trigger that changes what is put in
)

// Reader is a role that may read or write the item, and how it came to that
// right.
type Reader struct {
	Role       string           // "PUBLIC" for everyone
	Rights     schema.Privilege // of SELECT, INSERT, UPDATE and DELETE those it has
	Read       bool
	Write      bool
	Restricted bool          // reads only the rows that a row policy, or a function, lets through
	Inherent   bool          // as owner or superuser, not by a grant
	Path       []phrase.Text // the chain that gives the right
	Origin     schema.Origin // the statement that gives it
}
