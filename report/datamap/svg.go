package datamap

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
)

// The picture is drawn by hand: boxes in three columns and curves between them
// need no library, and a page that carries it must hold everything it shows.
// Text is escaped; geometry is numbers only. Colours come from a style sheet by
// class, never from style attributes, which the audit report's policy forbids.

// Geometry in user units; the page scales the picture to its width.
const (
	width     = 800
	boxWidth  = 220
	boxHeight = 40
	boxGap    = 12
	margin    = 10
	letters   = 27 // that fit a box
	headRoom  = 30 // for the column titles
)

var columnTitles = [3]phrase.Text{
	{EN: "comes from", NL: "komt van"}, {EN: "rests in", NL: "staat in"}, {EN: "leaves to", NL: "gaat naar"},
}

// Flows draws sources, tables and exits as an SVG element without styles. It is
// "" when there is nothing to draw.
func Flows(tables []Table, title string, l phrase.Lang, visible func(string) string) string {
	if len(tables) == 0 {
		return ""
	}
	var from, to []string
	for _, t := range tables {
		for _, f := range t.From {
			from = add(from, f)
		}
		for _, x := range t.To {
			to = add(to, x)
		}
	}
	rows := max(len(from), len(tables), len(to))
	height := headRoom + 2*margin + rows*(boxHeight+boxGap) - boxGap
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, width, height, html.EscapeString(title))
	for c, t := range columnTitles {
		fmt.Fprintf(&b, `<text class="head" x="%d" y="%d" text-anchor="middle">%s</text>`, left(c)+boxWidth/2, margin+12, html.EscapeString(t.In(l)))
	}
	for n, t := range tables {
		for _, f := range t.From {
			b.WriteString(edge(0, slices.Index(from, f), len(from), n, len(tables), rows))
		}
		for _, x := range t.To {
			b.WriteString(edge(1, n, len(tables), slices.Index(to, x), len(to), rows))
		}
	}
	for n, f := range from {
		b.WriteString(box(0, top(n, len(from), rows), "node", visible(f), ""))
	}
	for n, t := range tables {
		b.WriteString(box(1, top(n, len(tables), rows), Level(t.Score), visible(t.Name), t.size(l)))
	}
	for n, x := range to {
		b.WriteString(box(2, top(n, len(to), rows), "exit", visible(x), ""))
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// size says how much a table holds, and how sensitive it is.
func (t Table) size(l phrase.Lang) string {
	score := Decimal(t.Score, l)
	if t.Fields == 1 {
		return phrase.Textf("1 field, sensitivity %s", "1 veld, gevoeligheid %s", score).In(l)
	}
	return phrase.Textf("%[2]d fields, sensitivity %[1]s", "%[2]d velden, gevoeligheid %[1]s", score, t.Fields).In(l)
}

// Decimal writes a score as the language does.
func Decimal(f float64, l phrase.Lang) string {
	s := fmt.Sprintf("%.1f", f)
	if l == phrase.Dutch {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

func left(column int) int { return margin + column*(width-2*margin-boxWidth)/2 }

// top centres a column of count boxes in rows.
func top(n, count, rows int) int {
	return headRoom + margin + n*(boxHeight+boxGap) + (rows-count)*(boxHeight+boxGap)/2
}

func box(column, y int, class, text, small string) string {
	x := left(column)
	var b strings.Builder
	fmt.Fprintf(&b, `<rect class="box" x="%d" y="%d" width="%d" height="%d" rx="5"/><rect class="bar %s" x="%d" y="%d" width="7" height="%d" rx="2"/>`,
		x, y, boxWidth, boxHeight, class, x, y, boxHeight)
	base := y + 25
	if small != "" {
		base = y + 17
		fmt.Fprintf(&b, `<text class="small" x="%d" y="%d">%s</text>`, x+16, y+32, html.EscapeString(small))
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`, x+16, base, html.EscapeString(Clip(text, letters)))
	return b.String()
}

// edge is the curve from box a of a column to box b of the next.
func edge(column, a, countA, b, countB, rows int) string {
	x1, x2 := left(column)+boxWidth, left(column+1)-6
	y1, y2 := top(a, countA, rows)+boxHeight/2, top(b, countB, rows)+boxHeight/2
	middle := (x1 + x2) / 2
	return fmt.Sprintf(`<path class="edge" d="M%d %d C%d %d %d %d %d %d"/><path class="tip" d="M%d %d l-7 -4 v8 z"/>`, x1, y1, middle, y1, middle, y2, x2, y2, x2+6, y2)
}

// Clip shortens a label to n characters.
func Clip(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}

// style is what a picture that stands alone looks like; on a dark screen the
// colours change.
const style = `<style>
svg{background:#fff;font:14px system-ui,"Segoe UI",Arial,sans-serif}text{fill:#1c2430}.small,.head{fill:#4d5866;font-size:12px}
.box{fill:#f4f6f8;stroke:#8a949f}.edge{fill:none;stroke:#8a949f;stroke-width:1.3}.tip{fill:#8a949f}
.bar.node,.bar.exit{fill:#4d5866}.bar.s2{fill:#5b9279}.bar.s3{fill:#3f7cac}.bar.s4{fill:#b8651b}.bar.s5{fill:#a3161f}
</style>`

// SVG writes the picture as a file of its own.
func SVG(w io.Writer, tables []Table, l phrase.Lang, visible func(string) string) error {
	title := phrase.Text{EN: "Where personal data comes from, rests and leaves to", NL: "Waar persoonsgegevens vandaan komen, staan en naartoe gaan"}.In(l)
	drawn := Flows(tables, title, l, visible)
	if drawn == "" {
		drawn = fmt.Sprintf(`<svg viewBox="0 0 %d 60" role="img"><text x="20" y="35">%s</text></svg>`, width,
			html.EscapeString(phrase.Text{EN: "No personal data was found.", NL: "Er zijn geen persoonsgegevens gevonden."}.In(l)))
	}
	open, rest, _ := strings.Cut(drawn, ">")
	_, err := fmt.Fprintf(w, "%s xmlns=\"http://www.w3.org/2000/svg\">%s%s\n", open, style, rest)
	return err
}
