package personal

import (
	"strings"

	"github.com/privet-dev/privet/schema"
)

// identity weighs the categories that only persons have, or that together only
// persons have.
var identity = map[ID]int{
	"name.first": 2, "name.last": 2, "demo.birth_date": 2, "id.national": 2, "demo.gender": 1, "cred.password": 1, "name.username": 1,
	"contact.email": 1, "contact.phone": 1, "contact.postcode": 1, "demo.family": 1, "id.document": 1, "net.ip": 1,
}

// namedByRole is the weight of a text column that is called by a noun for a
// person: patient, doctor.
const namedByRole = 2

// columnSubject corrects the subject from the columns: a table with a first and
// a last name is about persons whatever its name is; one with a key to a person
// is linked to one.
func (v *schemaView) columnSubject(tv *tableView) {
	score, keyed := 0, false
	tv.has, tv.kinds = map[ID]bool{}, map[string]int{}
	for i := range tv.cols {
		col := &tv.cols[i]
		keyed = keyed || v.ownerKey(tv, col)
		if tv.subject == UnknownSubject && v.isPerson(col.id.text) && typeFits("name.full", col.typ) {
			score += namedByRole
			tv.roles = true
		}
		for _, cand := range v.candidates(tv, col) {
			id := v.c.cats[cand.cat].ID
			if cand.strength == weakToken && id == "name.full" && cand.owner != "" && cand.plain && typeFits(id, col.typ) {
				tv.named = true // customers_name
			}
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
	tv.linked = tv.linked || tv.has["net.ip"] && !tv.machine // somebody made the row
	tv.reachable = tv.hasOne([]ID{"contact.email", "contact.phone", "contact.address"})
	v.doubt(tv, score, keyed)
	tv.linked = tv.linked || keyed
	v.personByColumns(tv, score)
}

// doubt corrects what the table's name says by its columns: an account without
// anything of a person is a ledger's, and a list of kinds with a key to a person
// is the person's.
func (v *schemaView) doubt(tv *tableView, score int, keyed bool) {
	switch {
	case tv.maybe && score == 0 && !keyed:
		tv.subject, tv.event, tv.close, tv.evidence = UnknownSubject, false, false, nil
	case tv.facet && keyed:
		tv.facet = false
		tv.evidence = append(tv.evidence, linkedKey(tv.table.Name.Name))
		if tv.subject == UnknownSubject {
			tv.subject, tv.event = PersonSubject, true
		}
	case tv.subject == ThingSubject && tv.foremost && keyed:
		tv.subject = LinkedSubject
		tv.evidence = append(tv.evidence, linkedKey(tv.table.Name.Name))
	}
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
	direct := make([]*tableView, 0, len(v.tables))
	named := v.byNoun()
	for _, tv := range v.tables {
		for i := range tv.cols {
			col := &tv.cols[i]
			noun, coded := v.keyNoun(col)
			to := named[noun]
			if to == nil || to == tv || coded && to.subject != PersonSubject {
				continue
			}
			col.ref = to
			if to.subject == PersonSubject && !tv.linked {
				direct = append(direct, tv)
			}
		}
		for _, fk := range tv.table.ForeignKeys() {
			to := v.byTable[db.Table(fk.RefTable)]
			if to != nil && to != tv && len(fk.Columns) == 1 {
				col := tv.column(fk.Columns[0])
				col.ref, col.declared = to, true
			}
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

// byNoun lists the tables by their name in the singular, without the prefix
// that all share, for keys that are not declared.
func (v *schemaView) byNoun() map[string]*tableView {
	out := make(map[string]*tableView, len(v.tables))
	for _, tv := range v.tables {
		from := 0
		if tv.id.n > 1 && tv.id.word(0) == v.prefix {
			from = 1
		}
		if tv.id.n > from {
			out[singular(tv.id.span(from, tv.id.n))] = tv
		}
	}
	delete(out, "")
	return out
}

// keyNoun returns what a column named as a key (order_id, id_order, patient_nr)
// is the key of, or "", and whether only a word for a number says so.
func (v *schemaView) keyNoun(col *columnView) (noun string, coded bool) {
	id := &col.id
	if id.n < 2 {
		return "", false
	}
	if c := v.classAt(id, id.n-1); c&(linkWord|codeWord) != 0 {
		return singular(id.span(0, id.n-1)), c&linkWord == 0
	}
	if v.classAt(id, 0)&linkWord != 0 {
		return singular(id.span(1, id.n)), false
	}
	return "", false
}

// singular strips the endings by which the languages of the lexicon form most
// plurals; what is left need not be a word, only the same for both.
func singular(noun string) string {
	for _, end := range [...]string{"en", "es", "s", "n", "e", "i", "a", "o"} {
		if rest, ok := strings.CutSuffix(noun, end); ok && len(rest) >= minPiece {
			return rest
		}
	}
	return noun
}

// column returns the column of the name, or one that is nobody's.
func (tv *tableView) column(name string) *columnView {
	for i := range tv.cols {
		if strings.EqualFold(tv.cols[i].name, name) {
			return &tv.cols[i]
		}
	}
	return &columnView{}
}

// inherit gives a partition, or a table that INHERITS, the subject of its
// parent.
func (v *schemaView) inherit(db *schema.Database) {
	for _, tv := range v.tables {
		for _, name := range tv.table.Parents {
			parent := v.byTable[db.Table(name)]
			if parent == nil || parent == tv {
				continue
			}
			tv.subject, tv.event, tv.facet, tv.close, tv.held = parent.subject, parent.event, parent.facet, parent.close, parent.held
			tv.linked = tv.linked || parent.linked
			tv.evidence = parent.evidence
		}
	}
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
		return v.otherPerson(tv, id, id.n-2)
	}
	return v.classAt(id, 0)&linkWord != 0 && v.otherPerson(tv, id, 1)
}

// otherPerson reports whether the word is a noun for a person, and not the
// doubtful one that the table itself is named by: the key of profiles.
func (v *schemaView) otherPerson(tv *tableView, id *ident, i int) bool {
	c := v.classAt(id, i)
	if c&personNoun == 0 || c&maybeNoun == 0 || tv == nil {
		return c&personNoun != 0
	}
	for k := 0; k < tv.id.n; k++ {
		if strings.HasPrefix(tv.id.word(k), id.word(i)) {
			return false
		}
	}
	return true
}
