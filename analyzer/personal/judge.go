package personal

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// thingToo lists the categories that things, firms and systems have as well: a
// shop has an e-mail address, a server a password. In a table about things
// their tokens count only where the name says whose the value is.
var thingToo = map[ID]bool{
	"name.full": true, "contact.email": true, "contact.phone": true, "contact.address": true, "contact.postcode": true, "contact.locality": true,
	"contact.social": true, "cred.password": true, "cred.secret": true, "cred.token": true, "fin.bank_account": true, "fin.tax_id": true, "fin.card_meta": true,
	"loc.precise": true, "content.message": true, "content.media": true, "work.career": true, "net.device": true, "beh.browsing": true, "beh.purchase": true,
	"beh.profile": true, "demo.age": true, "special.health": true, "demo.gender": true, "fin.income_credit": true, "demo.salutation": true, "fin.card_number": true,
	"id.customer": true, "pref.consent": true, "special.religion": true, "special.ethnicity": true, "demo.family": true, "crim.record": true, "demo.nationality": true,
}

// keyed lists the categories that have look-up tables. A key to one tells the
// value: gender_id is as personal as gender, while address_id is a link. The
// look-up table itself (genders.gender) is about nobody.
var keyed = map[ID]bool{
	"demo.gender": true, "demo.salutation": true, "demo.nationality": true, "demo.family": true, "special.ethnicity": true, "special.religion": true,
}

// listed lists the further categories that tables of mere values are made of:
// a table of cities, of job titles, of diseases.
var listed = map[ID]bool{
	"contact.locality": true, "contact.postcode": true, "work.career": true, "special.health": true, "id.document": true, "beh.profile": true, "crim.record": true,
	"fin.card_meta": true, "fin.bank_account": true,
}

// soft lists the categories whose tokens mean little outside a table about, or
// linked to, a person: a comment may be anybody's.
var soft = map[ID]bool{
	"content.message": true, "content.media": true, "work.career": true, "beh.browsing": true, "beh.purchase": true, "beh.profile": true, "loc.precise": true, "special.health": true,
}

// linkedWeak lists the categories whose weak tokens count in a table that is
// only linked to a person.
var linkedWeak = map[ID]bool{
	"content.message": true, "net.ip": true, "net.device": true, "loc.precise": true, "fin.income_credit": true,
}

// rowWeak lists the categories whose weak tokens mean a person only where a row
// is one: the name of an order, the title of a warning are not a person's.
var rowWeak = map[ID]bool{"name.full": true, "name.first": true, "name.last": true, "demo.salutation": true, "work.career": true, "name.username": true, "beh.profile": true, "content.media": true, "demo.family": true}

// besides lists, for a weak token that many things are called, the categories
// one of which must stand beside it in the table.
var besides = map[ID][]ID{
	"contact.locality": {"contact.address", "contact.postcode", "contact.phone", "contact.email"}, "fin.card_meta": {"fin.card_number"},
	"cred.token": {"cred.password"}, "cred.secret": {"cred.password", "name.username"}, "cred.password": {"name.username", "contact.email", "name.first", "name.last", "name.full"},
}

// ruling is the outcome for one candidate: a category with a confidence, or a
// reason against.
type ruling struct {
	cand       candidate
	confidence Confidence
	kin        int // strong tokens of the same kind in the table
	against    phrase.Text
}

// judge gives the verdict on a column in its table.
func (v *schemaView) judge(tv *tableView, col *columnView) Verdict {
	if look := v.lookalike(tv, &col.id); look != "" {
		return negative(lookalikeOf(col.name, v.c.nameOf(look)))
	}
	best := ruling{}
	var against phrase.Text
	for _, cand := range v.candidates(tv, col) {
		r := v.rule(tv, col, cand)
		if r.confidence == None {
			if against.IsZero() {
				against = r.against
			}
			continue
		}
		r.kin = tv.kin(v.c.cats[cand.cat].ID)
		if r.better(best) {
			best = r
		}
	}
	if best.confidence != None {
		return v.positive(tv, col, best)
	}
	if col.typ.Family() == schema.InetType && tv != nil && tv.subject != ThingSubject {
		return Verdict{Category: "net.ip", Confidence: Medium, Evidence: []phrase.Text{typeTells(col.name, col.typ.Raw, v.c.nameOf("net.ip"))}}
	}
	if verdict, ok := v.fromLabels(tv, col); ok {
		return verdict
	}
	if tv != nil && v.opaque(tv, col) {
		return Verdict{MayHold: true, Evidence: []phrase.Text{opaqueColumn(col.name, tv.table.Name.Name)}}
	}
	if against.IsZero() {
		against = unknownName(col.name)
	}
	return negative(against)
}

