package models

import "strings"

// Company returns the row of the company that a library is named after: beside the
// module that a company keeps itself there are a dozen others (slackhook,
// go-mailchimp, recaptcha-go), and what they are called with goes to the same place.
// Only the part of the path that names the repository and its packages counts, not
// who wrote it.
func (t *Table) Company(path string) (Row, bool) {
	parts := strings.Split(strings.ToLower(path), "/")
	switch {
	case len(parts) > 2 && strings.Contains(parts[0], "."):
		parts = parts[2:] // github.com/somebody/
	case len(parts) > 1 && strings.Contains(parts[0], "."):
		parts = parts[1:] // gopkg.in/
	default:
		return Row{}, false // a folder of the project itself
	}
	for _, p := range parts {
		for _, row := range t.companies {
			if names(p, row.Callee) {
				return row, true
			}
		}
	}
	return Row{}, false
}

// names reports whether a part of a path names a company: as a word of its own, or,
// where its name is no word of any language, as a part of one.
func names(part, company string) bool {
	if strings.Contains(part, company) && len(company) >= 6 {
		return true
	}
	for _, word := range strings.FieldsFunc(part, func(r rune) bool { return r < 'a' || r > 'z' }) {
		switch word {
		case company, company + "hook", company + "go", "go" + company, company + "sdk", company + "api":
			return true
		}
	}
	return false
}
