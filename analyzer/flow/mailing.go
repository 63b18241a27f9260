package flow

import (
	"go/types"
	"net/textproto"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// What a program mails, to how many, and with which headers is spread over the
// functions on the way to the send: one puts the recipients on, another renders
// the text, a third sets headers, and most programs have one function for all
// mail. So a mailing is read from a neighbourhood of the call graph: the callers
// of the send, and what they and it call. That reads too much rather than too
// little, which is the safe side: a header seen anywhere on the way counts as
// set.

// recipients is the kind of the sites where recipients are put on a message.
// They never become events.
const recipients usage.Kind = "recipients"

// mailPart is what a library's functions and fields for recipients, headers and
// attachments are called; these names hardly differ between mail libraries.
var (
	recipientName  = lazyregexp.New(`^(?:Set|Add|Append)?(To|Cc|CC|Bcc|BCC)(?:s|es|Format|Address|Addresses|IgnoreInvalid|Mailer)?$|^(?:Set|Add)?(Recipient)s?$`)
	headerSetter   = lazyregexp.New(`^(?:Set|Add|Append)(?:Gen|Raw|Custom)?(?:Header|Headers|HeaderPreformatted|GenHeaderPreformatted)?$`)
	attachmentName = lazyregexp.New(`^(?:Add)?(Attach|Embed|Inline)[A-Za-z]*$`)
	headerText     = lazyregexp.New(`(?m)^([A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*):[ \t]?`)
	headerShape    = lazyregexp.New(`^[A-Z][A-Za-z]*(?:-[A-Za-z]+)*$`)
)

// mailed is a send found while following values.
type mailed struct {
	call ssa.CallInstruction
	fn   *ssa.Function
	site *site
}

// noteMail remembers a send. Commands of the SMTP dialogue before the message
// itself are no sends of their own.
func (f *function) noteMail(instr ssa.Instruction, s *site) {
	call, ok := instr.(ssa.CallInstruction)
	if !ok || strings.HasSuffix(s.event.Callee, ".Rcpt") || strings.HasSuffix(s.event.Callee, ".Mail") {
		return
	}
	f.fx.mails = append(f.fx.mails, mailed{call: call, fn: f.fn, site: s})
}

// reportMail describes every send of the module, and what it embeds.
func (an *analysis) reportMail(facts *usage.Facts) {
	if len(an.mails) == 0 {
		return
	}
	g := newMailGraph(an)
	facts.Mailings = append(facts.Mailings, g.mailings()...)
	facts.Embeds = append(facts.Embeds, g.embeds()...)
}

func (g *mailGraph) mailings() []usage.Mailing {
	an := g.an
	var out []usage.Mailing
	for _, m := range an.mails {
		out = append(out, g.mailing(m))
	}
	slices.SortStableFunc(out, func(a, b usage.Mailing) int {
		if c := strings.Compare(a.Span.File, b.Span.File); c != 0 {
			return c
		}
		return a.Span.Offset - b.Span.Offset
	})
	return out
}

func (g *mailGraph) mailing(m mailed) usage.Mailing {
	e := m.site.event
	out := usage.Mailing{Callee: e.Callee, Span: e.Span, Function: e.Function, Package: e.Package, Test: e.Test, Generated: e.Generated}
	if pkg := calleePackage(m.call.Common()); pkg != nil {
		out.Library = models.Normal(pkg.Path())
	}
	way := g.way(m.fn)
	for _, fn := range way.functions {
		g.readBody(fn, &out)
	}
	for _, fn := range way.below {
		out.Templates = appendNew(out.Templates, g.templatesIn(fn)...)
	}
	for _, s := range g.recipientSites(way) {
		out.Recipients = append(out.Recipients, g.recipients(s))
	}
	out.Bulk = g.loopAt(m.call, m.fn)
	for _, c := range way.calls {
		call := g.mailCall(c)
		if out.Bulk == nil || out.Bulk.Source != usage.FromDatabase && call.Loop != nil && call.Loop.Source == usage.FromDatabase {
			if call.Loop != nil {
				out.Bulk = call.Loop
			}
		}
		out.Calls = append(out.Calls, call)
	}
	slices.Sort(out.Headers)
	out.Headers = slices.Compact(out.Headers)
	return out
}

// readBody looks for headers and attachments in one function.
func (g *mailGraph) readBody(fn *ssa.Function, out *usage.Mailing) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				g.readCall(instr, out)
			case *ssa.MapUpdate:
				if key, ok := constString(unwrap(instr.Key)); ok && headerShape.MatchString(key) && headerMap(instr.Map, key) {
					out.Headers = append(out.Headers, textproto.CanonicalMIMEHeaderKey(key))
				}
			case *ssa.Store:
				g.readFieldStore(instr, out)
			}
			out.Recipients = append(out.Recipients, g.textRecipients(instr, fn)...)
			for _, op := range instr.Operands(nil) {
				if text, ok := constString(unwrapNil(*op)); ok {
					g.readText(text, instr, out)
				}
			}
		}
	}
}

