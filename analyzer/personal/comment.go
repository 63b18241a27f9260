package personal

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// maxComment is the number of words up to which a comment is taken to say what
// the column is; a longer one tells a story, in which any word may occur.
const maxComment = 6

// fromComment decides by the column's comment where its name says nothing:
// "Geburtsdatum des Kunden" on f3. Only tokens that decide by themselves count.
func (v *schemaView) fromComment(tv *tableView, col *columnView) (Verdict, bool) {
	text, _, _ := strings.Cut(col.comment, "\n")
	if text == "" || tv.subject == ThingSubject || tv.facet || strings.Contains(text, "privet:") {
		return Verdict{}, false
	}
	id := v.seg.split(normalise(text))
	if id.n > maxComment {
		return Verdict{}, false
	}
	said := columnView{name: col.name, id: id, typ: col.typ}
	best := ruling{}
	for _, cand := range v.candidates(tv, &said) {
		if cand.strength != strongToken || cand.config != "" || cand.thing != "" || cand.link != "" || !typeFits(v.c.cats[cand.cat].ID, col.typ) || tv.lists(cand.cat) {
			continue
		}
		if r := (ruling{cand: cand, confidence: Medium}); r.better(best) {
			best = r
		}
	}
	if best.confidence == None {
		return Verdict{}, false
	}
	cat := v.c.cats[best.cand.cat].ID
	return Verdict{Category: cat, Confidence: Medium, Evidence: []phrase.Text{commentTells(col.name, token(&said, best.cand), v.c.nameOf(cat))}}, true
}
