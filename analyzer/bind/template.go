package bind

import "strings"

// Template is a string with holes: what a string value is known to be, and
// where it is not known.
type Template struct {
	Parts []Part
}

// Part is literal text, or a hole.
type Part struct {
	Text string
	Hole bool

	value Value // what fills the hole, as far as it is in sight
}

// Const returns a template without holes.
func Const(s string) Template { return Template{Parts: []Part{{Text: s}}} }

// Hole returns a template of which nothing is known.
func Hole() Template { return Template{Parts: []Part{{Hole: true}}} }

// HoleOf returns a template that is nothing but a value.
func HoleOf(v Value) Template { return Template{Parts: []Part{{Hole: true, value: v}}} }

// Blank reports whether the template is one hole of which nothing is known.
func (t Template) Blank() bool {
	return len(t.Parts) == 1 && t.Parts[0].Hole && t.Parts[0].value == nil
}

// Known reports whether any of the text is known.
func (t Template) Known() bool {
	for _, p := range t.Parts {
		if !p.Hole && strings.TrimSpace(p.Text) != "" {
			return true
		}
	}
	return false
}

// Text returns the text when there are no holes.
func (t Template) Text() (string, bool) {
	var sb strings.Builder
	for _, p := range t.Parts {
		if p.Hole {
			return "", false
		}
		sb.WriteString(p.Text)
	}
	return sb.String(), true
}

// Append returns t followed by u.
func (t Template) Append(u Template) Template {
	return Template{Parts: append(t.Parts[:len(t.Parts):len(t.Parts)], u.Parts...)}
}

// maxTemplate bounds the text of one statement.
const maxTemplate = 1 << 20

// fillings are what a hole in a statement usually stands for, likeliest first:
// an identifier or an expression, nothing (an optional clause), a list of
// placeholders, a condition.
var fillings = []string{"privet_hole", "", "NULL", "1 = 1", "AND 1 = 1"}

// fill returns the statement with every hole filled in the n-th way.
func (t Template) fill(n int) string {
	var sb strings.Builder
	for _, p := range t.Parts {
		if sb.Len()+len(p.Text) > maxTemplate {
			break
		}
		if p.Hole {
			sb.WriteString(fillings[n])
		} else {
			sb.WriteString(p.Text)
		}
	}
	return sb.String()
}