func unwrapNil(v ssa.Value) ssa.Value {
	if v == nil {
		return nil
	}
	return unwrap(v)
}

func (g *mailGraph) readCall(call ssa.CallInstruction, out *usage.Mailing) {
	c := call.Common()
	name := methodName(c)
	pkg := calleePackage(c)
	if name == "" || pkg == nil {
		return
	}
	args := arguments(c)
	if headerSetter.MatchString(name) && (g.an.mailLibrary(pkg.Path()) || pkg.Path() == "net/textproto" || pkg.Path() == "net/mail") {
		for _, a := range args[1:] {
			if key, ok := constString(unwrap(a)); ok && headerShape.MatchString(key) {
				out.Headers = append(out.Headers, textproto.CanonicalMIMEHeaderKey(key))
				break
			}
		}
	}
	if sub := attachmentName.FindStringSubmatch(name); sub != nil && g.an.mailLibrary(pkg.Path()) {
		part := usage.MailPart{Inline: sub[1] != "Attach" || strings.Contains(name, "Inline"), Span: g.an.span(call.Pos())}
		for _, a := range args[1:] {
			if text, ok := constString(unwrap(a)); ok {
				part.Name = text
				break
			}
		}
		out.Parts = append(out.Parts, part)
	}
}

// readFieldStore reads attachments that are made inline by a field: HTMLRelated
// of jordan-wright/email and smtppool, ContentID of several SDKs.
func (g *mailGraph) readFieldStore(st *ssa.Store, out *usage.Mailing) {
	fa, ok := st.Addr.(*ssa.FieldAddr)
	if !ok {
		return
	}
	s := structOf(fa.X.Type())
	if s == nil {
		return
	}
	switch s.Field(fa.Field).Name() {
	case "HTMLRelated", "ContentID", "ContentId":
		if c, isConst := st.Val.(*ssa.Const); !isConst || c.Value != nil && c.Value.String() != "false" && c.Value.String() != `""` {
			out.Parts = append(out.Parts, usage.MailPart{Inline: true, Span: g.an.span(st.Pos())})
		}
	}
}

// readText reads headers written as text: "To: %s\r\nSubject: ...".
func (g *mailGraph) readText(text string, instr ssa.Instruction, out *usage.Mailing) {
	if len(text) > maxMailText {
		text = text[:maxMailText]
	}
	for _, m := range headerText.FindAllStringSubmatch(text, -1) {
		if knownHeader(m[1]) {
			out.Headers = append(out.Headers, textproto.CanonicalMIMEHeaderKey(m[1]))
		}
	}
	if !out.NoReply.IsValid() && len(text) < 200 && page.NoReply(text) {
		if out.NoReply = g.an.span(instr.Pos()); !out.NoReply.IsValid() {
			out.NoReply = out.Span
		}
	}
	if strings.Contains(text, "Content-ID:") || strings.Contains(text, "src=\"data:image/") || strings.Contains(text, "src=\"cid:") {
		out.Parts = append(out.Parts, usage.MailPart{Inline: true, Span: g.an.span(instr.Pos())})
	}
}

const maxMailText = 1 << 16

// knownHeader keeps words with a colon in ordinary text apart from headers.
func knownHeader(name string) bool {
	switch textproto.CanonicalMIMEHeaderKey(name) {
	case "To", "Cc", "Bcc", "From", "Subject", "Reply-To", "Sender", "Date", "Message-Id", "Mime-Version", "Content-Type", "Precedence", "Auto-Submitted":
		return true
	}
	return strings.HasPrefix(name, "List-") || strings.HasPrefix(name, "X-")
}

// headerMap reports whether a map holds headers. A map without a name may as well
// hold what a template prints, or the words of a language: it is taken for headers
// where its values are text and the key could be nothing else.
func headerMap(m ssa.Value, key string) bool {
	switch typeName(m.Type()) {
	case "net/textproto.MIMEHeader", "net/mail.Header":
		return true
	case "":
		t, ok := m.Type().Underlying().(*types.Map)
		if !ok {
			return false
		}
		elem := t.Elem()
		if list, ok := elem.Underlying().(*types.Slice); ok {
			elem = list.Elem()
		}
		basic, ok := elem.Underlying().(*types.Basic)
		return ok && basic.Info()&types.IsString != 0 && strings.Contains(key, "-")
	}
	return false
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
