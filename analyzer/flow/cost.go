package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What a password hash costs is a number that is written at the call, or in a constant,
// a variable of the package or a field of the hasher that are set once.

// maxNumber bounds through how many values a number is followed.
const maxNumber = 6

// number returns the one number that v is, as far as that is written in the module. A
// field that anything but a number is stored in is not known: settings fill it.
func (an *analysis) number(v ssa.Value, depth int) (int64, bool) {
	if depth > maxNumber {
		return 0, false
	}
	var stores []ssa.Value
	switch v := v.(type) {
	case *ssa.Const:
		return constInt(v)
	case *ssa.Convert:
		return an.number(v.X, depth+1)
	case *ssa.ChangeType:
		return an.number(v.X, depth+1)
	case *ssa.Field:
		s := structOf(v.X.Type())
		if s == nil || s.Field(v.Field).Exported() || s.Tag(v.Field) != "" {
			return 0, false
		}
		stores = an.stored[s.Field(v.Field)]
	case *ssa.UnOp:
		switch at := v.X.(type) {
		case *ssa.Global:
			stores = an.globals[at]
		case *ssa.FieldAddr:
			s := structOf(at.X.Type())
			if s == nil || s.Field(at.Field).Exported() || s.Tag(at.Field) != "" {
				return 0, false // decoders fill exported fields
			}
			stores = an.stored[s.Field(at.Field)]
		}
	}
	if len(stores) == 0 {
		return 0, false
	}
	first, known := an.number(stores[0], depth+1)
	for _, s := range stores[1:] {
		if n, ok := an.number(s, depth+1); !ok || n != first {
			return 0, false
		}
	}
	return first, known
}

// memoryText adds the memory of golang.org/x/crypto/argon2, which follows the
// passes and weighs as much.
func (f *function) memoryText(algorithm string, args []ssa.Value, i int) string {
	if !strings.HasPrefix(algorithm, "argon2") || i >= len(args) {
		return ""
	}
	if n, known := f.an.number(args[i], 0); known {
		return ", memory " + itoa(n) + " KiB"
	}
	return ""
}

func costText(algorithm string, n int64) string {
	unit := "iterations"
	switch {
	case algorithm == "bcrypt":
		return "cost " + itoa(n)
	case algorithm == "scrypt":
		return "N " + itoa(n)
	case strings.HasPrefix(algorithm, "argon2"):
		return "time " + itoa(n)
	}
	return itoa(n) + " " + unit
}
