package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// Pictures are put into messages far from where these are sent: an editor's page rewrites
// its addresses to cid:, a template is loaded with its pictures once for all mail. So
// the whole module is looked through, where it mails at all.

// embeds returns every place that puts a picture into a message.
func (g *mailGraph) embeds() []usage.Embed {
	var out []usage.Embed
	for _, fn := range g.an.functions {
		if fn.Synthetic != "" && fn.Origin() == nil {
			continue
		}
		var m usage.Mailing
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case ssa.CallInstruction:
					g.readCall(instr, &m)
				case *ssa.BinOp:
					g.rewritten(instr, &m)
				}
			}
		}
		for _, part := range m.Parts {
			if !part.Inline || !part.Span.IsValid() {
				continue
			}
			e := usage.Embed{Name: part.Name, Span: part.Span, Function: functionName(fn), Test: strings.HasSuffix(part.Span.File, "_test.go")}
			if p := packageOf(fn); p != nil {
				e.Package = p.Pkg.Path()
			}
			e.Calls = g.callsOf(fn)
			out = append(out, e)
		}
	}
	return out
}

// callsOf returns where the program calls a function, or the one it is written in.
func (g *mailGraph) callsOf(fn *ssa.Function) []schema.Span {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	var out []schema.Span
	for _, c := range g.callers[fn] {
		if at := g.an.span(c.instr.Pos()); at.IsValid() && !strings.HasSuffix(at.File, "_test.go") && !slices.Contains(out, at) && len(out) < 4 {
			out = append(out, at)
		}
	}
	return out
}

// rewritten notes an address of a picture that becomes one of a part of the message:
//
//	`src="cid:` + id + `"`
//
// Who reads mail does the opposite, and writes cid: only to look for it.
func (g *mailGraph) rewritten(b *ssa.BinOp, out *usage.Mailing) {
	text, ok := constString(b.X)
	if left, nested := b.X.(*ssa.BinOp); !ok && nested {
		text, ok = constString(left.Y)
	}
	if ok && (strings.HasSuffix(text, `src="cid:`) || strings.HasSuffix(text, `src='cid:`) || strings.HasSuffix(text, "src=cid:")) {
		out.Parts = append(out.Parts, usage.MailPart{Inline: true, Span: g.an.span(b.Pos())})
	}
}
