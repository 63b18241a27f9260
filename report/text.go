package report

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/fatih/color"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules/finding"
)

const (
	framesOnTerminal = 3 // more than three and the finding no longer fits a screen
	framesInFile     = 8
	evidenceShown    = 3
	sitesShown       = 3
)

// Text writes the report a person reads: each finding with its code frames,
// what was not analysed, and a summary as the last line.
func Text(w io.Writer, r *Result, o Options) error {
	out := bufio.NewWriter(w)
	t := newText(out, o)
	for _, f := range Ordered(r.Findings) {
		t.finding(f)
	}
	t.scope(r)
	fmt.Fprintln(out, t.palette.Strong.Sprint(Summary(r, o)))
	return out.Flush()
}

// text is the state of one text report.
type text struct {
	out     *bufio.Writer
	opt     Options
	palette *frame.Palette
	frames  frame.Renderer
	told    map[string]bool // reasons already given, per rule: repeated ones are left out
}

func newText(out *bufio.Writer, o Options) *text {
	if o.Width <= 0 {
		o.Width = frame.DefaultWidth
	}
	p := frame.NewPalette(o.Color)
	return &text{out: out, opt: o, palette: p, told: map[string]bool{},
		frames: frame.Renderer{Source: o.Source, Palette: p, Width: o.Width}}
}

func (t *text) accent(s finding.Severity) *color.Color {
	switch s {
	case finding.Error:
		return t.palette.Error
	case finding.Warning:
		return t.palette.Warning
	case finding.Note:
		return t.palette.Note
	}
	return t.palette.Info
}

// finding writes one finding: head line, frames, and the lines that say why
// and what to do.
func (t *text) finding(f finding.Finding) {
	l := t.opt.Lang
	accent := t.accent(f.Severity)
	fmt.Fprintf(t.out, "%s%s\n",
		accent.Sprintf("%s[%s]", severityWord(f.Severity, l), t.link(f.Rule, RulePage(f.Rule))),
		t.palette.Strong.Sprint(": "+sentence(f.Message, l)))
	snippets, left := t.snippets(f)
	gutter := frame.Gutter(snippets)
	if f.Span.File != "" {
		t.frames.Render(t.out, snippets, accent)
	} else if len(f.Objects) > 0 {
		fmt.Fprintf(t.out, "%*s%s %s\n", gutter, "", t.palette.Gutter.Sprint("-->"), frame.Printable(f.Objects[0]))
	}
	fmt.Fprintf(t.out, "%*s\n", gutter+2, t.palette.Gutter.Sprint(strings.Repeat(" ", gutter+1)+"|"))
	if left > 0 {
		t.line(gutter, wordSeen, fmt.Sprintf(wordMoreWay.In(l), left))
	}
	t.lines(f, gutter)
	fmt.Fprintln(t.out)
}

// lines writes the "= why: …" lines under the frames. Why, law and note are
// the same for most findings of a rule and are given the first time only.
func (t *text) lines(f finding.Finding, gutter int) {
	l := t.opt.Lang
	once := func(label, line string) bool {
		key := f.Rule + "\x00" + label + "\x00" + line
		told := t.told[key]
		t.told[key] = true
		return line != "" && !told
	}
	t.line(gutter, wordAlso, t.sites(f))
	t.line(gutter, wordSeen, joined(f.Evidence, evidenceShown, l))
	if why := sentence(f.Why, l); once("why", why) {
		t.line(gutter, wordWhy, why)
	}
	t.line(gutter, wordHelp, sentence(f.Help, l))
	t.statements(gutter, f.FixSQL)
	if law := lawLine(f.Law, l); once("law", law) {
		t.line(gutter, wordLaw, law)
	}
	if note := noteLine(f, l); once("note", path.Ext(f.Span.File)+note) {
		t.line(gutter, wordNote, note)
	}
}

// line writes "= label: text", wrapped with a hanging indent.
func (t *text) line(gutter int, label phrase.Text, body string) {
	if body == "" {
		return
	}
	head := label.In(t.opt.Lang) + ": "
	indent := strings.Repeat(" ", gutter+1)
	for i, l := range frame.Wrap(body, t.opt.Width-gutter-3-len(head)) {
		if i == 0 {
			fmt.Fprintf(t.out, "%s%s %s%s\n", indent, t.palette.Gutter.Sprint("="), t.palette.Strong.Sprint(head), l)
			continue
		}
		fmt.Fprintf(t.out, "%s  %*s%s\n", indent, len(head), "", l)
	}
}

