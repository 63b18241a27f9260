package frame

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"
	"github.com/privet-dev/privet/schema"
)

const (
	// DefaultWidth is the width of a report that goes to no terminal.
	DefaultWidth = 120
	minText      = 24 // columns of source text shown at least, however narrow the terminal
	minLabel     = 16 // columns a label needs beside the caret, or it goes on its own line
)

// Snippet is one place to show.
type Snippet struct {
	Span      schema.Span
	Label     string // behind the caret, may be ""
	Secondary bool   // underlined with - instead of ^, and led in by :::
}

// Renderer writes frames for one report.
type Renderer struct {
	Source  *Source // nil: places are named, lines not shown
	Palette *Palette
	Width   int // columns of the writer
}

// Gutter returns the width of the line-number column that fits all snippets.
func Gutter(snippets []Snippet) int {
	n := 1
	for _, s := range snippets {
		n = max(n, len(fmt.Sprint(s.Span.Line)))
	}
	return n
}

// Render writes the snippets under each other in one gutter. The first
// snippet's caret is painted with accent.
func (r *Renderer) Render(out io.Writer, snippets []Snippet, accent *color.Color) {
	gutter := Gutter(snippets)
	for i, s := range snippets {
		if i > 0 {
			fmt.Fprintln(out, r.bar(gutter, ""))
		}
		r.render(out, s, gutter, accent)
	}
}

func (r *Renderer) render(out io.Writer, s Snippet, gutter int, accent *color.Color) {
	arrow, mark := "-->", "^"
	if s.Secondary {
		arrow, mark, accent = ":::", "-", r.Palette.Gutter
	}
	fmt.Fprintf(out, "%*s%s %s\n", gutter, "", r.Palette.Gutter.Sprint(arrow), Printable(s.Span.String()))
	row, ok := r.row(s, gutter)
	if !s.Secondary && (ok || s.Label != "") {
		fmt.Fprintln(out, r.bar(gutter, ""))
	}
	if !ok {
		for _, l := range Wrap(Printable(s.Label), r.Width-gutter-3) {
			if l != "" {
				fmt.Fprintln(out, r.bar(gutter, accent.Sprint(l)))
			}
		}
		return
	}
	number := fmt.Sprintf("%*d |", gutter, s.Span.Line)
	fmt.Fprintf(out, "%s %s\n", r.Palette.Gutter.Sprint(number), row.text)
	for _, l := range underline(row, mark, Printable(s.Label), r.textWidth(gutter)) {
		fmt.Fprintln(out, r.bar(gutter, accent.Sprint(l)))
	}
}

// bar returns a line that holds no source: the gutter's bar and some text.
func (r *Renderer) bar(gutter int, text string) string {
	bar := r.Palette.Gutter.Sprint(strings.Repeat(" ", gutter+1) + "|")
	if text == "" {
		return bar
	}
	return bar + " " + text
}

func (r *Renderer) textWidth(gutter int) int { return max(r.Width-gutter-3, minText) }

// row is a source line as printed: its text, and the columns the caret covers.
type row struct {
	text     string
	from, to int
}

// row reads and lays out the line of a snippet. ok is false when the line
// cannot be shown: the file is gone, or the place is not in a file.
func (r *Renderer) row(s Snippet, gutter int) (row, bool) {
	if !s.Span.IsValid() || s.Span.File == "" {
		return row{}, false
	}
	w, err := r.Source.line(s.Span.File, s.Span.Line, s.Span.Column)
	if err != nil {
		return row{}, false
	}
	cs := cells(w, mask(w, kindOf(s.Span.File)))
	first, last := covered(cs, s.Span)
	return cut(cs, first, last, r.textWidth(gutter), w.start > 0, w.more), true
}

// covered returns the cells a span covers, as a half-open range. An empty span,
// or one behind the line's end, covers the next cell or the place behind the
// last one.
func covered(cs []cell, span schema.Span) (first, last int) {
	from := max(span.Column-1, 0)
	to := from + max(span.Length, 1)
	first = len(cs)
	for i, c := range cs {
		if c.to > from {
			first = i
			break
		}
	}
	for last = first; last < len(cs) && cs[last].from < to; last++ {
	}
	return first, last
}

// cut chooses which cells to print when the line is wider than the frame: the
// caret's start stays in view with a third of the frame before it. An ellipsis
// stands for what is left out on either side.
func cut(cs []cell, first, last, width int, moreBefore, moreAfter bool) row {
	begin := 0
	if total(cs[:min(last, len(cs))])+2 > width || moreBefore {
		begin = first
		for before := 0; begin > 0 && before+cs[begin-1].width <= width/3; begin-- {
			before += cs[begin-1].width
		}
	}
	var b strings.Builder
	var out row
	used := 0
	if begin > 0 || moreBefore {
		b.WriteString(ellipsis)
		used = 1
	}
	end, rest := begin, total(cs[begin:])
	reserve := 0
	if used+rest > width || moreAfter {
		reserve = 1
	}
	out.from, out.to = -1, -1
	for ; end < len(cs) && used+cs[end].width <= width-reserve; end++ {
		if end == first {
			out.from = used
		}
		b.WriteString(cs[end].text)
		used += cs[end].width
		if end < last {
			out.to = used
		}
	}
	if end < len(cs) || moreAfter {
		b.WriteString(ellipsis)
	}
	if out.from < 0 {
		out.from = used
	}
	out.to = max(out.to, out.from+1)
	out.text = strings.TrimRight(b.String(), " ")
	return out
}

func total(cs []cell) int {
	n := 0
	for _, c := range cs {
		n += c.width
	}
	return n
}

// underline returns the lines below a source line: the caret with its label
// behind it where there is room, else the label on lines of its own.
func underline(r row, mark, label string, width int) []string {
	n := max(min(r.to, width)-r.from, 1)
	caret := strings.Repeat(" ", r.from) + strings.Repeat(mark, n)
	if label == "" {
		return []string{caret}
	}
	if room := width - r.from - n - 1; Width(label) <= room {
		return []string{caret + " " + label}
	}
	indent := r.from
	if width-indent < minLabel {
		indent = max(min(r.from, width-Width(label)), 0)
	}
	lines := []string{caret}
	for _, l := range Wrap(label, width-indent) {
		lines = append(lines, strings.Repeat(" ", indent)+l)
	}
	return lines
}
