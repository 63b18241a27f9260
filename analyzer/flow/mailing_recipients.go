package flow

import (
	"go/token"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/usage"
)

// mailLibrary reports whether a package sends mail: the models say so.
func (an *analysis) mailLibrary(path string) bool {
	path = models.Normal(path)
	return an.mailLibraries.get(path, func() bool { return an.models.Sends(path, string(usage.Mail)) })
}

// putsRecipients recognises a call that puts recipients on a message: it returns
// the header and the addresses.
func (f *function) putsRecipients(c *ssa.CallCommon, args []ssa.Value, name string) (header string, addresses []ssa.Value, ok bool) {
	if name == "net/smtp.SendMail" && len(args) == 5 {
		return "", args[3:4], true
	}
	pkg := calleePackage(c)
	if pkg == nil || !f.an.mailLibrary(pkg.Path()) {
		return "", nil, false
	}
	method := methodName(c)
	if method == "" {
		method = name[strings.LastIndexByte(name, '.')+1:]
	}
	if headerSetter.MatchString(method) || method == "SetAddressHeader" {
		for i, a := range args {
			if key, isConst := constString(unwrap(a)); isConst && recipientHeader(key) != "" {
				return recipientHeader(key), args[i+1:], true
			}
		}
		return "", nil, false
	}
	if h := recipientHeader(method); h != "" && len(args) > 1 {
		return h, args[1:], true
	}
	return "", nil, false
}

// recipientHeader returns the header that a header, method or field of that name
// fills, or "".
func recipientHeader(name string) string {
	m := recipientName.FindStringSubmatch(name)
	switch {
	case m == nil:
		return ""
	case m[2] != "":
		return "To"
	case m[1] == "To":
		return "To"
	}
	return strings.ToUpper(m[1][:1]) + strings.ToLower(m[1][1:])
}

// noteRecipients records what is put on a message by a call.
func (f *function) noteRecipients(m memory, call ssa.CallInstruction, args []ssa.Value, name string) {
	header, addresses, ok := f.putsRecipients(call.Common(), args, name)
	if !ok {
		return
	}
	var in set
	for _, a := range addresses {
		in, _ = in.union(f.collect(m, a))
	}
	f.recipientSite(call, header, addresses, in)
}

// noteRecipientField records what is put on a message by a field: email.To.
func (f *function) noteRecipientField(m memory, fa *ssa.FieldAddr, st *ssa.Store) {
	s := structOf(fa.X.Type())
	owner := typeName(fa.X.Type())
	i := strings.LastIndexByte(owner, '.')
	if s == nil || i < 0 || !f.an.mailLibrary(owner[:i]) {
		return
	}
	if h := recipientHeader(s.Field(fa.Field).Name()); h != "" {
		f.recipientSite(st, h, []ssa.Value{st.Val}, f.collect(m, st.Val))
	}
}

func (f *function) recipientSite(instr ssa.Instruction, header string, addresses []ssa.Value, in set) {
	s := f.site(instr, recipients, header)
	if !slices.ContainsFunc(f.fx.recipients, func(r recipientSite) bool { return r.site == s }) {
		f.fx.recipients = append(f.fx.recipients, recipientSite{site: s, instr: instr, fn: f.fn, addresses: addresses})
	}
	f.sink(nil, s, in)
}

// recipientSite is a place where recipients are put on a message.
type recipientSite struct {
	site      *site
	instr     ssa.Instruction
	fn        *ssa.Function
	addresses []ssa.Value
}

// recipientSites returns where recipients are put on the message of a send. What
// another function puts on a message that it sends itself (a second provider behind
// one interface) is not on this one.
func (g *mailGraph) recipientSites(w way) []*site {
	var out []*site
	for _, s := range g.an.order {
		if r := g.an.recipients[s]; r != nil && w.set[r.fn] && (!g.sending[r.fn] || slices.Contains(w.below, r.fn)) {
			out = append(out, s)
		}
	}
	return out
}

func (g *mailGraph) recipients(s *site) usage.Recipients {
	r := g.an.recipients[s]
	out := usage.Recipients{Header: s.event.Callee, Span: s.event.Span}
	here, passing := g.addsInLoop(r), map[token.Pos]bool{}
	for _, a := range r.addresses {
		if g.several(a, r.fn) {
			out.Several = true
			here = here || len(g.passing) == 0
			maps.Copy(passing, g.passing)
		}
	}
	out.Several = out.Several || here
	for t := range s.in.all() {
		all := setOf(t)
		if t.From == fromField {
			all = g.an.heap.resolve(t)
		}
		for t := range all.all() {
			if out.Several && !here && !t.trace.through(passing) {
				continue // of a caller that passes one address
			}
			out.Source = mainSource(out.Source, sources[t.From])
			if t.Column == "" {
				continue
			}
			ref := usage.ColumnRef{Table: t.Table, Column: t.Column}
			if !slices.Contains(out.Columns, ref) {
				out.Columns = append(out.Columns, ref)
			}
		}
	}
	return out
}

