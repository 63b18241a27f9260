package flow

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"fmt"
	"go/types"
	"slices"
	"strings"
	"unique"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/schema"
)

// seen is what the packages below a unit said of themselves. It is empty when a
// whole module is analysed at once.
type seen struct {
	root      string
	packages  []string
	functions map[string]*wireFunction
	from      map[string]*wire // which fact a function's sites are numbered in
	sites     map[siteRef]*site
	texts     map[string][]bind.Template
	concrete  map[string]bool
	hooked    []string
	done      map[Reported]bool
	heaps     []wireHeap
	summaries map[string]*summary
}

type siteRef struct {
	in    *wire
	index int
}

func newSeen(root string) *seen {
	return &seen{
		root: root, functions: map[string]*wireFunction{}, from: map[string]*wire{}, sites: map[siteRef]*site{},
		texts: map[string][]bind.Template{}, concrete: map[string]bool{}, done: map[Reported]bool{}, summaries: map[string]*summary{},
	}
}

// add reads one package's fact.
func (s *seen) add(data []byte) error {
	w := &wire{}
	if err := gob.NewDecoder(flate.NewReader(bytes.NewReader(data))).Decode(w); err != nil {
		return fmt.Errorf("flow facts: %w", err)
	}
	s.packages = append(s.packages, w.Packages...)
	for i := range w.Functions {
		f := &w.Functions[i]
		if s.functions[f.Name] == nil { // the same method may come by several ways
			s.functions[f.Name], s.from[f.Name] = f, w
		}
	}
	for _, t := range w.Texts {
		s.texts[t.Variable] = t.Text
	}
	for _, c := range w.Concrete {
		s.concrete[c] = true
	}
	for _, r := range w.Reported {
		s.done[r] = true
	}
	s.heaps = append(s.heaps, w.Heap...)
	s.hooked = append(s.hooked, w.Hooked...)
	return nil
}

func (s *seen) reported() []Reported {
	out := make([]Reported, 0, len(s.done))
	for r := range s.done {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Reported) int {
		if c := strings.Compare(a.Position.File, b.Position.File); c != 0 {
			return c
		}
		if a.Position.Offset != b.Position.Offset {
			return a.Position.Offset - b.Position.Offset
		}
		return strings.Compare(a.Rule, b.Rule)
	})
	return out
}

// key is the name under which a function's summary is handed on, "" for
// closures and wrappers.
func key(fn *ssa.Function) string {
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return ""
	}
	return obj.FullName()
}

// summaryOf returns the summary of a function of the module, analysed here or
// by the unit of its own package; nil when there is none.
func (an *analysis) summaryOf(fn *ssa.Function) *summary {
	if s := an.summary(fn); s != nil || fn.Blocks != nil {
		return s
	}
	name := key(fn)
	w := an.seen.functions[name]
	if w == nil {
		return nil
	}
	s := an.seen.summaries[name]
	if s == nil {
		s = an.seen.summary(w)
		an.seen.summaries[name] = s
	}
	return s
}

// analysed reports whether a function's body is, or was, part of the analysis.
func (an *analysis) analysed(fn *ssa.Function) bool {
	return fn.Blocks != nil || an.seen.functions[key(fn)] != nil
}

func (s *seen) summary(w *wireFunction) *summary {
	out := &summary{sinks: map[sinkKey]bool{}, lost: map[int]bool{}, whole: true, returns: !w.Stops}
	for _, f := range w.Flows {
		out.flows = append(out.flows, outFlow{destination{f.Result, f.Index, f.Path}, f.Empty, s.taint(f.Taint).held()})
	}
	for _, r := range w.Reached {
		out.reached = append(out.reached, sinkFlow{s.site(w.Name, r.Site), s.taint(r.Taint).held()})
	}
	for _, h := range w.Heaps {
		out.heaps = append(out.heaps, heapFlow{heapKey{h.Owner, h.Field}, s.taint(h.Taint).held()})
	}
	for _, c := range w.Comparing {
		out.comparing = append(out.comparing, comparing{s.site(w.Name, c.Equal), s.site(w.Name, c.Verify), s.taints(c.X), s.taints(c.Y), c.Login})
	}
	out.says = s.taints(w.Says)
	for _, p := range w.Proves {
		out.proves = append(out.proves, destination{index: p.Index, path: p.Path})
	}
	for _, i := range w.Lost {
		out.lost[i] = true
	}
	for _, d := range w.Deferred {
		out.deferred = append(out.deferred, s.deferred(d))
	}
	return out
}

func (s *seen) deferred(w wireDeferred) deferred {
	d := deferred{callee: w.Callee, depth: w.Depth}
	for _, a := range w.Args {
		arg := deferredArg{param: a.Param, rest: a.Rest}
		if a.Param < 0 {
			arg.known = bind.Remembered(a.Known)
		}
		d.args = append(d.args, arg)
	}
	return d
}

func (s *seen) taint(w wireTaint) taint {
	t := taint{label: w.Label}
	for _, st := range w.Steps {
		n := int32(1)
		if t.trace != nil {
			n = t.trace.n + 1
		}
		span := s.local(st.Span)
		t.trace = &step{span: &span, text: &st.Text, prev: t.trace, n: n}
	}
	return t
}

func (s *seen) taints(ws []wireTaint) set {
	var out set
	for _, w := range ws {
		out = append(out, s.taint(w).held())
	}
	return out
}

// site returns a place in a package below where data leaves.
func (s *seen) site(function string, index int) *site {
	ref := siteRef{s.from[function], index}
	if got := s.sites[ref]; got != nil {
		return got
	}
	w := ref.in.Sites[index]
	out := &site{text: w.Text, event: w.Event, more: map[unique.Handle[label]]bool{}, direct: true, foreign: true, passwords: w.Passwords, ifCompared: w.IfCompared}
	out.event.Span = s.local(out.event.Span)
	s.sites[ref] = out
	return out
}

// local names a span's file relative to this unit's root, as its own are.
func (s *seen) local(span schema.Span) schema.Span {
	if span.File != "" && s.root != "" {
		span.File = gosource.Rel(s.root, span.File)
	}
	return span
}
