package audit

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

// page is what the layout renders: every text already in the reader's language.
type page struct {
	Lang     string
	Title    string
	W        map[string]string
	Style    template.CSS
	Script   template.JS
	Policy   string
	Cover    []pair
	Lights   []light
	Before   []todo
	Later    []todo
	Sections []section
}

type (
	// pair is a label and its value.
	pair struct{ Key, Value string }
	// light counts the findings of one colour.
	light struct {
		Class, Word string
		Count       int
	}
	// todo is one line of the summary.
	todo struct{ Class, Text, Rule, Link string }
	// card is what one rule found, as far as the advice is the same.
	card struct {
		ID, Class, Word, Rule, Title, Why, Do string
		Law                                   []string
		Cases                                 []found
	}
	// found is one finding.
	found struct {
		ID, Message, Where, SQL string
		Code                    string // frames, as a developer sees them
		Evidence                []string
		Steps, Others           []place
	}
	// place is one step of a trace.
	place struct{ Text, Where string }
)

// newPage words the report.
func newPage(r Report, lang phrase.Lang) *page {
	p := &page{Lang: lang.String(), W: map[string]string{}}
	for key, text := range words {
		p.W[key] = text.In(lang)
	}
	p.Title = p.W["title"] + ": " + visible(cmp.Or(r.Project, p.W["unnamed"]))
	p.Cover = []pair{
		{p.W["project"], visible(cmp.Or(r.Project, p.W["unnamed"]))},
		{p.W["revision"], visible(cmp.Or(r.Revision, "–"))},
		{p.W["date"], day(r.Date, lang)},
		{p.W["tool"], "privet " + r.Version},
		{p.W["scope"], extent(r, lang)},
		{p.W["limits"], limits(r, lang)},
	}
	cards := p.cards(r, lang)
	p.summarise(cards)
	for i, s := range outline {
		p.Sections = append(p.Sections, s.fill(i+1, r, cards, lang))
	}
	return p
}

// cards renders the findings, worst first. Those with the same advice share a
// card: a page for each column that nobody reads would be a thick report that
// says one thing.
func (p *page) cards(r Report, lang phrase.Lang) []card {
	sorted := slices.Clone(r.Findings)
	slices.SortStableFunc(sorted, func(a, b finding.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	var out []card
	place := map[string]int{} // what makes cards one -> index in out
	for i, f := range sorted {
		l := lights[f.Severity]
		c := card{ID: fmt.Sprintf("c%d", len(out)+1), Class: l.class, Word: l.word.In(lang), Rule: f.Rule, Title: f.Name,
			Why: visible(f.Why.In(lang)), Do: visible(f.Help.In(lang))}
		if rule := ruleOf(r, f.Rule); rule != nil {
			c.Title = rule.Title.In(lang)
		}
		for _, ref := range f.Law {
			c.Law = append(c.Law, ref.Ref.In(lang))
		}
		key := strings.Join(append([]string{c.Class, c.Rule, c.Why, c.Do}, c.Law...), "\x00")
		n, known := place[key]
		if !known {
			n = len(out)
			place[key], out = n, append(out, c)
		}
		out[n].Cases = append(out[n].Cases, r.found(f, i+1, lang))
	}
	return out
}

// found words one finding.
func (r Report) found(f finding.Finding, number int, lang phrase.Lang) found {
	c := found{
		ID: fmt.Sprintf("f%d", number), Message: capital(visible(f.Message.In(lang))), Where: visible(f.Span.Position.String()), SQL: visible(f.FixSQL),
		Code: r.frames(f, lang), Steps: places(f.Steps, lang), Others: places(f.Others, lang),
	}
	for _, e := range f.Evidence {
		c.Evidence = append(c.Evidence, visible(e.In(lang)))
	}
	return c
}

func places(steps []finding.Step, lang phrase.Lang) []place {
	var out []place
	for _, s := range steps {
		out = append(out, place{Text: visible(s.Message.In(lang)), Where: visible(s.Span.Position.String())})
	}
	return out
}

// summarise counts the lights and splits the work: what is red comes before
// delivery, the rest may follow.
func (p *page) summarise(cards []card) {
	for _, s := range []finding.Severity{finding.Error, finding.Warning, finding.Note, finding.Info} {
		l := lights[s]
		n := 0
		for _, c := range cards {
			if c.Class == l.class {
				n += len(c.Cases)
			}
		}
		p.Lights = append(p.Lights, light{Class: l.class, Word: l.word.In(langOf(p.Lang)), Count: n})
	}
	for _, c := range cards {
		if len(c.Cases) > grouped && c.Class != lights[finding.Error].class {
			text := fmt.Sprintf("%s (%d)", c.Title, len(c.Cases))
			p.Later = append(p.Later, todo{Class: c.Class, Text: text, Rule: c.Rule, Link: "#" + c.Cases[0].ID})
			continue
		}
		for _, f := range c.Cases {
			t := todo{Class: c.Class, Text: f.Message, Rule: c.Rule, Link: "#" + f.ID}
			if c.Class == lights[finding.Error].class {
				p.Before = append(p.Before, t)
			} else {
				p.Later = append(p.Later, t)
			}
		}
	}
}

// grouped is how many findings of a rule stand one by one in what may wait; more
// are one line there, as they are one card below.
const grouped = 2

func langOf(code string) phrase.Lang {
	l, _ := phrase.ParseLang(code)
	return l
}

// group returns the letters of a rule id before its number.
func group(rule string) string {
	g, _, _ := strings.Cut(rule, "-")
	return g
}

// longest is the number of bytes a name may have before it is cut: a hostile
// schema may name a table with a megabyte.
const (
	longest     = 200
	longestList = 900 // of a list of names
)

func short(s string) string { return cut(s, longest) }

func cut(s string, length int) string {
	s = visible(s)
	if len(s) <= length {
		return s
	}
	return strings.ToValidUTF8(s[:length], "") + "…"
}
