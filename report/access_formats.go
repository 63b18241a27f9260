package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/report/register"
	"github.com/privet-dev/privet/schema"
)

// The access matrix as JSON. Like the result's it is a contract: every key is
// present and no list is null.
type (
	jsonAccess struct {
		Version   int              `json:"version"`
		Tool      jsonTool         `json:"tool"`
		Lang      string           `json:"lang"`
		Scope     jsonScope        `json:"scope"`
		Databases []jsonAccessBase `json:"databases"`
	}
	jsonAccessBase struct {
		Name       string           `json:"name"`
		Dialect    string           `json:"dialect"`
		Categories []string         `json:"categories"`
		Roles      []jsonAccessRole `json:"roles"`
		Idle       []string         `json:"idle"` // roles that reach no personal data
		Note       string           `json:"note"`
	}
	jsonAccessRole struct {
		Role       string           `json:"role"`
		Login      bool             `json:"login"`
		Superuser  bool             `json:"superuser"`
		BypassRLS  bool             `json:"bypassRls"`
		Locked     bool             `json:"locked"`
		Categories []jsonAccessCell `json:"categories"`
	}
	jsonAccessCell struct {
		Category string            `json:"category"`
		Name     string            `json:"name"`
		Access   string            `json:"access"` // r, w, rw, (r), (r)w
		Fields   []jsonAccessField `json:"fields"`
	}
	jsonAccessField struct {
		Object string   `json:"object"`
		Read   bool     `json:"read"`
		Write  bool     `json:"write"`
		Rows   string   `json:"rows"` // of reading: all, restricted, none
		Path   []string `json:"path"`
		File   string   `json:"file"`
		Line   int      `json:"line"`
	}
)

// AccessJSON writes the access matrix for programs.
func AccessJSON(w io.Writer, r *Result, o Options) error {
	out := jsonAccess{Version: JSONVersion, Tool: jsonTool(r.Tool), Lang: o.Lang.String(), Scope: jsonScopeOf(r.Inventory, o.Lang), Databases: []jsonAccessBase{}}
	for _, m := range accessMatrices(r.Inventory) {
		base := jsonAccessBase{Name: m.database.Name, Dialect: m.database.Dialect.String(), Categories: []string{}, Roles: []jsonAccessRole{}, Idle: notNull(m.idle)}
		for _, c := range m.categories {
			base.Categories = append(base.Categories, string(c.ID))
		}
		if len(m.roles) == 0 {
			base.Note = noRoles(m).In(o.Lang)
		}
		for _, role := range m.roles {
			base.Roles = append(base.Roles, jsonRole(role, o.Lang))
		}
		out.Databases = append(out.Databases, base)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func jsonRole(r *accessRole, l phrase.Lang) jsonAccessRole {
	out := jsonAccessRole{Role: r.name, Categories: []jsonAccessCell{}}
	if a := r.about; a != nil {
		out.Login, out.Superuser, out.BypassRLS, out.Locked = a.Login == schema.Yes, a.Super == schema.Yes, a.BypassRLS == schema.Yes, a.Locked
	}
	for i := range r.cells {
		c := &r.cells[i]
		cell := jsonAccessCell{Category: string(c.category.ID), Name: c.category.Name.In(l), Access: c.sign(), Fields: []jsonAccessField{}}
		for _, f := range c.fields {
			cell.Fields = append(cell.Fields, jsonAccessField{
				Object: f.item.Object(), Read: f.reader.Read, Write: f.reader.Write, Rows: rowsRead(f),
				Path: inLang(f.reader.Path, l), File: f.reader.Origin.File, Line: f.reader.Origin.Line,
			})
		}
		out.Categories = append(out.Categories, cell)
	}
	return out
}

func rowsRead(f accessField) string {
	switch {
	case !f.reader.Read:
		return "none"
	case f.reader.Restricted:
		return "restricted"
	}
	return "all"
}

// accessRows are the matrix as rows of text: one for each field a role reaches.
func accessRows(r *Result, l phrase.Lang) [][]string {
	var head []string
	for _, t := range []phrase.Text{{EN: "Database", NL: "Database"}, {EN: "Role", NL: "Rol"}, {EN: "Category", NL: "Categorie"}, {EN: "Field", NL: "Veld"},
		{EN: "Access", NL: "Toegang"}, {EN: "Rows", NL: "Rijen"}, {EN: "Path", NL: "Weg"}, {EN: "Place", NL: "Plaats"}} {
		head = append(head, t.In(l))
	}
	words := map[string]phrase.Text{"all": {EN: "all", NL: "alle"}, "restricted": {EN: "some", NL: "sommige"}, "none": {EN: "none", NL: "geen"}}
	rows := [][]string{head}
	for _, m := range accessMatrices(r.Inventory) {
		for _, role := range m.roles {
			for _, c := range role.cells {
				for _, f := range c.fields {
					one := accessCell{fields: []accessField{f}}
					rows = append(rows, []string{m.database.Name, role.name, string(c.category.ID), f.item.Object(), one.sign(), words[rowsRead(f)].In(l), way(f.reader, l), placeOfReader(f.reader)})
				}
			}
		}
	}
	return rows
}

// AccessCSV writes the access matrix as comma-separated values, one line for
// each field a role reaches.
func AccessCSV(w io.Writer, r *Result, o Options) error {
	out := csv.NewWriter(w)
	for _, row := range accessRows(r, o.Lang) {
		for i := range row {
			row[i] = register.Neutral(row[i])
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write access matrix: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// AccessMarkdown writes the matrix of each database and the ways below it.
func AccessMarkdown(w io.Writer, r *Result, o Options) error {
	var b strings.Builder
	line := func(cells ...string) {
		for i := range cells {
			cells[i] = markdownCell(cells[i])
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	for _, m := range accessMatrices(r.Inventory) {
		fmt.Fprintf(&b, "## %s (%s)\n\n", markdownCell(m.database.Name), m.database.Dialect)
		if len(m.roles) == 0 {
			fmt.Fprintf(&b, "%s\n\n", noRoles(m).In(o.Lang))
			continue
		}
		head := []string{phrase.Text{EN: "Category", NL: "Categorie"}.In(o.Lang)}
		for _, role := range m.roles {
			head = append(head, role.name)
		}
		n := len(head)
		line(head...)
		b.WriteString("|" + strings.Repeat("---|", n) + "\n")
		for _, c := range m.categories {
			cells := []string{c.Name.In(o.Lang)}
			for _, role := range m.roles {
				cells = append(cells, role.cell(c.ID).sign())
			}
			line(cells...)
		}
		b.WriteString("\n")
	}
	if rows := accessRows(r, o.Lang); len(rows) > 1 {
		for i, row := range rows {
			line(row[1:]...)
			if i == 0 {
				b.WriteString("|" + strings.Repeat("---|", len(row)-1) + "\n")
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownCell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "\r", " ", "<", "&lt;", "`", "\\`").Replace(frame.Printable(s))
}