func negative(why phrase.Text) Verdict { return Verdict{Evidence: []phrase.Text{why}} }

// better prefers the surer ruling, then the longer token, then the one further
// to the right, where the head of a compound stands.
func (r ruling) better(o ruling) bool {
	if o.confidence == None {
		return true
	}
	if r.confidence != o.confidence {
		return r.confidence > o.confidence
	}
	if r.cand.before != o.cand.before {
		return r.cand.before < o.cand.before
	}
	if a, b := r.cand.j-r.cand.i, o.cand.j-o.cand.i; a != b {
		return a > b
	}
	if a, b := r.cand.strength == valueToken, o.cand.strength == valueToken; a != b {
		return a
	}
	if r.kin != o.kin {
		return r.kin > o.kin
	}
	if r.cand.strength != o.cand.strength {
		return r.cand.strength == strongToken
	}
	return r.cand.j > o.cand.j
}

// lookalike returns the category that the whole name resembles without being
// it; words that may stand in front, and numbers behind, are left out of
// account.
func (v *schemaView) lookalike(tv *tableView, id *ident) ID {
	end := id.n
	for end > 1 && isNumber(id.word(end-1)) {
		end--
	}
	for i := 0; i < end; i++ {
		if t := v.c.vocab.lookup(id.span(i, end)); t != nil && t.lookalike != "" {
			return t.lookalike
		}
		if c := v.classAt(id, i); c&personNoun == 0 && !v.affix(tv, id.word(i)) {
			break
		}
	}
	return ""
}

// rule decides on one candidate.
func (v *schemaView) rule(tv *tableView, col *columnView, c candidate) ruling {
	id := v.c.cats[c.cat].ID
	no := func(why phrase.Text) ruling { return ruling{cand: c, against: why} }
	token := col.id.span(c.i, c.j)
	switch {
	case c.config != "":
		return no(handling(col.name, token, c.config))
	case c.content != "":
		return no(headOther(col.name, token, c.content))
	case c.link != "" && (!keyed[id] || c.strength != strongToken):
		return no(keyOnly(col.name))
	case c.behind > 0:
		return no(unknownBehind(col.name))
	case !typeFits(id, col.typ) || c.strength != strongToken && !weakFits(id, col.typ):
		return no(typeVeto(col.name, col.typ.Raw, v.c.nameOf(id)))
	case c.thing != "" && c.owner == "" && (thingToo[id] || id == "name.username" || c.strength != strongToken):
		return no(ofThing(col.name, c.thing))
	case tv != nil && tv.lists(c.cat) && (keyed[id] || listed[id]):
		return no(lookupTable(col.name, tv.table.Name.Name))
	}
	switch c.strength {
	case strongToken:
		return v.ruleStrong(tv, col, c, id)
	case weakToken, rowToken:
		return v.ruleWeak(tv, col, c, id)
	}
	return v.ruleValue(tv, col, c)
}

func (v *schemaView) ruleStrong(tv *tableView, col *columnView, c candidate, id ID) ruling {
	r := ruling{cand: c, confidence: High}
	if tv == nil {
		r.confidence = Medium
		if c.unknown > 0 {
			r.confidence = None
		}
		return r
	}
	if c.j-c.i == 1 && len(token(col, c)) <= shortToken && c.langs&v.active == 0 {
		return ruling{cand: c, against: otherLanguage(col.name)}
	}
	name := tv.table.Name.Name
	owned := c.owner != "" || v.isOwner(col, c)
	switch {
	case tv.subject == ThingSubject && !owned && thingToo[id] && !(tv.linked && soft[id] && id != "content.media"):
		return ruling{cand: c, against: aboutThing(col.name, name)}
	case tv.facet && !owned && !tv.linked && thingToo[id]:
		return ruling{cand: c, against: aboutThing(col.name, name)}
	case soft[id] && tv.subject == UnknownSubject && !tv.linked && !owned:
		return ruling{cand: c, against: weakAlone(col.name, col.id.span(c.i, c.j))}
	case tv.subject != PersonSubject || c.unknown > 0:
		r.confidence = Medium
	}
	return r
}

