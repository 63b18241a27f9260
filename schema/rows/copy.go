package rows

import (
	"strings"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

// copyTarget reads the table and columns of a COPY ... FROM stdin statement. ok
// is false for other formats than PostgreSQL's text format, which is what
// pg_dump writes.
func copyTarget(text string) (table schema.Name, columns []string, ok bool) {
	in := &insert{scan: token.NewScanner(text, schema.PostgreSQL), dialect: schema.PostgreSQL}
	in.next() // COPY
	table.Name = in.name(in.next())
	t := in.next()
	for t.Is(".") {
		table.Schema, table.Name = table.Name, in.name(in.next())
		t = in.next()
	}
	if t.Is("(") {
		if columns, ok = in.columnList(); !ok {
			return table, nil, false
		}
	}
	for t = in.next(); t.Kind != token.EOF; t = in.next() {
		if t.Is("CSV") || t.Is("BINARY") || t.Is("DELIMITER") {
			return table, nil, false
		}
	}
	return table, columns, table.Name != ""
}

// copyRow splits a line of the text format: tabs between, \N for NULL,
// backslash escapes.
func copyRow(line string, cells []cell) []cell {
	cells = cells[:0]
	for more := true; more; {
		var field string
		field, line, more = strings.Cut(line, "\t")
		if field == `\N` {
			cells = append(cells, cell{null: true})
			continue
		}
		if strings.IndexByte(field, '\\') >= 0 {
			field = copyEscapes.Replace(field)
		}
		cells = append(cells, cell{text: field})
	}
	return cells
}

var copyEscapes = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
