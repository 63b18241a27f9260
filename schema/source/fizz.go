package source

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// Migrations of pop and soda are often written in fizz
// (https://github.com/gobuffalo/fizz), a list of calls:
//
//	create_table("users") {
//	  t.Column("email", "string", {"size": 120})
//	}
//	add_index("users", "email", {"unique": true})
//
// They are translated to the DDL they stand for, line by line, so that every
// position found in the DDL is one in the file.

// maxFizz bounds the size of a fizz file; people write them by hand.
const maxFizz = 1 << 20

// newFizzReader reads a fizz file as DDL.
func newFizzReader(r io.Reader) (io.Reader, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFizz))
	if err != nil {
		return nil, err
	}
	return bytes.NewReader(fizzDDL(text)), nil
}

// fizzCall is one call at the top of a file or in a table's block, its
// arguments as written.
var fizzCall = lazyregexp.New(`(?s)(?:\bt\.)?([A-Za-z_]+)\(((?:[^()"'` + "`" + `]|"[^"]*"|'[^']*'|` + "`[^`]*`" + `)*)\)`)

// fizzString is one quoted word.
var fizzString = lazyregexp.New("\"([^\"]*)\"|`([^`]*)`|'([^']*)'")

// fizzDDL translates a file. Line breaks stay where they are.
func fizzDDL(text []byte) []byte {
	var out bytes.Buffer
	open, first := false, false // inside create_table, before its first column
	at := 0
	for _, m := range fizzCall.FindAllSubmatchIndex(text, -1) {
		open = closeTable(&out, text[at:m[0]], open)
		name, args := string(text[m[2]:m[3]]), string(text[m[4]:m[5]])
		switch low := strings.ToLower(name); low {
		case "create_table":
			fmt.Fprintf(&out, "CREATE TABLE %s (", fizzName(args, 0))
			open, first = true, true
		case "column", "timestamp":
			if !open {
				break
			}
			if !first {
				out.WriteString(", ")
			}
			first = false
			out.WriteString(fizzColumn(args))
		case "timestamps":
			if open && !first {
				out.WriteString(", created_at timestamp NOT NULL, updated_at timestamp NOT NULL")
			}
		default:
			out.WriteString(fizzStatement(low, args))
		}
		for range bytes.Count(text[m[0]:m[1]], []byte{'\n'}) {
			out.WriteByte('\n')
		}
		at = m[1]
	}
	closeTable(&out, text[at:], open)
	return out.Bytes()
}

// closeTable copies the line breaks between two calls, and ends a table at the
// brace that closes its block.
func closeTable(out *bytes.Buffer, between []byte, open bool) bool {
	for _, c := range between {
		switch {
		case c == '\n':
			out.WriteByte('\n')
		case c == '}' && open:
			out.WriteString(");")
			open = false
		}
	}
	return open
}

// fizzName is the n-th quoted word of a call's arguments, as an identifier.
func fizzName(args string, n int) string {
	words := fizzString.FindAllStringSubmatch(args, n+1)
	if n >= len(words) {
		return `""`
	}
	w := words[n]
	return `"` + strings.ReplaceAll(w[1]+w[2]+w[3], `"`, "") + `"`
}

// fizzTypes are the types fizz translates itself; others go to the database as
// they are.
var fizzTypes = map[string]string{"string": "varchar", "integer": "integer", "int": "integer", "bigint": "bigint", "bool": "boolean", "boolean": "boolean",
	"text": "text", "timestamp": "timestamp", "datetime": "timestamp", "time": "timestamp", "date": "date", "uuid": "uuid", "blob": "bytea", "json": "jsonb", "jsonb": "jsonb",
	"float": "real", "decimal": "decimal"}

