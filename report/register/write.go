package register

import (
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
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

// Neutral keeps a spreadsheet from running a cell as a formula: a cell that
// begins with a sign that starts one gets an apostrophe before it (OWASP, CSV
// Injection).
func Neutral(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
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

// page is the HTML form: plain tables that a word processor also opens.
var page = template.Must(template.New("register").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{{.R.Title}}</title></head>
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
		Lang string
		R    *Register
	}{lang, r}); err != nil {
		return fmt.Errorf("register: html: %w", err)
	}
	return nil
}

// XLSX writes the register as an Office Open XML workbook; proposed cells are in
// italics as well as marked. Cells are strings, never formulas.
func (r *Register) XLSX(w io.Writer) (err error) {
	book := excelize.NewFile()
	defer func() {
		if cerr := book.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("register: xlsx: %w", cerr)
		}
	}()
	const sheet = "Sheet1"
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
	if err := r.style(book, sheet); err != nil {
		return fmt.Errorf("register: xlsx: %w", err)
	}
	if err := book.Write(w); err != nil {
		return fmt.Errorf("register: xlsx: %w", err)
	}
	return nil
}

// style makes the head bold, wraps text and sets proposals in italics.
func (r *Register) style(book *excelize.File, sheet string) error {
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	proposed, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Italic: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	top := len(r.Owner) + 1
	last, err := excelize.ColumnNumberToName(max(len(r.Head), 1))
	if err != nil {
		return err
	}
	if err := book.SetColWidth(sheet, "A", last, 28); err != nil {
		return err
	}
	if err := book.SetCellStyle(sheet, fmt.Sprintf("A%d", top), fmt.Sprintf("%s%d", last, top), head); err != nil {
		return err
	}
	for y, row := range r.Rows {
		for x, c := range row {
			if !c.Proposed {
				continue
			}
			name, err := excelize.CoordinatesToCellName(x+1, top+1+y)
			if err != nil {
				return err
			}
			if err := book.SetCellStyle(sheet, name, name, proposed); err != nil {
				return err
			}
		}
	}
	return nil
}
