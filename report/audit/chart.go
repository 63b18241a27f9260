package audit

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/datamap"
)

// The bars are drawn by hand: a few rectangles need no library, and the page
// must hold everything it shows. Text is escaped with html.EscapeString after
// visible; geometry is numbers only. Colours come from the style sheet by class,
// never from style attributes, which the policy forbids.

// Geometry in user units of the SVG; the page scales it to its width.
const (
	chartWidth = 720
	barHeight  = 26
	barGap     = 8
	labelWidth = 250
)

// dataMap draws a bar for each personal table, as long as it is sensitive.
func dataMap(s *section, r Report, lang phrase.Lang) {
	tables := datamap.Tables(r.Inventory, lang)
	if len(tables) == 0 {
		return
	}
	top := tables[0].Score
	var b strings.Builder
	var said []string
	height := len(tables)*(barHeight+barGap) + barGap + 30
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, chartWidth, height, html.EscapeString(words["datamap"].In(lang)))
	for i, t := range tables {
		y := barGap + i*(barHeight+barGap)
		width := max(int(t.Score/top*(chartWidth-labelWidth-150)), 4)
		name := short(t.Name)
		value := datamap.Decimal(t.Score, lang) + " · " + phrase.Textf("%d fields", "%d velden", t.Fields).In(lang)
		fmt.Fprintf(&b, `<text class="label" x="%d" y="%d" text-anchor="end">%s</text>`, labelWidth-10, y+18, html.EscapeString(datamap.Clip(name, 30)))
		fmt.Fprintf(&b, `<rect class="bar %s" x="%d" y="%d" width="%d" height="%d" rx="3"/>`, datamap.Level(t.Score), labelWidth, y, width, barHeight)
		fmt.Fprintf(&b, `<text class="value" x="%d" y="%d">%s</text>`, labelWidth+width+8, y+18, html.EscapeString(value))
		said = append(said, name+": "+value)
	}
	b.WriteString(legend(labelWidth, height-22, lang))
	b.WriteString(`</svg>`)
	s.Figures = append(s.Figures, figure{Caption: words["datamap"].In(lang) + ". " + words["score"].In(lang), SVG: template.HTML(b.String()), Text: strings.Join(said, "; ")})
}

// legend says what the colours mean.
func legend(x, y int, lang phrase.Lang) string {
	var b strings.Builder
	for _, l := range datamap.Levels(lang) {
		fmt.Fprintf(&b, `<rect class="bar %s" x="%d" y="%d" width="10" height="10"/><text class="small" x="%d" y="%d">%s</text>`, l[0], x, y, x+15, y+10, html.EscapeString(l[1]))
		x += 117
	}
	return b.String()
}

// flows draws what comes in on the left, where it rests, and where it leaves to.
func flows(s *section, r Report, lang phrase.Lang) {
	var moving []datamap.Table
	var said []string
	for _, t := range datamap.Tables(r.Inventory, lang) {
		if len(t.From)+len(t.To) > 0 {
			moving = append(moving, t)
			said = append(said, route(t, lang))
		}
	}
	if len(moving) == 0 {
		s.Notes = append(s.Notes, words["noflows"].In(lang))
		return
	}
	title := words["flows"].In(lang)
	s.Figures = append(s.Figures, figure{Caption: title, SVG: template.HTML(datamap.Flows(moving, title, lang, short)), Text: strings.Join(said, ". ")})
}

// route says one table's flows in words.
func route(t datamap.Table, lang phrase.Lang) string {
	out := short(t.Name)
	if len(t.From) > 0 {
		out = short(strings.Join(t.From, ", ")) + " → " + words["stored"].In(lang) + " " + out
	}
	if len(t.To) > 0 {
		out += ", " + words["exits"].In(lang) + " " + strings.Join(t.To, ", ")
	}
	return out
}
