package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/ssa"
)

// A struct that is filled from a whole row says that each column was fetched,
// not that anybody wants it. A column counts as read where the code uses the
// field it lands in: loads it, takes its address for something else than
// storing, or hands the whole struct to code that is not seen (an encoder, a
// template). What only goes back to the database is not used by that alone: one
// struct often serves both the INSERT and the SELECT (see fetched.go).
//
// Whoever is not sure that nobody uses a field says that somebody does: code that
// did not type-check counts by the names it mentions, and in a module without a
// main package any field may be used by the programs that import it.

// fieldUses holds the fields that are used anywhere in the module.
type fieldUses struct {
	an      *analysis
	library bool
	used    map[*types.Var]bool
	passed  map[*types.Var]bool         // handed to the database library
	names   map[string]bool             // selected in code that did not type-check
	becomes map[*types.Var][]*types.Var // fields of a struct type it was converted to
	marked  map[types.Type]bool

	mu     sync.Mutex              // guards params once the functions are analysed
	params map[*ssa.Parameter]bool // whether what is passed for it gets out of sight
}

func (an *analysis) fieldUses() *fieldUses {
	u := &fieldUses{an: an, library: !an.alone, used: map[*types.Var]bool{}, passed: map[*types.Var]bool{}, names: map[string]bool{},
		becomes: map[*types.Var][]*types.Var{}, marked: map[types.Type]bool{}, params: map[*ssa.Parameter]bool{}}
	for _, p := range an.mod.Packages {
		if p.Types.Name() == "main" {
			u.library = false
		}
		for _, fn := range p.Untyped {
			u.mentions(fn)
		}
		if !an.inModule[an.prog.Package(p.Types)] {
			for _, file := range p.Files {
				u.mentions(file)
			}
		}
	}
	tests := testFiles(an.mod)
	for _, fn := range an.functions {
		if an.printer(fn) || fn.Pos().IsValid() && tests[an.mod.Fset.File(fn.Pos())] {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				u.visit(instr)
			}
		}
	}
	return u
}

// printer reports whether fn is a String method that nothing calls: generated code
// has one that shows every field, for whoever prints the struct.
func (an *analysis) printer(fn *ssa.Function) bool {
	return fn.Signature.Recv() != nil && (fn.Name() == "String" || fn.Name() == "GoString") && !an.called[fn]
}

// mentions notes the names selected in code that has no intermediate form.
func (u *fieldUses) mentions(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			u.names[sel.Sel.Name] = true
		}
		return true
	})
}

// has reports whether a field is used.
func (u *fieldUses) has(f *types.Var) bool {
	if u.library || u.used[f] || u.names[f.Name()] || f.Pkg() == nil || !u.an.paths[f.Pkg().Path()] || u.an.shared[f.Pkg().Path()] {
		return true
	}
	return u.through(f, 0)
}

// through reports whether the field is used under the name it has in a type that
// structs of its own were converted to.
func (u *fieldUses) through(f *types.Var, depth int) bool {
	for _, to := range u.becomes[f] {
		if u.used[to] || depth < maxEscape && u.through(to, depth+1) {
			return true
		}
	}
	return false
}

func (u *fieldUses) visit(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Field:
		if s := structOf(instr.X.Type()); s != nil {
			u.use(s.Field(instr.Field).Origin(), instr)
		}
	case *ssa.FieldAddr:
		if s := structOf(instr.X.Type()); s != nil {
			u.useAt(s.Field(instr.Field).Origin(), instr)
		}
	case *ssa.ChangeType:
		u.convert(instr.X.Type(), instr.Type())
	case *ssa.BinOp:
		if innerStruct(instr.X.Type()) != nil && !isConst(instr.X) && !isConst(instr.Y) {
			u.mark(instr.X.Type()) // compared with another; with the zero struct, only whether it was found
		}
	case *ssa.MakeInterface:
		if innerStruct(instr.X.Type()) != nil && !vacant(instr.X) && u.escapes(instr, 0) {
			u.mark(instr.X.Type())
		}
	case ssa.CallInstruction:
		u.hand(instr)
	}
}

// use notes the use of a field's value v.
func (u *fieldUses) use(f *types.Var, v ssa.Value) {
	if u.onlyPassed(v, 0) {
		u.passed[f] = true
	} else {
		u.used[f] = true
	}
}

// useAt notes the uses of a field at an address: everything but storing to it, and
// loading what was stored just before.
func (u *fieldUses) useAt(f *types.Var, addr ssa.Value) {
	for _, ref := range *addr.Referrers() {
		if v, ok := ref.(*ssa.UnOp); ok && v.Op == token.MUL {
			if !storedBefore(v) {
				u.use(f, v)
			}
		} else if u.loadedBy(addr, ref) {
			u.used[f] = true
		}
	}
}

// lookedAt is loaded for workers, who ask beside each other.
func (u *fieldUses) lookedAt(v *ssa.Alloc) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.loaded(v)
}

// loaded reports whether what is at an address is used, not only stored to.
func (u *fieldUses) loaded(addr ssa.Value) bool {
	for _, ref := range *addr.Referrers() {
		if u.loadedBy(addr, ref) {
			return true
		}
	}
	return false
}

func (u *fieldUses) loadedBy(addr ssa.Value, ref ssa.Instruction) bool {
	switch ref := ref.(type) {
	case *ssa.Store:
		return ref.Addr != addr
	case *ssa.DebugRef:
		return false
	case *ssa.FieldAddr:
		return u.loaded(ref)
	case *ssa.MakeInterface:
		return u.escapes(ref, 0)
	}
	return true
}

// convert links the fields of struct types that are converted into each other.
func (u *fieldUses) convert(from, to types.Type) {
	a, b := structOf(from), structOf(to)
	if a == nil || b == nil || a.NumFields() != b.NumFields() {
		return
	}
	for i := range a.NumFields() {
		f, g := a.Field(i).Origin(), b.Field(i).Origin()
		if f != g {
			u.becomes[f] = append(u.becomes[f], g)
		}
	}
}

// mark notes every field of a struct type, and of what it holds, as used.
func (u *fieldUses) mark(t types.Type) {
	t = deref(t)
	if t == nil || u.marked[t] {
		return
	}
	u.marked[t] = true
	if e := elemType(t); e != nil {
		u.mark(e)
		return
	}
	if s := structOf(t); s != nil && !u.an.standard(t) {
		for f := range s.Fields() {
			u.used[f.Origin()] = true
			u.mark(f.Type())
		}
	}
}
