package flow

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"fmt"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/schema"
)

// encoder writes what a unit learned for its importers.
type encoder struct {
	an    *analysis
	out   wire
	sites map[*site]int
}

// encode returns the fact of an analysed unit.
func (an *analysis) encode(reported []Reported) ([]byte, error) {
	e := encoder{an: an, sites: map[*site]int{}}
	for path := range an.paths {
		e.out.Packages = append(e.out.Packages, path)
	}
	slices.Sort(e.out.Packages)
	e.functions()
	e.heap()
	e.texts()
	e.out.Concrete = an.concrete()
	e.out.Hooked = an.binder.Hooked()
	e.out.Reported = append(slices.Clone(an.seen.reported()), reported...)
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestSpeed)
	if err != nil {
		return nil, fmt.Errorf("flow facts: %w", err)
	}
	if err := gob.NewEncoder(w).Encode(&e.out); err != nil {
		return nil, fmt.Errorf("flow facts: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("flow facts: %w", err)
	}
	return buf.Bytes(), nil
}

// functions writes the summaries of what importers can call, and hands on the
// methods of the packages below.
func (e *encoder) functions() {
	for _, fn := range e.an.functions {
		obj, ok := fn.Object().(*types.Func)
		if !ok || fn.Origin() != nil || !obj.Exported() || e.an.summary(fn) == nil {
			continue
		}
		w := e.function(obj.FullName(), fn, e.an.summary(fn))
		if w.telling() {
			e.out.Functions = append(e.out.Functions, w)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.an.seen.functions)) {
		if w := e.an.seen.functions[name]; w.Method {
			e.out.Functions = append(e.out.Functions, e.carried(name, w))
		}
	}
	slices.SortFunc(e.out.Functions, func(a, b wireFunction) int { return strings.Compare(a.Name, b.Name) })
	e.out.Functions = slices.CompactFunc(e.out.Functions, func(a, b wireFunction) bool { return a.Name == b.Name })
}

func (e *encoder) function(name string, fn *ssa.Function, s *summary) wireFunction {
	w := wireFunction{Name: name, Method: fn.Signature.Recv() != nil}
	for _, o := range s.flows {
		w.Flows = append(w.Flows, wireFlow{o.result, o.index, o.path, o.empty, e.taint(o.taint())})
	}
	for _, r := range s.reached {
		w.Reached = append(w.Reached, wireReach{e.site(r.site), e.taint(r.taint())})
	}
	for _, h := range s.heaps {
		w.Heaps = append(w.Heaps, wireHeap{h.to.owner, h.to.field, e.taint(h.taint())})
	}
	for _, c := range s.comparing {
		w.Comparing = append(w.Comparing, wireComparing{e.site(c.equal), e.site(c.verify), e.taints(c.x), e.taints(c.y), c.login})
	}
	for _, d := range s.deferred {
		w.Deferred = append(w.Deferred, e.deferred(d))
	}
	w.Says = e.taints(s.says)
	for _, d := range s.proves {
		w.Proves = append(w.Proves, wireProof{d.index, d.path})
	}
	w.Stops = s.whole && !s.returns
	w.Lost = slices.Sorted(maps.Keys(s.lost))
	w.Returns = e.an.constantResult(fn)
	return w
}

// carried copies a summary of a package below; its sites get new numbers.
func (e *encoder) carried(name string, w *wireFunction) wireFunction {
	out := *w
	out.Reached = slices.Clone(w.Reached)
	for i, r := range out.Reached {
		out.Reached[i].Site = e.site(e.an.seen.site(name, r.Site))
	}
	out.Comparing = slices.Clone(w.Comparing)
	for i, c := range out.Comparing {
		out.Comparing[i].Equal, out.Comparing[i].Verify = e.site(e.an.seen.site(name, c.Equal)), e.site(e.an.seen.site(name, c.Verify))
	}
	return out
}

func (e *encoder) deferred(d deferred) wireDeferred {
	w := wireDeferred{Callee: d.callee, Depth: d.depth}
	for _, a := range d.args {
		arg := wireArg{Param: a.param, Rest: a.rest}
		if a.param < 0 && a.known != nil {
			for _, t := range a.known.Strings() {
				if t.Known() {
					arg.Known = append(arg.Known, t)
				}
			}
		}
		w.Args = append(w.Args, arg)
	}
	return w
}

func (e *encoder) site(s *site) int {
	i, ok := e.sites[s]
	if !ok {
		i = len(e.out.Sites)
		e.sites[s] = i
		ev := s.event
		ev.Span = e.absolute(ev.Span)
		e.out.Sites = append(e.out.Sites, wireSite{Text: s.text, Event: ev, Passwords: s.passwords, IfCompared: s.ifCompared})
	}
	return i
}

func (e *encoder) taint(t taint) wireTaint {
	w := wireTaint{Label: t.label}
	for _, s := range t.trace.list() {
		var span schema.Span
		if s.span != nil {
			span = *s.span
		}
		if s.pos.IsValid() {
			span = e.an.span(s.pos)
		}
		if span.IsValid() {
			w.Steps = append(w.Steps, wireStep{e.absolute(span), *s.text})
		}
	}
	return w
}

func (e *encoder) taints(s set) []wireTaint {
	var out []wireTaint
	for t := range s.all() {
		out = append(out, e.taint(t))
	}
	return out
}

// absolute names the file of a span independently of the unit's root: modules of
// one workspace have different ones.
func (e *encoder) absolute(s schema.Span) schema.Span {
	if s.File != "" && !filepath.IsAbs(s.File) && e.an.in.Root != "" {
		s.File = filepath.ToSlash(filepath.Join(e.an.in.Root, s.File))
	}
	return s
}

func (e *encoder) heap() {
	keys := make([]heapKey, 0, len(e.an.heap))
	for k := range e.an.heap {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b heapKey) int {
		if c := strings.Compare(a.owner, b.owner); c != 0 {
			return c
		}
		return strings.Compare(a.field, b.field)
	})
	for _, k := range keys {
		for t := range e.an.heap[k].all() {
			e.out.Heap = append(e.out.Heap, wireHeap{k.owner, k.field, e.taint(t)})
		}
	}
}

// texts writes the package variables that hold constant text: statements kept
// beside the code that runs them.
func (e *encoder) texts() {
	for name, text := range e.an.seen.texts {
		e.out.Texts = append(e.out.Texts, wireText{name, text})
	}
	for g := range e.an.globals {
		if g.Pkg == nil || !e.an.inModule[g.Pkg] || g.Object() == nil || !g.Object().Exported() {
			continue
		}
		if text := known(evaluator{an: e.an}.load(g, 0)); text != nil {
			e.out.Texts = append(e.out.Texts, wireText{variable(g), text})
		}
	}
	for g, text := range e.an.embedded {
		if g.Object().Exported() && e.an.inModule[g.Pkg] {
			e.out.Texts = append(e.out.Texts, wireText{variable(g), []bind.Template{bind.Const(text)}})
		}
	}
	slices.SortFunc(e.out.Texts, func(a, b wireText) int { return strings.Compare(a.Variable, b.Variable) })
}

func variable(g *ssa.Global) string { return g.Pkg.Pkg.Path() + "." + g.Name() }

// known returns the templates if each is known at least in part.
func known(ts []bind.Template) []bind.Template {
	for _, t := range ts {
		if !t.Known() {
			return nil
		}
	}
	return ts
}
