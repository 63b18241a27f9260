package flow

import (
	"go/token"
	"slices"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// step is one step of a trace: a list shared between values, latest first. A
// trace told inside a callee is hung behind the caller's as it is: summaries are
// applied far more often than a trace is read.
type step struct {
	pos   token.Pos
	span  *schema.Span // set instead of pos when the step comes from another package's facts
	text  *phrase.Text
	inner *step // set: these steps instead of one
	prev  *step
	n     int32 // length of the list
	tells bool  // says what was done to the value, not only where it went
}

// maxSteps is how many steps a trace keeps. A reader looks for source and sink, then
// for what was done to the value; of what only hands it on, that nearest the sink is
// kept.
const maxSteps = 8

// keptSteps is how long a trace grows: the steps behind it are not kept.
const keptSteps = 3 * maxSteps

func (s *step) then(pos token.Pos, text *phrase.Text) *step {
	if s == nil {
		return &step{pos: pos, text: text, n: 1}
	}
	if s.n >= keptSteps || s.pos == pos && pos.IsValid() {
		return s
	}
	return &step{pos: pos, text: text, prev: s, n: s.n + 1}
}

// decided is then for a step that says what was done to the value.
func (s *step) decided(pos token.Pos, text *phrase.Text) *step {
	out := s.then(pos, text)
	if out == s || out.tells {
		return out
	}
	out.tells = true
	return out
}

// after puts the trace s, told inside a callee, behind the caller's trace
// before.
func (s *step) after(before *step) *step {
	if s == nil || before != nil && before.n >= keptSteps {
		return before
	}
	if before == nil {
		return s
	}
	return &step{pos: s.pos, inner: s, prev: before, n: before.n + s.n}
}

// list returns the steps first to last, at most maxSteps.
func (s *step) list() []*step {
	all := s.append(make([]*step, 0, keptSteps))
	if len(all) <= maxSteps {
		return all
	}
	kept := map[int]bool{0: true, len(all) - 1: true}
	for _, telling := range []bool{true, false} {
		for i := len(all) - 2; i > 0 && len(kept) < maxSteps; i-- {
			if all[i].tells == telling && !repeated(all, i) {
				kept[i] = true
			}
		}
	}
	var out []*step
	for i, st := range all {
		if kept[i] {
			out = append(out, st)
		}
	}
	return out
}

// through reports whether a trace has a step at one of some places.
func (s *step) through(places map[token.Pos]bool) bool {
	return slices.ContainsFunc(s.append(nil), func(st *step) bool { return places[st.pos] })
}

// repeated reports whether an earlier step says the same: a value that is hashed twice
// by one helper.
func repeated(all []*step, i int) bool {
	for _, st := range all[:i] {
		if st.pos == all[i].pos && same(st.span, all[i].span) && *st.text == *all[i].text {
			return true
		}
	}
	return false
}

func same(a, b *schema.Span) bool { return a == b || a != nil && b != nil && *a == *b }

func textf(en, nl string, args ...any) *phrase.Text {
	text := phrase.Textf(en, nl, args...)
	return &text
}

// append adds the steps, first to last, up to keptSteps in all. A step is made
// of at most keptSteps others, so that it does not recurse far.
func (s *step) append(to []*step) []*step {
	if s == nil {
		return to
	}
	to = s.prev.append(to)
	switch {
	case len(to) >= keptSteps:
		return to
	case s.inner != nil:
		return s.inner.append(to)
	}
	return append(to, s)
}
