package register

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/privet-dev/privet/report/word"
)

// marked returns the cell's text with the mark of a proposal.
func (r *Register) marked(c Cell) string {
	if c.Proposed && c.Text != "" {
		return c.Text + " (" + r.Mark + ")"
	}
	return c.Text
}

// lines are the register as rows of text: the owner, the head, the activities.
func (r *Register) lines() [][]string {
	var out [][]string
	for _, f := range r.Owner {
		out = append(out, []string{f.Label, r.marked(f.Cell)})
	}
	out = append(out, r.Head)
	for _, row := range r.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, r.marked(c))
		}
		out = append(out, cells)
	}
	return append(out, []string{r.Note})
}

// Neutral keeps a spreadsheet from running a cell as a formula, and a pipeline's
// log from taking a line that begins with it for a command of GitHub's: a cell
// that begins so gets an apostrophe before it (OWASP, CSV Injection). Characters
// that nobody sees are spelled out.
func Neutral(cell string) string {
	cell = word.Visible(cell)
	if cell != "" && (strings.ContainsRune("=+-@", rune(cell[0])) || strings.HasPrefix(cell, "::")) {
		return "'" + cell
	}
	return cell
}

// CSV writes the register as comma-separated values, formulas neutralised.
func (r *Register) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	for _, line := range r.lines() {
		for i := range line {
			line[i] = Neutral(line[i])
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("register: csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("register: csv: %w", err)
	}
	return nil
}

// Markdown writes the register as a Markdown document.
func (r *Register) Markdown(w io.Writer) error {
	cell := strings.NewReplacer("|", `\|`, "\n", " ", "\r", " ", "<", "&lt;", "`", "\\`")
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", r.Title)
	for _, f := range r.Owner {
		fmt.Fprintf(&b, "- %s: %s\n", f.Label, cell.Replace(r.marked(f.Cell)))
	}
	fmt.Fprintf(&b, "\n| %s |\n|%s\n", strings.Join(r.Head, " | "), strings.Repeat("---|", len(r.Head)))
	for _, row := range r.Rows {
		b.WriteString("|")
		for _, c := range row {
			fmt.Fprintf(&b, " %s |", cell.Replace(r.marked(c)))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "\n%s\n", r.Note)
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("register: markdown: %w", err)
	}
	return nil
}

// style is all the page needs; the policy allows it by digest, and nothing else.
const style = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#1c2430;background:#fff}table{border-collapse:collapse;font-size:13px}" +
	"th,td{border:1px solid #8a949f;padding:.3rem .5rem;text-align:left;vertical-align:top;min-width:7rem;max-width:22rem;overflow-wrap:break-word}" +
	"thead th{background:#eef1f4}em{background:#fff2cc}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}" +
	"@media print{@page{size:A4 landscape;margin:12mm}body{margin:0;font-size:9pt}table{font-size:7.5pt}th,td{min-width:0}tr{break-inside:avoid}}"

// page is the HTML form: plain tables that a word processor also opens.
var page = template.Must(template.New("register").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{.Digest}}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.R.Title}}</title><style>{{.Style}}</style></head>
<body><h1>{{.R.Title}}</h1>
<dl>{{range .R.Owner}}<dt>{{.Label}}</dt><dd>{{.Cell.Text}}{{if and .Cell.Proposed .Cell.Text}} ({{$.R.Mark}}){{end}}</dd>{{end}}</dl>
<table border="1"><thead><tr>{{range .R.Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>{{range .R.Rows}}<tr>{{range .}}<td>{{.Text}}{{if and .Proposed .Text}} <em>({{$.R.Mark}})</em>{{end}}</td>{{end}}</tr>
{{end}}</tbody></table>
<p>{{.R.Note}}</p></body></html>
`))

// HTML writes the register as a page in the language with that ISO 639-1 code.
func (r *Register) HTML(w io.Writer, lang string) error {
	if err := page.Execute(w, struct {
		Lang, Digest string
		Style        template.CSS
		R            *Register
	}{lang, digest(), style, r}); err != nil {
		return fmt.Errorf("register: html: %w", err)
	}
	return nil
}

func digest() string {
	sum := sha256.Sum256([]byte(style))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
