package personal

import (
	"strings"

	"github.com/privet-dev/privet/schema"
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
	for to > from+1 && (isNumber(id.word(to-1)) || v.classAt(id, to-1)&transparentNoun != 0) {
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
	last := v.classAt(id, to-1)
	person := v.firstPerson(id, from, to)
	switch {
	case last&facetNoun != 0 && to-from > 1:
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

// take sets the subject from the classes of the deciding noun.
func (v *schemaView) take(tv *tableView, c class, noun string) bool {
	name := tv.table.Name.Name
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

// identity weighs the categories that only persons have, or that together only
// persons have.
var identity = map[ID]int{
	"name.first": 2, "name.last": 2, "demo.birth_date": 2, "id.national": 2, "demo.gender": 1, "cred.password": 1, "name.username": 1,
	"contact.email": 1, "contact.phone": 1, "contact.postcode": 1, "demo.family": 1, "id.document": 1, "net.ip": 1,
}

// columnSubject corrects the subject from the columns: a table with a first and
// a last name is about persons whatever its name is; one with a key to a person
// is linked to one.
func (v *schemaView) columnSubject(tv *tableView) {
	score := 0
	tv.has, tv.kinds = map[ID]bool{}, map[string]int{}
	for i := range tv.cols {
		col := &tv.cols[i]
		if v.ownerKey(tv, col) {
			tv.linked = true
		}
		for _, cand := range v.candidates(tv, col) {
			id := v.c.cats[cand.cat].ID
			if cand.strength != strongToken || !cand.plain || !typeFits(id, col.typ) {
				continue
			}
			if !tv.has[id] {
				tv.has[id] = true
				kind, _, _ := strings.Cut(string(id), ".")
				tv.kinds[kind]++
				score += identity[id]
			}
			tv.named = tv.named || strings.HasPrefix(string(id), "name.") && id != "name.username"
		}
	}
	tv.reachable = tv.hasOne([]ID{"contact.email", "contact.phone", "contact.address"})
	v.personByColumns(tv, score)
}

// personByColumns makes the table one about persons when its columns weigh
// enough; a name that says otherwise asks for more.
func (v *schemaView) personByColumns(tv *tableView, score int) {
	need := 3
	if tv.subject == ThingSubject || tv.facet {
		need = 5
	}
	if score >= need && tv.subject != PersonSubject && tv.subject != PublicSubject {
		tv.event = true
		tv.subject = PersonSubject
		tv.facet = false
		tv.evidence = append(tv.evidence, personColumns(tv.table.Name.Name))
	}
	if tv.subject == UnknownSubject && tv.linked && !tv.facet {
		tv.subject = LinkedSubject
		tv.evidence = append(tv.evidence, linkedKey(tv.table.Name.Name))
	}
}

// follow links tables through declared foreign keys: to a table about persons,
// and, for a table nothing else is known of, to a table that is itself linked.
func (v *schemaView) follow(db *schema.Database) {
	if db == nil {
		return
	}
	direct := make([]*tableView, 0, len(v.tables))
	for _, tv := range v.tables {
		for _, fk := range tv.table.ForeignKeys() {
			to := v.byTable[db.Table(fk.RefTable)]
			if to != nil && to != tv && to.subject == PersonSubject && !tv.linked {
				direct = append(direct, tv)
			}
		}
	}
	v.link(direct)
	var second []*tableView
	for _, tv := range v.tables {
		if tv.subject != UnknownSubject || tv.facet {
			continue
		}
		for _, fk := range tv.table.ForeignKeys() {
			if to := v.byTable[db.Table(fk.RefTable)]; to != nil && to.linked {
				second = append(second, tv)
				break
			}
		}
	}
	v.link(second)
}

func (v *schemaView) link(tables []*tableView) {
	for _, tv := range tables {
		tv.linked = true
		if tv.subject == UnknownSubject && !tv.facet {
			tv.subject = LinkedSubject
			tv.evidence = append(tv.evidence, linkedKey(tv.table.Name.Name))
		}
	}
}

// ownerKey reports whether the column is a key to a person: declared as a
// foreign key, or named so (customer_id).
func (v *schemaView) ownerKey(tv *tableView, col *columnView) bool {
	id := &col.id
	if t := v.c.vocab.lookup(id.text); t != nil && id.n > 0 {
		for _, s := range t.senses {
			if v.c.cats[s.cat].ID == "id.customer" {
				return true
			}
		}
	}
	if id.n < 2 || col.typ.Family() == schema.BooleanType {
		return false
	}
	if v.classAt(id, id.n-1)&linkWord != 0 {
		return v.classAt(id, id.n-2)&personNoun != 0
	}
	return v.classAt(id, 0)&linkWord != 0 && v.classAt(id, 1)&personNoun != 0
}

func isNumber(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return w != ""
}
