package personal

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// labelSets are the values by which an enumeration or CHECK list gives away
// what it holds, whatever the column is called.
var labelSets = []struct {
	cat    ID
	enough int // labels that must be of the set
	labels map[string]bool
}{
	{"demo.gender", 2, set("male", "female", "man", "woman", "vrouw", "maennlich", "weiblich", "mann", "frau", "homme", "femme", "masculin", "feminin", "hombre", "mujer", "masculino", "femenino", "uomo", "donna", "maschio", "femmina")},
	{"special.health", 3, set("a+", "a-", "b+", "b-", "ab+", "ab-", "o+", "o-", "0+", "0-")},
	{"demo.family", 2, set("married", "divorced", "widowed", "gehuwd", "gescheiden", "weduwe", "verheiratet", "geschieden", "verwitwet", "celibataire", "marie", "divorce", "veuf", "soltero", "casado", "divorciado", "viudo", "celibe", "nubile", "coniugato", "divorziato", "vedovo")},
	{"special.religion", 2, set("christian", "muslim", "hindu", "jewish", "buddhist", "catholic", "protestant", "islam", "christen", "moslim", "hindoe", "joods", "katholiek", "katholisch", "evangelisch", "catholique", "musulman", "catolico", "cattolico")},
	{"demo.salutation", 2, set("mr", "mrs", "ms", "miss", "dhr", "mevr", "herr", "frau", "m.", "mme", "mlle", "sr", "sra", "sig", "sig.ra")},
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// fromLabels decides by the allowed values of a column in a table about
// persons.
func (v *schemaView) fromLabels(tv *tableView, col *columnView) (Verdict, bool) {
	if tv == nil || len(col.labels) == 0 || tv.facet || tv.subject != PersonSubject && tv.subject != LinkedSubject {
		return Verdict{}, false
	}
	for _, ls := range labelSets {
		n := 0
		for _, l := range col.labels {
			if ls.labels[strings.ToLower(strings.TrimSpace(l))] {
				n++
			}
		}
		if n < ls.enough {
			continue
		}
		if cat, ok := v.c.index[ls.cat]; ok {
			return Verdict{Category: ls.cat, Confidence: Medium, Evidence: []phrase.Text{labelsTell(col.name, v.c.cats[cat].Name)}}, true
		}
	}
	return Verdict{}, false
}

// opaque reports whether the column, in a table of or linked to persons, may
// hold anything: a custom field, a document, a value behind a key.
func (v *schemaView) opaque(tv *tableView, col *columnView) bool {
	if tv.subject == ThingSubject && !tv.linked {
		return false
	}
	switch col.typ.Family() {
	case schema.JSONType, schema.BinaryType:
		return true
	case schema.TextType, schema.OtherType:
	default:
		return false
	}
	id := &col.id
	for i := 0; i < id.n; i++ {
		if opaqueWords[id.word(i)] && (i == 0 || i == id.n-1 || isNumber(id.word(id.n-1))) {
			return true
		}
	}
	return false
}

// opaqueWords name columns that may hold anything.
var opaqueWords = set("custom", "extra", "field", "freifeld", "fid", "udf", "userdefined", "attribs", "attributes", "meta", "metadata", "data", "value", "values", "val", "payload",
	"params", "properties", "json", "raw", "content", "vcard", "libre", "campo", "veld", "vrijveld", "champ", "misc", "other", "options", "additional", "answer", "response", "params")