// shortToken is the length up to which a word of a language the schema is not
// written in is taken for an abbreviation of something else.
const shortToken = 4

func token(col *columnView, c candidate) string { return col.id.span(c.i, c.j) }

func nameOf(id ID) bool { return id == "name.full" || id == "name.first" || id == "name.last" }

// isOwner reports whether the token itself is a noun for a person: trainer says
// whose name it is.
func (v *schemaView) isOwner(col *columnView, c candidate) bool {
	return v.c.vocab.lookup(col.id.span(c.i, c.j)).in(v.active)&personNoun != 0
}

func (v *schemaView) ruleWeak(tv *tableView, col *columnView, c candidate, id ID) ruling {
	no := func(why phrase.Text) ruling { return ruling{cand: c, against: why} }
	if tv == nil {
		return no(weakAlone(col.name, col.id.span(c.i, c.j)))
	}
	name := tv.table.Name.Name
	switch {
	case c.langs&v.active == 0:
		return no(otherLanguage(col.name))
	case c.unknown > 0:
		return no(unknownBehind(col.name))
	case tv.facet && !(tv.linked && besides[id] != nil), tv.subject == ThingSubject && c.owner == "" && !(tv.linked && linkedWeak[id] && id != "content.message"):
		return no(aboutThing(col.name, name))
	case !tv.hasOne(besides[id]):
		return no(weakAlone(col.name, col.id.span(c.i, c.j)))
	case c.own && rowWeak[id] && c.owner == "":
	case nameOf(id) && tv.event && c.owner == "":
		if id != "name.full" && tv.has["name.last"] || tv.reachable && !tv.named {
			return ruling{cand: c, confidence: Medium}
		}
	case c.strength == rowToken && (tv.event || tv.subject != PersonSubject):
	case tv.event && rowWeak[id] && c.owner == "" && !(id == "work.career" && (tv.close || tv.reachable && tv.named)):
	case tv.subject == PersonSubject || c.owner != "":
		return ruling{cand: c, confidence: Medium}
	case tv.linked && linkedWeak[id]:
		return ruling{cand: c, confidence: Low}
	}
	return no(weakAlone(col.name, col.id.span(c.i, c.j)))
}

// ruleValue takes a word such as number or value for the category its table is
// named for.
func (v *schemaView) ruleValue(tv *tableView, col *columnView, c candidate) ruling {
	if tv == nil || tv.subject == ThingSubject && !tv.linked || tv.facet || !c.plain || c.langs&v.active == 0 {
		return ruling{cand: c, against: unknownName(col.name)}
	}
	id := v.c.cats[c.cat].ID
	if (soft[id] || strings.HasPrefix(string(id), "fin.")) && !tv.linked && tv.subject != PersonSubject {
		return ruling{cand: c, against: unknownName(col.name)}
	}
	for _, h := range tv.held {
		if h.cat == c.cat && h.word != token(col, c) {
			return ruling{cand: c, confidence: Medium}
		}
	}
	return ruling{cand: c, against: unknownName(col.name)}
}

// positive writes the verdict for the ruling that won.
func (v *schemaView) positive(tv *tableView, col *columnView, r ruling) Verdict {
	id := v.c.cats[r.cand.cat].ID
	verdict := Verdict{Category: id, Confidence: r.confidence, Stated: statedProtection(&col.id, id)}
	token := col.id.span(r.cand.i, r.cand.j)
	verdict.Evidence = append(verdict.Evidence, tokenOf(token, v.languageOf(r.cand.langs), v.c.nameOf(id)))
	if tv != nil && len(tv.evidence) > 0 {
		verdict.Evidence = append(verdict.Evidence, tv.evidence[len(tv.evidence)-1])
	}
	return verdict
}

// languageOf returns the code of the language a token was taken in: one the
// schema is written in, if there is one.
func (v *schemaView) languageOf(l langs) string {
	if l&v.active != 0 {
		l &= v.active
	}
	for i, name := range v.c.vocab.names {
		if l&(1<<i) != 0 {
			return name
		}
	}
	return ""
}
