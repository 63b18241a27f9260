package personal

import "strings"

// sharedPrefix returns the word that most tables begin with and that says
// nothing by itself, or "".
func sharedPrefix(tables []*tableView) string {
	count := map[string]int{}
	best := ""
	for _, t := range tables {
		if t.id.n < 2 {
			continue
		}
		w := t.id.word(0)
		count[w]++
		if count[w] > count[best] {
			best = w
		}
	}
	if n := count[best]; n < 3 || n*2 < len(tables) {
		return ""
	}
	return best
}

// tablePrefixes are the letters glued before a table's name that say that it is
// one: tcustomer, tblCustomer.
var tablePrefixes = []string{"tbl", "tb", "t"}

// cutTablePrefix parts such letters from a name that is known without them and
// not with them.
func (v *schemaView) cutTablePrefix(id ident) ident {
	if id.n == 0 || v.c.vocab.lookup(id.word(0)) != nil {
		return id
	}
	for _, prefix := range tablePrefixes {
		if rest, ok := strings.CutPrefix(id.word(0), prefix); ok && len(rest) >= minPiece && v.c.vocab.lookup(rest).in(english)&(personNoun|eventNoun|thingNoun) != 0 {
			return id.cutAt(len(prefix))
		}
	}
	return id
}

// sharedAffixes returns the word that most columns of a table begin with, and
// the one most end with; "" where there is none. Shorter tables show nothing.
func sharedAffixes(cols []columnView) [2]string {
	first, last := map[string]int{}, map[string]int{}
	var affixes [2]string
	for i := range cols {
		id := &cols[i].id
		if id.n < 2 {
			continue
		}
		f, l := id.word(0), id.word(id.n-1)
		first[f]++
		last[l]++
		if n := first[f]; n >= 3 && n*10 >= len(cols)*6 {
			affixes[0] = f
		}
		if n := last[l]; n >= 3 && n*10 >= len(cols)*6 {
			affixes[1] = l
		}
	}
	return affixes
}
