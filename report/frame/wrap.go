package frame

import "strings"

// Wrap breaks text into lines of at most width columns, at spaces where there
// are any. Text must be printable. There is always at least one line.
func Wrap(text string, width int) []string {
	width = max(width, 8)
	var lines []string
	line, used := "", 0
	for _, word := range strings.Fields(text) {
		n := Width(word)
		if used > 0 && used+1+n > width {
			lines = append(lines, line)
			line, used = "", 0
		}
		for n > width { // a word longer than a line is cut
			head, rest := split(word, width)
			lines = append(lines, head)
			word, n = rest, Width(rest)
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word behind the last character that fits in width columns.
func split(word string, width int) (head, rest string) {
	used := 0
	for _, c := range cells(window{text: []byte(word)}, nil) {
		if used+c.width > width && c.from > 0 {
			return word[:c.from], word[c.from:]
		}
		used += c.width
	}
	return word, ""
}
