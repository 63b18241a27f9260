package personal

// tinge is how many English words there may be to one of another language that
// English does not know for the schema to be taken as written in that one too:
// among many English words a few of another are chance.
const tinge = 12

// languages returns English and every language that at least two different
// strong tokens or table nouns of the schema belong to and English does not.
func (c *Classifier) languages(tables []*tableView) langs {
	seen := map[*term]bool{}
	var count [16]int
	own := 0 // terms that only English has
	note := func(t *term) {
		if t == nil || seen[t] || !t.tellsLanguage() {
			return
		}
		seen[t] = true
		if t.all&english != 0 {
			if t.all == english {
				own++
			}
			return
		}
		for l := 1; l < len(c.vocab.names); l++ {
			if t.all&(1<<l) != 0 {
				count[l]++
			}
		}
	}
	for _, tv := range tables {
		c.eachTerm(&tv.id, note)
		for i := range tv.cols {
			c.eachTerm(&tv.cols[i].id, note)
		}
	}
	active, most := english, 0
	for _, n := range count {
		most = max(most, n)
	}
	for l, n := range count {
		if n >= 2 && n*5 >= most*3 && n*tinge >= own {
			active |= 1 << l
		}
	}
	return active
}

func (c *Classifier) eachTerm(id *ident, f func(*term)) {
	for i := 0; i < id.n; i++ {
		for j := i + 1; j <= id.n && j <= i+4; j++ {
			f(c.vocab.lookup(id.span(i, j)))
		}
	}
}

// decides reports whether the term is a token that decides by itself.
func (t *term) decides() bool {
	for _, s := range t.senses {
		if s.strength == strongToken {
			return true
		}
	}
	return false
}

// tellsLanguage reports whether the term shows that a schema is written in its
// language.
func (t *term) tellsLanguage() bool {
	return t.decides() || t.in(^langs(0))&(personNoun|eventNoun|thingNoun) != 0
}
