package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// Middlewares that log requests, and handlers that log a body before they decode it,
// write down what nobody has given a name yet. What is in it shows elsewhere: where the
// program decodes what it is sent and takes a password or an address out of it.

// requestType is the type of which the parts below are fields.
const requestType = "net/http.Request"

// wholeParts are the words after a source that is a part of a request as it came.
var wholeParts = map[string]string{"body": "Body", "headers": "Header", "message": "Message"}

// wholeMessage is a message of a queue, and wholeAnswer what a program answers, as a
// response writer of its own sees it pass that keeps it for the log.
var (
	wholeMessage = label{From: fromRequest, Protection: personal.Plain, Owner: requestType, Field: "Message"}
	wholeAnswer  = label{From: fromRequest, Protection: personal.Plain, Owner: requestType, Field: "Answer"}
)

func wholeBody(l label) bool {
	return l.Owner == requestType && (l.Field == "Body" || l.Field == "Form" || l.Field == "PostForm" || l.Field == "Message")
}

// eachOfForm is what a loop over all fields of a form gets, one after the other: together
// they are the form. One value of it is only a part.
//
//	for key, value := range r.Form {
//		log.Println(key, value)
//	}
func (f *function) eachOfForm(m memory, v ssa.Value) set {
	return f.labels(m, v).each(func(t taint) (taint, bool) {
		return t, t.Owner == requestType && (t.Field == "Form" || t.Field == "PostForm")
	})
}

// answerFields returns the fields in which a response writer of the program's own keeps
// what passes: it embeds one of a library, and has a buffer beside it.
//
//	type recorder struct {
//		http.ResponseWriter
//		body *bytes.Buffer
//	}
func (an *analysis) answerFields() map[*types.Var]bool {
	out := map[*types.Var]bool{}
	for _, p := range an.mod.Packages {
		scope := p.Types.Scope()
		for _, name := range scope.Names() {
			t, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || structOf(t.Type()) == nil {
				continue
			}
			if write, _, _ := types.LookupFieldOrMethod(t.Type(), true, p.Types, "Write"); write == nil || write.Pkg() != p.Types {
				continue // what passes is not looked at
			}
			writer, buffers := false, []*types.Var(nil)
			for f := range structOf(t.Type()).Fields() {
				switch name := typeName(f.Type()); {
				case f.Embedded() && strings.HasSuffix(name, ".ResponseWriter"):
					writer = true
				case name == "bytes.Buffer" || name == "strings.Builder" || isBytes(f.Type()):
					buffers = append(buffers, f)
				}
			}
			for _, f := range buffers {
				out[f] = writer
			}
		}
	}
	return out
}

func isBytes(t types.Type) bool {
	list, ok := t.Underlying().(*types.Slice)
	return ok && types.Identical(list.Elem(), types.Typ[types.Byte])
}

func wholeHeader(l label) bool { return l.Owner == requestType && l.Field == "Header" }

// printedRequest is what is shown of a request that is printed itself: %v of it has all
// its headers, and those have what lets its sender in.
func (f *function) printedRequest(arg ssa.Value, unseen map[int]bool) (out set) {
	elems := f.elements(arg)
	if elems == nil {
		elems = []ssa.Value{arg}
	}
	for i, e := range elems {
		if e == nil || unseen[i] || typeName(deref(unwrap(e).Type())) != requestType {
			continue
		}
		l := label{From: fromRequest, Protection: personal.Plain, Owner: requestType, Field: "Header"}
		out, _ = out.union(setOf(taint{l, (*step)(nil).then(unwrap(e).Pos(), comesFrom(fromRequest))}))
	}
	return out
}

// secretHeaders are those that let somebody in.
var secretHeaders = map[string]bool{"authorization": true, "proxy-authorization": true, "cookie": true, "x-api-key": true, "x-auth-token": true, "x-access-token": true}

// partOf makes what a key of a body or of headers stands for one part of it.
func partOf(l label, key string) label {
	l.Part = l.open()
	if !l.named() && (wholeBody(l) || wholeHeader(l)) {
		l.Owner, l.Field, l.Name = "", "", key
	}
	return l
}

// decodedInto makes parts of a body of what it is decoded into, unless that takes the
// body as it comes: a map, or text.
func decodedInto(v ssa.Value, s set) set {
	t := deref(unwrap(v).Type())
	switch t.Underlying().(type) {
	case *types.Map, *types.Interface:
		return s
	}
	if scalar(t) {
		return s
	}
	return s.each(func(t taint) (taint, bool) {
		t.label = partOf(t.label, "")
		return t, true
	})
}

// brought is what requests to the program are known to bring.
type brought struct {
	category personal.ID
	name     string
	span     schema.Span
}

// revealingBody names a body that is logged as it came, where requests are known to
// bring a password, or what a log has no business with.
func (an *analysis) revealingBody(s *site, t taint) taint {
	if an.bring == nil {
		found := an.requestsBring()
		an.bring = &found
	}
	if an.bring.category == "" {
		return t
	}
	t.Name, t.Category, t.Sure = usage.RequestBody, an.bring.category, personal.Medium
	if t.Field == "Message" {
		t.Name = usage.QueueMessage
	}
	s.event.Detail = phrase.Textf("what this program is sent brings %s (%s:%d)", "wat dit programma toegestuurd krijgt brengt %s mee (%s:%d)", an.bring.name, an.bring.span.File, an.bring.span.Line)
	return t
}

// revealingAnswer names an answer that is logged whole, where the program is known to
// answer with what a log has no business with.
func (an *analysis) revealingAnswer(s *site, t taint) taint {
	if an.answered == nil {
		found := an.gravest(func(s *site) bool { return s.event.Kind == usage.Response }, func(t taint) bool { return t.Protection <= personal.Encoded })
		an.answered = &found
	}
	if an.answered.category == "" {
		return t
	}
	t.Name, t.Category, t.Sure = usage.ResponseBody, an.answered.category, personal.Medium
	s.event.Detail = phrase.Textf("answers of this program hold %s (%s:%d)", "antwoorden van dit programma bevatten %s (%s:%d)", an.answered.name, an.answered.span.File, an.answered.span.Line)
	return t
}

// weighty are the categories looked for in requests, the gravest first.
var weighty = []string{"cred.password", "special.", "crim.", "id.national", "fin.", "contact.email", "contact.phone", "contact.address"}

// requestsBring finds the gravest datum that the program takes out of a request.
func (an *analysis) requestsBring() brought {
	return an.gravest(func(*site) bool { return true }, func(t taint) bool { return t.From == fromRequest && t.Sure >= personal.Medium })
}

// gravest finds the gravest datum of a kind that reaches sites of a kind.
func (an *analysis) gravest(at func(*site) bool, of func(taint) bool) brought {
	best, found := len(weighty), brought{}
	for _, s := range an.order {
		if s.event.Test || s.event.Kind == recipients || !at(s) {
			continue
		}
		for h := range s.in.all() {
			all := setOf(h)
			if h.From == fromField {
				all = an.heap.resolve(h).partly()
			}
			for t := range all.all() {
				if !of(t) {
					continue
				}
				for i, prefix := range weighty[:best] {
					steps := an.steps(t.trace)
					if strings.HasPrefix(string(t.Category), prefix) && len(steps) > 0 {
						best, found = i, brought{t.Category, t.Name, steps[0].Span}
						break
					}
				}
			}
		}
	}
	return found
}
