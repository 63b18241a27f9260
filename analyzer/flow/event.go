package flow

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unique"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// site is one place where data leaves: an instruction, and for databases a
// column.
type site struct {
	pos   token.Pos
	text  phrase.Text
	event usage.Event // what all events of the site share
	in    set
	more  map[unique.Handle[label]]bool
	seen  bool

	foreign bool      // in a package whose facts were read: see Unit
	direct  bool      // Read: into something that the code uses, or that is not known
	fields  []landing // Read: into these fields of structs

	passwords  bool // Write: only passwords count of what is stored: see keyValueCall and userList
	ifCompared bool // Write: only where a password of the table is compared

	unfilled bool            // Write: of a field that nothing in the module is stored into
	by       *ssa.Function   // that the instruction is in
	after    []*ssa.Function // Write: methods of the model that the library calls then
}

type siteKey struct {
	instr  ssa.Instruction
	kind   usage.Kind
	target usage.ColumnRef
}

// maxReach bounds the labels kept for one site.
const maxReach = 200

func (f *function) site(instr ssa.Instruction, kind usage.Kind, callee string) *site {
	return f.columnSite(instr, kind, callee, usage.ColumnRef{})
}

func (f *function) columnSite(instr ssa.Instruction, kind usage.Kind, callee string, target usage.ColumnRef) *site {
	k := siteKey{instr, kind, target}
	if s := f.fx.sites[k]; s != nil {
		return s
	}
	pos := instr.Pos()
	s := &site{pos: pos, by: f.fn, text: reaches(kind, callee, target), more: map[unique.Handle[label]]bool{}}
	s.event = usage.Event{Kind: kind, Target: target, Callee: callee, Function: functionName(f.fn), Span: f.an.span(pos)}
	if p := packageOf(f.fn); p != nil {
		s.event.Package = p.Pkg.Path()
	}
	s.event.EndLine = s.event.Span.Line
	s.event.Prints = kind == usage.Log && strings.HasPrefix(callee, "fmt.") && !answersRequests(f.fn)
	s.event.Test = strings.HasSuffix(s.event.Span.File, "_test.go")
	s.event.Generated = f.an.generated(pos)
	if f.fx.sites == nil {
		f.fx.sites = map[siteKey]*site{}
	}
	f.fx.sites[k] = s
	f.fx.order = append(f.fx.order, s)
	if kind == usage.Mail {
		f.noteMail(instr, s)
	}
	return s
}

func packageOf(fn *ssa.Function) *ssa.Package {
	for fn.Pkg == nil && fn.Parent() != nil {
		fn = fn.Parent()
	}
	if fn.Pkg == nil && fn.Origin() != nil {
		return fn.Origin().Pkg
	}
	return fn.Pkg
}

func functionName(fn *ssa.Function) string {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if p := packageOf(fn); p != nil {
		return fn.RelString(p.Pkg)
	}
	return fn.Name()
}

func reaches(kind usage.Kind, callee string, target usage.ColumnRef) phrase.Text {
	if target.Column != "" {
		column := target.Table.String() + "." + target.Column
		switch kind {
		case usage.Write:
			return phrase.Textf("stored in %s", "opgeslagen in %s", column)
		case usage.Filter:
			return phrase.Textf("compared with %s in SQL", "in SQL vergeleken met %s", column)
		}
	}
	switch kind {
	case usage.Log:
		return phrase.Textf("logged by %s", "gelogd door %s", shortCallee(callee))
	case usage.Response:
		return phrase.Textf("sent to the client by %s", "naar de client gestuurd door %s", shortCallee(callee))
	}
	return phrase.Textf("reaches %s", "komt bij %s", shortCallee(callee))
}

// shortCallee drops the import path's folders: (*sql.DB).Exec, log.Printf.
func shortCallee(name string) string {
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		return name
	}
	prefix := ""
	for _, p := range []string{"(*", "("} {
		if strings.HasPrefix(name, p) {
			prefix = p
			break
		}
	}
	return prefix + name[i+1:]
}

// reach records that a label reaches a site.
func (an *analysis) reach(s *site, t held) {
	if s.more[t.what] || len(s.in) >= maxReach {
		return
	}
	if s.foreign && len(s.in) == 0 {
		an.order = append(an.order, s)
	}
	s.more[t.what] = true
	s.in = append(s.in, t)
}

