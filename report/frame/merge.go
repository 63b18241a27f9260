package frame

import (
	"cmp"
	"slices"
)

// merge joins two lists of ranges into one, in order and without overlap.
func merge(ms []masked, more [][]int) []masked {
	for _, m := range more {
		ms = append(ms, masked{m[0], m[1]})
	}
	slices.SortFunc(ms, func(a, b masked) int { return cmp.Compare(a.from, b.from) })
	out := ms[:0]
	for _, m := range ms {
		if n := len(out); n > 0 && m.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, m.to)
			continue
		}
		out = append(out, m)
	}
	return out
}
