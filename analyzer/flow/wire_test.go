package flow

import (
	"reflect"
	"slices"
	"testing"
)

// What a summary holds must reach importers. The test fails when a field is
// added that the facts do not carry, so that whoever adds it decides.
func TestFactsCarryWhatSummariesHold(t *testing.T) {
	for _, c := range []struct {
		typ     reflect.Type
		carried []string
		local   []string // meant for the function's own package
	}{
		{reflect.TypeFor[summary](), []string{"flows", "reached", "deferred", "heaps", "comparing", "says", "proves", "lost", "returns", "whole"}, []string{"sinks"}},
		{reflect.TypeFor[outFlow](), []string{"destination", "empty", "held"}, nil},
		{reflect.TypeFor[destination](), []string{"result", "index", "path"}, nil},
		{reflect.TypeFor[sinkFlow](), []string{"site", "held"}, nil},
		{reflect.TypeFor[heapFlow](), []string{"to", "held"}, nil},
		{reflect.TypeFor[comparing](), []string{"equal", "verify", "x", "y", "login"}, nil},
		{reflect.TypeFor[held](), []string{"what", "trace"}, nil},
		{reflect.TypeFor[site](), []string{"text", "event", "passwords", "ifCompared"}, []string{"pos", "in", "more", "seen", "foreign", "direct", "fields", "unfilled", "by", "after"}},
		{reflect.TypeFor[deferred](), []string{"callee", "args", "depth"}, []string{"instr", "fn"}},
		{reflect.TypeFor[deferredArg](), []string{"param", "rest", "known"}, nil},
	} {
		for f := range c.typ.Fields() {
			if !slices.Contains(c.carried, f.Name) && !slices.Contains(c.local, f.Name) {
				t.Errorf("%s.%s is neither written to facts (wire.go) nor known to be local", c.typ, f.Name)
			}
		}
	}
	for f := range reflect.TypeFor[label]().Fields() { // gob writes labels whole, but only what is exported
		if !f.IsExported() {
			t.Errorf("label.%s is not exported: facts would lose it", f.Name)
		}
	}
}
