package personal

import (
	"strings"
)

// nameSubject decides from a table's name what its rows are about. The last
// noun decides (customer_order, klantgegevens), after words that say nothing
// (details, log); a noun of kinds behind it makes a list of kinds of it.
func (v *schemaView) nameSubject(tv *tableView) {
	id := &tv.id
	from, to := 0, id.n
	for from < to-1 && (id.word(from) == v.prefix || isNumber(id.word(from)) || len(id.word(from)) == 1) {
		from++
	}
	v.heldCategory(tv, from)
	if t := v.c.vocab.lookup(id.span(from, to)); t != nil && v.take(tv, t.in(v.active), id.span(from, to)) {
		return
	}
	for i := from + 1; i < to-1; i++ { // head first: dipendente di filiale
		if v.classAt(id, i)&stopWord != 0 && len(id.word(i)) > 1 {
			to = i
			break
		}
	}
	for to > from+1 && (isNumber(id.word(to-1)) || len(id.word(to-1)) == 1 || v.classAt(id, to-1)&transparentNoun != 0) {
		to--
	}
	if to < id.n {
		if t := v.c.vocab.lookup(id.span(from, to)); t != nil && v.take(tv, t.in(v.active), id.span(from, to)) {
			return
		}
	}
	if to <= from {
		return
	}
	v.byNouns(tv, from, to)
}

// byNouns decides by the nouns of the words from..to of a table's name.
func (v *schemaView) byNouns(tv *tableView, from, to int) {
	id := &tv.id
	last := v.classAt(id, to-1)
	person := v.firstPerson(id, from, to)
	tv.foremost = person == from && to-from > 1
	switch {
	case last&personNoun == 0 && v.ofFirm(id, from, to):
		v.take(tv, thingNoun, id.word(from))
	case to-from > 1 && v.partOfEvent(tv, from, to, last):
	case to-from > 1 && (last&facetNoun != 0 || v.headFacet(id, from)):
		tv.facet = true
		tv.linked = tv.linked || person == from && last&configWord != 0
		tv.evidence = append(tv.evidence, facetTable(tv.table.Name.Name, id.word(to-1)))
	case v.take(tv, last, id.word(to-1)):
		tv.close = person == from
		if tv.subject == ThingSubject && person >= 0 {
			tv.linked = true
		}
	case person == from:
		tv.subject, tv.event, tv.linked, tv.close = PersonSubject, true, true, true
		tv.evidence = append(tv.evidence, eventTable(tv.table.Name.Name, id.word(person)))
	case person >= 0:
		tv.subject, tv.linked = LinkedSubject, true
		tv.evidence = append(tv.evidence, linkedTable(tv.table.Name.Name, id.word(person)))
	default:
		for i := to - 2; i >= from; i-- {
			if c := v.classAt(id, i) & (thingNoun | eventNoun); c != 0 {
				v.take(tv, c, id.word(i))
				return
			}
		}
	}
}

// partOfEvent takes the noun before a noun for parts or texts where it names
// what a person did: timesheet_items, reviews_description, order_status_history.
func (v *schemaView) partOfEvent(tv *tableView, from, to int, last class) bool {
	id := &tv.id
	history := to < id.n && last&facetNoun != 0 && v.classAt(id, to)&logNoun != 0
	if last&(partNoun|aboutWord) == 0 && !history {
		return false
	}
	c := v.classAt(id, to-2)
	return c&eventNoun != 0 && c&maybeNoun == 0 && v.take(tv, eventNoun, id.word(to-2))
}

// ofFirm reports whether one of several words is a noun for a firm, whose the
// rest then is.
func (v *schemaView) ofFirm(id *ident, from, to int) bool {
	for i := from; i < to; i++ {
		if v.classAt(id, i)&firmNoun != 0 && to-from > 1 {
			return true
		}
	}
	return false
}

// headFacet reports whether the name begins with a noun of kinds that stands
// there in any language, or in one that puts the head first: tipo_usuario.
func (v *schemaView) headFacet(id *ident, i int) bool {
	if v.classAt(id, i)&kindNoun != 0 {
		return true
	}
	return v.c.vocab.lookup(id.word(i)).in(v.active&v.c.vocab.first)&(facetNoun|personNoun) == facetNoun
}

// take sets the subject from the classes of the deciding noun.
func (v *schemaView) take(tv *tableView, c class, noun string) bool {
	name := tv.table.Name.Name
	tv.maybe, tv.machine = c&maybeNoun != 0, c&machineNoun != 0
	switch {
	case c&personNoun != 0:
		tv.subject = PersonSubject
		tv.evidence = append(tv.evidence, personTable(name, noun))
	case c&publicNoun != 0:
		tv.subject = PublicSubject
		tv.evidence = append(tv.evidence, publicTable(name, noun))
	case c&eventNoun != 0:
		tv.subject = PersonSubject
		tv.event = true
		tv.evidence = append(tv.evidence, eventTable(name, noun))
	case c&thingNoun != 0:
		tv.subject = ThingSubject
		tv.evidence = append(tv.evidence, thingTable(name, noun))
	default:
		return false
	}
	return true
}

func (v *schemaView) classAt(id *ident, i int) class {
	return v.c.vocab.lookup(id.word(i)).in(v.active)
}

func (v *schemaView) firstPerson(id *ident, from, to int) int {
	for i := from; i < to; i++ {
		if v.classAt(id, i)&personNoun != 0 {
			return i
		}
	}
	return -1
}

// heldCategory finds the category a table is named for: in phone_numbers the
// column number holds a phone number.
func (v *schemaView) heldCategory(tv *tableView, from int) {
	id := &tv.id
	for i := from; i < id.n; i++ {
		for j := id.n; j > i; j-- {
			for _, w := range []string{id.span(i, j), strings.TrimSuffix(id.span(i, j), "s"), strings.TrimSuffix(id.span(i, j), "es")} {
				t := v.c.vocab.lookup(w)
				if t == nil {
					continue
				}
				for _, s := range t.senses {
					if s.langs&v.active != 0 && (s.strength == strongToken || s.strength == holderToken) {
						tv.held = append(tv.held, held{s.cat, w})
					}
				}
			}
		}
	}
}

func isNumber(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}
