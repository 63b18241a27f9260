package flow

import (
	"fmt"
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// The address of a request that is logged whole is harmless until a secret is in it:
// the link that resets a password, a token in the query. Which of a program's own
// addresses have one shows where it makes such links, and where it asks a request for
// one. Then its log holds what lets somebody in.

// secretInAddress is a query parameter of the program's own addresses that is secret.
type secretInAddress struct {
	key string
	pos token.Pos
}

// addressSecret finds the first such parameter of the module, once.
func (an *analysis) addressSecret() secretInAddress {
	if an.address != nil {
		return *an.address
	}
	an.address = &secretInAddress{}
	var operands []*ssa.Value
	for _, fn := range an.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				operands = instr.Operands(operands[:0])
				for _, op := range operands {
					if key := an.ownLink(*op); key != "" && !an.testing(instr.Pos()) {
						an.address = &secretInAddress{key, instr.Pos()}
						return *an.address
					}
				}
			}
		}
	}
	return *an.address
}

func (an *analysis) testing(pos token.Pos) bool {
	return strings.HasSuffix(an.span(pos).File, "_test.go")
}

// secretParameter matches a query parameter at the place where a value is put in.
var secretParameter = lazyregexp.New(`[?&]([A-Za-z_]*(?:[Tt]oken|[Ss]ecret|[Ss]ecret_?[Cc]ode|[Rr]eset_?[Cc]ode|[Oo]tp))=(?:%[sv]|$)`)

// ownAddress matches the beginning of a link to the program itself: a path, a host in
// the settings, or this machine.
var ownAddress = lazyregexp.New(`^(?:/|\?|&|%[sv]/|https?://(?:localhost|127\.0\.0\.1|%[sv]))`)

// ownLink returns the secret parameter of a constant that is the text of a link to the
// program itself, or "".
func (an *analysis) ownLink(v ssa.Value) string {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return ""
	}
	text := constant.StringVal(c.Value)
	if len(text) < 8 || len(text) > 400 || !strings.Contains(text, "=") || !ownAddress.MatchString(text) {
		return ""
	}
	if m := secretParameter.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// revealing names what only a log reveals: a code that the program made, and a part of a
// request that is logged whole: its address, where the program's addresses have secrets
// in them, its headers and its body.
func (an *analysis) revealing(s *site, t taint) taint {
	switch {
	case s.event.Kind == usage.Log && t.From == fromRandom:
		return an.madeCode(t)
	case s.event.Kind != usage.Log || t.From != fromRequest:
		return t
	case wholeAddress(t.label):
	case t.named():
		return t
	case wholeBody(t.label):
		return an.revealingBody(s, t)
	case t.Owner == requestType && t.Field == "Answer":
		return an.revealingAnswer(s, t)
	case wholeHeader(t.label):
		t.Name, t.Category, t.Sure = usage.RequestHeaders, "cred.token", personal.Medium
		return t
	case secretHeaders[strings.ToLower(t.Name)], letsIn.MatchString(t.Name):
		t.Category, t.Sure = "cred.token", personal.Medium
		return t
	default:
		return t
	}
	if secret := an.addressSecret(); secret.key != "" {
		t.Name, t.Category, t.Sure = usage.RequestAddress, "cred.token", personal.Medium
		s.event.Detail = an.secretDetail(secret)
	}
	return t
}

// letsIn matches what cookies are called by which a browser is let in: UserAuth, app_session.
var letsIn = lazyregexp.New(`(?i)^[a-z0-9_-]*(?:auth|session|jwt)(?:(?:[_-][a-z0-9_-]*)?(?:token|cookie|key))?$`)

func (an *analysis) secretDetail(secret secretInAddress) phrase.Text {
	return phrase.Textf("links to this program have %s in their address (%s)", "links naar dit programma hebben %s in het adres (%s)", secret.key, an.lineOf(secret.pos))
}

// wholeAddress reports whether a label is a request's address with its query. What a
// method of its URL returns may be any part of it.
func wholeAddress(l label) bool {
	return l.Owner == "net/http.Request" && l.Field == "RequestURI" || l.Owner == "net/url.URL" && l.Field == "RawQuery"
}

// lineOf is a position as a sentence names it.
func (an *analysis) lineOf(pos token.Pos) string {
	span := an.span(pos)
	return fmt.Sprintf("%s:%d", span.File, span.Line)
}
