package flow

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema"
)

// Bounds on work, in steps: an instruction visited, a place copied or joined
// where blocks meet (more where their labels differ), a line of a summary
// applied. Steps are counted and time is not, so that a result is the same on
// every machine. The most that public code was seen to need is a small part of
// each bound: what reaches one was generated, or written to make tools hang. A
// cycle of functions gets only a part of the module's steps, so that a monster
// takes nothing from the functions beside it.
type bounds struct {
	function  int // one function, once through
	component int // functions that all call each other, repeats included
	module    int
}

var defaultBounds = bounds{function: 2_500_000, component: 12_000_000, module: 120_000_000}

const labelsPerStep = 16 // comparisons of labels that take as long as a step

// spend counts steps and reports whether there are more to take.
func (f *function) spend(steps int) bool {
	f.work += steps
	f.an.work += steps
	return !f.spent()
}

// spent reports whether the function, its cycle or the module has had its steps.
func (f *function) spent() bool {
	return f.work >= f.an.bounds.function || f.an.work >= f.an.workEnd
}

// summarize analyses functions that call each other, often enough for their
// summaries to settle.
func (an *analysis) summarize(scc []*ssa.Function) {
	repeats := 1
	if len(scc) > 1 || an.recursive(scc[0]) {
		repeats = maxRepeats
	}
	an.workEnd = min(an.work+an.bounds.component, an.bounds.module)
	for range repeats {
		for _, fn := range scc {
			if an.work >= an.workEnd {
				an.cut[fn] = true
				continue
			}
			an.summaries[fn] = an.guarded(fn)
		}
	}
}

// cutNote says which functions the bounds on a cycle or the module cut, or
// returns nothing.
func (an *analysis) cutNote() []schema.Note {
	var first *ssa.Function
	for _, fn := range an.functions { // sorted: the same function is named in every run
		if an.cut[fn] && (first == nil || fn.Pos().IsValid() && !first.Pos().IsValid()) {
			first = fn
		}
	}
	if first == nil {
		return nil
	}
	return []schema.Note{{
		Origin:  an.origin(first.Pos()),
		Message: fmt.Sprintf("%d functions were analysed in part, %s first: too much work", len(an.cut), first.Name()),
		Hint:    "flows through them may be missing",
	}}
}
