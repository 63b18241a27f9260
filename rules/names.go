package rules

import (
	"strings"

	"github.com/privet-dev/privet/rules/profile"
)

// hasWord reports whether an identifier has one of the words, as a whole word or
// a run of words ("opt_out" in "marketing_opt_out"), whatever its spelling.
func hasWord(ident string, words ...string) bool {
	name := "_" + profile.Words(ident) + "_"
	for _, w := range words {
		if strings.Contains(name, "_"+w+"_") {
			return true
		}
	}
	return false
}
