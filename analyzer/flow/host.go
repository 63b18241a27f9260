package flow

import (
	"go/token"
	"net/url"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// To whom data goes is often written beside the call: in the URL of a request,
// in the address of a mail server, in the client the call is a method of. host
// looks for it there, and for a client where that was made.

// sendBy records what one row of a table says leaves by a call.
func (f *function) sendBy(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, name string, row models.Row) {
	kind := usage.Kind(row.Words[0])
	in := f.passedBy(m, args, name, row)
	if kind == usage.Response {
		in = f.encoded(args, row, in)
	}
	at := call
	if kind == usage.HTTPOut && f.checksCaptcha(args) {
		in = in.each(captchaToken)
	}
	if kind == usage.HTTPOut {
		if do := sender(v); do != nil {
			in = in.each(func(t taint) (taint, bool) {
				t.trace = t.trace.then(call.Pos(), &phrase.Text{EN: "put into a request", NL: "in een verzoek gezet"})
				return t, true
			})
			at, name = do, f.an.modelName(do.Common())
		}
	}
	s := f.site(at, kind, name)
	if (kind == usage.HTTPOut || kind == usage.Mail) && s.event.Host == "" {
		s.event.Host = f.host(kind, args)
	}
	f.sink(m, s, in)
}

// sender returns the call that sends a request made in the same function, or nil:
// http.NewRequest and the client's Do are one way out.
func sender(made *ssa.Call) ssa.CallInstruction {
	if made == nil || made.Call.Signature().Results().Len() == 0 || typeName(made.Call.Signature().Results().At(0).Type()) != "net/http.Request" {
		return nil
	}
	for _, ref := range *made.Referrers() {
		req, ok := ref.(*ssa.Extract)
		if !ok || req.Index != 0 {
			continue
		}
		for _, use := range *req.Referrers() {
			if call, ok := use.(*ssa.Call); ok && methodName(call.Common()) == "Do" {
				return call
			}
		}
	}
	return nil
}

// maxMaking bounds how far back the making of a client is followed.
const maxMaking = 5

// host returns the server a call sends to, as the code writes it; "" where only
// settings know it.
func (f *function) host(kind usage.Kind, args []ssa.Value) string {
	h := hostFinder{an: f.an, kind: kind, seen: map[ssa.Value]bool{}}
	for _, a := range args {
		if found := h.find(a, 0); found != "" {
			return found
		}
	}
	return ""
}

type hostFinder struct {
	an   *analysis
	kind usage.Kind
	seen map[ssa.Value]bool
}

func (h hostFinder) find(v ssa.Value, depth int) string {
	v = unwrap(v)
	if depth > maxMaking || h.seen[v] {
		return ""
	}
	h.seen[v] = true
	if isText(v) {
		for _, t := range (evaluator{an: h.an}).eval(v, 0) {
			if found := h.inText(beginning(t)); found != "" {
				return found
			}
			if found := behindHole(t); found != "" {
				return found
			}
		}
		return ""
	}
	switch v := v.(type) {
	case *ssa.Extract:
		return h.find(v.Tuple, depth)
	case *ssa.Call:
		return h.first(arguments(&v.Call), depth)
	case *ssa.Alloc:
		return h.first(h.storedIn(v), depth)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return ""
		}
		if alloc, ok := v.X.(*ssa.Alloc); ok {
			return h.find(alloc, depth)
		}
		return h.first(h.an.storesTo(v.X), depth)
	case *ssa.Phi:
		return h.first(v.Edges, depth)
	}
	return ""
}

func (h hostFinder) first(vs []ssa.Value, depth int) string {
	for _, v := range vs {
		if found := h.find(v, depth+1); found != "" {
			return found
		}
	}
	return ""
}

// serverField matches the fields in which clients keep the server they talk to.
var serverField = lazyregexp.New(`(?i)^(smtp|base|api)?_?(host|hostname|server|addr|address|url|baseurl|endpoint|uri)$`)

// storedIn returns what is stored into a variable, or into its fields that name
// a server.
func (h hostFinder) storedIn(alloc *ssa.Alloc) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == alloc {
				out = append(out, ref.Val)
			}
		case *ssa.FieldAddr:
			if s := structOf(ref.X.Type()); s == nil || !serverField.MatchString(s.Field(ref.Field).Name()) {
				continue
			}
			for _, use := range *ref.Referrers() {
				if st, ok := use.(*ssa.Store); ok && st.Addr == ref {
					out = append(out, st.Val)
				}
			}
		}
	}
	return out
}

// beginning is the text of a template up to its first hole.
func beginning(t bind.Template) string {
	var sb strings.Builder
	for _, p := range t.Parts {
		if p.Hole {
			break
		}
		sb.WriteString(p.Text)
	}
	return sb.String()
}

// behindHole is the server's domain where only its first part is a setting:
// https://%s.api.example.com/3.0.
func behindHole(t bind.Template) string {
	if len(t.Parts) < 3 || !t.Parts[1].Hole || t.Parts[0].Text != "https://" && t.Parts[0].Text != "http://" {
		return ""
	}
	rest, ok := strings.CutPrefix(t.Parts[2].Text, ".")
	rest, _, _ = strings.Cut(rest, "/")
	if !ok || !strings.Contains(rest, ".") || strings.ContainsAny(rest, ":@ ") {
		return ""
	}
	return rest
}

// mailServer matches the address of a mail server: with its port, or named as
// such. A bare host name alone may be anything.
var mailServer = lazyregexp.New(`(?i)^((?:[a-z0-9_-]+\.)*[a-z0-9_-]*(?:smtp|mail)[a-z0-9_-]*(?:\.[a-z0-9_-]+)*|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*:[0-9]{2,5})$`)

func (h hostFinder) inText(text string) string {
	if scheme, _, ok := strings.Cut(text, "://"); ok {
		switch scheme {
		case "http", "https", "smtp", "smtps":
		default:
			return ""
		}
		u, err := url.Parse(text)
		if err != nil || u.Host == "" && u.Opaque == "" {
			return ""
		}
		return u.Hostname()
	}
	if h.kind != usage.Mail || !mailServer.MatchString(text) {
		return ""
	}
	name, _, _ := strings.Cut(text, ":")
	if !strings.Contains(name, ".") && !strings.Contains(text, ":") {
		return "" // a word: "mailer"
	}
	return name
}
