package audit

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules/finding"
)

var dutchMonths = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}

// day writes a date as the language does.
func day(d time.Time, lang phrase.Lang) string {
	if lang == phrase.Dutch {
		return fmt.Sprintf("%d %s %d", d.Day(), dutchMonths[d.Month()-1], d.Year())
	}
	return d.Format("2 January 2006")
}

// extent says on the cover how much was analysed.
func extent(r Report, lang phrase.Lang) string {
	sc := r.Inventory.Scope
	return phrase.Textf("%d schema files, %d tables with personal data, %d Go files, %d web pages",
		"%d schemabestanden, %d tabellen met persoonsgegevens, %d Go-bestanden, %d webpagina's",
		sc.Files, personalTables(r), sc.GoFiles, sc.Pages).In(lang)
}

func personalTables(r Report) int {
	n := 0
	for _, t := range r.Inventory.Tables {
		for _, i := range t.Items {
			if i.Category != nil {
				n++
				break
			}
		}
	}
	return n
}

// limits says on the cover how much was not analysed, with where to read on.
func limits(r Report, lang phrase.Lang) string {
	sc := r.Inventory.Scope
	n := len(sc.Unparsed) + len(sc.Skipped)
	if n == 0 {
		return words["allanalysed"].In(lang)
	}
	return phrase.Textf("%d places, listed in section 2", "%d plaatsen, zie hoofdstuk 2", n).In(lang)
}

// capital begins a sentence with a capital, unless it begins with a name of the
// project's own.
func capital(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if strings.ContainsAny(first, "._#/0123456789") || s == "" {
		return s
	}
	runes := []rune(s)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

const (
	frameWidth  = 100
	framesShown = 12
)

// frames draws the code of a finding and of the steps that lead to it. Values in
// the code are masked, as on a terminal.
func (r Report) frames(f finding.Finding, lang phrase.Lang) string {
	if r.Source == nil || !f.Span.IsValid() || f.Span.File == "" {
		return ""
	}
	snippets := []frame.Snippet{{Span: f.Span, Label: visible(f.Label.In(lang))}}
	seen := map[string]bool{fmt.Sprint(f.Span.File, f.Span.Line): true}
	for _, s := range f.Steps {
		key := fmt.Sprint(s.Span.File, s.Span.Line)
		if !s.Span.IsValid() || seen[key] || len(snippets) == framesShown {
			continue
		}
		seen[key] = true
		snippets = append(snippets, frame.Snippet{Span: s.Span, Label: visible(s.Message.In(lang)), Secondary: true})
	}
	p := frame.NewPalette(false)
	var b bytes.Buffer
	(&frame.Renderer{Source: r.Source, Palette: p, Width: frameWidth}).Render(&b, snippets, p.Error)
	return b.String()
}
