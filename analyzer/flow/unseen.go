package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
)

// unseen is what is known of a value of which nothing is known but the call that made
// it: where that hashes whatever it is given, the value is a hash.
//
//	frame.Fill(&form) // a framework that no table lists
//	check(form.Name, md5Of(form.Password))
func (f *function) unseen(v ssa.Value) taint {
	index := 0
	v = unwrap(v)
	if e, ok := v.(*ssa.Extract); ok {
		v, index = e.Tuple, e.Index
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return taint{}
	}
	for _, row := range f.an.models.Lookup(f.an.modelName(&call.Call)) {
		if row.Verb == "protect" {
			return taint{label: label{Protection: protectionNamed(row.Words[0]), Algorithm: row.Words[1]}}
		}
	}
	for _, callee := range f.an.callees(call) {
		s := f.summaryAt(callee, arguments(&call.Call))
		if s == nil {
			continue
		}
		for _, o := range s.flows {
			if !o.result || o.index != index || o.path != "" || o.empty {
				continue
			}
			if l := o.label(); l.From == fromParam && l.Protection > personal.Plain {
				return taint{label: label{Protection: l.Protection, Algorithm: l.Algorithm, Cost: l.Cost}}
			}
		}
	}
	return taint{}
}
