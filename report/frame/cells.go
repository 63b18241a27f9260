package frame

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	tabStop    = 4  // rustc, ruff and squawk agree on four
	maxCluster = 40 // bytes; longer grapheme clusters are a joke or an attack
	ellipsis   = "…"
)

// cell is one printed character and the bytes of the line it stands for.
type cell struct {
	text     string
	width    int // columns on a terminal
	from, to int // byte offsets in the line
}

// cells lays a window out: values masked, control characters escaped, tabs
// expanded.
func cells(w window, hide []masked) []cell {
	var cs []cell
	text, at, column := w.text, 0, 0
	if w.start > 0 { // the window may start inside a character
		for at < min(3, len(text)) && !utf8.RuneStart(text[at]) {
			at++
		}
	}
	state := -1
	for at < len(text) {
		for len(hide) > 0 && hide[0].to <= at {
			hide = hide[1:]
		}
		if len(hide) > 0 && hide[0].from <= at {
			cs = append(cs, cell{ellipsis, 1, w.start + at, w.start + hide[0].to})
			column, at, state = column+1, hide[0].to, -1
			continue
		}
		end := len(text)
		if len(hide) > 0 {
			end = hide[0].from
		}
		cluster, _, boundaries, next := uniseg.Step(text[at:end], state)
		state = next
		printed, width := show(string(cluster), boundaries>>uniseg.ShiftWidth, column)
		cs = append(cs, cell{printed, width, w.start + at, w.start + at + len(cluster)})
		column += width
		at += len(cluster)
	}
	return cs
}

// show returns what is printed for one grapheme cluster at a column, and its
// width.
func show(cluster string, width, column int) (string, int) {
	if cluster == "\t" {
		n := tabStop - column%tabStop
		return strings.Repeat(" ", n), n
	}
	if len(cluster) > maxCluster || width == 0 && utf8.RuneCountInString(cluster) > 1 {
		return "\uFFFD", 1
	}
	if r, n := utf8.DecodeRuneInString(cluster); r == utf8.RuneError && n == 1 {
		return escaped(fmt.Sprintf(`\x%02x`, cluster[0]))
	}
	for _, r := range cluster {
		if !printable(r) && r != '\u200d' || width == 0 {
			return escaped(escapeRune(r))
		}
	}
	return cluster, width
}

func escaped(s string) (string, int) { return s, len(s) }

func escapeRune(r rune) string {
	switch {
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// printable reports whether a rune may go to a terminal as it is. Control and
// format characters (bidirectional marks among them), private use and
// unassigned code points may not.
func printable(r rune) bool {
	return r == ' ' || unicode.IsGraphic(r) && !unicode.Is(unicode.Zs, r) && !unicode.Is(unicode.Cf, r) || r == '\u00a0'
}

// Printable returns foreign text (a table's name, a path) as it may be written
// to a terminal: control characters, line ends and bidirectional marks are
// escaped, everything else stays.
func Printable(s string) string {
	clean := true
	for _, r := range s {
		if !printable(r) || r == utf8.RuneError {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		_, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case printable(r) || r == utf8.RuneError:
			b.WriteRune(r)
		default:
			b.WriteString(escapeRune(r))
		}
	}
	return b.String()
}

// Width returns how many terminal columns a printable text takes.
func Width(s string) int { return uniseg.StringWidth(s) }
