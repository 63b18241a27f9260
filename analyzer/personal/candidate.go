package personal

import "strings"

// candidate is a token found in a column's name, with what stands around it.
type candidate struct {
	cat      uint8
	strength strength
	tail     bool
	langs    langs
	i, j     int  // words of the token
	plain    bool // nothing around it but words that may stand there
	residue
}

// residue sums up the words around a token.
type residue struct {
	owner   string // noun for a person: the value is that person's
	thing   string // noun for a thing: the value is the thing's
	near    bool   // the thing stands right before the token: member_type_name
	coded   bool   // a word behind it makes it a number or code: dept_nr
	config  string // word that makes it handling of the value, not the value
	link    string // word that makes it a key to another table
	content string // another token behind it, which then is the head
	about   string // word behind it that makes it a text about the value
	own     bool   // a word of the table's own name in front: the name of that thing
	before  int    // other tokens in front
	unknown int    // words that nobody knows
	behind  int    // of those, the ones behind the token
}

// candidates finds every token in a column's name, once: the table's subject
// and the column's verdict both rest on them.
func (v *schemaView) candidates(tv *tableView, col *columnView) []candidate {
	if !col.searched {
		col.tokens, col.searched = v.search(tv, col), true
	}
	return col.tokens
}

func (v *schemaView) search(tv *tableView, col *columnView) []candidate {
	var out []candidate
	id := &col.id
	for i := 0; i < id.n; i++ {
		for j := i + 1; j <= id.n; j++ {
			t := v.c.vocab.lookup(id.span(i, j))
			if t == nil || len(t.senses) == 0 {
				continue
			}
			var r residue
			measured := false
			for _, s := range t.senses {
				if s.strength == holderToken {
					continue
				}
				if !measured {
					r, measured = v.residue(tv, id, i, j), true
				}
				out = append(out, candidate{cat: s.cat, strength: s.strength, tail: s.tail, langs: s.langs, i: i, j: j, residue: r,
					plain: r.thing == "" && r.config == "" && r.link == "" && r.content == "" && r.about == "" && r.unknown == 0})
			}
		}
	}
	return out
}

// residue classifies the words before i and from j on.
func (v *schemaView) residue(tv *tableView, id *ident, i, j int) residue {
	var r residue
	for k := 0; k < i; k++ {
		w := id.word(k)
		c := v.classAt(id, k)
		switch {
		case c&linkWord != 0 && len(w) == 2:
			r.link = w
		case c&agentWord != 0 && k == i-1 && k > 0:
			r.owner, r.unknown, r.before, r.thing = w, 0, 0, ""
		case k == 0 && c&configPrefix != 0:
			r.config = w
		case v.otherPerson(tv, id, k):
			r.owner = w
		case c&(personNoun|roleWord|neutralWord|stopWord|eventNoun) != 0 || v.affix(tv, w) || isNumber(w):
		case c&(thingWord|thingNoun|configWord) != 0:
			r.thing, r.near = w, k == i-1
		case v.hasSense(w):
			r.before++
		default:
			r.unknown++
		}
		r.own = r.own || v.ownWord(tv, w)
	}
	for k := j; k < id.n; k++ {
		w := id.word(k)
		c := v.classAt(id, k)
		switch {
		case len(w) == 1 && tv != nil && v.initial(tv, w):
		case c&aboutWord != 0:
			r.about = w
		case c&(configWord|eventWord) != 0 && !v.affix(tv, w):
			r.config = w
		case v.otherPerson(tv, id, k):
			r.owner = w
		case c&linkWord != 0:
			r.link = w
		case c&(personNoun|roleWord|neutralWord|stopWord) != 0 || v.affix(tv, w) || isNumber(w) || protection(w) != UnknownProtection:
			r.coded = r.coded || c&codeWord != 0
		case c&(thingWord|thingNoun) != 0:
			r.thing = w
		case v.hasSense(w):
			r.content = w
		default:
			r.unknown++
			r.behind++
		}
	}
	return r
}

// affix reports whether the word is one that the table or its columns share,
// and so says nothing about this column.
func (v *schemaView) affix(tv *tableView, w string) bool {
	if w == v.prefix || tv != nil && (w == tv.affixes[0] || w == tv.affixes[1]) {
		return true
	}
	if tv == nil {
		return false
	}
	for k := 0; k < tv.id.n; k++ {
		word := tv.id.word(k)
		if word == w && v.classAt(&tv.id, k)&(thingNoun|thingWord) == 0 || abbreviates(w, word) {
			return true
		}
	}
	return false
}

// abbreviates reports whether the text is a short form of the word: br_address
// in branches.
func abbreviates(text, word string) bool {
	return len(text) >= 2 && len(text) <= 4 && len(word) > len(text)+1 && strings.HasPrefix(word, text)
}

// initial reports whether the letter begins the table's name: nom_p in patients.
func (v *schemaView) initial(tv *tableView, letter string) bool {
	for k := 0; k < tv.id.n; k++ {
		if strings.HasPrefix(tv.id.word(k), letter) && tv.id.word(k) != v.prefix {
			return true
		}
	}
	return false
}

// ownWord reports whether the word is one of the table's own name that says
// nothing about a person, as certification in staff_certification.
func (v *schemaView) ownWord(tv *tableView, w string) bool {
	if tv == nil || w == v.prefix || w == tv.affixes[0] {
		return false
	}
	for k := 0; k < tv.id.n; k++ {
		if tv.id.word(k) == w {
			return v.classAt(&tv.id, k)&(personNoun|eventNoun|roleWord) == 0
		}
	}
	return false
}

func (v *schemaView) hasSense(w string) bool {
	t := v.c.vocab.lookup(w)
	if t == nil {
		return false
	}
	for _, s := range t.senses {
		if s.strength <= strongToken {
			return true
		}
	}
	return false
}
