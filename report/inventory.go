package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/report/register"
	"github.com/privet-dev/privet/report/word"
)

// inventoryHead are the columns of the inventory as a table.
var inventoryHead = []phrase.Text{
	{EN: "Table", NL: "Tabel"}, {EN: "Column", NL: "Kolom"}, {EN: "Category", NL: "Categorie"}, {EN: "Confidence", NL: "Zekerheid"},
	{EN: "Protection", NL: "Bescherming"}, {EN: "Mandatory", NL: "Verplicht"}, {EN: "Use", NL: "Gebruik"}, {EN: "Readers", NL: "Lezers"}, {EN: "Place", NL: "Plaats"},
}

// inventoryRows are the personal fields as rows of text; fields that only may
// hold personal data say so in place of a category.
func inventoryRows(inv *inventory.Inventory, l phrase.Lang) [][]string {
	var rows [][]string
	for _, i := range inv.Items {
		table, column := "", ""
		if i.Table != nil {
			table = i.Table.Table.Name.String()
		}
		if i.Column != nil {
			column = i.Column.Name
		}
		category := phrase.Text{EN: "may hold personal data", NL: "kan persoonsgegevens bevatten"}.In(l)
		if i.Category != nil {
			category = string(i.Category.ID)
		}
		mandatory := phrase.Text{EN: "no", NL: "nee"}
		if i.Mandatory {
			mandatory = phrase.Text{EN: "yes", NL: "ja"}
		}
		var readers []string
		for _, r := range i.Readers {
			if r.Read {
				readers = append(readers, r.Role)
			}
		}
		rows = append(rows, []string{table, column, category, confidenceWord(i.Confidence, l), protectionWord(i.Protection, l), mandatory.In(l),
			uses(i, l), strings.Join(readers, " "), fmt.Sprintf("%s:%d", i.Origin.File, i.Origin.Line)})
	}
	return rows
}

// confidenceWord and protectionWord are the contract's own words in English, so
// that a table and the JSON say the same.
func confidenceWord(c personal.Confidence, l phrase.Lang) string {
	if l == phrase.English {
		return c.String()
	}
	return word.Confidence(c).In(l)
}

func protectionWord(p personal.Protection, l phrase.Lang) string {
	if l == phrase.English {
		return p.String()
	}
	return word.Protection(p).In(l)
}

// uses says how often the code was seen to write, read and pass on a field.
func uses(i *inventory.Item, l phrase.Lang) string {
	var parts []string
	for _, u := range []struct {
		n    int
		word phrase.Text
	}{
		{len(i.Writes), phrase.Text{EN: "written", NL: "geschreven"}},
		{len(i.Reads), phrase.Text{EN: "read", NL: "gelezen"}},
		{len(i.Exits), phrase.Text{EN: "passed on", NL: "doorgegeven"}},
	} {
		if u.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", u.word.In(l), u.n))
		}
	}
	return strings.Join(parts, ", ")
}

// head words the columns.
func head(l phrase.Lang) []string {
	var out []string
	for _, t := range inventoryHead {
		out = append(out, t.In(l))
	}
	return out
}

// InventoryText writes the inventory as a table for a terminal.
func InventoryText(w io.Writer, r *Result, o Options) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{head(o.Lang)}, inventoryRows(r.Inventory, o.Lang)...) {
		for i := range row {
			row[i] = frame.Printable(row[i])
		}
		if strings.HasPrefix(row[0], "::") { // a pipeline's log takes such a line for a command
			row[0] = "'" + row[0]
		}
		fmt.Fprintln(tw, strings.TrimRight(strings.Join(row, "\t"), "\t"))
	}
	if err := tw.Flush(); err != nil {
		return fmt.Errorf("write inventory: %w", err)
	}
	_, err := fmt.Fprintln(w, extent(r.Inventory, o.Lang))
	return err
}

// InventoryCSV writes the inventory as comma-separated values; a cell that a
// spreadsheet would run as a formula is made text (OWASP, CSV Injection).
func InventoryCSV(w io.Writer, r *Result, o Options) error {
	out := csv.NewWriter(w)
	for _, row := range append([][]string{head(o.Lang)}, inventoryRows(r.Inventory, o.Lang)...) {
		for i := range row {
			row[i] = register.Neutral(row[i])
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write inventory: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// InventoryMarkdown writes the inventory as a Markdown table.
func InventoryMarkdown(w io.Writer, r *Result, o Options) error {
	escape := strings.NewReplacer("|", `\|`, "\n", " ", "\r", " ", "<", "&lt;", "`", "\\`")
	names := head(o.Lang)
	if _, err := fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(names, " | "), strings.Repeat("---|", len(names))); err != nil {
		return err
	}
	for _, row := range inventoryRows(r.Inventory, o.Lang) {
		for i := range row {
			row[i] = escape.Replace(frame.Printable(row[i]))
		}
		if _, err := fmt.Fprintf(w, "| %s |\n", strings.Join(row, " | ")); err != nil {
			return err
		}
	}
	return nil
}
