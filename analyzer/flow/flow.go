// Package flow follows data through Go code: from requests, databases and the
// environment, through assignments, fields, calls and libraries, to columns,
// logs, responses and other exits. It is the only package that reads SSA.
//
// The analysis computes one summary per function, callees first: which
// parameter or source reaches which result, field or sink, and what protected
// it on the way. A label is not "tainted or not" but which datum, from where,
// and protected how. Fields of objects that pass out of sight are joined over
// the whole module (see heap.go).
//
// It is deliberately unsound in one direction: a call that neither the module
// nor the models explain spreads nothing. Whole-program taint tools that let
// such calls spread everything are switched off by their users.
package flow

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/load"
)

// Input is what Analyze needs besides the code.
type Input struct {
	Root       string // positions are relative to it
	Databases  []*schema.Database
	Queries    []load.QueryFile
	Classifier *personal.Classifier

	bounds  bounds // on work; the zero value is defaultBounds
	workers int    // 0: one for each processor
}

// Analyze follows data through every module and returns what it saw. The error
// is for a cancelled context or a fault in privet's own tables; code that could
// not be analysed is a note in the facts. The modules are used up: the packages of
// each are let go of as soon as it is analysed.
func Analyze(ctx context.Context, mods []*gosource.Module, in Input) (*usage.Facts, error) {
	table, err := models.Load()
	if err != nil {
		return nil, fmt.Errorf("flow: %w", err)
	}
	imported := importedElsewhere(mods)
	parts := make([]usage.Facts, len(mods))
	g := new(errgroup.Group)
	g.SetLimit(2) // one does what only one can do, while another has functions for every processor
	for _, i := range largestFirst(mods) {
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			an := newAnalysis(mods[i], in, &library{Table: table})
			an.shared = imported[mods[i]]
			an.run(ctx)
			an.report(&parts[i])
			mods[i].Packages = nil
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return join(parts), ctx.Err()
}

// largestFirst orders modules by how much there is to analyse: the last to be done
// should be a small one.
func largestFirst(mods []*gosource.Module) []int {
	size := make([]int, len(mods))
	order := make([]int, len(mods))
	for i, mod := range mods {
		order[i] = i
		for _, p := range mod.Packages {
			for _, f := range p.Files {
				size[i] += int(f.FileEnd - f.FileStart)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	return order
}

// join puts together what was seen in each module.
func join(parts []usage.Facts) *usage.Facts {
	all := &usage.Facts{}
	for _, p := range parts {
		all.Modules = append(all.Modules, p.Modules...)
		all.Models = append(all.Models, p.Models...)
		all.Events = append(all.Events, p.Events...)
		all.Handlers = append(all.Handlers, p.Handlers...)
		all.Mailings = append(all.Mailings, p.Mailings...)
		all.Embeds = append(all.Embeds, p.Embeds...)
		all.Notes = append(all.Notes, p.Notes...)
	}
	slices.SortStableFunc(all.Events, compareEvents)
	return all
}

// analysis is the work on one module.
type analysis struct {
	in          Input
	mod         *gosource.Module
	models      *library
	names       *names
	binder      *bind.Binder
	prog        *ssa.Program
	columns     memo[usage.ColumnRef, named]
	verdicts    memo[*schema.Database, []personal.TableVerdict]
	embedded    map[*ssa.Global]string // //go:embed text
	embeddedIn  map[*ssa.Global]string // //go:embed file systems: the folder of the package
	extents     memo[*token.File, *extents]
	inModule    map[*ssa.Package]bool
	paths       map[string]bool // import paths of the module's packages
	dynamic     map[ssa.CallInstruction][]*ssa.Function
	functions   []*ssa.Function
	called      map[*ssa.Function]bool
	used        map[*ssa.Function][]*ssa.Function // see uses
	summaries   map[*ssa.Function]*summaryOrNone
	unknown     memo[fieldOwner, set] // see fieldSet
	showing     memo[types.Type, bool]
	graph       memo[struct{}, *graphQL]
	kept        memo[outletKey, *kept]
	mappedTypes memo[string, bool]
	within      memo[types.Type, *contents]
	userLists   memo[*types.Var, *userList]
	declared    map[heapKey]*types.Var     // see indexFields
	flagKeys    map[*ssa.Function][]string // see variant.go
	flagValues  map[*ssa.Parameter][]string
	hidden      map[heapKey]bool // see indexFields
	heap        heap
	stored      map[*types.Var][]ssa.Value // values stored into each field, for constants and prepared statements
	globals     map[*ssa.Global][]ssa.Value
	order       []*site
	aliased     memo[*types.Func, string]
	modelNames  memo[*types.Func, string]
	sdks        memo[string, sdkRow]
	connections func() []connection
	loads       *fieldUses
	copies      map[heapKey][]usage.ColumnRef // columns that fields of a name are stored in or compared with: see copied
	assigned    map[token.Pos]string          // see assigned.go
	carried     map[string]types.Type         // see carried.go
	addressees  *addressees                   // see mailing_addressee.go
	address     *secretInAddress              // see addressSecret
	bring       *brought                      // see requestsBring
	answers     map[*types.Var]bool           // see answerFields
	answered    *brought                      // see revealingAnswer
	shared      map[string]bool               // import paths that other modules of the scan import
	truncated   []*ssa.Function               // too large by themselves
	cut         []*ssa.Function               // their cycle or the module had no steps left
	bounds      bounds
	work        int // steps taken
	mails       []mailed
	switches    []switched
	recipients  map[*site]*recipientSite
	filled      map[ssa.Value]bool // variables that columns are read into

	mailLibraries memo[string, bool]
	passed        memo[*ssa.Function, *phrase.Text] // see passedTo
	binding       sync.Mutex                        // held while a call is explained with values of a wrapper: see bindDeferred
	notes         []schema.Note

	alone        bool         // one package of the module: see Unit
	seen         *seen        // what the packages below said
	implementers []types.Type // see concreteTypes
}

func newAnalysis(mod *gosource.Module, in Input, lib *library) *analysis {
	an := &analysis{
		in: in, mod: mod, models: lib, bounds: cmp.Or(in.bounds, defaultBounds), names: newNames(in.Classifier),
		inModule: map[*ssa.Package]bool{}, paths: map[string]bool{}, dynamic: map[ssa.CallInstruction][]*ssa.Function{},
		called: map[*ssa.Function]bool{}, used: map[*ssa.Function][]*ssa.Function{}, summaries: map[*ssa.Function]*summaryOrNone{}, heap: heap{},
		stored: map[*types.Var][]ssa.Value{}, globals: map[*ssa.Global][]ssa.Value{}, embedded: map[*ssa.Global]string{}, embeddedIn: map[*ssa.Global]string{},
		recipients: map[*site]*recipientSite{}, filled: map[ssa.Value]bool{},
	}
	an.connections = sync.OnceValue(an.findConnections)
	an.names.library = lib.Field
	an.seen = newSeen(in.Root)
	an.binder = bind.New(in.Databases, in.Queries, an.span)
	for _, p := range mod.Packages {
		an.paths[p.Path] = true
	}
	return an
}

// maxRepeats bounds how often a cycle of functions is gone through; summaries
// of recursive code settle in two or three.
const maxRepeats = 4

func (an *analysis) run(ctx context.Context) {
	prog, pkgs, notes := build(an.mod)
	an.prog = prog
	an.notes = append(an.notes, notes...)
	for _, p := range pkgs {
		an.inModule[p] = true
	}
	if an.alone {
		for _, p := range an.scopes() {
			if pkg := prog.Package(p); pkg != nil {
				an.inModule[pkg] = true
			}
		}
	}
	an.resolveDynamic(prog)
	an.mod.Release()
	an.readEmbedded(prog)
	an.indexStores()
	an.indexFields()
	an.flagKeys = an.flagsPassed()
	an.carried = map[string]types.Type{}
	an.prepare()
	an.assigned = an.assignedNames()
	an.answers = an.answerFields()
	an.loads = an.fieldUses()
	an.summarizeAll(ctx, an.bottomUp())
	an.resolveRoots()
}

// guarded analyses one function; a fault in it loses that function only.
func (an *analysis) guarded(fn *ssa.Function, flags map[*ssa.Parameter]string, fx *effects) (s *summary) {
	defer func() {
		if r := recover(); r != nil {
			fx.notes = append(fx.notes, schema.Note{Origin: an.origin(fn.Pos()), Message: fmt.Sprintf("function %s is not analysed: %v", fn.Name(), r), Hint: "please report this as a bug of privet"})
			s = &summary{sinks: map[sinkKey]bool{}, lost: map[int]bool{}}
		}
	}()
	return an.analyze(fn, flags, fx)
}

func (an *analysis) recursive(fn *ssa.Function) bool {
	return slices.Contains(an.used[fn], fn)
}

// declaredHere reports whether a type is declared in the module.
func (an *analysis) declaredHere(t types.Type) bool {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	return !ok || n.Obj().Pkg() != nil && an.paths[n.Obj().Pkg().Path()]
}

// indexStores notes what is stored into each field and global: one constant
// query kept in a variable is as good as one written at the call. It also notes
// which functions are called from the module.
func (an *analysis) indexStores() {
	var wrappers []*ssa.Function // what the compiler makes for methods calls them whether or not it is called
	for _, fn := range an.functions {
		wrapper := fn.Synthetic != "" && fn.Pkg == nil && fn.Origin() == nil
		if wrapper {
			wrappers = append(wrappers, fn)
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if st, ok := instr.(*ssa.Store); ok {
					an.indexStore(st)
				}
			}
		}
		if !wrapper {
			an.noteCalls(fn)
		}
	}
	for range 2 { // a wrapper may call another
		for _, fn := range wrappers {
			if an.called[fn] {
				an.noteCalls(fn)
			}
		}
	}
}

func (an *analysis) noteCalls(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				for _, c := range an.callees(call) {
					an.called[c] = true
				}
			}
		}
	}
}

