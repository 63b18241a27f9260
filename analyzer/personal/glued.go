package personal

// minGlued is how many columns must share a glued prefix before it is cut off,
// and maxGlued its longest length: product codes and table codes are short.
const (
	minGlued = 4
	maxGlued = 4
)

// cutGlued parts a prefix that all columns of a table carry without a separator
// (kdname, kdstrasse, kdplz) from the words behind it, when most of what is
// left are words the vocabulary knows and hardly any was before.
func (v *schemaView) cutGlued(cols []columnView) {
	if len(cols) < minGlued {
		return
	}
	n := gluedLength(cols)
	if n < 2 || n > maxGlued {
		return
	}
	before, after := 0, 0
	for i := range cols {
		word := cols[i].id.word(0)
		if v.c.vocab.lookup(word) != nil {
			before++
		}
		if v.c.vocab.lookup(word[n:]) != nil {
			after++
		}
	}
	if after*2 < len(cols) || before*4 > len(cols) {
		return
	}
	for i := range cols {
		cols[i].id = cols[i].id.cutAt(n)
	}
}

// gluedLength returns the length of the longest text all columns begin with,
// zero where a name is no longer than it.
func gluedLength(cols []columnView) int {
	var first string
	for i := range cols {
		if cols[i].id.n == 0 {
			return 0
		}
		if w := cols[i].id.word(0); i == 0 {
			first = w
		} else {
			first = commonPrefix(first, w)
		}
	}
	for i := range cols {
		if len(cols[i].id.word(0)) <= len(first) {
			return 0
		}
	}
	return len(first)
}

func commonPrefix(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return a[:n]
}

// cutAt returns the identifier with a border at the offset.
func (id *ident) cutAt(offset int) ident {
	out := ident{text: id.text}
	out.close(offset)
	for i := 0; i < id.n; i++ {
		out.close(int(id.ends[i]))
	}
	out.text = out.text[:out.start(out.n)]
	return out
}
