package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
)

// Bounds on the work on one function. They cap work, not depth: what is cut is
// counted and said, and no input makes the engine hang.
const (
	maxRounds      = 12  // times round a loop; labels settle in two to four
	maxExactBlocks = 600 // above it, one memory for the whole function
	maxSinks       = 400 // sinks in one summary
)

// function is the analysis of one function body: a forward fix-point over its
// blocks. Registers are assigned once, so their labels need no flow
// sensitivity; memory is kept for each block, so that a field blanked before
// it is sent counts as blank.
type function struct {
	an           *analysis
	fn           *ssa.Function
	places       *places
	regs         map[ssa.Value]set
	grown        int                  // how often a register came to hold more
	resolving    map[*ssa.Phi]bool    // phis whose places are being found: they make cycles
	resolved     map[*ssa.Phi][]place // phis whose places were found for the present question
	ran          map[*ssa.Call]bool   // calls that were gone through: what others return is nothing yet
	blanks       map[heapKey]bool
	sweeps       map[*ssa.BasicBlock][]sweep
	empties      map[ssa.Value][]*ssa.BasicBlock // see emptyValues
	checked      map[ssa.Value][]check           // see hashform.go
	proofs       map[*ssa.Call][]place           // likewise
	block        *ssa.BasicBlock                 // that is gone through
	errors       map[*ssa.Call]set               // see errors.go
	flags        map[*ssa.Parameter]string       // what is known of parameters: see variant.go
	open         []bool                          // the blocks that can be reached with them
	halted       map[*ssa.BasicBlock]bool        // blocks in which control ends: see stops.go
	entities     map[string]bool                 // see fillsEntity
	filledUnseen map[ssa.Value]bool              // see filled.go
	insensitive  bool
	fx           *effects
	work         int // steps taken
	changed      bool
	sum          *summary
	exit         memory // join over the returns, those that fail left out
	failed       memory // join over the returns that fail
}

func (an *analysis) newFunction(fn *ssa.Function, fx *effects) *function {
	return &function{an: an, fn: fn, fx: fx, places: newPlaces(), regs: map[ssa.Value]set{}, resolving: map[*ssa.Phi]bool{},
		resolved: map[*ssa.Phi][]place{}, ran: map[*ssa.Call]bool{}, sum: &summary{sinks: map[sinkKey]bool{}, lost: map[int]bool{}}}
}

func (an *analysis) analyze(fn *ssa.Function, flags map[*ssa.Parameter]string, fx *effects) *summary {
	f := an.newFunction(fn, fx)
	if flags != nil {
		f.flags = flags
		f.open = f.openBlocks()
	}
	f.insensitive = len(fn.Blocks) > maxExactBlocks
	f.blanks = blanks(fn)
	f.empties = emptyValues(fn)
	if !f.insensitive {
		f.sweeps = sweeps(fn)
	}
	f.fixpoint()
	f.outs()
	f.sum.whole = f.work < an.bounds.function && !f.spent()
	switch {
	case f.work >= an.bounds.function:
		fx.truncated = append(fx.truncated, fn)
	case f.spent():
		fx.cut = append(fx.cut, fn)
	}
	f.fx = newEffects(an.bounds.function) // what callers ask of its values is not on its account
	return f.sum
}

// fixpoint visits the blocks, each after all that lead to it, and those of a loop
// again until nothing grows any more in it: when more flows into one, or when a
// register or a place anywhere in the function knows more than it did. What comes
// after a loop is visited once the loop has settled, and once only.
func (f *function) fixpoint() {
	in := make([]memory, len(f.fn.Blocks))
	done := make([]int, len(f.fn.Blocks)) // what was known when the block was visited
	shared := memory{}                    // of all blocks, where they are too many to tell apart
	for _, c := range f.components() {
		for range maxRounds {
			f.changed = false
			if !f.visitEach(c, in, done, shared) {
				return
			}
			if !f.changed || len(c) == 1 && !endless(c[0]) {
				break
			}
		}
	}
}

// components groups the blocks by the loops they are in; one memory for all is one
// loop.
func (f *function) components() [][]*ssa.BasicBlock {
	order := reversePostorder(f.fn)
	if f.insensitive {
		return [][]*ssa.BasicBlock{order}
	}
	return loops(order)
}

