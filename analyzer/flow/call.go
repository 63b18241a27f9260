package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// transferCall handles a call, a deferred call and a go statement alike. What a
// library function does comes from the models, what a function of the module
// does from its summary; a call nobody knows spreads nothing, because a tool
// that lets it spread everything only says "a function was called".
func transferCall(f *function, m memory, instr ssa.Instruction) {
	call := instr.(ssa.CallInstruction)
	c := call.Common()
	v, _ := instr.(*ssa.Call)
	if v != nil {
		f.ran[v] = true
	}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		f.builtin(m, call, b)
		return
	}
	f.resetResult(m, v)
	args := arguments(c)
	name := f.an.modelName(c)
	f.noteRecipients(m, call, args, name)
	f.errorText(m, call, args, name)
	f.checksForm(call, args, name)
	rows := f.an.models.Lookup(name)
	if f.tellsOfItself(m, call, v, args) {
		rows = nil
	}
	f.applyModels(m, call, v, args, name, rows)
	if comparers[name] && len(args) == 2 {
		f.comparison(m, instr, args[0], args[1], name)
	}
	bound := f.keyValueCall(m, call, v, args, name) || f.bind(m, call, args)
	for _, row := range rows {
		if row.Verb == "calls" {
			f.callBack(m, call, v, args, row)
		}
	}
	callees := f.an.callees(call)
	if f.streamed(m, call, v, args) {
		return
	}
	if len(callees) == 0 || bound {
		defer f.handOver(m, handed(rows, args), !bound)
	}
	f.fillsTarget(rows, args)
	if len(rows) > 0 && c.IsInvoke() || bound {
		return
	}
	if f.generatedMarshal(callees) {
		f.applyModel(m, call, v, args, name, models.Row{Verb: "flow", JSON: true, To: -1, Add: -1, Key: -1, Cost: -1})
		return
	}
	if copied(callees) {
		f.applyModel(m, call, v, args, name, models.Row{Verb: "protect", Words: []string{"slow_hash", "pbkdf2"}, From: []int{0}, To: -1, Add: -1, Key: -1, Cost: 2})
		return
	}
	for i, callee := range callees {
		if s := f.summaryAt(callee, args); s != nil {
			at := application{f: f, m: m, pos: call.Pos(), v: v, callee: callee, oneOf: len(callees), also: i > 0, chosen: c.IsInvoke() && len(callees) > 1, actual: append(args[:len(args):len(args)], bindings(c)...)}
			f.apply(at, call, s)
		}
	}
	if len(rows) == 0 {
		f.sdkBehind(m, call, callees, args)
	}
	if len(rows) == 0 && len(callees) == 0 {
		if f.sdkCall(m, call, v, args, name) || f.writesTable(m, call, args) {
			return
		}
		if looksLikeLogger(c, name) {
			f.applyModel(m, call, v, args, name, models.Row{Verb: "sink", Words: []string{string(usage.Log)}, Pairs: true, Key: -1})
			return
		}
		f.unknownCall(m, call, v, args)
	}
}

// applyModels does what the rows of a library's function say.
func (f *function) applyModels(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value, name string, rows []models.Row) {
	for _, row := range rows {
		f.applyModel(m, call, v, args, name, row)
	}
}

// generatedMarshal reports whether a call runs the encoder that a tool generated for a
// type (easyjson, ffjson): it writes what the type's tags say, as encoding/json would.
func (f *function) generatedMarshal(callees []*ssa.Function) bool {
	return len(callees) == 1 && callees[0].Name() == "MarshalJSON" && callees[0].Signature.Recv() != nil && f.an.generated(callees[0].Pos())
}

// copied reports whether a call runs the project's own copy of PBKDF2, as code has it
// from the years before a library had: what it does is hash many times, slowly.
func copied(callees []*ssa.Function) bool {
	return len(callees) == 1 && strings.EqualFold(callees[0].Name(), "pbkdf2") && callees[0].Signature.Params().Len() > 2
}

