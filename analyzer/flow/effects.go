package flow

import (
	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema"
)

// effects are what a cycle of functions that call each other (mostly: one
// function) adds to the picture of the module. They are kept apart while it is
// analysed, since other workers analyse others, and are added in the order of the
// cycles: what is found does not depend on who was faster.
type effects struct {
	sites      map[siteKey]*site
	order      []*site // as they were found
	reached    []sinkFlow
	heaps      []heapFlow
	added      map[sinkKey]bool // reached and heaps have it
	mails      []mailed
	recipients []recipientSite
	filled     []ssa.Value
	notes      []schema.Note
	truncated  []*ssa.Function // too large by themselves
	cut        []*ssa.Function // the cycle had no steps left
	work, end  int             // steps taken, and where it must stop
}

func newEffects(steps int) *effects { return &effects{end: steps} }

// reach records that a label reaches a site.
func (fx *effects) reach(s *site, h held) {
	if fx.add(sinkKey{site: s, what: h.what}) {
		fx.reached = append(fx.reached, sinkFlow{s, h})
	}
}

// heap records that a label is stored into a field or global.
func (fx *effects) heap(to heapKey, h held) {
	if fx.add(sinkKey{to: to, what: h.what}) {
		fx.heaps = append(fx.heaps, heapFlow{to, h})
	}
}

func (fx *effects) add(k sinkKey) bool {
	if fx.added[k] {
		return false
	}
	if fx.added == nil { // most functions have no effects
		fx.added = map[sinkKey]bool{}
	}
	fx.added[k] = true
	return true
}

// merge adds effects to what is known of the module. A module that had its steps
// before gets none of them.
func (an *analysis) merge(cycle []*ssa.Function, fx *effects) {
	if an.work >= an.bounds.module {
		an.cut = append(an.cut, cycle...)
		return
	}
	an.work += fx.work
	an.order = append(an.order, fx.order...)
	for _, h := range fx.heaps {
		an.heap.add(h.to, h.held)
	}
	for _, r := range fx.reached {
		an.reach(r.site, r.held)
	}
	for _, r := range fx.recipients {
		an.recipients[r.site] = &r
	}
	for _, v := range fx.filled {
		an.filled[v] = true
	}
	an.mails = append(an.mails, fx.mails...)
	an.notes = append(an.notes, fx.notes...)
	an.truncated = append(an.truncated, fx.truncated...)
	an.cut = append(an.cut, fx.cut...)
}