// visitEach goes through the blocks about which more is known than when they were
// visited, and reports whether there were steps left for all of them.
func (f *function) visitEach(blocks []*ssa.BasicBlock, in []memory, done []int, shared memory) bool {
	for _, b := range blocks {
		m := shared
		if !f.insensitive {
			if in[b.Index] == nil && len(b.Preds) > 0 || done[b.Index] == f.knows() {
				continue // nothing leads there yet, or nothing new
			}
			m = f.entering(in, b, len(blocks) == 1 && !endless(b))
		}
		done[b.Index] = f.knows()
		f.block = b
		goesOn, inTime := f.goThrough(m, b)
		if !inTime {
			return false
		}
		if !f.insensitive && goesOn {
			f.leaveBlock(in, done, m, b)
		}
	}
	return true
}

// entering returns what memory holds where a block starts. A block that is visited
// once is given all of it.
func (f *function) entering(in []memory, b *ssa.BasicBlock, once bool) memory {
	m := in[b.Index]
	if m != nil && once {
		in[b.Index] = nil
		return m
	}
	f.spend(len(m))
	return m.clone()
}

// What done holds of a block before its first visit and where more flowed in since.
const (
	never = iota
	again
	visited // the least that knows returns
)

// knows counts what the registers hold, the calls gone through and the places there
// are: equal only while nothing was added.
func (f *function) knows() int { return visited + f.grown + len(f.ran) + len(f.places.nodes) }

// leaveBlock hands what a block leaves behind to those after it.
func (f *function) leaveBlock(in []memory, done []int, m memory, b *ssa.BasicBlock) {
	for i, s := range b.Succs {
		if !f.taken(b, i) {
			continue
		}
		if i == 1 && len(f.sweeps[b]) > 0 && !ranThrough(done, b) {
			done[b.Index] = again // what the loop leaves behind is known once its body is
			continue
		}
		if f.flowInto(in, s.Index, f.asProven(f.emptied(f.leave(m, b, i), b, i), b, i), i == len(b.Succs)-1) {
			f.changed = true
			if done[s.Index] != never {
				done[s.Index] = again
			}
		}
	}
}

// ranThrough reports whether the body of the loop at head was gone through.
func ranThrough(done []int, head *ssa.BasicBlock) bool {
	for _, p := range head.Preds {
		if head.Dominates(p) && done[p.Index] == never {
			return false
		}
	}
	return true
}

// flowInto adds what a block leaves behind to what another starts with, and reports
// whether that grew. The memory is given away where nothing else needs it.
func (f *function) flowInto(in []memory, to int, m memory, given bool) bool {
	if in[to] != nil {
		return f.join(in[to], m)
	}
	if !given {
		m = m.clone()
		f.spend(len(m))
	}
	in[to] = m
	return true
}

// setReg records what a register may hold.
func (f *function) setReg(v ssa.Value, s set) {
	if broken(v.Type()) {
		return
	}
	if counts(v.Type()) {
		s = numbersOf(s)
	}
	u, grew := f.regs[v].union(s)
	if grew {
		f.regs[v] = u
		f.grown++
		f.changed = true
	}
}

// allocated reports whether v is memory made in this function: it starts empty.
func (f *function) allocated(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan, *ssa.Parameter, *ssa.FreeVar:
		return true
	}
	return false
}

func (f *function) rootOf(p place) ssa.Value {
	root, _ := f.places.path(p)
	return f.places.nodes[root].base
}

// baseSet is what a base holds before this function did anything to it.
func (f *function) baseSet(n node) set {
	switch v := n.base.(type) {
	case *ssa.Parameter:
		return f.paramSet(f.paramIndex(v), v.Name(), v.Type(), v)
	case *ssa.FreeVar:
		return f.paramSet(f.paramIndex(v), v.Name(), deref(v.Type()), v)
	case *ssa.Global:
		return f.globalSet(v)
	}
	return nil
}

func (f *function) paramIndex(v ssa.Value) int {
	for i, p := range f.fn.Params {
		if p == v {
			return i
		}
	}
	for i, fv := range f.fn.FreeVars {
		if fv == v {
			return len(f.fn.Params) + i
		}
	}
	return 0
}