// handed returns the arguments of a call that code that is not seen may fill: an
// exit only reads what it is given.
func handed(rows []models.Row, args []ssa.Value) []ssa.Value {
	for _, row := range rows {
		if row.Verb != "sink" {
			return args
		}
	}
	if len(rows) > 0 {
		return nil
	}
	return args
}

// result returns the place of a call's i-th result; ok is false for go and
// defer statements and for results labels do not pass.
func (f *function) result(v *ssa.Call, i int) (place, bool) {
	if v == nil {
		return noPlace, false
	}
	res := v.Call.Signature().Results()
	if i >= res.Len() || broken(res.At(i).Type()) {
		return noPlace, false
	}
	return f.places.base(v, i, res.At(i).Type()), true
}

// arguments returns a call's arguments, a method's receiver first.
func arguments(c *ssa.CallCommon) []ssa.Value {
	if c.IsInvoke() {
		return append([]ssa.Value{c.Value}, c.Args...)
	}
	return c.Args
}

func bindings(c *ssa.CallCommon) []ssa.Value {
	if mc, ok := c.Value.(*ssa.MakeClosure); ok {
		return mc.Bindings
	}
	return nil
}

// calleeName returns a callee as go doc writes it, "" for function values.
func calleeName(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.FullName()
	}
	fn := c.StaticCallee()
	if fn == nil {
		return ""
	}
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return obj.FullName()
	}
	return fn.RelString(nil)
}

// modelName is a callee as the models name it: without the major version of its
// module.
func (an *analysis) modelName(c *ssa.CallCommon) string {
	var fn *types.Func
	if c.IsInvoke() {
		fn = c.Method
	} else if static := c.StaticCallee(); static != nil {
		fn, _ = static.Object().(*types.Func)
	}
	if fn == nil {
		return models.Normal(calleeName(c))
	}
	return an.modelNames.get(fn, func() string { return models.Normal(calleeName(c)) })
}

// unknownCall handles a call nobody knows. Its result holds nothing known; a
// getter's name says what it returns, as protobuf's generated getters do.
func (f *function) unknownCall(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value) {
	p, ok := f.result(v, 0)
	if ok && f.ofRequest(m, call, args, p) {
		return
	}
	if ok && handsOn(call.Common()) {
		f.write(m, p, f.collectAs(m, args[0], gathering{}), true)
		return
	}
	if ok && len(args) == 2 {
		f.keyedGetter(m, call, v, args)
		return
	}
	if !ok || len(args) != 1 {
		return
	}
	name := methodName(call.Common())
	datum, isGetter := cutGetter(name)
	if !isGetter || !textual(v.Type()) {
		return
	}
	cat, sure := f.an.names.name(datum)
	s := f.labels(m, args[0]).withoutZero().each(func(t taint) (taint, bool) {
		if cat != "" && !t.named() {
			t.Name, t.Category, t.Sure = datum, cat, sure
		}
		return t, true
	})
	if len(s) == 0 && cat != "" {
		s = setOf(taint{label: label{Name: datum, Category: cat, Sure: sure}})
	}
	f.write(m, p, s, true)
}

// sameValue matches functions that give a value another form: aws.String, tea.String and
// lo.ToPtr make a pointer of it, cast.ToString a text, null.StringFrom a nullable one.
var sameValue = lazyregexp.New(`^(?:To|New)?(?:String|Str|Ptr|Pointer)(?:Ptr|Pointer|P|Slice|Value|From)?$`)

// handsOn reports whether a call nobody knows is of a function that only gives its one
// argument another form.
func handsOn(c *ssa.CallCommon) bool {
	fn := c.StaticCallee()
	return fn != nil && fn.Signature.Recv() == nil && len(c.Args) == 1 && sameValue.MatchString(fn.Name())
}

func methodName(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.Name()
	}
	if fn := c.StaticCallee(); fn != nil && fn.Signature.Recv() != nil {
		return fn.Name()
	}
	return ""
}

