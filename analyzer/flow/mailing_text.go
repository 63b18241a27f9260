package flow

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Messages handed to net/smtp are text, headers and all, so their recipients are
// what follows "To:" in that text.
var (
	formattedTo = lazyregexp.New(`(?m)^(To|Cc|Bcc):[ \t]?%[sv]`)
	openTo      = lazyregexp.New(`(?m)^(To|Cc|Bcc):[ \t]*\z`)
	formatVerb  = lazyregexp.New(`%[^%a-zA-Z]*[a-zA-Z]`)
)

// textRecipients finds the recipients that an instruction writes into a header:
// fmt.Sprintf("To: %s\r\n", x), or "To: " + x.
func (g *mailGraph) textRecipients(instr ssa.Instruction, fn *ssa.Function) []usage.Recipients {
	switch instr := instr.(type) {
	case *ssa.BinOp:
		text, ok := g.leftText(instr)
		if m := openTo.FindStringSubmatch(text); ok && m != nil {
			return []usage.Recipients{g.written(m[1], instr.Y, instr, fn)}
		}
	case *ssa.Call:
		if name := calleeName(&instr.Call); name != "fmt.Sprintf" && name != "fmt.Fprintf" {
			return nil
		}
		return g.formatted(instr, fn)
	}
	return nil
}

// leftText returns the constant that stands directly left of a concatenation's
// right operand.
func (g *mailGraph) leftText(b *ssa.BinOp) (string, bool) {
	if b.Op != token.ADD {
		return "", false
	}
	if text, ok := constString(b.X); ok {
		return text, true
	}
	if left, ok := b.X.(*ssa.BinOp); ok {
		return constString(left.Y)
	}
	return "", false
}

func (g *mailGraph) formatted(call *ssa.Call, fn *ssa.Function) []usage.Recipients {
	args := g.flatArgs(call)
	var out []usage.Recipients
	for i, a := range args {
		text, ok := constString(unwrapNil(a))
		if !ok || len(text) > maxMailText {
			continue
		}
		for _, m := range formattedTo.FindAllStringSubmatchIndex(text, -1) {
			before := len(formatVerb.FindAllString(strings.ReplaceAll(text[:m[1]], "%%", ""), -1))
			if n := i + before; n < len(args) && args[n] != nil {
				out = append(out, g.written(text[m[2]:m[3]], args[n], call, fn))
			}
		}
		break
	}
	return out
}

func (g *mailGraph) written(header string, v ssa.Value, at ssa.Instruction, fn *ssa.Function) usage.Recipients {
	out := usage.Recipients{Header: header, Several: g.several(v, fn), Span: g.an.span(at.Pos())}
	if c, ok := unwrap(v).(*ssa.Call); ok && calleeName(&c.Call) == "strings.Join" {
		v = c.Call.Args[0]
	}
	if g.fromQuery(v, fn, 0) {
		out.Source = usage.FromDatabase
	}
	return out
}
