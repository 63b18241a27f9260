package personal

import "strings"

const (
	minSegmented = 5  // shorter words are not cut
	maxSegmented = 48 // longer words are not cut: no compound is that long
	minPiece     = 4  // shorter pieces only when the lexicon lists them as short
)

// linkers are the letters that German and Dutch put between the parts of a
// compound.
var linkers = [...]string{"s", "n", "en", "e"}

// segmenter cuts words that the vocabulary does not know into words it does
// (lieferstrasse, empipaddress). It remembers what it cut, so it serves one
// goroutine and one schema.
type segmenter struct {
	v    *vocabulary
	memo map[string][]uint8 // word -> ends of its pieces; nil: not cut
}

func newSegmenter(v *vocabulary) *segmenter {
	return &segmenter{v: v, memo: map[string][]uint8{}}
}

// split returns the identifier with every unknown compound cut into its parts.
func (s *segmenter) split(id ident) ident {
	var out ident
	out.text = id.text
	for i := 0; i < id.n; i++ {
		from := id.start(i)
		w := id.word(i)
		if len(w) >= minSegmented && len(w) <= maxSegmented && s.v.terms[w] == nil {
			for _, end := range s.cut(w) {
				out.close(from + int(end))
			}
		}
		out.close(int(id.ends[i]))
	}
	if out.n > 0 {
		out.text = out.text[:out.ends[out.n-1]]
	}
	return out
}

func (s *segmenter) cut(w string) []uint8 {
	if ends, ok := s.memo[w]; ok {
		return ends
	}
	ends := s.best(w)
	if ends == nil {
		ends = s.behindLetters(w)
	}
	s.memo[w] = ends
	return ends
}

// maxLetters and minBehind bound what behindLetters cuts.
const (
	maxLetters = 3
	minBehind  = 5
)

// behindLetters cuts a token that decides by itself off the few letters glued
// before it, a code or an abbreviation nobody knows: mpasswd, tblemail. Letters
// with a vowel among them are more likely the head of a longer word: bestelnr is
// an order number, hotelnr a room.
func (s *segmenter) behindLetters(w string) []uint8 {
	for n := 1; n <= maxLetters && len(w)-n >= minBehind; n++ {
		if strings.IndexByte("aeiouy", w[n-1]) >= 0 {
			return nil
		}
		if t := s.v.terms[w[n:]]; t != nil && t.decides() {
			return []uint8{uint8(n)}
		}
	}
	return nil
}

// best finds the cover of the word with the fewest pieces, by dynamic
// programming from the left; among equals the one with the longest last piece,
// the head of a Germanic compound. A linker costs as much as a piece. It
// returns the ends of all pieces but the last, or nil when no cover exists.
func (s *segmenter) best(w string) []uint8 {
	const impossible = 255
	var cost, from [maxSegmented + 1]uint8
	for i := 1; i <= len(w); i++ {
		cost[i] = impossible
		for j := 0; j < i; j++ {
			if cost[j] == impossible || !s.piece(w[j:i], j) {
				continue
			}
			if c := cost[j] + 1; c < cost[i] {
				cost[i], from[i] = c, uint8(j)
			}
		}
	}
	if cost[len(w)] == impossible || cost[len(w)] > 5 {
		return nil
	}
	var ends []uint8
	for i := from[len(w)]; i > 0; i = from[i] {
		ends = append([]uint8{i}, ends...)
	}
	return ends
}

// piece reports whether the text, which starts at offset from of its word, may
// be part of a compound.
func (s *segmenter) piece(text string, from int) bool {
	if t := s.v.lookup(text); t != nil && (len(text) >= minPiece || t.in(^langs(0))&shortPiece != 0) {
		return true
	}
	if from >= minPiece {
		for _, l := range linkers {
			if text == l {
				return true
			}
		}
	}
	return false
}
