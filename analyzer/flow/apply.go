package flow

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// applyTo puts what a summary says into the caller's memory.
func (f *function) applyTo(at application, s *summary) {
	if !f.spend(len(s.reached) + len(s.heaps) + len(s.flows)) {
		return
	}
	m, v, actual, callee := at.m, at.v, at.actual, at.callee
	queried := callee != nil && f.an.resolver(callee) != "" && executes(f.fn)
	for _, r := range s.reached {
		t := r.taint()
		if queried && r.label().From == fromParam {
			continue // an argument that the client sent: see resolveRoots
		}
		if v != nil && takesAnything(callee, r.site.event.Kind, t.label) {
			t.trace = nil
			sent := at.values(t, true)
			if r.site.event.Kind == usage.Response && t.Param < len(actual) {
				sent = f.shaped(actual[t.Param], sent)
			}
			out := f.site(v, r.site.event.Kind, wayOut(r.site.event.Callee, callee))
			out.event.Prints = r.site.event.Prints && (out.event.Prints || !out.seen)
			f.sink(m, out, sent)
			continue
		}
		f.sinkFrom(r.site, at.values(t, true))
	}
	for _, h := range s.heaps {
		f.heap(h.to, at.values(h.taint(), true))
	}
	for _, c := range s.comparing {
		at.compare(c)
	}
	at.flows(s.flows)
	at.loses(s.lost)
	at.saying(s.says)
	at.proves(s.proves)
}

// takesAnything reports whether a function is the project's own logger or
// response helper: what leaves there was chosen by its caller, so that is where
// it is reported.
func takesAnything(callee *ssa.Function, kind usage.Kind, l label) bool {
	if l.From != fromParam || l.Param >= len(callee.Params) {
		return false
	}
	t := callee.Params[l.Param].Type()
	_, isMap := t.Underlying().(*types.Map)
	if isMap && callee.Parent() != nil {
		return false // a handler that is handed what others put there
	}
	if e := elemType(t); e != nil {
		t = e
	}
	switch kind {
	case usage.Log:
		return anyValue(t) && (!isMap || saysLog(callee)) || logMethod.MatchString(callee.Name())
	case usage.Response, usage.Metric:
		return types.IsInterface(t) && !broken(t)
	}
	return false
}

// wayOut names what a helper sends with: the helper, unless that renders a
// template, which shows the fields it names and no others.
func wayOut(inner string, callee *ssa.Function) string {
	if strings.Contains(inner, "/template.Template)") || strings.HasSuffix(inner, ").HTML") {
		return inner
	}
	return callee.RelString(nil)
}

// anyValue reports whether a type is the empty interface: an interface with
// methods is something the function works with, not a value to be printed.
func anyValue(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.NumMethods() == 0
}

// sinkFrom is sink for a site of a callee: the step at the sink itself is
// already in the trace.
func (f *function) sinkFrom(s *site, in set) {
	for _, h := range in.partly() {
		if h.label().From != fromParam {
			f.fx.reach(s, h)
			continue
		}
		k := sinkKey{site: s, what: h.what}
		if !f.sum.sinks[k] && len(f.sum.reached) < maxSinks {
			f.sum.sinks[k] = true
			f.sum.reached = append(f.sum.reached, sinkFlow{s, h})
			f.changed = true
		}
	}
}

// application is a summary being applied at one call: actual[i] is what the caller
// passes for the callee's i-th parameter or free variable, nil where that is not
// known.
type application struct {
	f        *function
	m        memory
	pos      token.Pos
	actual   []ssa.Value
	callee   *ssa.Function
	v        *ssa.Call
	receiver []place // what parameter 0 refers to, where there is no value for it
	line     []place // what parameter 1 refers to, where there is no value for it
	returned []place // where the first result goes, where that is not the call's own
	also     bool    // another callee of the call was applied: its results stay
	oneOf    int     // how many callees the call may have
	chosen   bool    // the callee is one of several implementations of an interface's method
}

// values replaces a callee's label by what the caller passed. whole collects
// every part of an object, for sinks.
func (a *application) values(t taint, whole bool) set {
	if t.From != fromParam {
		return setOf(a.f.made(t, a.callee))
	}
	places, v, ok := a.argument(t.Param)
	if !ok {
		return nil
	}
	f := a.f
	var in set
	blank := false // it is known to hold nothing, which is not to know nothing of it
	switch {
	case v != nil && isError(v.Type()):
		in = f.errorSet(v)
	case whole && t.JSON && f.givenEach(v, t.Path):
		in = f.collectEach(a.m, v, gatheringOf(t.label))
	case len(places) > 0:
		for _, p := range places {
			at, last := f.places.along(p, t.Path, a.takes(t.Param))
			for _, q := range at.all() {
				part := a.part(q, last, t.label, whole)
				if held, known := a.m[q]; known && len(held) == 0 && t.Path != "" {
					blank = true
				}
				in, _ = in.union(part)
			}
		}
	default:
		in = f.labels(a.m, v)
	}
	if whole || t.named() || t.Protection != personal.UnknownProtection {
		in = in.withoutZero()
	}
	if len(in) == 0 {
		if blank {
			return nil
		}
		if _, isConst := v.(*ssa.Const); v == nil || isConst || !t.named() || !f.foreign(v) {
			return nil
		}
		in = setOf(f.unseen(v))
	}
	passed := f.an.passedTo(a.callee)
	var runs *phrase.Text // where the callee decides on the protection
	if a.chosen && t.Protection > personal.Plain {
		runs = f.an.runs(a.callee)
	}
	return in.each(func(c taint) (taint, bool) {
		c, fits := c.fitting(t.Number)
		if !fits {
			return c, false
		}
		if c.From == fromZero {
			return c, true
		}
		before := c.trace.then(a.pos, passed)
		if runs != nil {
			before = before.decided(a.callee.Pos(), runs)
		}
		return taint{t.label.over(c.label), t.trace.after(before)}, true
	})
}

