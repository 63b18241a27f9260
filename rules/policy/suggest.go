package policy

import "github.com/privet-dev/privet/analyzer/phrase"

// didYouMean proposes the candidate nearest to a word that is not known, as the
// end of a message, or nothing when none is near.
func didYouMean(word string, candidates []string) phrase.Text {
	if best := phrase.Nearest(word, candidates); best != "" {
		return phrase.Textf(": did you mean %s?", ": bedoelde je %s?", best)
	}
	return phrase.Text{}
}

// join puts one text behind the other.
func join(a, b phrase.Text) phrase.Text { return phrase.Text{EN: a.EN + b.EN, NL: a.NL + b.NL} }