// report turns what was found into facts, in order of position.
func (an *analysis) report(facts *usage.Facts) {
	an.settleHooks()
	before := len(facts.Events)
	compared := an.comparedTables()
	for _, s := range an.order {
		if s.event.Kind == recipients || s.event.Span.File == "" {
			continue // no event, or in a wrapper the compiler makes
		}
		if s.ifCompared && s.event.Kind == usage.Write && !compared[s.event.Target.Table] {
			continue
		}
		if left, ok := an.fetched(s); ok {
			facts.Events = append(facts.Events, an.fetch(s, left))
			continue
		}
		facts.Events = append(facts.Events, an.events(s)...)
	}
	facts.Events = append(facts.Events, an.switchEvents()...)
	facts.Events = append(facts.Events, an.accessEvents()...)
	an.reportMail(facts)
	facts.Events = append(facts.Events, an.uncheckedLogins()...)
	facts.Notes = append(facts.Notes, an.notes...)
	for i, fn := range an.truncated {
		if i == 0 || fn != an.truncated[i-1] {
			facts.Notes = append(facts.Notes, schema.Note{Origin: an.origin(fn.Pos()), Message: "function " + fn.Name() + " is too large to follow completely", Hint: "flows in its last part are not seen"})
		}
	}
	facts.Notes = append(facts.Notes, an.cutNote()...)
	m := usage.Module{Dir: an.mod.Dir, Path: an.mod.Path}
	for _, p := range an.mod.Packages {
		m.Files += len(p.Files)
		if p.Degraded() {
			m.Degraded++
		} else {
			m.Packages++
		}
	}
	m.Imports = an.imports()
	facts.Modules = append(facts.Modules, m)
	facts.Handlers = append(facts.Handlers, an.handlers()...)
	facts.Models = append(facts.Models, an.binder.Models()...)
	an.writeHosts(facts.Events[before:])
	slices.SortStableFunc(facts.Events, compareEvents)
}

func compareEvents(a, b usage.Event) int {
	if c := strings.Compare(a.Span.File, b.Span.File); c != 0 {
		return c
	}
	if a.Span.Offset != b.Span.Offset {
		return a.Span.Offset - b.Span.Offset
	}
	if c := strings.Compare(string(a.Kind), string(b.Kind)); c != 0 {
		return c
	}
	if c := strings.Compare(a.Target.Table.String()+"."+a.Target.Column, b.Target.Table.String()+"."+b.Target.Column); c != 0 {
		return c
	}
	if c := strings.Compare(string(a.Source), string(b.Source)); c != 0 {
		return c
	}
	if a.Protection != b.Protection {
		return int(a.Protection) - int(b.Protection)
	}
	return strings.Compare(a.Algorithm, b.Algorithm)
}

// bound reports whether an event of the kind binds a column: then it counts
// even if nothing is known of the value.
func bound(k usage.Kind) bool {
	switch k {
	case usage.Write, usage.Read, usage.Filter, usage.Delete:
		return true
	}
	return false
}

// events makes one event per site and source: what came from the request and
// what was read back from the database are different stories.
func (an *analysis) events(s *site) []usage.Event {
	bySource := map[story]*tale{}
	for t := range s.in.all() {
		all := setOf(t)
		joined := t.From == fromField
		if joined && s.event.Kind == usage.Log && an.holdsAnything(t.label) {
			continue
		}
		if joined {
			all = an.heap.resolve(t).partly()
			if !bound(s.event.Kind) && an.holdsKey(t.label, all) {
				continue
			}
		}
		for r := range all.all() {
			if joined && s.event.Kind == usage.Response && r.From == fromRequest && isCredential(r.Category) {
				continue // what one request brought in an object of the type is not what another is sent
			}
			if s.event.Kind == usage.Log || s.event.Kind == usage.HTTPOut || s.event.Kind == usage.ThirdParty {
				r = an.addressee(r)
			}
			an.addTo(bySource, s, an.revealing(s, r), joined)
		}
	}
	var out []usage.Event
	for _, e := range bySource {
		out = append(out, e.Event)
	}
	if len(out) == 0 && bound(s.event.Kind) && !s.passwords {
		e := s.event
		e.Confidence = personal.High
		e.Blank = s.unfilled
		e.Steps = []usage.Step{{Span: e.Span, Message: s.text}}
		out = append(out, e)
	}
	slices.SortFunc(out, compareEvents)
	return out
}

