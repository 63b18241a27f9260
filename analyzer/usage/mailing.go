package usage

import "github.com/privet-dev/privet/schema"

// Mailing is one place where the program sends mail: the call that hands a
// message to a library, a server or a company. What is known of the message is
// gathered on its way there, from the functions that lead to the call and those
// that they build the message with; a common function for all mail is therefore
// one Mailing, and Calls tells its uses apart.
type Mailing struct {
	Library    string // import path without major version: "net/smtp", "github.com/wneessen/go-mail"
	Callee     string
	Span       schema.Span
	Function   string // that holds the send
	Package    string
	Test       bool
	Generated  bool
	Recipients []Recipients
	Headers    []string    // canonical names of headers set: "List-Unsubscribe", "Subject"
	NoReply    schema.Span // where its sender is written, when that is an address nobody reads; else no place
	Parts      []MailPart
	Templates  []string   // names or files rendered into the message, as the code writes them
	Bulk       *Loop      // set when the send, or a call that leads to it, is repeated
	Calls      []MailCall // the calls in the module that lead to the send, nearest first
}

// Recipients is one place where recipients are put on a message.
type Recipients struct {
	Header  string // "To", "Cc", "Bcc"; "" when only the envelope has them
	Several bool   // more than one address in this header
	Source  Source // FromDatabase: from a query; FromConstant: written in the code
	Columns []ColumnRef
	Span    schema.Span
}

// MailPart is a file or picture put into a message.
type MailPart struct {
	Inline bool   // embedded (Content-ID, data: URL), else attached
	Name   string // as the code writes it, "" when not constant
	Span   schema.Span
}

// Embed is a place that puts a picture into messages, whichever these are.
type Embed struct {
	Name     string // the file's, as the code writes it; "" when not constant
	Span     schema.Span
	Function string
	Package  string
	Calls    []schema.Span // of the function, four at most
	Test     bool
}

// Loop is what repeats a send.
type Loop struct {
	Source   Source // FromDatabase: over the rows of a query
	Function string
	Span     schema.Span // the repeated call
}

// MailCall is a call that leads to a send.
type MailCall struct {
	Function  string
	Package   string
	Span      schema.Span
	Loop      *Loop
	Templates []string // constant names handed over here that look like templates
	Strings   []string // other constants handed over: subjects, as written
	Test      bool
}