func (f *function) paramSet(i int, name string, t types.Type, v ssa.Value) set {
	if broken(t) {
		return nil
	}
	l := label{From: fromParam, Param: i, Name: name}
	if src, ok := f.an.models.sourceOfType(t); ok {
		l = label{From: src, Protection: plainFrom(src)}
		return setOf(taint{l, (*step)(nil).then(v.Pos(), comesFrom(src))})
	}
	if textual(t) {
		l.Category, l.Sure = f.an.names.name(name)
		if strings.HasPrefix(string(l.Category), "name.") && takesFile(f.fn) {
			l.Category, l.Sure = "", personal.None
		}
	}
	return setOf(taint{label: l})
}

func (f *function) globalSet(g *ssa.Global) set {
	t := deref(g.Type())
	if g.Pkg == nil || broken(t) || !f.an.inModule[g.Pkg] {
		return nil
	}
	l := label{From: fromField, Owner: g.Pkg.Pkg.Path(), Field: g.Name(), Name: g.Name()}
	if textual(t) {
		l.Category, l.Sure = f.an.names.name(g.Name())
	}
	return setOf(taint{label: l})
}

// fieldOwner is a field and the type it is a field of, which for one that is
// promoted is not what declares it.
type fieldOwner struct {
	field *types.Var
	owner types.Type
}

// fieldSet is the label of a field of an object about which nothing else is
// known.
func (f *function) fieldSet(v *types.Var, owner types.Type) set {
	if broken(v.Type()) || anyValue(v.Type()) {
		return nil // an envelope's Data holds now this and now that: joined it says nothing
	}
	return f.an.unknown.get(fieldOwner{v, owner}, func() set {
		if f.an.models.message(v, owner) {
			return setOf(taint{label: wholeMessage})
		}
		l := label{From: fromField, Owner: typeName(owner), Field: v.Name(), Name: v.Name(), Number: counts(v.Type())}
		l.Category, l.Sure = f.an.names.field(owner, v)
		return setOf(taint{label: l})
	})
}

// narrow turns what an object holds into what one of its fields holds.
func (f *function) narrow(t taint, n node) (taint, bool) {
	if broken(n.field.Type()) {
		return t, false
	}
	owner := f.places.ownerOf(n)
	if f.an.models.message(n.field, owner) {
		t.label = wholeMessage
		return t, true
	}
	if src, ok := f.an.models.sourceOfType(n.field.Type()); ok && (t.From == fromParam || t.From == fromRequest && !t.named()) && !n.field.Embedded() { // ctx.Request, of a library's context too
		return taint{label{From: src, Protection: plainFrom(src)}, t.trace.then(f.fn.Pos(), comesFrom(src))}, true
	}
	if t.named() && (f.an.names.elsewhere(owner, n.field, t.label) || f.outside(owner, n.field, t.label)) {
		return t, false
	}
	if t.From == fromRequest && !t.named() && !n.field.Exported() && !n.field.Embedded() && f.an.declaredHere(owner) {
		return t, false // a decoder cannot set it
	}
	if counts(n.field.Type()) {
		if wordsOnly(t.label) {
			return t, false
		}
		t.Number = t.open()
	}
	if t.named() && t.Field != "" && structOf(owner) != nil && !f.an.declaredHere(owner) {
		return t.asSent(owner, n.field), true // sql.NullString.String, pgtype.Text.String: the wrapper's field is the datum
	}
	cat, sure := f.an.names.field(owner, n.field)
	switch t.From {
	case fromParam:
		t.Path = joinPath(t.Path, n.elem)
		if depth(t.Path) > maxDepth {
			unknown := f.fieldSet(n.field, owner)
			if len(unknown) == 0 {
				return t, false
			}
			return unknown[0].taint(), true
		}
	case fromField:
		t.Owner, t.Field, t.Name = f.an.names.ofType(owner), n.field.Name(), n.field.Name()
	case fromConstant, fromZero:
		return t, false
	case fromRandom:
		if cat == "" {
			return t, true // only a code has a name: see made
		}
	}
	if cat != "" || !t.named() {
		t.Name, t.Owner, t.Field, t.Category, t.Sure = n.field.Name(), f.an.names.ofType(owner), n.field.Name(), cat, sure
	}
	return t.asSent(owner, n.field), true
}
