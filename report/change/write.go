package change

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
)

// Report is a comparison, ready to be written.
type Report struct {
	From, To string // revisions as shown: "main (3f2a1c)", "work tree"
	Changes  []Change
}

// Options steer how a comparison is written.
type Options struct {
	Lang  phrase.Lang
	Color bool
}

var titles = map[Kind]phrase.Text{
	Added:      {EN: "Added", NL: "Erbij gekomen"},
	Widened:    {EN: "Widened", NL: "Verruimd"},
	Leaving:    {EN: "Newly leaving the shop", NL: "Verlaat nu de winkel"},
	Readable:   {EN: "Newly readable", NL: "Nu leesbaar"},
	Writable:   {EN: "Newly changeable", NL: "Nu te wijzigen"},
	Narrowed:   {EN: "Narrowed", NL: "Beperkt"},
	Contained:  {EN: "No longer leaving", NL: "Verlaat de winkel niet meer"},
	Unreadable: {EN: "No longer readable", NL: "Niet meer leesbaar"},
	Renamed:    {EN: "Renamed", NL: "Hernoemd"},
	Removed:    {EN: "Removed", NL: "Verdwenen"},
}

var marks = map[Kind]string{Added: "+", Widened: "!", Leaving: ">", Readable: "r", Writable: "w", Narrowed: "~", Contained: "~", Unreadable: "~", Renamed: "=", Removed: "-"}

func (r Report) head(l phrase.Lang) string {
	return frame.Printable(phrase.Textf("Personal data from %s to %s", "Persoonsgegevens van %s naar %s", r.From, r.To).In(l))
}

var unchanged = phrase.Text{EN: "No change in personal data.", NL: "Geen verandering in persoonsgegevens."}

// Count says how many changes there are of each kind: the last line.
func (r Report) Count(l phrase.Lang) string {
	n := map[Kind]int{}
	for _, c := range r.Changes {
		n[c.Kind]++
	}
	var parts []string
	for _, k := range order {
		if n[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[k], strings.ToLower(titles[k].In(l))))
		}
	}
	return strings.Join(parts, ", ")
}

// Text writes the changes for a terminal.
func (r Report) Text(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	bold, worse, better := paint(o.Color, color.Bold), paint(o.Color, color.FgYellow, color.Bold), paint(o.Color, color.FgGreen)
	fmt.Fprintln(out, bold.Sprint(r.head(o.Lang)))
	if len(r.Changes) == 0 {
		fmt.Fprintf(out, "\n%s\n", unchanged.In(o.Lang))
		return out.Flush()
	}
	var last Kind
	for _, c := range r.Changes {
		mark := better
		if c.Kind.Asks() {
			mark = worse
		}
		if c.Kind != last {
			fmt.Fprintf(out, "\n%s\n", bold.Sprint(titles[c.Kind].In(o.Lang)))
			last = c.Kind
		}
		fmt.Fprintf(out, "%s %s %s\n", mark.Sprint(marks[c.Kind]), bold.Sprint(frame.Printable(c.Object)+colon(c.Kind)), frame.Printable(c.Text.In(o.Lang)))
		details := make([]string, 0, len(c.Details)+1)
		if c.Span.IsValid() && c.Kind != Removed {
			details = append(details, c.Span.Position.String())
		}
		for _, d := range c.Details {
			details = append(details, d.In(o.Lang))
		}
		if len(details) == 0 {
			continue
		}
		for _, line := range frame.Wrap(frame.Printable(strings.Join(details, "; ")), frame.DefaultWidth-4) {
			fmt.Fprintf(out, "    %s\n", line)
		}
	}
	fmt.Fprintf(out, "\n%s\n", bold.Sprint(r.Count(o.Lang)))
	return out.Flush()
}

// colon stands behind the object where what follows names a kind of data.
func colon(k Kind) string {
	if k == Added || k == Removed {
		return ":"
	}
	return ""
}

func paint(on bool, attributes ...color.Attribute) *color.Color {
	c := color.New(attributes...)
	if on {
		c.EnableColor()
	} else {
		c.DisableColor()
	}
	return c
}

var markdown = strings.NewReplacer("\\", "\\\\", "|", `\|`, "\n", " ", "\r", " ", "<", "&lt;", ">", "&gt;", "`", "\\`", "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "@", "&#64;")

// shown is how many changes a comment lists: a code host cuts it at 64 KB.
const shown = 150

// Markdown writes the changes for a pull request's comment.
func (r Report) Markdown(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "### privet: %s\n\n", markdown.Replace(r.head(o.Lang)))
	if len(r.Changes) == 0 {
		fmt.Fprintln(out, unchanged.In(o.Lang))
		return out.Flush()
	}
	fmt.Fprintf(out, "%s\n", r.Count(o.Lang))
	var last Kind
	for n, c := range r.Changes {
		if n == shown {
			fmt.Fprintf(out, "\n%s\n", phrase.Textf("and %d more", "en nog %d", len(r.Changes)-n).In(o.Lang))
			break
		}
		if c.Kind != last {
			fmt.Fprintf(out, "\n**%s**\n\n", titles[c.Kind].In(o.Lang))
			last = c.Kind
		}
		line := "- **" + markdown.Replace(frame.Printable(c.Object)) + "**" + colon(c.Kind) + " " + markdown.Replace(frame.Printable(c.Text.In(o.Lang)))
		for _, d := range c.Details {
			line += "; " + markdown.Replace(frame.Printable(d.In(o.Lang)))
		}
		if c.Span.IsValid() && c.Kind != Removed {
			line += " (" + markdown.Replace(frame.Printable(fmt.Sprintf("%s:%d", c.Span.File, c.Span.Line))) + ")"
		}
		fmt.Fprintln(out, line)
	}
	return out.Flush()
}

// jsonVersion is the version of the JSON contract.
const jsonVersion = 1

type (
	jsonReport struct {
		Version int          `json:"version"`
		From    string       `json:"from"`
		To      string       `json:"to"`
		Changes []jsonChange `json:"changes"`
	}
	jsonChange struct {
		Kind     Kind     `json:"kind"`
		Asks     bool     `json:"asks"`
		Object   string   `json:"object"`
		Was      string   `json:"was,omitempty"` // the name before, where it was renamed
		Category string   `json:"category"`
		Text     string   `json:"text"`
		Details  []string `json:"details"`
		File     string   `json:"file"`
		Line     int      `json:"line"`
	}
)

// JSON writes the changes for programs.
func (r Report) JSON(w io.Writer, o Options) error {
	doc := jsonReport{Version: jsonVersion, From: r.From, To: r.To, Changes: []jsonChange{}}
	for _, c := range r.Changes {
		j := jsonChange{Kind: c.Kind, Asks: c.Kind.Asks(), Object: c.Object, Was: c.Was, Text: c.Text.In(o.Lang), Details: []string{}, File: c.Span.File, Line: c.Span.Line}
		if c.Category != nil {
			j.Category = string(c.Category.ID)
		}
		for _, d := range c.Details {
			j.Details = append(j.Details, d.In(o.Lang))
		}
		doc.Changes = append(doc.Changes, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
