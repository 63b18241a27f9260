package flow

import (
	"go/token"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
)

// Bounds of a mailing's neighbourhood. Four callers up is a handler, a service,
// a mailer and a transport; a function that sends all mail of a large program
// has dozens of callers, of which the nearest are looked at.
const (
	maxMailUp    = 4
	maxMailDown  = 3
	maxMailCalls = 60
)

// mailGraph is the call graph of a module seen from its sends.
type mailGraph struct {
	an      *analysis
	callers map[*ssa.Function][]callSite
	sends   map[string][]callSite // values sent into channels, by their type
	loops   map[*ssa.Function][]int
	sending map[*ssa.Function]bool // functions that send

	// While one place is asked for: see manyPassed.
	passing map[token.Pos]bool
	asked   map[*ssa.Parameter]bool
	handed  int // how many parameters were asked for
}

// callSite is an instruction that leads on: a call, or a send into a channel.
type callSite struct {
	instr ssa.Instruction
	fn    *ssa.Function // that holds it
}

func newMailGraph(an *analysis) *mailGraph {
	g := &mailGraph{an: an, callers: map[*ssa.Function][]callSite{}, sends: map[string][]callSite{}, loops: map[*ssa.Function][]int{}, sending: map[*ssa.Function]bool{}}
	for _, m := range an.mails {
		g.sending[m.fn] = true
	}
	for _, fn := range an.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case ssa.CallInstruction:
					for _, c := range an.callees(instr) {
						g.callers[c] = append(g.callers[c], callSite{instr, fn})
					}
				case *ssa.MakeClosure:
					if c, ok := instr.Fn.(*ssa.Function); ok {
						g.callers[c] = append(g.callers[c], callSite{instr, fn})
					}
				case *ssa.Send:
					if name := typeName(instr.X.Type()); name != "" {
						g.sends[name] = append(g.sends[name], callSite{instr, fn})
					}
				}
			}
		}
	}
	return g
}

// way is what leads to a send.
type way struct {
	functions []*ssa.Function // all: callers, the sender, what they call
	below     []*ssa.Function // the sender and what it calls
	calls     []callSite      // the calls that lead to it, nearest first
	set       map[*ssa.Function]bool
}

func (g *mailGraph) way(sender *ssa.Function) way {
	w := way{set: map[*ssa.Function]bool{}}
	w.below = g.down([]*ssa.Function{sender}, maxMailDown)
	level, seen := []*ssa.Function{sender}, map[*ssa.Function]bool{sender: true}
	for range maxMailUp {
		var next []*ssa.Function
		for _, fn := range level {
			for _, c := range g.leading(fn) {
				if len(w.calls) >= maxMailCalls {
					break
				}
				w.calls = append(w.calls, c)
				if !seen[c.fn] {
					seen[c.fn] = true
					next = append(next, c.fn)
				}
			}
		}
		level = next
	}
	var up []*ssa.Function
	for fn := range seen {
		up = append(up, fn)
	}
	slices.SortFunc(up, func(a, b *ssa.Function) int { return strings.Compare(a.String(), b.String()) })
	for _, fn := range append(w.below, g.down(up, 2)...) {
		if !w.set[fn] {
			w.set[fn] = true
			w.functions = append(w.functions, fn)
		}
	}
	return w
}

// leading returns the calls of fn, and the sends of what fn receives.
func (g *mailGraph) leading(fn *ssa.Function) []callSite {
	out := slices.Clone(g.callers[fn])
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if u, ok := instr.(*ssa.UnOp); ok && u.Op.String() == "<-" {
				t := u.Type()
				if u.CommaOk {
					t = elemType(u.X.Type())
				}
				if name := typeName(t); name != "" {
					out = append(out, g.sends[name]...)
				}
			}
		}
	}
	return out
}

// down returns the functions reached from some within a number of calls, some
// included.
func (g *mailGraph) down(some []*ssa.Function, depth int) []*ssa.Function {
	seen := map[*ssa.Function]bool{}
	var out []*ssa.Function
	level := some
	for ; len(level) > 0; depth-- {
		var next []*ssa.Function
		for _, fn := range level {
			if seen[fn] {
				continue
			}
			seen[fn] = true
			out = append(out, fn)
			if depth > 0 {
				next = append(next, g.an.used[fn]...)
			}
		}
		level = next
	}
	return out
}

// mailCall describes one call on the way.
func (g *mailGraph) mailCall(c callSite) usage.MailCall {
	out := usage.MailCall{Function: functionName(c.fn), Span: g.an.span(c.instr.Pos()), Loop: g.loopAt(c.instr, c.fn)}
	if p := packageOf(c.fn); p != nil {
		out.Package = p.Pkg.Path()
	}
	out.Test = strings.HasSuffix(out.Span.File, "_test.go")
	for _, text := range g.constants(c.instr) {
		if templateName(text) {
			out.Templates = appendNew(out.Templates, text)
		} else {
			out.Strings = appendNew(out.Strings, text)
		}
	}
	out.Templates = appendNew(out.Templates, g.templatesIn(c.fn)...)
	return out
}

// constants returns the strings an instruction hands over, alone or as fields of
// a struct made for it.
func (g *mailGraph) constants(instr ssa.Instruction) []string {
	var out []string
	for _, op := range instr.Operands(nil) {
		if *op == nil {
			continue
		}
		if text, ok := constString(unwrap(*op)); ok && text != "" {
			out = append(out, text)
		}
		base := unwrap(*op)
		if u, ok := base.(*ssa.UnOp); ok {
			base = u.X
		}
		alloc, ok := base.(*ssa.Alloc)
		if !ok {
			continue
		}
		for _, ref := range *alloc.Referrers() {
			fa, ok := ref.(*ssa.FieldAddr)
			if !ok {
				continue
			}
			for _, use := range *fa.Referrers() {
				if st, ok := use.(*ssa.Store); ok && st.Addr == fa {
					if text, ok := constString(unwrap(st.Val)); ok && text != "" {
						out = append(out, text)
					}
				}
			}
		}
	}
	return out
}

func templateName(s string) bool {
	switch path.Ext(s) {
	case ".html", ".htm", ".tmpl", ".gohtml", ".tpl", ".mjml", ".jet", ".txt":
		return !strings.ContainsAny(s, " \n<")
	}
	return false
}

// templatesIn returns the templates a function reads or executes, by their
// constant names.
func (g *mailGraph) templatesIn(fn *ssa.Function) []string {
	var out []string
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			pkg := calleePackage(call.Common())
			renders := pkg != nil && (pkg.Path() == "html/template" || pkg.Path() == "text/template")
			for _, a := range g.flatArgs(call) {
				text, ok := constString(unwrapNil(a))
				if ok && (templateName(text) || renders && text != "" && len(text) < 80 && !strings.ContainsAny(text, " \n{<")) {
					out = appendNew(out, text)
				}
			}
		}
	}
	return out
}

// flatArgs returns a call's arguments with the elements of a variadic one.
func (g *mailGraph) flatArgs(call ssa.CallInstruction) []ssa.Value {
	args := arguments(call.Common())
	if n := len(args); n > 0 && call.Common().Signature().Variadic() {
		if elems := (&function{an: g.an}).elements(args[n-1]); elems != nil {
			return append(args[:n-1:n-1], elems...)
		}
	}
	return args
}
