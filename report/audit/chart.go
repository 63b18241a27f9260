package audit

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/word"
)

// The charts are drawn by hand: a few rectangles and lines need no library, and
// the page must hold everything it shows. Text is escaped with html.EscapeString
// after visible; geometry is numbers only. Colours come from the style sheet by
// class, never from style attributes, which the policy forbids.

// Geometry in user units of the SVG; the page scales it to its width.
const (
	chartWidth = 720
	barHeight  = 30
	barGap     = 8
	labelWidth = 250
)

// dataMap draws a bar for each personal table, as long as it is sensitive.
func dataMap(s *section, r Report, lang phrase.Lang) {
	tables := personalTables(r.Inventory)
	if len(tables) == 0 {
		return
	}
	top := score(tables[0])
	var b strings.Builder
	var said []string
	height := len(tables)*(barHeight+barGap) + barGap
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, chartWidth, height, html.EscapeString(words["datamap"].In(lang)))
	for i, t := range tables {
		y := barGap + i*(barHeight+barGap)
		width := int(score(t) / top * (chartWidth - labelWidth - 60))
		name := short(t.Table.Name.String())
		fmt.Fprintf(&b, `<text class="label" x="%d" y="%d" text-anchor="end">%s</text>`, labelWidth-10, y+20, html.EscapeString(clip(name, 32)))
		fmt.Fprintf(&b, `<rect class="bar %s" x="%d" y="%d" width="%d" height="%d" rx="3"/>`, level(score(t)), labelWidth, y, max(width, 4), barHeight)
		fmt.Fprintf(&b, `<text class="value" x="%d" y="%d">%.1f</text>`, labelWidth+max(width, 4)+8, y+20, score(t))
		said = append(said, fmt.Sprintf("%s: %.1f", name, score(t)))
	}
	b.WriteString(`</svg>`)
	s.Figures = append(s.Figures, figure{Caption: words["datamap"].In(lang), SVG: template.HTML(b.String()), Text: strings.Join(said, "; ")})
}

// clip shortens a label to n characters.
func clip(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}

// flows draws, for each personal table the code touches, what comes in on the
// left and what goes out on the right.
func flows(s *section, r Report, lang phrase.Lang) {
	routes := routesOf(r.Inventory, lang)
	if len(routes) == 0 {
		s.Notes = append(s.Notes, words["noflows"].In(lang))
		return
	}
	var b strings.Builder
	var said []string
	const rowHeight, box = 46, 200
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, chartWidth, len(routes)*rowHeight+10, html.EscapeString(words["flows"].In(lang)))
	for i, rt := range routes {
		y := 5 + i*rowHeight
		boxes := []struct {
			x    int
			text string
		}{{0, rt.from}, {260, rt.table}, {520, strings.Join(rt.exits, ", ")}}
		for n, bx := range boxes {
			if bx.text == "" {
				continue
			}
			fmt.Fprintf(&b, `<rect class="node" x="%d" y="%d" width="%d" height="36" rx="4"/>`, bx.x, y, box)
			fmt.Fprintf(&b, `<text class="node" x="%d" y="%d" text-anchor="middle">%s</text>`, bx.x+box/2, y+23, html.EscapeString(clip(bx.text, 27)))
			if n > 0 && boxes[n-1].text != "" {
				fmt.Fprintf(&b, `<path class="arrow" d="M%d %d H%d l-7 -4 v8 l7 -4"/>`, boxes[n-1].x+box, y+18, bx.x)
			}
		}
		said = append(said, rt.String(lang))
	}
	b.WriteString(`</svg>`)
	s.Figures = append(s.Figures, figure{Caption: words["flows"].In(lang), SVG: template.HTML(b.String()), Text: strings.Join(said, ". ")})
}

// route is what the code does with one table.
type route struct {
	from, table string
	exits       []string
}

// String says the route in words.
func (r route) String(lang phrase.Lang) string {
	out := r.table
	if r.from != "" {
		out = r.from + " → " + words["stored"].In(lang) + " " + out
	}
	if len(r.exits) > 0 {
		out += ", " + words["exits"].In(lang) + " " + strings.Join(r.exits, ", ")
	}
	return out
}

func routesOf(inv *inventory.Inventory, lang phrase.Lang) []route {
	var out []route
	for _, t := range personalTables(inv) {
		rt := route{table: short(t.Table.Name.String())}
		for _, i := range t.Items {
			for _, e := range i.Writes {
				if e.Source == usage.FromRequest {
					rt.from = phrase.Text{EN: "form or request", NL: "formulier of verzoek"}.In(lang)
				} else if rt.from == "" {
					rt.from = phrase.Text{EN: "program", NL: "programma"}.In(lang)
				}
			}
			for _, e := range i.Exits {
				if name := word.Exit(e.Kind).In(lang); name != "" && !slices.Contains(rt.exits, name) {
					rt.exits = append(rt.exits, name)
				}
			}
		}
		if rt.from != "" || len(rt.exits) > 0 {
			out = append(out, rt)
		}
	}
	return out
}
