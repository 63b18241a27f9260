package policy

import "github.com/privet-dev/privet/analyzer/phrase"

// didYouMean proposes the candidate nearest to a word that is not known, as the
// end of a message, or nothing when none is near.
func didYouMean(word string, candidates []string) string {
	if best := phrase.Nearest(word, candidates); best != "" {
		return ": did you mean " + best + "?"
	}
	return ""
}