func (an *analysis) indexStore(st *ssa.Store) {
	switch addr := st.Addr.(type) {
	case *ssa.Global:
		an.globals[addr] = append(an.globals[addr], st.Val)
		an.noteSwitchStore(st)
	case *ssa.FieldAddr:
		if s := structOf(addr.X.Type()); s != nil {
			f := s.Field(addr.Field)
			an.stored[f] = append(an.stored[f], st.Val)
		}
	}
}

// resolveRoots settles what the parameters of functions hold that nothing in
// the module calls: their name is all that is known. The methods of a gRPC service
// and the resolvers of a GraphQL schema are called by generated code alone, which says
// as little.
func (an *analysis) resolveRoots() {
	for _, fn := range an.functions {
		s := an.summary(fn)
		if s == nil || !an.root(fn) && an.served(fn) == "" && an.resolver(fn) == "" || fn.Synthetic != "" && fn.Origin() == nil {
			continue
		}
		for _, h := range s.heaps {
			if an.generated(fn.Pos()) {
				break // a setter that was generated for a field and that nothing calls stores nothing
			}
			an.heap.add(h.to, rootTaint(fn, h.taint()).held())
		}
		to := addressParams(s)
		for _, r := range s.reached {
			t := rootTaint(fn, r.taint())
			if l := r.label(); !t.named() && to[[2]any{l.Param, l.Path}] {
				t.Category, t.Sure = emailCategory, personal.Medium
			}
			an.reach(r.site, t.held())
		}
	}
}

func rootTaint(fn *ssa.Function, t taint) taint {
	handled := t.Param < len(fn.Params) && remoteCall(fn, fn.Params[t.Param])
	t.From, t.Param = fromUnknown, 0
	switch {
	case handled:
		t.From = fromRequest
		if t.Protection == personal.UnknownProtection {
			t.Protection = personal.Plain
		}
	case t.Path != "" && t.Field != "":
		t.From = fromField
		if part := t.Path[strings.LastIndexByte(t.Path, '/')+1:]; part != t.Field && isFieldName(part) {
			t.Path = part // of what is in that field, an interface
			return t
		}
	case t.Path == "" && t.Protection == personal.UnknownProtection:
		t.Protection = personal.Plain
	}
	t.Path = ""
	return t
}

// tableVerdict asks the classifier about every table of a database at once.
func (an *analysis) tableVerdict(db *schema.Database, t *schema.Table) personal.TableVerdict {
	return an.verdicts.get(db, func() []personal.TableVerdict { return an.in.Classifier.Database(db) })[slices.Index(db.Tables, t)]
}
