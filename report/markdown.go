package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/schema"
)

// GitHub refuses a comment of more than 65,536 characters and a step summary of
// more than 1 MiB; GitLab takes a note of a million.
const (
	markdownRows  = 100    // findings in the table
	markdownBytes = 50_000 // after which no more rows are begun: notes still follow
)

// markdownText escapes foreign text for a cell of a Markdown table.
var markdownText = strings.NewReplacer("\\", "\\\\", "|", `\|`, "\n", " ", "\r", " ", "<", "&lt;", ">", "&gt;", "`", "\\`",
	"[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "@", "&#64;")

// Markdown writes the result for a pull request's comment or a job's summary.
func Markdown(w io.Writer, r *Result, o Options) error {
	sized := &counter{w: w}
	out := bufio.NewWriter(sized)
	l := o.Lang
	fmt.Fprintf(out, "### privet: %s\n", markdownText.Replace(Summary(r, o)))
	fs := Ordered(r.Findings)
	if len(fs) > 0 {
		fmt.Fprintf(out, "\n| %s | %s | %s |\n|---|---|---|\n",
			phrase.Text{EN: "Rule", NL: "Regel"}.In(l), phrase.Text{EN: "Finding", NL: "Bevinding"}.In(l), phrase.Text{EN: "Place", NL: "Plaats"}.In(l))
	}
	for i, f := range fs {
		if i == markdownRows || sized.n+out.Buffered() > markdownBytes {
			fmt.Fprintf(out, "\n%s\n", fmt.Sprintf(wordAndMore.In(l), len(fs)-i))
			break
		}
		place := ""
		if span, ok := r.place(f); ok {
			place = markdownCode(fmt.Sprintf("%s:%d", o.repoPath(span.File), span.Line))
		}
		text := "**" + markdownText.Replace(sentence(f.Message, l)) + "**"
		if help := sentence(f.Help, l); help != "" {
			text += "<br>" + markdownText.Replace(help)
		}
		fmt.Fprintf(out, "| %s [%s](%s) | %s | %s |\n", severityWord(f.Severity, l), f.Rule, RulePage(f.Rule), text, place)
	}
	if r.Inventory != nil {
		for _, list := range []struct {
			title phrase.Text
			notes []schema.Note
		}{{wordDrift, driftNotes(r.Inventory.Scope.Drift, l)}, {wordUnparsed, r.Inventory.Scope.Unparsed}, {wordSkipped, r.Inventory.Scope.Skipped}} {
			markdownNotes(out, sized, list.title.In(l), list.notes, l)
		}
	}
	return out.Flush()
}

// counter counts what is written through it.
type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += n
	return n, err
}

// markdownNotes writes what was not analysed as a folded list.
func markdownNotes(out *bufio.Writer, sized *counter, title string, notes []schema.Note, l phrase.Lang) {
	if len(notes) == 0 {
		return
	}
	fmt.Fprintf(out, "\n<details><summary>%s (%d)</summary>\n\n", title, len(notes))
	for i, n := range notes {
		if i == markdownRows || sized.n+out.Buffered() > markdownBytes+10_000 {
			fmt.Fprintf(out, "- %s\n", fmt.Sprintf(wordAndMore.In(l), len(notes)-i))
			break
		}
		fmt.Fprintf(out, "- %s\n", markdownText.Replace(noteText(n, l)))
	}
	fmt.Fprint(out, "\n</details>\n")
}

// markdownCode is foreign text as code, without a way out of it.
func markdownCode(s string) string {
	return "`" + strings.NewReplacer("`", "'", "|", `\|`).Replace(frame.Printable(s)) + "`"
}

// ruleOrder lists the ids of all rules that were applied or that reported, in
// order.
func ruleOrder(r *Result) []string {
	var ids []string
	for _, rule := range r.Rules {
		ids = append(ids, rule.ID)
	}
	for _, f := range r.Findings {
		ids = append(ids, f.Rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