// part is what a place holds, or all below it, of what a callee's label stands for. A place
// that is too deep to be told apart stands for more than that: last is the step that is
// meant.
func (a *application) part(p place, last node, l label, whole bool) set {
	f := a.f
	var part set
	if whole {
		part = f.gather(a.m, p, gatheringOf(l))
	} else {
		part = f.read(a.m, p)
	}
	if last.field != nil && f.places.nodes[p].field != last.field {
		return part.each(func(t taint) (taint, bool) { return f.narrow(t, last) })
	}
	if isFieldName(last.elem) && f.places.nodes[p].elem != last.elem { // of what is behind an interface
		return part.each(func(t taint) (taint, bool) { return f.intoElem(t, last.elem) })
	}
	return part
}

// takes returns the type of a parameter of the callee, nil where that is not known.
func (a *application) takes(i int) types.Type {
	if a.callee == nil || i >= len(a.callee.Params) {
		return nil
	}
	return a.callee.Params[i].Type()
}

// argument returns what a parameter of the callee stands for at this call.
func (a *application) argument(i int) ([]place, ssa.Value, bool) {
	if i == 0 && a.receiver != nil {
		return a.receiver, nil, true
	}
	if i == 1 && a.line != nil {
		return a.line, nil, true
	}
	if i >= len(a.actual) || a.actual[i] == nil || a.f.emptyHere(a.actual[i]) {
		return nil, nil, false
	}
	return a.f.placesOf(a.actual[i]), a.actual[i], true
}

// foreign reports whether v comes from code that was not analysed: then a
// parameter's name is the only thing known of it.
func (f *function) foreign(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Call, *ssa.Extract:
		return true
	case *ssa.MakeInterface:
		return f.foreign(v.X)
	case *ssa.ChangeType:
		return f.foreign(v.X)
	}
	return false
}

// flows writes results and parameters' referents. Flows of one destination are
// written together, so that a blanked field ends up blank.
func (a *application) flows(flows []outFlow) {
	for len(flows) > 0 {
		to, n := flows[0].destination, 1
		for n < len(flows) && flows[n].destination == to {
			n++
		}
		a.write(a.destination(to.result, to.index, to.path), flows[:n], to.result)
		flows = flows[n:]
	}
}

func (a *application) destination(result bool, index int, path string) []place {
	f := a.f
	if result && a.returned != nil {
		if index > 0 {
			return nil
		}
		return []place{f.places.follow(a.returned[0], path)}
	}
	if result {
		if p, ok := f.result(a.v, index); ok {
			return []place{f.places.follow(p, path)}
		}
		return nil
	}
	places, _, _ := a.argument(index)
	var out []place
	for _, p := range places {
		out = append(out, f.places.follow(p, path))
	}
	return out
}

// write puts what flows to a destination there. A result starts anew at each call,
// the elements of a list too.
func (a *application) write(dst []place, flows []outFlow, result bool) {
	var s set
	var trees []place
	blank := true
	for _, o := range flows {
		if o.empty {
			continue
		}
		blank = false
		t := o.taint()
		if src := a.tree(t, dst); len(src) > 0 {
			trees = append(trees, src...)
		}
		in := a.values(t, false)
		if o.result && a.pretends(t, flows) {
			in = a.unchanged(in)
		}
		s, _ = s.union(in)
	}
	s = s.withoutSalt()
	for _, d := range dst {
		if blank && len(dst) == 1 && !a.also {
			a.f.overwrite(a.m, d, a.f.unknownObject(d))
			continue
		}
		if result && !a.also && !a.f.insensitive {
			a.f.overwrite(a.m, d, s)
		} else {
			a.f.write(a.m, d, s, len(dst) == 1 && !a.also)
		}
		for _, src := range trees {
			if src != d {
				a.f.copyKids(a.m, d, src, false)
			}
		}
	}
}

// hashing matches the names of functions that are taken to make a value
// unreadable.
var hashing = lazyregexp.New(`(?i)hash|encrypt|digest`)

// pretends reports whether a callee that is named as a hash hands a parameter
// back as it was given: the implementation for "plain" behind an interface.
func (a *application) pretends(t taint, flows []outFlow) bool {
	if t.From != fromParam || t.Path != "" || t.Protection > personal.Plain || !hashing.MatchString(a.callee.Name()) {
		return false
	}
	for _, o := range flows {
		if o.label().Protection > personal.Plain {
			return false
		}
	}
	return true
}

// unchanged says in the traces of a password that the hash is none.
func (a *application) unchanged(in set) set {
	return in.each(func(t taint) (taint, bool) {
		if t.Category == passwordCategory && t.Protection <= personal.Plain {
			t.Algorithm = a.callee.Name()
			t.trace = t.trace.decided(returnPos(a.callee), textf("handed back unchanged by %s", "onveranderd teruggegeven door %s", a.callee.Name()))
		}
		return t, true
	})
}

func returnPos(fn *ssa.Function) token.Pos {
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && ret.Pos().IsValid() {
			return ret.Pos()
		}
	}
	return fn.Pos()
}

// tree returns the places whose parts should be copied too: those of an object
// the callee hands through whole.
func (a *application) tree(t taint, dst []place) []place {
	if t.From != fromParam || len(dst) == 0 {
		return nil
	}
	places, _, _ := a.argument(t.Param)
	var out []place
	for _, p := range places {
		out = append(out, a.f.places.follow(p, t.Path))
	}
	return out
}
