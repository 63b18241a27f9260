// Package usage is the contract between the Go engine (gosource, bind, flow)
// and the inventory: what Go code was seen to do with data. It holds types
// only, so that neither side needs to know how the other works.
package usage

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Facts is everything the Go engine found in the modules of one scan.
type Facts struct {
	Modules  []Module
	Models   []Model
	Events   []Event
	Handlers []Handler
	Mailings []Mailing
	Embeds   []Embed
	Notes    []schema.Note // what was analysed only in part, or not at all, and why
}

// Module is one Go module (or a folder of Go files without go.mod).
type Module struct {
	Dir      string // relative to the scanned root, "." for the root
	Path     string // module path, "" without go.mod
	Packages int    // packages analysed with types
	Degraded int    // packages analysed from syntax only, or with type errors
	Files    int
	Imports  []string // import paths of other modules' packages, sorted
}

// Kind is what happened to the data.
type Kind string

// The kinds of events. The first five bind a Go value to a column.
const (
	Write   Kind = "write"   // stored in a column
	Read    Kind = "read"    // read from a column, and used by the code
	Fetch   Kind = "fetch"   // read from a column, and then used by no code
	Filter  Kind = "filter"  // compared with a column in SQL: WHERE password = $1
	Delete  Kind = "delete"  // rows of a table deleted; Column is ""
	Compare Kind = "compare" // compared in Go: ==, strings.EqualFold, ConstantTimeCompare
	Verify  Kind = "verify"  // checked by a password-hash library
	Age     Kind = "age"     // a birth date turned into an age or a year, or compared with another date

	Log        Kind = "log"         // log, slog, zap, zerolog, logrus, klog, fmt.Print
	Response   Kind = "response"    // returned to an HTTP or RPC client
	HTTPOut    Kind = "http"        // sent by an HTTP client
	Mail       Kind = "mail"        // sent by e-mail
	File       Kind = "file"        // written to a file
	ThirdParty Kind = "third-party" // handed to another company's SDK
	URL        Kind = "url"         // built into a URL
	Metric     Kind = "metric"      // metric label
	Panic      Kind = "panic"
)

// ByExample is the Operator of a Filter by a struct whose filled fields are the
// conditions; which fields are filled is often known only to the caller.
const ByExample = "example"

// Missing is the Operator of a Compare that was to be made and is not: a login looks its
// user up and does not look at the password.
const Missing = "none"

// RequestAddress is the Name of a Datum that is the whole address of a request, query
// included, in a program whose addresses have secrets in them.
const RequestAddress = "request URI"

// The Names of Data that are the body or the headers of a request as they came, a message
// of a queue as it came, and an answer as it leaves.
const (
	RequestBody    = "request body"
	RequestHeaders = "request headers"
	QueueMessage   = "queue message"
	ResponseBody   = "response body"
)

// AccessLog is the Name of a Datum that is what a library's middleware writes down of each
// request: the visitor's address, and what the event's Detail says.
const AccessLog = "access log"

// CaptchaToken is the Name of a Datum that says that a visitor passed a captcha: it
// was made by that company's script in his browser, and is sent back to the company.
const CaptchaToken = "captcha token"

// Source is where a value came from.
type Source string

// The sources.
const (
	FromRequest  Source = "request"
	FromDatabase Source = "database"
	FromConstant Source = "constant"
	FromEnv      Source = "environment"
	FromFile     Source = "file"
	FromRandom   Source = "random"
	FromUnknown  Source = ""
)

// ColumnRef names a column as the code names it; Database is set by the
// inventory's join.
type ColumnRef struct {
	Table  schema.Name
	Column string
}

// Datum is one piece of data in an event: what the code calls it, and what the
// classifier says of that name.
type Datum struct {
	Name       string    // "u.Password", "email"
	Type       string    // struct type that declares the field, "" otherwise
	Field      string    // field name, "" otherwise
	Column     ColumnRef // the column it was read from, if known
	Category   personal.ID
	Confidence personal.Confidence
}

// Step is one step of a trace, from source to sink.
type Step struct {
	Span    schema.Span
	Message phrase.Text // "comes from the request here", "hashed by bcrypt here"
}

// Event is one thing the code does with data, in one place.
type Event struct {
	Kind       Kind
	Target     ColumnRef   // Write, Read, Filter, Delete
	Callee     string      // the function that does it: "log.Printf", "(*database/sql.DB).Exec"
	Host       string      // HTTPOut, Mail: the server, where the code names it
	HostAt     schema.Span // where the code writes it
	Data       []Datum     // what flows; for Write the value, before protection
	Source     Source
	Protection personal.Protection
	Algorithm  string      // "bcrypt", "sha256", "crypt(gen_salt('bf'))"
	Cost       string      // its parameters as written, "cost 4", "100 iterations"
	Partly     bool        // Protection is that of one way; on another the same value is hashed slowly
	Operator   string      // Filter and Compare: "=", "==", "ConstantTimeCompare", ByExample
	Detail     phrase.Text // what a finding should say about how, if more than Kind says
	Steps      []Step      // at most eight, source first, the event itself last
	Span       schema.Span
	EndLine    int
	Function   string // "(*Store).CreateUser"
	Package    string // import path
	Test       bool   // in a _test.go file
	Generated  bool
	Confidence personal.Confidence // of the flow, not of the classification
	Conditions []string            // Read for sending, Delete: columns in the WHERE clause
	Prints     bool                // Log: on standard output, by package fmt, where a command-line tool talks to its user
	InMemory   bool                // Write: into a list of the program's own, which ends with it
	Quoted     schema.Span         // where the text of an error is made that brings the data here, if one does
	Blank      bool                // Write: of a field into which no code was seen to put anything
	Certainty  schema.Certainty    // Degraded when found from syntax only
}

// Model is a Go struct that an ORM or scanner maps to a table.
type Model struct {
	Library  string // gorm, xorm, bun, ent, sqlx
	Package  string // import path
	Type     string // struct name
	Table    schema.Name
	Fields   []ModelField
	Span     schema.Span
	Migrates bool // the code creates the table from it (AutoMigrate and the like)
}

// ModelField is a field of a Model and the column it maps to.
type ModelField struct {
	Name       string
	Column     string // "" when not stored
	GoType     string
	Tags       map[string]string
	NotNull    bool
	Default    string
	Unique     bool
	Index      bool
	PrimaryKey bool
	SQLType    string // stated type, or the ORM's default for the Go type
	Comment    string
	JSONName   string // name in JSON; "-" when never encoded, "" when the field's own name
	Span       schema.Span
}

// Handler is an HTTP handler that the code registers, and what stands between a
// visitor and what it returns.
type Handler struct {
	Route    string   // as written, "" when computed
	Function string   // as events name it; of a function literal, the function it stands in
	Package  string   // import path of it
	FromLine int      // lines of the handler's body, so that literals in one function are told apart
	ToLine   int      //
	Way      []string // middleware and wrappers on the way to it, outermost last
	Calls    []string // names of the functions it reaches, without package
	Reaches  []string // functions of the module it reaches: import path, a space, the name as events have it
	Span     schema.Span
}
