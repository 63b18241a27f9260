package source

import (
	"fmt"
	"strconv"
)

// countedUpTo is the largest number that is taken to be counted: larger ones are
// dates and times, between which nothing is missing.
const countedUpTo = 10000

// noteGaps says which numbers are missing among migrations that are counted
// (0001, 0002, 0004): a file that was not handed over, or never merged, may hold
// columns that privet then does not know.
func (f *finder) noteGaps(s *Set) {
	seen := map[int]bool{}
	low, high := countedUpTo, 0
	for _, c := range s.candidates {
		number, _ := digits(c.version)
		n, err := strconv.Atoi(number)
		if c.layout == "" || c.layout == upgradeScripts || c.layout == "flyway" || !numbered.MatchString(c.version) || err != nil || n >= countedUpTo {
			continue
		}
		seen[n] = true
		low, high = min(low, n), max(high, n)
	}
	if len(seen) < 3 || high-low+1 > 2*len(seen) {
		return // not counted one by one
	}
	var missing []string
	for n := low; n <= high; n++ {
		if !seen[n] {
			missing = append(missing, strconv.Itoa(n))
		}
	}
	if len(missing) == 0 {
		return
	}
	const listed = 5
	text := fmt.Sprint(missing[:min(listed, len(missing))])
	if more := len(missing) - listed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	f.found.Notes = append(f.found.Notes, note(commonDir(s.candidates), fmt.Sprintf("migrations are numbered from %d to %d, but these numbers are missing: %s", low, high, text),
		"what the missing files create or drop is not known"))
}
