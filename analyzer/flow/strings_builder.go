package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
)

// builder strings together what is written to a strings.Builder or bytes.Buffer, in
// program order; a write of something unknown is a hole.
func (e evaluator) builder(b ssa.Value, depth int) []bind.Template {
	refs := b.Referrers()
	if refs == nil {
		return unknown
	}
	out := []bind.Template{{}}
	for _, ref := range *refs {
		if w, ok := ref.(*ssa.MakeInterface); ok { // fmt.Fprintf(&b, ...)
			for _, ref := range *w.Referrers() {
				if c, ok := ref.(*ssa.Call); ok {
					out = concat(out, e.printedTo(c, w, depth))
				}
			}
			continue
		}
		c, ok := ref.(*ssa.Call)
		if !ok || len(c.Call.Args) < 2 || c.Call.Args[0] != b {
			continue
		}
		switch name := calleeName(&c.Call); name[strings.LastIndexByte(name, '.')+1:] {
		case "WriteString", "Write":
			out = concat(out, e.eval(c.Call.Args[1], depth+1))
		case "WriteByte", "WriteRune":
			part := unknown
			if k, ok := c.Call.Args[1].(*ssa.Const); ok {
				if n, exact := constInt(k); exact {
					part = []bind.Template{bind.Const(string(rune(n)))}
				}
			}
			out = concat(out, part)
		}
	}
	return out
}

// printedTo is what a call prints to a writer.
func (e evaluator) printedTo(c *ssa.Call, w ssa.Value, depth int) []bind.Template {
	nothing := []bind.Template{{}}
	if len(c.Call.Args) < 2 || c.Call.Args[0] != w {
		return nothing
	}
	switch calleeName(&c.Call) {
	case "io.WriteString":
		return e.eval(c.Call.Args[1], depth+1)
	case "fmt.Fprintf":
		return e.sprintf(c.Call.Args[1:], depth)
	case "fmt.Fprint", "fmt.Fprintln":
		out := nothing
		for _, el := range (&function{}).elements(c.Call.Args[1]) {
			part := unknown
			if el != nil {
				part = e.eval(el, depth+1)
			}
			out = concat(out, part)
		}
		return out
	}
	return nothing
}
