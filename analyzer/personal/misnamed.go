package personal

import "github.com/privet-dev/privet/analyzer/phrase"

// Misnamed reports whether a comment, or the value of a privet struct tag behind
// "privet:", corrects a verdict with a category that does not exist: which word,
// and which category is nearest to it, or "".
func (c *Classifier) Misnamed(comment string) (word, nearest string, bad bool) {
	id, _, ok := directive(comment)
	if !ok || id == "" {
		return "", "", false
	}
	if _, known := c.index[id]; known {
		return "", "", false
	}
	names := []string{"none"}
	for _, cat := range c.cats {
		names = append(names, string(cat.ID))
	}
	return string(id), phrase.Nearest(string(id), names), true
}
