// Package drift compares what schema files state with what a running server has.
//
// Files describe intentions and a server facts; where they differ, somebody
// changed the one and not the other. Such a column is in no review, no register
// and no deletion script, and such a grant was given by hand. Only differences
// that bear on what is stored and who reaches it are looked for: tables,
// columns, types, NOT NULL, grants, row security and policies.
package drift

import (
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Difference is one thing in which the files and the server differ.
type Difference struct {
	Object string // customers, customers.email
	Table  schema.Name
	Column string // "" where it is about the table
	Text   phrase.Text
	Origin schema.Origin // in the files, where they state it
}

// Same reports whether files describe the database that the server runs: the
// dialect is the same, and at least half of the tables of the smaller are in the
// other.
func Same(files, server *schema.Database) bool {
	if files.Dialect != server.Dialect || len(files.Tables) == 0 || len(server.Tables) == 0 {
		return false
	}
	common := 0
	for _, t := range files.Tables {
		if onServer(server, t.Name) != nil {
			common++
		}
	}
	return 2*common >= min(len(files.Tables), len(server.Tables))
}

// onServer finds a table of the files on the server. A name without schema means
// any one of that name; an installer's placeholder prefix stands for any prefix.
func onServer(server *schema.Database, n schema.Name) *schema.Table {
	if t := server.Table(n); t != nil {
		return t
	}
	return server.Table(schema.Name{Name: n.Name})
}

// Compare lists the differences, those of each table together, in the order of
// the files, then what only the server has.
func Compare(files, server *schema.Database) []Difference {
	var found []Difference
	stated := map[*schema.Table]bool{}
	for _, t := range files.Tables {
		if t.Kind == schema.TemporaryTable {
			continue
		}
		s := onServer(server, t.Name)
		if s == nil {
			found = append(found, Difference{Object: object(t.Name), Table: t.Name, Origin: t.Origin, Text: phrase.Textf(
				"table %s is in the files, not on the server", "tabel %s staat in de bestanden, niet op de server", object(t.Name))})
			continue
		}
		stated[s] = true
		found = append(found, compareColumns(t, s)...)
		found = append(found, compareAccess(files, server, t, s)...)
	}
	for _, s := range server.Tables {
		if !stated[s] && s.Kind != schema.Partition {
			found = append(found, Difference{Object: object(s.Name), Table: s.Name, Text: phrase.Textf(
				"table %s is on the server, in no file", "tabel %s staat op de server, in geen bestand", object(s.Name))})
		}
	}
	return found
}

func compareColumns(file, server *schema.Table) []Difference {
	var found []Difference
	say := func(column string, at schema.Origin, en, nl string, args ...any) {
		name := object(server.Name) + "." + column
		found = append(found, Difference{Object: name, Table: server.Name, Column: column, Origin: at, Text: phrase.Textf(en, nl, append([]any{name}, args...)...)})
	}
	for _, c := range file.Columns {
		s := server.Column(c.Name)
		switch {
		case s == nil:
			say(c.Name, c.Origin, "column %s is in the files, not on the server", "kolom %s staat in de bestanden, niet op de server")
			continue
		case c.Type.Raw != "" && canonical(c.Type) != canonical(s.Type):
			say(c.Name, c.Origin, "column %s is %s in the files, %s on the server", "kolom %s is %s in de bestanden, %s op de server", c.Type.Raw, s.Type.Raw)
		}
		if (c.NotNull == schema.Yes) != (s.NotNull == schema.Yes) {
			if s.NotNull == schema.Yes {
				say(c.Name, c.Origin, "column %s is NOT NULL on the server, not in the files", "kolom %s is NOT NULL op de server, niet in de bestanden")
			} else {
				say(c.Name, c.Origin, "column %s is NOT NULL in the files, not on the server", "kolom %s is NOT NULL in de bestanden, niet op de server")
			}
		}
	}
	for _, s := range server.Columns {
		if file.Column(s.Name) == nil {
			say(s.Name, schema.Origin{}, "column %s is on the server, in no file", "kolom %s staat op de server, in geen bestand")
		}
	}
	return found
}

// object leaves out the default schema.
func object(n schema.Name) string {
	return strings.TrimPrefix(strings.TrimPrefix(n.String(), "public."), "main.")
}
