package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Fingerprint identifies a finding across revisions: it is made of the rule and
// of the root cause (the objects, or what the rule says the root is), never of a
// line number, so that a finding keeps its identity when code above it moves.
// nth tells findings of the same cause apart, 0 being the first.
func Fingerprint(f *Finding, nth int) string {
	root := f.Root
	if root == "" {
		objects := slices.Clone(f.Objects)
		slices.Sort(objects)
		root = strings.Join(objects, "\x01")
	}
	sum := sha256.Sum256([]byte(f.Rule + "\x00" + root + "\x00" + strings.Repeat("+", nth)))
	return hex.EncodeToString(sum[:8])
}
