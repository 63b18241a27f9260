package personal

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// rule decides on one token of a column's name: first by the words around it
// and by the type, which hold for every token, then by how much the token
// decides and what the table is about.
func (v *schemaView) rule(tv *tableView, col *columnView, c candidate) ruling {
	id := v.c.cats[c.cat].ID
	no := func(why phrase.Text) ruling { return ruling{cand: c, against: why} }
	switch {
	case c.config != "":
		return no(handling(col.name, token(col, c), c.config))
	case c.content != "" && !(id == "net.ip" && c.i == 0):
		return no(headOther(col.name, token(col, c), c.content))
	case c.link != "" && (!keyed[id] || c.strength != strongToken):
		return no(keyOnly(col.name))
	case c.behind > 0 && !v.headFirst(c), c.about != "" && v.c.cats[c.cat].Class != Special:
		return no(unknownBehind(col.name))
	case id == "net.device" && col.declared && strings.HasSuffix(token(col, c), "id"):
		return no(keyOnly(col.name))
	case col.leadsToThing() && (tv.event || tv.subject != PersonSubject) && !keyed[id] && (soft[id] || listed[id]):
		return no(keyOnly(col.name))
	case tv.numbersRows(col) && !countsAsKey(id):
		return no(keyOnly(col.name))
	case !typeFits(id, col.typ), c.strength == valueToken && !valueFits(id, col.typ), c.strength < strongToken && !weakFits(id, col.typ), keyLike(id, token(col, c), col.typ):
		return no(typeVeto(col.name, col.typ.Raw, v.c.nameOf(id)))
	case c.near && id == "name.full":
		return no(ofThing(col.name, c.thing))
	case c.thing != "" && c.owner == "" && (thingToo[id] || id == "name.username" || c.strength != strongToken):
		return no(ofThing(col.name, c.thing))
	case tv != nil && tv.lists(c.cat) && (keyed[id] || listed[id]):
		return no(lookupTable(col.name, tv.table.Name.Name))
	}
	switch c.strength {
	case strongToken:
		return v.ruleStrong(tv, col, c, id)
	case valueToken:
		return v.ruleValue(tv, col, c, id)
	}
	return v.ruleWeak(tv, col, c, id)
}

// headFirst reports whether the token is the head of a compound of a language
// that puts it first, so that words behind it are attributes: telefono_oficial.
func (v *schemaView) headFirst(c candidate) bool {
	return c.langs&v.active&v.c.vocab.first != 0 && c.before == 0 && (c.strength == strongToken || c.tail)
}

// token returns the words of the candidate.
func token(col *columnView, c candidate) string { return col.id.span(c.i, c.j) }

// shortToken is the length up to which a word of a language the schema is not
// written in is taken for an abbreviation of something else.
const shortToken = 4

// ruleStrong accepts a token that decides by itself, unless the table is about
// things that have such a value too.
func (v *schemaView) ruleStrong(tv *tableView, col *columnView, c candidate, id ID) ruling {
	no := func(why phrase.Text) ruling { return ruling{cand: c, against: why} }
	if c.j-c.i == 1 && len(token(col, c)) <= shortToken && c.langs&v.active == 0 {
		return no(otherLanguage(col.name))
	}
	if tv == nil {
		if c.unknown > 0 {
			return no(unknownBehind(col.name))
		}
		return ruling{cand: c, confidence: Medium}
	}
	owned := c.owner != "" || v.isPerson(token(col, c)) || id == "name.full" && v.firstPerson(&col.id, c.i, c.j) >= 0
	switch {
	case id == "id.customer" && v.logsIn(tv, col, c):
		return no(keyOnly(col.name))
	case !owned && (thingToo[id] && tv.ofThings(id) || tv.machine && (id == "net.ip" || id == "net.device")):
		return no(aboutThing(col.name, tv.table.Name.Name))
	case !owned && (soft[id] && tv.subject == UnknownSubject && !tv.linked || id == "contact.social" && tv.subject != PersonSubject):
		return no(weakAlone(col.name, token(col, c)))
	case tv.subject != PersonSubject || c.unknown > 0:
		return ruling{cand: c, confidence: Medium}
	}
	return ruling{cand: c, confidence: High}
}

// logsIn reports whether the token is a user's id that one logs in with.
func (v *schemaView) logsIn(tv *tableView, col *columnView, c candidate) bool {
	return tv.loginless() && textual&(1<<col.typ.Family()) != 0 && strings.HasPrefix(token(col, c), "user")
}