// mainSource keeps the source that matters most for mail.
func mainSource(a, b usage.Source) usage.Source {
	order := []usage.Source{usage.FromDatabase, usage.FromRequest, usage.FromFile, usage.FromEnv, usage.FromConstant}
	for _, s := range order {
		if a == s || b == s {
			return s
		}
	}
	return a
}

// addsInLoop reports whether recipients are added, one by one in a loop, to one
// message made outside it.
func (g *mailGraph) addsInLoop(r *recipientSite) bool {
	call, ok := r.instr.(ssa.CallInstruction)
	if !ok || !strings.HasPrefix(methodName(call.Common()), "Add") && !strings.HasPrefix(methodName(call.Common()), "Append") {
		return false
	}
	loop := g.loopOf(r.fn, r.instr.Block())
	if loop < 0 {
		return false
	}
	made, ok := unwrap(arguments(call.Common())[0]).(ssa.Instruction)
	return !ok || g.loopOf(r.fn, made.Block()) != loop
}

// maxShape bounds the search for where a list was made.
const maxShape = 12

// several reports whether a value may hold more than one address, and notes in passing
// the calls that hand such a list over; none where it is made here.
func (g *mailGraph) several(v ssa.Value, fn *ssa.Function) bool {
	g.passing, g.asked = map[token.Pos]bool{}, map[*ssa.Parameter]bool{}
	return g.many(v, fn, 0)
}

// many reports whether a value may hold more than one address: a list that is
// not written with one element, or such a list joined.
func (g *mailGraph) many(v ssa.Value, fn *ssa.Function, depth int) bool {
	if depth > maxShape || v == nil {
		return false
	}
	switch v := unwrap(v).(type) {
	case *ssa.Slice:
		return g.manyElements(v, fn, depth)
	case *ssa.Call:
		return g.manyFrom(v, fn, depth)
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			return g.manyFrom(c, fn, depth)
		}
	case *ssa.BinOp:
		return g.many(v.X, fn, depth+1) || g.many(v.Y, fn, depth+1)
	case *ssa.Phi:
		for _, e := range v.Edges {
			if g.many(e, fn, depth+maxShape/4) {
				return true
			}
		}
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok && g.an.filled[a] && elemType(v.Type()) != nil {
			return true
		}
		for i, s := range g.an.storesTo(v.X) {
			if i < maxVariants && g.many(s, fn, depth+2) {
				return true
			}
		}
	case *ssa.Parameter:
		return g.manyPassed(v, fn, depth)
	}
	return false
}

// manyPassed reports whether some call passes a parameter more than one address, and
// notes which calls do.
func (g *mailGraph) manyPassed(p *ssa.Parameter, fn *ssa.Function, depth int) bool {
	g.handed++
	if found, ok := g.asked[p]; ok {
		return found
	}
	g.asked[p] = false
	found := false
	g.callersPass(p, fn, func(a ssa.Value, call callSite) bool {
		before := g.handed
		if g.many(a, call.fn, depth+3) {
			found = true
			if g.handed == before { // not a parameter again: it is this call's own list
				g.passing[call.instr.Pos()] = true
			}
		}
		return false
	})
	g.asked[p] = found
	return found
}

// callersPass reports whether some call passes a parameter what ok accepts.
func (g *mailGraph) callersPass(p *ssa.Parameter, fn *ssa.Function, ok func(ssa.Value, callSite) bool) bool {
	i := slices.Index(fn.Params, p)
	for n, c := range g.callers[fn] {
		call, isCall := c.instr.(ssa.CallInstruction)
		if !isCall || n > maxMailCalls {
			continue
		}
		if args := arguments(call.Common()); i >= 0 && i < len(args) && ok(args[i], c) {
			return true
		}
	}
	return false
}

func (g *mailGraph) manyElements(v *ssa.Slice, fn *ssa.Function, depth int) bool {
	elems := (&function{an: g.an}).elements(v)
	if elems == nil {
		return g.many(v.X, fn, depth+1)
	}
	if len(elems) > 1 {
		return true
	}
	return len(elems) == 1 && g.many(elems[0], fn, depth+1)
}

func (g *mailGraph) manyFrom(c *ssa.Call, fn *ssa.Function, depth int) bool {
	if b, ok := c.Call.Value.(*ssa.Builtin); ok {
		return b.Name() == "append" && (g.loopOf(fn, c.Block()) >= 0 || slices.ContainsFunc(c.Call.Args, func(a ssa.Value) bool { return g.many(a, fn, depth+2) }))
	}
	if calleeName(&c.Call) == "strings.Join" {
		return g.many(c.Call.Args[0], fn, depth+1)
	}
	for _, callee := range g.an.callees(c) {
		for _, b := range callee.Blocks {
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && len(ret.Results) > 0 && g.many(ret.Results[0], callee, depth+3) {
				return true
			}
		}
	}
	return false
}
