// Package page reads what people see: web pages and e-mail templates. It finds
// the forms that ask for data, the links and images in a message, the ways out
// of a mailing, and what a message is for.
//
// Templates are not executed and need not be whole documents. Each template
// action ({{...}}, {%...%} and their like) is covered by a placeholder of the same
// length before the HTML tokenizer sees the file (mask.go), so that an action in
// the middle of an attribute breaks nothing and every position stays true. A page
// is then joined with the partials it includes and the layouts around it
// (include.go): an unsubscribe link in a shared footer counts for every message
// that has that footer.
//
// What a page is for is decided by its evidence, and unknown is an answer:
// a rule that speaks of marketing stays silent on a message that may be an order
// confirmation.
package page

import (
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Page is one file: a web page, a message, or a part of one.
type Page struct {
	File       string // relative to the scanned root, forward slashes
	Mail       bool   // an e-mail message or a part of one, not a web page
	Purpose    Purpose
	Confidence personal.Confidence // of Purpose
	Evidence   []phrase.Text       // why Mail and Purpose are what they are
	Start      schema.Span         // the first line with content
	Forms      []*Form
	Links      []Link
	Images     []Image
	WayOut     bool            // the page itself names a way to unsubscribe
	Privacy    bool            // the page itself links to a privacy statement
	Sender     bool            // the page itself says who sends it: address, company number, or variables for these
	Trackers   []schema.Span   // actions that insert an open or click tracker
	Defines    []string        // names of the templates it defines
	Includes   []Include       // the parts it includes
	Fragment   bool            // no <html>, <body> or <mjml>: something goes around it
	Shared     bool            // a partial or layout: other pages complete it
	Open       bool            // part of its text is put in from elsewhere: a body that staff types
	Headers    map[string]bool // of an .eml file: lower-case header names
	NoReply    bool            // of an .eml file: From is an address nobody reads, and no Reply-To names another
	Statement  bool            // a privacy statement, or terms
	Advertises bool            // of a Statement: says that data may be used for marketing
	Objection  bool            // says that one may object, or unsubscribe

	frames   []*Page // that include the page, or that it extends
	name     nameWords
	text     textEvidence
	bodies   int      // documents in the file
	slots    []string // actions that insert a page's content in a layout
	over     []string // of what there is more than is kept
	scripted bool
}

// Purpose is what a message is for.
type Purpose string

// The purposes of a message.
const (
	UnknownPurpose Purpose = ""
	Marketing      Purpose = "marketing"
	Transactional  Purpose = "transactional"
)

// Form is one form of a page, or the fields of a page that stand in no form.
type Form struct {
	Span     schema.Span
	Name     string // id, name or class that names it
	Method   string // GET or POST, "" when not stated or when a script sends it
	Action   string // as written, with template actions
	Search   bool   // a search or filter form
	Implicit bool   // fields outside any <form>
	Scripted bool   // a script sends it, in a way that the page does not show
	Fields   []*Field

	end      int
	unstated bool // GET for want of a method
}

// Field is one thing that a form asks for.
type Field struct {
	Span         schema.Span
	Name         string
	ID           string
	Type         string // text, email, checkbox, hidden, select, textarea
	Autocomplete string
	Label        string // the text of its label, placeholder or title
	Value        string // of a checkbox or radio button
	Required     bool
	Checked      bool        // ticked for everybody
	CheckedAt    schema.Span // the attribute
	RequiredAt   schema.Span

	wrapped bool // stands inside a label
}

// Link is one hyperlink.
type Link struct {
	Span    schema.Span
	Href    string // as written
	Text    string
	Tracked bool // leads past a counter that is told who followed it
}

// Image is one image, and how it gets into the message.
type Image struct {
	Span         schema.Span
	Source       string // as written, shortened
	Embedded     bool   // cid: or data:
	Pixel        bool   // one pixel, remote, and not a spacer
	PerRecipient bool   // its address tells who opened the message
}

// Include is a part that a page includes by name.
type Include struct {
	Name     string
	Span     schema.Span
	Resolved bool
	Frame    bool // the page is placed inside it (extends)

	targets []*Page
}

// Unresolved returns the names of parts that were not found below the root.
func (p *Page) Unresolved() []string {
	var names []string
	for _, q := range p.whole() {
		for _, i := range q.Includes {
			if !i.Resolved {
				names = append(names, i.Name)
			}
		}
	}
	return names
}

// HasWayOut reports whether the page, or a part or layout of it, names a way to
// unsubscribe.
func (p *Page) HasWayOut() bool { return p.any(func(q *Page) bool { return q.WayOut }) }

// HasPrivacyLink is HasWayOut for a link to a privacy statement.
func (p *Page) HasPrivacyLink() bool { return p.any(func(q *Page) bool { return q.Privacy }) }

// HasSender is HasWayOut for the sender's identity.
func (p *Page) HasSender() bool { return p.any(func(q *Page) bool { return q.Sender }) }

// Framed reports whether a layout was found around the page.
func (p *Page) Framed() bool { return len(p.frames) > 0 }

// SpeaksOfObjection is HasWayOut for the right to object, or to unsubscribe.
func (p *Page) SpeaksOfObjection() bool { return p.any(func(q *Page) bool { return q.Objection }) }

func (p *Page) any(f func(*Page) bool) bool {
	for _, q := range p.whole() {
		if f(q) {
			return true
		}
	}
	return false
}
