package register

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

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

// sheet is the workbook's one sheet: the word is the same in both languages.
const sheet = "Register"

// XLSX writes the register as an Office Open XML workbook; proposed cells are in
// italics on yellow as well as marked. Cells are strings, never formulas.
func (r *Register) XLSX(w io.Writer) (err error) {
	book := excelize.NewFile()
	defer func() {
		if cerr := book.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("register: xlsx: %w", cerr)
		}
	}()
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return fmt.Errorf("register: xlsx: %w", err)
	}
	for y, line := range r.lines() {
		for x, text := range line {
			name, err := excelize.CoordinatesToCellName(x+1, y+1)
			if err != nil {
				return fmt.Errorf("register: xlsx: %w", err)
			}
			if err := book.SetCellStr(sheet, name, text); err != nil {
				return fmt.Errorf("register: xlsx: %w", err)
			}
		}
	}
	if err := r.dress(book, sheet); err != nil {
		return fmt.Errorf("register: xlsx: %w", err)
	}
	if err := book.Write(w); err != nil {
		return fmt.Errorf("register: xlsx: %w", err)
	}
	return nil
}

// dress makes the head bold and keeps it in sight, wraps text, sets proposals in
// italics on yellow, and prints the sheet as a landscape page.
func (r *Register) dress(book *excelize.File, sheet string) error {
	top := len(r.Owner) + 1
	last, err := excelize.ColumnNumberToName(max(len(r.Head), 1))
	if err != nil {
		return err
	}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	set := func(from, to string, s excelize.Style) error {
		s.Alignment = wrapped
		id, err := book.NewStyle(&s)
		if err != nil {
			return err
		}
		return book.SetCellStyle(sheet, from, to, id)
	}
	if err := book.SetColWidth(sheet, "A", last, 28); err != nil {
		return err
	}
	if err := set("A1", fmt.Sprintf("%s%d", last, top+len(r.Rows)), excelize.Style{}); err != nil {
		return err
	}
	if err := set(fmt.Sprintf("A%d", top), fmt.Sprintf("%s%d", last, top), excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	proposed := excelize.Style{Font: &excelize.Font{Italic: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF2CC"}}}
	for y, row := range r.Rows {
		for x, c := range row {
			if !c.Proposed || c.Text == "" {
				continue
			}
			name, err := excelize.CoordinatesToCellName(x+1, top+1+y)
			if err != nil {
				return err
			}
			if err := set(name, name, proposed); err != nil {
				return err
			}
		}
	}
	return r.paper(book, sheet, top)
}

// paper freezes the head and fits the sheet's width to landscape A4.
func (r *Register) paper(book *excelize.File, sheet string, top int) error {
	if err := book.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: fmt.Sprintf("A%d", top+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	fit, a4, landscape, one, many := true, 9, "landscape", 1, 0
	if err := book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &many}); err != nil {
		return err
	}
	return book.SetDocProps(&excelize.DocProperties{Title: r.Title, Creator: "privet"})
}
