package personal

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// firstLexicon returns the words that were in the lexicon before it was tuned;
// no project of the corpus taught them.
func firstLexicon(t *testing.T) map[string]bool {
	text, err := os.ReadFile("testdata/first-lexicon.txt")
	if err != nil {
		t.Fatal(err)
	}
	return set(strings.Fields(string(text))...)
}

// leaveOut is what is left when each project is judged without the words that
// it may have taught.
type leaveOut struct {
	total        *score
	used, single int // words that decided anything; those taken away
}

// leaveOneOut measures every project of the corpus with a vocabulary that lacks
// the words which were added in tuning and which no other project, of both
// corpora, makes use of. With -v it lists them: a word that only serves one
// project must be an ordinary word of its language, or go.
func leaveOneOut(t *testing.T) leaveOut {
	c := classifier(t)
	projects := readProjects(t, "columns-dev.tsv", "foreign-keys-dev.tsv")
	by := map[string]map[string]bool{} // word -> projects
	for _, p := range slices.Concat(projects, readProjects(t, "holdout.tsv", "foreign-keys-holdout.tsv")) {
		for w := range decisive(c, p) {
			if by[w] == nil {
				by[w] = map[string]bool{}
			}
			by[w][p.name] = true
		}
	}
	first := firstLexicon(t)
	out := leaveOut{total: newScore("pooled"), used: len(by)}
	for _, p := range projects {
		terms := maps.Clone(c.vocab.terms)
		for w, ps := range by {
			if len(ps) == 1 && ps[p.name] && !first[w] {
				bare := *terms[w]
				bare.senses = nil
				terms[w] = &bare
				out.single++
				if testing.Verbose() {
					t.Logf("ONLY  %s: %s", p.name, w)
				}
			}
		}
		without := *c
		without.vocab = &vocabulary{terms: terms, names: c.vocab.names, longest: c.vocab.longest}
		out.total.add(&without, p, false, t.Logf)
	}
	return out
}

// decisive returns the tokens that a verdict on a column of the project rests
// on.
func decisive(c *Classifier, p *project) map[string]bool {
	words := map[string]bool{}
	v := c.view(p.db, p.db.Tables)
	for _, tv := range v.tables {
		for i := range tv.cols {
			col := &tv.cols[i]
			for _, cand := range v.candidates(tv, col) {
				if v.rule(tv, col, cand).confidence != None {
					words[token(col, cand)] = true
				}
			}
		}
	}
	return words
}