var sources = map[origin]usage.Source{
	fromRequest: usage.FromRequest, fromDatabase: usage.FromDatabase, fromConstant: usage.FromConstant,
	fromEnv: usage.FromEnv, fromFile: usage.FromFile, fromRandom: usage.FromRandom,
}

// story tells the events of one site apart: where the data came from, and for
// ways out whether it is protected, since a name that is logged beside a hash
// does not make the hash readable.
type story struct {
	source    usage.Source
	protected bool
	weak      string // Write, Filter: the fast hash, since each is a cause of its own
}

// tale is an event while it is told.
type tale struct {
	usage.Event
	lead personal.ID // what the trace is of
}

// addTo adds a label to the event of its story. Where objects of a type were not
// told apart (joined), the event is not certain.
func (an *analysis) addTo(bySource map[story]*tale, s *site, t taint, joined bool) {
	if !bound(s.event.Kind) && !t.named() || s.passwords && t.Category != passwordCategory {
		return
	}
	if s.ifCompared && t.From == fromUnknown {
		return // of a list that nobody is seen to use
	}
	src := sources[t.From]
	key := story{source: src, protected: !bound(s.event.Kind) && t.Protection > personal.Encoded}
	if bound(s.event.Kind) && (t.Protection == personal.FastHash || t.Protection == personal.KeyedHash) {
		key.weak = t.Algorithm
	}
	e := bySource[key]
	if e == nil {
		e = &tale{Event: s.event}
		e.Source = src
		bySource[key] = e
	}
	sure, quoted := personal.High, an.quotedAt(t.trace)
	if t.From == fromUnknown || t.Derived || joined || quoted.IsValid() {
		sure = personal.Medium
	}
	if e.Steps != nil && src == usage.FromEnv && (t.Protection > personal.Encoded) != (e.Protection > personal.Encoded) {
		// Whoever runs a command chooses whether to hand over a hash; that the
		// program can hash is what counts.
		if t.Protection <= personal.Encoded {
			return
		}
		e.Steps = nil
	}
	weaker := e.Steps == nil || t.Protection != personal.UnknownProtection && (e.Protection == personal.UnknownProtection || t.Protection < e.Protection)
	if !bound(s.event.Kind) && e.Steps != nil && isCredential(t.Category) != isCredential(e.lead) {
		weaker = isCredential(t.Category) // the trace is that of what weighs most
	}
	weaker = weaker || e.Partly && !t.Partly && t.Protection == e.Protection                                                      // what is certain tells most
	weaker = weaker || t.Protection == personal.Plain && e.Protection == personal.Plain && t.Algorithm != "" && e.Algorithm == "" // a hash that is none tells most
	if weaker {
		e.lead = t.Category
		e.Protection, e.Algorithm, e.Cost, e.Partly = t.Protection, t.Algorithm, t.Cost, t.Partly
		e.Steps, e.Quoted = an.steps(t.trace), quoted
		e.Confidence = sure
	}
	d := usage.Datum{Name: t.Name, Type: t.Owner, Field: t.Field, Column: usage.ColumnRef{Table: t.Table, Column: t.Column}, Category: t.Category, Confidence: t.Sure}
	if !t.named() && d.Name == "" && d.Field == "" || len(e.Data) >= 40 || slices.Contains(e.Data, d) {
		return
	}
	e.Data = append(e.Data, d)
}

func (an *analysis) steps(trace *step) []usage.Step {
	var out []usage.Step
	for _, s := range trace.list() {
		span := an.span(s.pos)
		if s.span != nil {
			span = *s.span
		}
		if !span.IsValid() {
			continue
		}
		out = append(out, usage.Step{Span: span, Message: *s.text})
	}
	return out
}

func (an *analysis) origin(pos token.Pos) schema.Origin { return schema.Origin{Span: an.span(pos)} }

// generated reports whether the file says that it is generated.
func (an *analysis) generated(pos token.Pos) bool {
	file := an.fileAt(pos)
	return file != nil && ast.IsGenerated(file)
}
