package flow

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/schema"
)

// build makes one SSA program of a module: bodies for its own packages only, and
// members for those that they import. What lies behind those (a module has ten
// times as many) is made when a method of it is called. A package whose SSA cannot
// be built is left out and said; nothing else suffers.
func build(mod *gosource.Module) (*ssa.Program, []*ssa.Package, []schema.Note) {
	prog := ssa.NewProgram(mod.Fset, ssa.InstantiateGenerics)
	created := map[*types.Package]bool{}
	for _, p := range mod.Packages {
		created[p.Types] = true
	}
	for _, p := range mod.Packages {
		for _, dep := range p.Types.Imports() {
			if !created[dep] {
				created[dep] = true
				prog.CreatePackage(dep, nil, nil, true)
			}
		}
	}
	for _, p := range mod.Packages {
		prog.CreatePackage(p.Types, p.Checked(), p.Info, true)
	}
	var wg sync.WaitGroup
	failures := make([]error, len(mod.Packages))
	for i, p := range mod.Packages {
		wg.Go(func() { failures[i] = buildPackage(prog.Package(p.Types)) })
	}
	wg.Wait()
	var pkgs []*ssa.Package
	var notes []schema.Note
	for i, p := range mod.Packages {
		if err := failures[i]; err != nil {
			notes = append(notes, schema.Note{Message: fmt.Sprintf("package %s is not analysed: %v", p.Path, err), Hint: "make it build for a complete analysis"})
			continue
		}
		pkgs = append(pkgs, prog.Package(p.Types))
	}
	return prog, pkgs, notes
}

// buildPackage builds one package, turning a panic on code that does not
// type-check into an error.
func buildPackage(pkg *ssa.Package) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("its intermediate form cannot be built: %v", r)
		}
	}()
	pkg.Build()
	return nil
}

// callees returns the functions of the module a call may reach.
func (an *analysis) callees(call ssa.CallInstruction) []*ssa.Function {
	if fn := call.Common().StaticCallee(); fn != nil {
		if !an.analysed(fn) {
			return nil
		}
		return []*ssa.Function{fn}
	}
	if fns := an.dynamic[call]; len(fns) > 0 || !an.alone {
		return fns
	}
	return an.implementations(call)
}

// maxCallees bounds the callees of one dynamic call; a call with more is a
// registry (handlers, visitors) about which a union says nothing.
const maxCallees = 32

// resolveDynamic finds the callees of interface and function-value calls with
// variable type analysis (Sundaresan et al., OOPSLA 2000), on top of class
// hierarchy analysis.
func (an *analysis) resolveDynamic(prog *ssa.Program) {
	all := ssautil.AllFunctions(prog)
	an.addDeclared(prog, all)
	for fn, n := range an.callGraph(prog, all).Nodes {
		if fn == nil || fn.Blocks == nil {
			continue
		}
		for _, e := range n.Out {
			if e.Site == nil || e.Site.Common().StaticCallee() != nil || !an.analysed(e.Callee.Func) {
				continue
			}
			an.dynamic[e.Site] = append(an.dynamic[e.Site], e.Callee.Func)
		}
	}
	an.injected(all)
	for fn := range all {
		if fn.Blocks != nil {
			an.functions = append(an.functions, fn)
		}
	}
	rank := sortFunctions(an.functions)
	for site, fns := range an.dynamic {
		slices.SortFunc(fns, func(a, b *ssa.Function) int {
			return cmp.Or(cmp.Compare(rank[a], rank[b]), strings.Compare(a.String(), b.String()))
		})
		an.dynamic[site] = fns[:min(len(fns), maxCallees)]
	}
}

// addDeclared adds the methods that nothing reaches: AllFunctions leaves out those
// of types that never become an interface, and a package's API may be just that.
func (an *analysis) addDeclared(prog *ssa.Program, all map[*ssa.Function]bool) {
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || all[fn] {
			return
		}
		all[fn] = true
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, p := range an.mod.Packages {
		for _, file := range p.Files {
			for _, d := range file.Decls {
				fd, ok := d.(*ast.FuncDecl)
				if !ok || fd.Recv == nil {
					continue
				}
				if obj, ok := p.Info.Defs[fd.Name].(*types.Func); ok && obj.Signature().RecvTypeParams().Len() == 0 {
					add(prog.FuncValue(obj))
				}
			}
		}
	}
}

// sortFunctions orders functions by name and position and returns the rank of
// each, from 1. A name is spelled from types each time it is asked for, so once.
func sortFunctions(fns []*ssa.Function) map[*ssa.Function]int {
	names := make(map[*ssa.Function]string, len(fns))
	for _, fn := range fns {
		names[fn] = fn.String()
	}
	slices.SortFunc(fns, func(a, b *ssa.Function) int {
		return cmp.Or(strings.Compare(names[a], names[b]), cmp.Compare(a.Pos(), b.Pos()))
	})
	rank := make(map[*ssa.Function]int, len(fns))
	for i, fn := range fns {
		rank[fn] = i + 1
	}
	return rank
}

// bottomUp groups the functions into strongly connected components, callees first,
// and hooks, with what they call, before all others.
func (an *analysis) bottomUp() [][]*ssa.Function {
	t := newTarjan(func(fn *ssa.Function) []*ssa.Function {
		an.used[fn] = an.uses(fn)
		return an.used[fn]
	})
	for _, hooksOnly := range []bool{true, false} {
		for _, fn := range an.functions {
			if isHook(fn) || !hooksOnly {
				t.visit(fn)
			}
		}
	}
	return t.out
}

// isHook reports whether an ORM calls the function by its name: no call in the
// module leads to it, and its summary must be ready before any other.
func isHook(fn *ssa.Function) bool {
	switch fn.Name() {
	case "BeforeCreate", "BeforeSave", "BeforeUpdate", "BeforeInsert", "BeforeAppendModel", "TableName":
		return fn.Signature.Recv() != nil
	}
	return false
}

// uses returns the functions whose summaries fn needs: callees and closures.
func (an *analysis) uses(fn *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				for _, c := range an.callees(instr) {
					if c.Blocks != nil {
						out = append(out, c)
					}
				}
				if _, m := an.teller(instr.Common()); m != nil && m.Blocks != nil {
					out = append(out, m)
				}
			case *ssa.MakeClosure:
				if c, ok := instr.Fn.(*ssa.Function); ok && c.Blocks != nil {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