// statements writes ready SQL, a line each so that it can be copied.
func (t *text) statements(gutter int, sql string) {
	if sql == "" {
		return
	}
	head := wordSQL.In(t.opt.Lang) + ": "
	for i, l := range strings.Split(strings.TrimRight(sql, "\n"), "\n") {
		mark := " "
		if i == 0 {
			mark = t.palette.Gutter.Sprint("=")
		} else {
			head = strings.Repeat(" ", len(head))
		}
		fmt.Fprintf(t.out, "%*s %s %s%s\n", gutter, "", mark, t.palette.Strong.Sprint(head), frame.Printable(l))
	}
}

// snippets chooses which places of a finding to show: the finding itself, then
// the trace from its start. left is how many steps are not shown.
func (t *text) snippets(f finding.Finding) (out []frame.Snippet, left int) {
	limit := framesInFile
	if t.opt.Terminal {
		limit = framesOnTerminal
	}
	out = []frame.Snippet{{Span: f.Span, Label: sentence(f.Label, t.opt.Lang)}}
	seen := map[string]bool{lineKey(f.Span.File, f.Span.Line): true}
	for _, s := range f.Steps {
		key := lineKey(s.Span.File, s.Span.Line)
		if !s.Span.IsValid() || seen[key] {
			continue
		}
		seen[key] = true
		if len(out) == limit {
			left++
			continue
		}
		out = append(out, frame.Snippet{Span: s.Span, Label: sentence(s.Message, t.opt.Lang), Secondary: true})
	}
	return out, left
}

func lineKey(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }

// sites names further places with the same root cause.
func (t *text) sites(f finding.Finding) string {
	if len(f.Others) == 0 {
		return ""
	}
	var places []string
	for i, s := range f.Others {
		if i == sitesShown {
			places = append(places, "…")
			break
		}
		places = append(places, frame.Printable(s.Span.String()))
	}
	return count(len(f.Others), countMoreSites, t.opt.Lang) + ": " + strings.Join(places, ", ")
}

// link makes a name clickable on terminals that understand OSC 8; others show
// the name alone.
func (t *text) link(name, url string) string {
	if !t.opt.Terminal || !t.opt.Color {
		return frame.Printable(name)
	}
	return "\x1b]8;;" + frame.Printable(url) + "\x1b\\" + frame.Printable(name) + "\x1b]8;;\x1b\\"
}

func joined(ts []phrase.Text, limit int, l phrase.Lang) string {
	var parts []string
	for i, t := range ts {
		if i == limit {
			break
		}
		parts = append(parts, sentence(t, l))
	}
	return strings.Join(parts, "; ")
}

func lawLine(refs []finding.LawRef, l phrase.Lang) string {
	var parts []string
	for _, r := range refs {
		parts = append(parts, sentence(r.Ref, l))
	}
	return strings.Join(parts, ", ")
}

// noteLine says where to read more and how to ignore the finding, in the
// comment syntax of its file. A server has no file to write a comment in.
func noteLine(f finding.Finding, l phrase.Lang) string {
	if strings.HasPrefix(f.Rule, "PRV-") { // about privet's own comments: the help says it all
		return ""
	}
	if finding.NeedsException(f.Rule) {
		return fmt.Sprintf(wordExplain.In(l), f.Rule)
	}
	if onServer(f.Span.File) {
		return fmt.Sprintf(wordExcept.In(l), f.Rule)
	}
	comment := "-- privet:ignore "
	end := ""
	switch path.Ext(f.Span.File) {
	case ".go":
		comment = "//privet:ignore "
	case ".html", ".htm", ".gohtml", ".mjml", ".tmpl", ".tpl", ".twig", ".hbs":
		comment, end = "<!-- privet:ignore ", " -->"
	}
	return fmt.Sprintf(wordIgnore.In(l), f.Rule, comment+f.Rule+" -- "+wordReason.In(l)+end)
}
