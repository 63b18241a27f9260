package word

import (
	"regexp"
	"sync"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// Notes about what was not analysed are written where they arise, in packages
// that know no languages, in English. Their Dutch is kept here, by the shape of
// the sentence; what a group of a pattern matched is a note itself, if it looks
// like one ("2 files not read: the file is empty"). A sentence that is not listed
// stays English: better said in the wrong language than not said. A test scans
// every archive of the manual in Dutch and fails on English words.

// Note returns a note's message or hint in the language.
func Note(text string, l phrase.Lang) string {
	if l != phrase.Dutch || text == "" {
		return text
	}
	return dutch(text, maxDepth)
}

// maxDepth bounds notes in notes: names come from the scanned project.
const maxDepth = 3

func dutch(text string, depth int) string {
	if depth == 0 {
		return text
	}
	for _, n := range notes() {
		m := n.en.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		return group.ReplaceAllStringFunc(n.nl, func(ref string) string { return dutch(m[ref[2]-'0'], depth-1) })
	}
	return text
}

// group is where a pattern's translation has what the pattern matched.
var group = regexp.MustCompile(`\$\{[1-9]\}`)

type note struct {
	en *regexp.Regexp
	nl string
}

var notes = sync.OnceValue(func() []note {
	out := make([]note, 0, len(dutchNotes))
	for _, n := range dutchNotes {
		out = append(out, note{regexp.MustCompile("(?s)^(?:" + n[0] + ")$"), n[1]})
	}
	return out
})
