package flow

import (
	"iter"
	"slices"
	"unique"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// taint is a label and how it came here.
type taint struct {
	label
	trace *step
}

// held is a taint as it is kept. Millions are kept and few labels differ, so each
// label is kept once, and two are compared by where they are.
type held struct {
	what  unique.Handle[label]
	trace *step
}

func (t taint) held() held { return held{unique.Make(t.label), t.trace} }

func (h held) taint() taint { return taint{h.label(), h.trace} }

// label returns the label of h; the zero held has the zero label.
func (h held) label() label {
	if h.what == (unique.Handle[label]{}) {
		return label{}
	}
	return h.what.Value()
}

// set is what may be in a value: at most maxSet labels, in order of discovery. A
// set is never changed once it is made, so that registers, places and summaries
// can share it.
type set []held

// maxSet bounds a set. A value with more origins is a program's main loop or a
// registry, about which nothing precise can be said.
const maxSet = 24

func setOf(t taint) set { return set{t.held()} }

// all yields the taints of a set, in order.
func (s set) all() iter.Seq[taint] {
	return func(yield func(taint) bool) {
		for _, h := range s {
			if !yield(h.taint()) {
				return
			}
		}
	}
}

// some reports whether a label of the set is what is asked for.
func (s set) some(is func(label) bool) bool {
	return slices.ContainsFunc(s, func(h held) bool { return is(h.label()) })
}

func (s set) has(l unique.Handle[label]) bool {
	for i := range s {
		if s[i].what == l {
			return true
		}
	}
	return false
}

// add returns s with h, and whether that changed it.
func (s set) add(h held) (set, bool) {
	if len(s) >= maxSet || s.has(h.what) {
		return s, false
	}
	return append(s[:len(s):len(s)], h), true
}

// same reports whether two sets are one list: what memory joins most.
func (s set) same(o set) bool {
	return len(s) == len(o) && (len(s) == 0 || &s[0] == &o[0])
}

// union returns the labels of both, and whether s grew.
func (s set) union(o set) (set, bool) {
	if len(s) == 0 || s.same(o) {
		return o, len(o) > len(s)
	}
	out := s
	for i := range o {
		if len(out) >= maxSet || out.has(o[i].what) {
			continue
		}
		if len(out) == len(s) {
			out = append(make(set, 0, min(len(s)+len(o)-i, maxSet)), s...)
		}
		out = append(out, o[i])
	}
	return out, len(out) > len(s)
}

// each returns the set with f applied to every taint; f may drop one.
func (s set) each(f func(taint) (taint, bool)) set {
	out, shared := s, true // until f changes something
	for i := range s {
		was := s[i].taint()
		t, ok := f(was)
		h := held{s[i].what, t.trace}
		if ok && t.label != was.label {
			h = t.held()
		}
		if shared && ok && h == s[i] {
			continue
		}
		if shared {
			out, shared = append(make(set, 0, len(s)), s[:i]...), false
		}
		if ok && !out.has(h.what) {
			out = append(out, h)
		}
	}
	return out
}

// saltName matches what code calls a salt.
var saltName = lazyregexp.New(`(?i)salt\d?$`)

// asJSON marks what a caller has yet to supply as encoded.
func (s set) asJSON() set {
	return s.each(func(t taint) (taint, bool) {
		t.JSON = t.From == fromParam
		return t, true
	})
}

// asPrinted marks what a caller has yet to supply as made text of, unless it was encoded
// before.
func (s set) asPrinted(g gathering) set {
	return s.each(func(t taint) (taint, bool) {
		if t.From == fromParam && !t.JSON {
			t.Printed, t.Flat, t.Direct = t.Printed || g.printed, t.Flat || g.flat, t.Direct || g.direct
		}
		return t, true
	})
}

// withoutSalt drops what was hashed where something else was hashed with it and it
// is no datum: a fixed salt, a random one, or what the code calls a salt.
func (s set) withoutSalt() set {
	salt := func(l label) bool {
		return l.Protection > personal.Encoded && (l.From == fromConstant || l.From == fromRandom || saltName.MatchString(l.Name))
	}
	if !s.some(salt) || !s.some(func(l label) bool { return !salt(l) && l.Protection > personal.Encoded }) {
		return s
	}
	return s.each(func(t taint) (taint, bool) { return t, !salt(t.label) })
}

// unwritten drops constants.
func (s set) unwritten() set {
	return s.each(func(t taint) (taint, bool) { return t, t.From != fromConstant && t.From != fromZero })
}

// partly marks what is beside itself with a slow hash: where a condition that is not
// understood (a setting, a proof that it is a hash already) chooses between the two,
// somebody thought of hashing, and it is not certain that a password is stored.
func (s set) partly() set {
	slow := func(l label) bool { return l.Protection == personal.SlowHash }
	if len(s) < 2 || !s.some(slow) {
		return s
	}
	return s.each(func(t taint) (taint, bool) {
		if t.Protection <= personal.Plain && t.Algorithm == "" && s.some(func(l label) bool { return slow(l) && l.datum() == t.datum() }) {
			t.Partly = true
		}
		return t, true
	})
}

// withoutConstants drops constants where anything else flows too: the text
// around a value says nothing about the value.
func (s set) withoutConstants() set {
	if !s.some(func(l label) bool { return l.From != fromConstant && l.From != fromZero }) {
		return s.withoutZero()
	}
	return s.unwritten()
}