var (
	fizzSize    = lazyregexp.New(`["']?size["']?\s*:\s*(\d+)`)
	fizzNull    = lazyregexp.New(`["']?null["']?\s*:\s*["']?\s*true`)
	fizzPrimary = lazyregexp.New(`["']?primary["']?\s*:\s*["']?\s*true`)
	fizzUnique  = lazyregexp.New(`["']?unique["']?\s*:\s*["']?\s*true`)
	fizzDefault = lazyregexp.New(`["']?default["']?\s*:\s*(?:"([^"]*)"|([\w.-]+))`)
	fizzAction  = lazyregexp.New(`(?i)["']?on_(delete|update)["']?\s*:\s*["'](cascade|restrict|set null|set default|no action)["']`)
	plainType   = lazyregexp.New(`^[A-Za-z][\w (),]*$`)
)

// fizzColumn is the definition of t.Column("email", "string", {...}).
func fizzColumn(args string) string {
	words := fizzString.FindAllStringSubmatch(args, 2)
	if len(words) == 0 {
		return `"" text`
	}
	raw := "timestamp"
	if len(words) > 1 {
		raw = words[1][1] + words[1][2] + words[1][3]
	}
	typ, known := fizzTypes[strings.ToLower(raw)]
	switch {
	case typ == "varchar":
		typ = "varchar(255)"
		if m := fizzSize.FindStringSubmatch(args); m != nil {
			typ = "varchar(" + m[1] + ")"
		}
	case !known && plainType.MatchString(raw):
		typ = raw
	case !known:
		typ = "text"
	}
	def := fizzName(args, 0) + " " + typ
	if !fizzNull.MatchString(args) {
		def += " NOT NULL"
	}
	if fizzPrimary.MatchString(args) {
		def += " PRIMARY KEY"
	}
	if m := fizzDefault.FindStringSubmatch(args); m != nil {
		def += " DEFAULT '" + strings.ReplaceAll(m[1]+m[2], "'", "''") + "'"
	}
	return def
}

// fizzStatement is the DDL of a call outside a table's block, "" for those that
// say nothing of what is stored.
func fizzStatement(name, args string) string {
	table := fizzName(args, 0)
	_, rest, _ := strings.Cut(args, ",")
	switch name {
	case "add_column":
		return "ALTER TABLE " + table + " ADD COLUMN " + fizzColumn(rest) + ";"
	case "drop_column":
		return "ALTER TABLE " + table + " DROP COLUMN " + fizzName(args, 1) + ";"
	case "rename_column":
		return "ALTER TABLE " + table + " RENAME COLUMN " + fizzName(args, 1) + " TO " + fizzName(args, 2) + ";"
	case "rename_table":
		return "ALTER TABLE " + table + " RENAME TO " + fizzName(args, 1) + ";"
	case "drop_table":
		return "DROP TABLE " + table + ";"
	case "add_index":
		return fizzIndex(table, rest)
	case "add_foreign_key":
		return "ALTER TABLE " + table + " ADD FOREIGN KEY (" + fizzName(args, 1) + ") REFERENCES " + fizzName(args, 2) + " (" + fizzName(args, 3) + ")" + fizzActions(args) + ";"
	case "sql":
		return strings.Trim(fizzName(args, 0), `"`) + ";"
	}
	return ""
}

// fizzActions are what the database does with the rows that a key points from. Only
// the words of SQL get through: a migration is somebody else's text.
func fizzActions(args string) (clauses string) {
	for _, m := range fizzAction.FindAllStringSubmatch(args, -1) {
		clauses += " ON " + strings.ToUpper(m[1]) + " " + strings.ToUpper(m[2])
	}
	return clauses
}

func fizzIndex(table, rest string) string {
	unique := ""
	if fizzUnique.MatchString(rest) {
		unique = "UNIQUE "
	}
	columns, _, _ := strings.Cut(rest, "{")
	var names []string
	for i := range fizzString.FindAllString(columns, -1) {
		names = append(names, fizzName(columns, i))
	}
	if len(names) == 0 {
		return ""
	}
	return "CREATE " + unique + "INDEX ON " + table + " (" + strings.Join(names, ", ") + ");"
}
