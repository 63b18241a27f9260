package personal

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// ruling is the outcome for one candidate: a category with a confidence, or a
// reason against.
type ruling struct {
	cand       candidate
	confidence Confidence
	kin        int  // strong tokens of the same kind in the table
	held       bool // the table is named for the category
	person     bool // the token is a noun for a person, whose value another token may name
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
		r.person = v.c.cats[cand.cat].ID != "name.username" && v.isPerson(token(col, cand))
		r.held = tv != nil && tv.holds(cand.cat)
		if r.better(best) {
			best = r
		}
	}
	if best.confidence != None {
		return v.weigh(col, tv.asLogin(col, v.positive(tv, col, best)))
	}
	if verdict, ok := v.besideName(tv, col); ok {
		return verdict
	}
	if against.IsZero() {
		against = unknownName(col.name)
	}
	return negative(against)
}

// asLogin calls the name of an account a login name where another column has the
// person's own: users(name, full_name, password).
func (tv *tableView) asLogin(col *columnView, verdict Verdict) Verdict {
	if verdict.Category != "name.full" || tv == nil || !tv.loginless() || col.id.span(0, col.id.n) != "name" {
		return verdict
	}
	for i := range tv.cols {
		switch other := tv.cols[i].id; strings.ReplaceAll(other.span(0, other.n), "_", "") {
		case "fullname", "realname", "displayname":
			verdict.Category = "name.username"
			verdict.Evidence = append(verdict.Evidence, say("column "+tv.cols[i].name+" has the person's own name", "kolom "+tv.cols[i].name+" bevat de eigen naam van de persoon"))
			return verdict
		}
	}
	return verdict
}

// besideName decides by what is not the name: the type, the allowed values, the
// comment; and, when all are silent, whether the column may hold anything.
func (v *schemaView) besideName(tv *tableView, col *columnView) (Verdict, bool) {
	if tv == nil {
		return Verdict{}, false
	}
	if verdict, ok := v.fromValues(tv, col); ok {
		return verdict, true
	}
	if col.typ.Family() == schema.InetType && tv.subject != ThingSubject {
		return Verdict{Category: "net.ip", Confidence: Medium, Evidence: []phrase.Text{typeTells(col.name, col.typ.Raw, v.c.nameOf("net.ip"))}}, true
	}
	if v.afterStreet(tv, col) {
		return Verdict{Category: "contact.address", Confidence: Medium, Evidence: []phrase.Text{besideStreet(col.name, v.c.nameOf("contact.address"))}}, true
	}
	if verdict, ok := v.fromLabels(tv, col); ok {
		return verdict, true
	}
	if verdict, ok := v.fromComment(tv, col); ok {
		return verdict, true
	}
	if v.opaque(tv, col) {
		return Verdict{MayHold: true, Evidence: []phrase.Text{opaqueColumn(col.name, tv.table.Name.Name)}}, true
	}
	return Verdict{}, false
}

// afterStreet reports whether the column is a number that stands right behind a
// street in a table about persons: strasse, nr.
func (v *schemaView) afterStreet(tv *tableView, col *columnView) bool {
	if tv.subject != PersonSubject || col.id.n != 1 || v.classAt(&col.id, 0)&codeWord == 0 || !typeFits("contact.address", col.typ) {
		return false
	}
	i := tv.place(col)
	if i < 1 {
		return false
	}
	for _, cand := range v.candidates(tv, &tv.cols[i-1]) {
		if cand.strength == strongToken && v.c.cats[cand.cat].ID == "contact.address" && cand.plain {
			return true
		}
	}
	return false
}

func negative(why phrase.Text) Verdict { return Verdict{Evidence: []phrase.Text{why}} }

// better prefers the surer ruling, then the longer token, then the one further
// to the right, where the head of a compound stands.
func (r ruling) better(o ruling) bool {
	if o.confidence == None {
		return true
	}
	if r.person != o.person {
		return o.person
	}
	if r.held != o.held && r.cand.i == o.cand.i && r.cand.j == o.cand.j {
		return r.held
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

// positive writes the verdict for the ruling that won.
func (v *schemaView) positive(tv *tableView, col *columnView, r ruling) Verdict {
	id := v.c.cats[r.cand.cat].ID
	verdict := Verdict{Category: id, Confidence: r.confidence, Stated: statedProtection(&col.id, id)}
	token := col.id.span(r.cand.i, r.cand.j)
	verdict.Evidence = append(verdict.Evidence, tokenOf(token, v.sourceOf(token, r.cand.langs), v.c.nameOf(id)))
	if tv != nil && len(tv.evidence) > 0 {
		verdict.Evidence = append(verdict.Evidence, tv.evidence[len(tv.evidence)-1])
	}
	return verdict
}

// sourceOf says where a token was taken from: a language, or the user's file.
func (v *schemaView) sourceOf(token string, l langs) string {
	if t := v.c.vocab.lookup(token); t != nil && t.own {
		return "privet.yaml"
	}
	if code, borrowed := v.c.vocab.from[token]; borrowed {
		return code
	}
	return v.languageOf(l)
}

// languageOf returns the code of the language a token was taken in: one the
// schema is written in, if there is one. English, which every schema has some of,
// stands behind the others: cvc_code is Dutch in a Dutch schema.
func (v *schemaView) languageOf(l langs) string {
	if l&v.active != 0 {
		l &= v.active
	}
	if l != english {
		l &^= english
	}
	for i, name := range v.c.vocab.names {
		if l&(1<<i) != 0 {
			return name
		}
	}
	return ""
}
