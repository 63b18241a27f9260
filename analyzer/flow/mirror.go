package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A reflect.Value stands for the variable it was made of: helpers that fill a
// struct from a form or a spreadsheet by the names of its fields store through
// one. What is stored under a name known at run time only may be in any field.

// mirrored returns the places that the result of a function of package reflect
// stands for, nil for other calls.
func (f *function) mirrored(v *ssa.Call) []place {
	fn := v.Call.StaticCallee()
	if fn == nil || fn.Pkg == nil || fn.Pkg.Pkg.Path() != "reflect" || len(v.Call.Args) == 0 {
		return nil
	}
	x := v.Call.Args[0]
	switch fn.Name() {
	case "ValueOf", "Indirect", "Elem", "Addr", "Interface", "Field":
		return f.placesOf(x)
	case "FieldByName":
		name, ok := constString(v.Call.Args[1])
		if !ok {
			return f.placesOf(x)
		}
		var out []place
		for _, p := range f.placesOf(x) {
			if c, ok := f.places.field(p, name); ok {
				out = append(out, c)
			}
		}
		return out
	}
	return nil
}

// mirroredIn returns what the reflect.Value in a variable stands for whose address is taken
// too, as where it is handed to a helper: nil for other loads.
func (f *function) mirroredIn(load *ssa.UnOp) []place {
	variable, ok := load.X.(*ssa.Alloc)
	if !ok || !ofReflect(load.Type()) {
		return nil
	}
	var out []place
	for _, given := range storesInto(variable) {
		if call, ok := given.(*ssa.Call); ok {
			out = appendPlaces(out, f.mirrored(call))
		}
	}
	return out
}

// ofReflect reports whether a type is reflect.Value.
func ofReflect(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Name() == "Value" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "reflect"
}