// loginless reports whether a password stands in the table and no user name, so
// that the user's id is what one logs in with.
func (tv *tableView) loginless() bool { return tv.has["cred.password"] && !tv.has["name.username"] }

// ofThings reports whether a value of the category in this table is a thing's.
// What people write and where they are is theirs also in a table about things
// that is linked to them, and a list of kinds linked to a person is his.
func (tv *tableView) ofThings(id ID) bool {
	if tv.subject == ThingSubject {
		return !(tv.linked && (soft[id] || id == "net.device") && id != "content.media")
	}
	return tv.facet && !tv.linked
}

// isPerson reports whether the word itself is a noun for a person: trainer says
// whose name it is.
func (v *schemaView) isPerson(word string) bool {
	return v.c.vocab.lookup(word).in(v.active)&personNoun != 0
}

// ruleWeak accepts a token that many things share only where the context says
// that it is a person's.
func (v *schemaView) ruleWeak(tv *tableView, col *columnView, c candidate, id ID) ruling {
	no := func(why phrase.Text) ruling { return ruling{cand: c, against: why} }
	switch {
	case tv == nil:
		return no(weakAlone(col.name, token(col, c)))
	case c.langs&v.active == 0:
		return no(otherLanguage(col.name))
	case c.unknown > 0 && !c.tail, tv.machine && (id == "net.ip" || id == "net.device"):
		return no(unknownBehind(col.name))
	case tv.facet && !(tv.linked && besides[id] != nil), tv.subject == ThingSubject && c.owner == "" && !(tv.linked && linkedWeak[id] && id != "content.message"):
		return no(aboutThing(col.name, tv.table.Name.Name))
	case id == "id.customer" && v.logsIn(tv, col, c), id == "name.username" && strings.HasSuffix(token(col, c), "id") && !tv.loginless():
		return no(keyOnly(col.name))
	case c.coded && (id == "work.career" || id == "content.message" || id == "contact.address"):
		return no(keyOnly(col.name))
	case !tv.hasOne(besides[id]) && !(id == "cred.password" && tv.logins()), (c.owner == "" || c.strength == rowToken && id == "contact.social") && !v.rowTells(tv, c, id):
		return no(weakAlone(col.name, token(col, c)))
	case tv.subject == PersonSubject || c.owner != "":
		return ruling{cand: c, confidence: Medium}
	case tv.linked && linkedWeak[id]:
		return ruling{cand: c, confidence: Low}
	}
	return no(weakAlone(col.name, token(col, c)))
}

// rowTells reports whether a row of the table is enough of a person for the weak
// token: the name of an order is not its customer's, unless the order says how
// to reach one and holds no other name.
func (v *schemaView) rowTells(tv *tableView, c candidate, id ID) bool {
	if c.own && rowWeak[id] {
		return false
	}
	if c.strength == rowToken && id != "work.career" && (tv.event || tv.subject != PersonSubject) {
		return false
	}
	if !tv.event {
		return c.strength != rowToken || tv.subject == PersonSubject
	}
	switch id {
	case "name.full":
		return tv.reachable && !tv.named || tv.has["name.last"] != tv.has["name.first"] || tv.roles
	case "name.first", "name.last":
		return tv.has["name.last"] || tv.reachable && !tv.named
	case "work.career":
		return c.strength != rowToken && (tv.close || tv.reachable && tv.named)
	case "special.health":
		return tv.close || tv.has[id] || tv.holds(v.c.index[id])
	}
	return !rowWeak[id]
}

// ruleValue takes a word such as number or amount for the category its table is
// named for.
func (v *schemaView) ruleValue(tv *tableView, col *columnView, c candidate, id ID) ruling {
	no := ruling{cand: c, against: unknownName(col.name)}
	if tv == nil || tv.facet || !c.plain || token(col, c) == "id" && col.id.n > 1 || c.langs&v.active == 0 || tv.subject == ThingSubject && !tv.linked {
		return no
	}
	if tv.code && id == "content.message" {
		return no // the subject of a mail about to be sent
	}
	if id == "special.health" && tv.subject == PersonSubject && !tv.event {
		return no // the name of a patient is his
	}
	if (soft[id] || strings.HasPrefix(string(id), "fin.")) && !tv.linked && tv.subject != PersonSubject {
		return no
	}
	for _, h := range tv.held {
		if h.cat == c.cat && (h.word != token(col, c) || id == "content.media" && tv.linked) {
			return ruling{cand: c, confidence: Medium}
		}
	}
	return no
}
