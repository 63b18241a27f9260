package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/report/word"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

const notesShown = 5 // notes of a kind in the text report; the rest is in the JSON

// Summary returns the report's last line: how much was found in how much, and
// what was kept out.
func Summary(r *Result, o Options) string {
	l := o.Lang
	line := wordClean.In(l)
	if n := len(r.Findings); n > 0 {
		line = count(n, countFindings, l) + " (" + bySeverity(r.Findings, l) + ")"
	}
	if in := extent(r.Inventory, l); in != "" {
		line += " " + wordIn.In(l) + " " + in
	}
	for _, by := range []finding.Reason{finding.ByIgnore, finding.ByException, finding.ByBaseline, finding.ByRevision} {
		n := 0
		for _, s := range r.Suppressed {
			if s.By == by {
				n++
			}
		}
		if n > 0 {
			line += " · " + fmt.Sprintf(suppressedWords[by].In(l), n)
		}
	}
	if o.Terminal && r.Elapsed > 0 {
		line += " · " + seconds(r.Elapsed, l)
	}
	return line
}

func bySeverity(fs []finding.Finding, l phrase.Lang) string {
	var n [finding.Error + 1]int
	for _, f := range fs {
		n[f.Severity]++
	}
	var parts []string
	for s := finding.Error; ; s-- {
		if n[s] > 0 {
			parts = append(parts, count(n[s], severityWords[s], l))
		}
		if s == finding.Info {
			return strings.Join(parts, ", ")
		}
	}
}

// extent says how much was analysed.
func extent(inv *inventory.Inventory, l phrase.Lang) string {
	if inv == nil {
		return ""
	}
	var parts []string
	if n := inv.Scope.GoFiles; n > 0 {
		parts = append(parts, count(n, countGoFiles, l))
	}
	if n := len(inv.Databases); n > 0 {
		parts = append(parts, count(n, countSchemas, l))
	}
	if n := inv.Scope.Pages; n > 0 {
		parts = append(parts, count(n, countPages, l))
	}
	if n := inv.Scope.Mails; n > 0 {
		parts = append(parts, count(n, countMails, l))
	}
	if n := inv.Scope.Exports; n > 0 {
		parts = append(parts, count(n, countExports, l))
	}
	return strings.Join(parts, ", ")
}

func seconds(d time.Duration, l phrase.Lang) string {
	s := fmt.Sprintf("%.1f s", d.Seconds())
	if l == phrase.Dutch {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// scope writes what was not analysed, and which choices were made. An empty
// list is left out: silence here means that everything was read.
func (t *text) scope(r *Result) {
	if r.Inventory == nil {
		return
	}
	s := r.Inventory.Scope
	t.notes(wordDrift, driftNotes(s.Drift, t.opt.Lang))
	t.notes(wordUnparsed, s.Unparsed)
	t.notes(wordSkipped, s.Skipped)
	t.notes(wordChoices, s.Notes)
}

func (t *text) notes(title phrase.Text, notes []schema.Note) {
	if len(notes) == 0 {
		return
	}
	fmt.Fprintf(t.out, "%s (%d):\n", t.palette.Strong.Sprint(title.In(t.opt.Lang)), len(notes))
	for i, n := range notes {
		if i == notesShown {
			fmt.Fprintf(t.out, "  %s\n", fmt.Sprintf(wordAndMore.In(t.opt.Lang), len(notes)-i))
			break
		}
		for j, l := range frame.Wrap(noteText(n, t.opt.Lang), t.opt.Width-4) {
			indent := "  "
			if j > 0 {
				indent = "    "
			}
			fmt.Fprintf(t.out, "%s%s\n", indent, l)
		}
	}
	fmt.Fprintln(t.out)
}

// noteText returns a note as one line: place, message, and what to do about it.
func noteText(n schema.Note, l phrase.Lang) string {
	s := word.Note(n.Message, l)
	if at := n.Origin.Position.String(); at != "" {
		s = at + ": " + s
	}
	if n.Hint != "" {
		s += " (" + word.Note(n.Hint, l) + ")"
	}
	return frame.Printable(s)
}

// Skipped writes only what was not analysed: what is left to say when nothing
// was there to analyse.
func Skipped(w io.Writer, inv *inventory.Inventory, o Options) error {
	out := bufio.NewWriter(w)
	newText(out, o).scope(&Result{Inventory: inv})
	return out.Flush()
}
