package flow

import (
	"go/types"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
)

// TestEveryInstructionHandled fails when x/tools adds a kind of instruction
// that the transfer table does not know.
func TestEveryInstructionHandled(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedTypes | packages.NeedExportFile | packages.NeedName | packages.NeedImports}, reflect.TypeFor[ssa.Function]().PkgPath())
	if err != nil || len(pkgs) != 1 || pkgs[0].Types == nil {
		t.Fatalf("load ssa: %v", err)
	}
	scope := pkgs[0].Types.Scope()
	instruction := scope.Lookup("Instruction").Type().Underlying().(*types.Interface)
	var known []string
	for typ := range transfers {
		known = append(known, typ.Elem().Name())
	}
	kinds := 0
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || types.IsInterface(tn.Type()) || !tn.Exported() || !types.Implements(types.NewPointer(tn.Type()), instruction) {
			continue
		}
		kinds++
		if !slices.Contains(known, name) {
			t.Errorf("no transfer for *ssa.%s", name)
		}
	}
	if kinds != len(transfers) {
		t.Errorf("%d kinds of instruction, %d transfers", kinds, len(transfers))
	}
}