func cutGetter(name string) (string, bool) {
	if len(name) > 3 && name[:3] == "Get" && name[3] >= 'A' && name[3] <= 'Z' {
		return name[3:], true
	}
	return "", false
}

func (f *function) builtin(m memory, call ssa.CallInstruction, b *ssa.Builtin) {
	args := call.Common().Args
	v, _ := call.(*ssa.Call)
	switch b.Name() {
	case "append":
		p, ok := f.result(v, 0)
		if !ok {
			return
		}
		f.resetResult(m, v)
		for _, a := range args {
			f.write(m, p, f.labels(m, a), false)
			for _, src := range f.placesOf(a) {
				f.appendElems(m, p, src)
			}
		}
	case "copy":
		f.store(m, twice(f.placesOf(args[0])), args[1])
	case "print", "println":
		var s set
		for _, a := range args {
			s, _ = s.union(f.collect(m, a))
		}
		f.sink(m, f.site(call, "log", b.Name()), s)
	case "min", "max", "ssa:wrapnilchk":
		for _, a := range args {
			f.setReg(v, f.labels(m, a))
		}
	}
}

// twice makes a list of places long enough that a store to it is weak.
func twice(ps []place) []place { return append(ps[:len(ps):len(ps)], ps...) }

// appendElems adds src's elements to dst's: their order is not kept, since
// append in a loop would number them without end.
func (f *function) appendElems(m memory, dst, src place) {
	e := f.places.elem(dst, "[]")
	for _, kid := range f.places.nodes[src].kids {
		if !f.knownBelow(m, kid) || kid == e {
			continue
		}
		if _, known := m[e]; !known && !f.insensitive {
			f.adopt(m, e, kid)
		} else {
			f.write(m, e, f.read(m, kid), false)
			f.copyKids(m, e, kid, false)
		}
	}
}

// adopt makes dst, of which nothing is known yet, hold what src does.
func (f *function) adopt(m memory, dst, src place) {
	m[dst] = f.read(m, src)
	if f.places.nodes[src].depth >= maxDepth || f.places.nodes[dst].depth >= maxDepth {
		return
	}
	for _, c := range f.places.nodes[src].kids {
		if n := f.places.nodes[c]; f.knownBelow(m, c) {
			f.adopt(m, f.places.like(dst, n), c)
		}
	}
}

// transferClosure applies what a closure does with the variables it captures
// where it is made: who calls it, and when, is often not known.
func transferClosure(f *function, m memory, instr ssa.Instruction) {
	v := instr.(*ssa.MakeClosure)
	fn, ok := v.Fn.(*ssa.Function)
	if !ok {
		return
	}
	if fn.Synthetic != "" && fn.Blocks != nil && len(v.Bindings) == 1 { // method value x.M
		return
	}
	s := f.an.summaryOf(fn)
	if s == nil {
		return
	}
	actual := make([]ssa.Value, len(fn.Params), len(fn.Params)+len(v.Bindings))
	f.applyTo(application{f: f, m: m, pos: v.Pos(), actual: append(actual, v.Bindings...), callee: fn}, s)
}

// apply applies a callee's summary at a call.
func (f *function) apply(at application, call ssa.CallInstruction, s *summary) {
	f.applyTo(at, s)
	for _, d := range s.deferred {
		f.bindDeferred(at.m, call, at.callee, d, at.actual)
	}
}

// passedTo is the step into a function: one text for all that is passed to it.
func (an *analysis) passedTo(callee *ssa.Function) *phrase.Text {
	return an.passed.get(callee, func() *phrase.Text { return textf("passed to %s", "doorgegeven aan %s", callee.Name()) })
}

// runs is the step at an implementation of a method, where which one it is decides
// what becomes of the value.
func (an *analysis) runs(callee *ssa.Function) *phrase.Text {
	name := functionName(callee)
	return textf("one of the implementations: %s", "een van de implementaties: %s", name)
}
