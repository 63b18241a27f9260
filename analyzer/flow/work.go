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
	f.fx.work += steps
	return !f.spent()
}

// spent reports whether the function or its cycle has had its steps.
func (f *function) spent() bool {
	return f.work >= f.an.bounds.function || f.fx.work >= f.fx.end
}

// summarize analyses functions that call each other, often enough for their
// summaries to settle.
func (an *analysis) summarize(scc []*ssa.Function) *effects {
	fx := newEffects(an.bounds.component)
	repeats := 1
	if len(scc) > 1 || an.recursive(scc[0]) {
		repeats = maxRepeats
	}
	for range repeats {
		for _, fn := range scc {
			if fx.work >= fx.end {
				fx.cut = append(fx.cut, fn)
				continue
			}
			an.summaries[fn].summary = an.guarded(fn, nil, fx)
		}
	}
	for _, fn := range scc {
		an.vary(fn, fx)
	}
	return fx
}

// summaryOrNone is the place of a function's summary. All places are made before
// the first summary is, so that workers can look each other's up.
type summaryOrNone struct {
	*summary
	variants map[string]*summary // by what flags are: see variant.go
}

// summary returns the summary of a function that is analysed here, or nil.
func (an *analysis) summary(fn *ssa.Function) *summary {
	if s := an.summaries[fn]; s != nil {
		return s.summary
	}
	return nil
}

// cutNote says which functions the bounds on a cycle or the module cut, or
// returns nothing.
func (an *analysis) cutNote() []schema.Note {
	cut := map[*ssa.Function]bool{}
	for _, fn := range an.cut {
		cut[fn] = true
	}
	var first *ssa.Function
	for _, fn := range an.functions { // sorted: the same function is named in every run
		if cut[fn] && (first == nil || fn.Pos().IsValid() && !first.Pos().IsValid()) {
			first = fn
		}
	}
	if first == nil {
		return nil
	}
	return []schema.Note{{
		Origin:  an.origin(first.Pos()),
		Message: fmt.Sprintf("%d functions were analysed in part, %s first: too much work", len(cut), first.Name()),
		Hint:    "flows through them may be missing",
	}}
}
