package flow

import (
	"go/types"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema/lazyregexp"
)

// heapKey names a struct field ("example.org/shop.User", "Email") or a package
// variable ("example.org/shop", "current").
type heapKey struct{ owner, field string }

// heap joins, over the whole module, what is stored into each field of objects
// that a function's own memory loses sight of: objects in collections, behind
// globals, or made by one handler and used by another. It does not tell objects
// apart, so it is only asked where nothing better is known.
type heap map[heapKey]set

func (h heap) add(to heapKey, in held) {
	if t := in.label(); t.From == fromField && t.Owner == to.owner && t.Field == to.field {
		return
	}
	s, grew := h[to].add(in)
	if grew {
		h[to] = s
	}
}

// keepsBody matches fields that may hold all of a body; others hold what was taken out
// of it, however that was done.
var keepsBody = lazyregexp.New(`(?i)body|payload|raw|request|data|content|message|header|form|bytes|buf`)

// maxHops bounds how many fields a value may pass through.
const maxHops = 4

// resolve replaces "whatever is in that field" by what was stored there. Where
// nothing is known to be, the field itself remains, of unknown origin.
func (h heap) resolve(t taint) set {
	out := h.follow(t, 0, map[heapKey]bool{})
	if len(out) == 0 {
		t.From = fromUnknown
		out = setOf(t)
	}
	return out
}

func (h heap) follow(t taint, hops int, seen map[heapKey]bool) set {
	k := heapKey{t.Owner, t.Field}
	if hops >= maxHops || seen[k] {
		return nil
	}
	seen[k] = true
	var out set
	part := t.Number || !keepsBody.MatchString(t.Field)
	for in := range h[k].all() {
		if t.Number && noNumber(t.label, in.label) || t.Path != "" && in.Field != "" && in.Field != t.Path {
			continue // another field of the object that is in an interface's field
		}
		if fast := in.Protection == personal.FastHash || in.Protection == personal.KeyedHash; fast && t.Protection > personal.Encoded && t.Algorithm != in.Algorithm {
			continue // what one object keeps the hash of is not what another hashes
		}
		c := taint{t.label.over(in.label), t.trace.after(in.trace)}
		if part {
			c.label = partOf(c.label, "")
		}
		if c.From == fromField {
			next := c
			next.Owner, next.Field = in.Owner, in.Field
			for r := range h.follow(next, hops+1, seen).all() {
				r.Owner, r.Field, r.Sure = t.Owner, t.Field, c.Sure
				if r.From != fromRandom || c.named() { // of a random value only a code has a name
					r.Name, r.Category = c.Name, c.Category
				}
				if t.Number && noNumber(t.label, r.label) {
					continue
				}
				out, _ = out.add(r.held())
			}
			continue
		}
		if c.From == fromConstant && t.named() && c.Protection == personal.Plain && len(h[k]) > 1 {
			continue
		}
		out, _ = out.add(c.held())
	}
	return out
}

// noNumber reports whether what is in a field is none where that is read as a whole number:
// words, and a token that was made, unless the field is named after a code.
func noNumber(field, in label) bool {
	return wordsOnly(in) || in.From == fromRandom && !field.named()
}

// maxKinds is how many kinds of data a field may be said to hold that is not named after
// any: in more, it is what a setter for whatever a caller names fills.
const maxKinds = 2

// holdsKey reports whether a field that joins several objects is told of what it cannot
// hold: a field that is not named after a datum and is a record's number, or into which
// data of many kinds were put, or what a table of settings has beside their names.
func (an *analysis) holdsKey(l label, in set) bool {
	if l.named() || l.Field == "" {
		return false
	}
	if strings.EqualFold(l.Field, "value") && (an.typeOfField(heapKey{l.Owner, "Key"}) != nil || an.typeOfField(heapKey{l.Owner, "Name"}) != nil) {
		return true
	}
	if strings.EqualFold(l.Field, "id") || strings.HasSuffix(l.Field, "ID") || strings.HasSuffix(l.Field, "Id") {
		return true
	}
	kinds := map[personal.ID]bool{}
	for t := range in.all() {
		if t.named() {
			kinds[t.Category] = true
		}
	}
	return len(kinds) > maxKinds
}

// holdsAnything reports whether a label stands for what is in a list or map of any values
// of an object that is not told apart: the fields that a logger of the program's own
// carries. Joined over the program, they would be in each of its lines.
func (an *analysis) holdsAnything(l label) bool {
	t := an.typeOfField(heapKey{l.Owner, l.Field})
	return t != nil && elemType(t) != nil && types.IsInterface(elemType(t))
}

// typeOfField returns the type of a field of the module or, where one package of it is
// looked at, of a package that it imports; nil where there is none.
func (an *analysis) typeOfField(k heapKey) types.Type {
	if v := an.declared[k]; v != nil {
		return v.Type()
	}
	dot := strings.LastIndexByte(k.owner, '.')
	if !an.alone || dot < 0 {
		return nil
	}
	for _, dep := range an.mod.Packages[0].Imports {
		if dep.Path() != k.owner[:dot] {
			continue
		}
		if named := dep.Scope().Lookup(k.owner[dot+1:]); named != nil {
			if v := fieldOf(named.Type(), k.field); v != nil {
				return v.Type()
			}
		}
	}
	return nil
}
