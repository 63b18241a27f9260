package flow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// TestMisfit holds that an edge to a function with another number of results is
// recognised: variable type analysis panics on it and the whole scan with it.
func TestMisfit(t *testing.T) {
	const src = `package p
type doer interface{ do() int }
type one struct{}
func (one) do() int { return 1 }
func none() {}
func two() (int, error) { return 2, nil }
func call(d doer) int { return d.do() }
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", "p"), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var site ssa.CallInstruction
	for _, instr := range pkg.Func("call").Blocks[0].Instrs {
		if c, ok := instr.(*ssa.Call); ok {
			site = c
		}
	}
	do := pkg.Prog.LookupMethod(pkg.Type("one").Type(), pkg.Pkg, "do")
	for fn, want := range map[*ssa.Function]bool{do: false, pkg.Func("none"): true, pkg.Func("two"): true} {
		if got := misfit(&callgraph.Edge{Site: site, Callee: &callgraph.Node{Func: fn}}); got != want {
			t.Errorf("misfit(%s) = %v, want %v", fn.Name(), got, want)
		}
	}
}
