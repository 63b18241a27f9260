package register

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

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
			if err := book.SetCellStr(sheet, name, literal(text)); err != nil {
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

// literal keeps a workbook from reading _x0041_ as the letter that it stands for
// there (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
func literal(text string) string { return escaped.ReplaceAllString(text, "_x005F$0") }

var escaped = lazyregexp.New(`_x[0-9A-Fa-f]{4}_`)

// width is how many characters stand on a line of each column, wide enough for the
// longest word of a title, and narrow enough that ten columns on A4 can be read.
const width = 20

// dress makes the head bold and keeps it in sight, wraps text, sets proposals in
// italics on yellow, and prints the sheet as a landscape page.
func (r *Register) dress(book *excelize.File, sheet string) error {
	top, lines := len(r.Owner)+1, r.lines()
	last, err := excelize.ColumnNumberToName(max(len(r.Head), 2))
	if err != nil {
		return err
	}
	if err := book.SetColWidth(sheet, "A", last, width+3); err != nil {
		return err
	}
	if err := set(book, "A1", fmt.Sprintf("%s%d", last, len(lines)), excelize.Style{}); err != nil {
		return err
	}
	if err := set(book, fmt.Sprintf("A%d", top), fmt.Sprintf("%s%d", last, top), excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return err
	}
	if err := r.colour(book, top); err != nil {
		return err
	}
	for y, line := range lines {
		share := width // an owner's fact and the note at the end have the whole page
		if y < len(r.Owner) || y == len(lines)-1 {
			share *= max(len(r.Head), 2) - 1
			first := map[bool]string{true: "A", false: "B"}[y == len(lines)-1]
			if err := book.MergeCell(sheet, fmt.Sprintf("%s%d", first, y+1), fmt.Sprintf("%s%d", last, y+1)); err != nil {
				return err
			}
		}
		if err := book.SetRowHeight(sheet, y+1, height(line, share)); err != nil {
			return err
		}
	}
	return r.paper(book, sheet, top)
}

// colour sets the cells that are proposals in italics on yellow.
func (r *Register) colour(book *excelize.File, top int) error {
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
			if err := set(book, name, name, proposed); err != nil {
				return err
			}
		}
	}
	return nil
}

// set gives cells a style in the one letter and wrapping of the sheet.
func set(book *excelize.File, from, to string, s excelize.Style) error {
	if s.Font == nil {
		s.Font = &excelize.Font{}
	}
	s.Font.Family, s.Font.Size = "Calibri", 11
	s.Alignment = &excelize.Alignment{WrapText: true, Vertical: "top"}
	id, err := book.NewStyle(&s)
	if err != nil {
		return err
	}
	return book.SetCellStyle(sheet, from, to, id)
}

// height is how many points high a row must be for the longest of its cells, at
// share characters a line. No spreadsheet fits rows by itself when it opens a file
// that another program wrote; 409 points is the most that a row may be.
func height(line []string, share int) float64 {
	most := 1
	for _, text := range line {
		rows, left := 1, share
		for word := range strings.FieldsSeq(text) {
			n := utf8.RuneCountInString(word)
			if n > left && left < share {
				rows, left = rows+1, share
			}
			rows, left = rows+n/(share+1), left-n%(share+1)-1
		}
		most = max(most, rows)
	}
	return min(409, float64(15*most))
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
