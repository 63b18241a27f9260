package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/frame"
)

// AccessText writes the access matrix for a terminal: categories down, roles
// across, then for each role the way to every field.
func AccessText(w io.Writer, r *Result, o Options) error {
	out := bufio.NewWriter(w)
	if o.Width <= 0 {
		o.Width = frame.DefaultWidth
	}
	p := frame.NewPalette(o.Color)
	for i, m := range accessMatrices(r.Inventory) {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out, p.Strong.Sprint(frame.Printable(fmt.Sprintf("%s (%s)", m.database.Name, m.database.Dialect))))
		if len(m.roles) == 0 {
			fmt.Fprintf(out, "  %s\n", noRoles(m).In(o.Lang))
			continue
		}
		writeGrid(out, m, o)
		writeWays(out, m, o, p)
	}
	fmt.Fprintln(out, phrase.Text{
		EN: "r reads, w writes, (r) reads only rows that a row policy or a function lets through, - nothing",
		NL: "r leest, w schrijft, (r) leest alleen rijen die rijbeleid of een functie doorlaat, - niets",
	}.In(o.Lang))
	fmt.Fprintln(out, p.Strong.Sprint(extent(r.Inventory, o.Lang)))
	return out.Flush()
}

// writeGrid writes the matrix, in as many blocks of roles as the width needs.
func writeGrid(out io.Writer, m accessMatrix, o Options) {
	first := 0
	for _, c := range m.categories {
		first = max(first, frame.Width(c.Name.In(o.Lang)))
	}
	for start := 0; start < len(m.roles); {
		head, n, used := strings.Repeat(" ", first+2), 0, first+2
		for _, r := range m.roles[start:] {
			name := frame.Printable(r.name)
			if n > 0 && used+frame.Width(name)+2 > o.Width {
				break
			}
			head, used, n = head+"  "+name, used+frame.Width(name)+2, n+1
		}
		fmt.Fprintln(out, head)
		for _, c := range m.categories {
			line := "  " + pad(c.Name.In(o.Lang), first)
			for _, r := range m.roles[start : start+n] {
				sign := r.cell(c.ID).sign()
				if sign == "" {
					sign = "-"
				}
				line += "  " + pad(sign, frame.Width(frame.Printable(r.name)))
			}
			fmt.Fprintln(out, strings.TrimRight(line, " "))
		}
		fmt.Fprintln(out)
		start += n
	}
}

func pad(s string, width int) string { return s + strings.Repeat(" ", max(0, width-frame.Width(s))) }

// writeWays writes, role by role, what gives each right. Fields of one table
// that are reached the same way share a line.
func writeWays(out io.Writer, m accessMatrix, o Options, p *frame.Palette) {
	for _, r := range m.roles {
		name := p.Strong.Sprint(frame.Printable(r.name))
		if a := r.attributes(o.Lang); a != "" {
			name += " (" + a + ")"
		}
		fmt.Fprintln(out, name)
		for _, g := range groupWays(r, o.Lang) {
			line := fmt.Sprintf("%-4s %s: %s", g.sign, strings.Join(g.fields, ", "), g.way)
			if g.place != "" {
				line += " (" + g.place + ")"
			}
			for i, l := range frame.Wrap(frame.Printable(line), o.Width-4) {
				indent := "  "
				if i > 0 {
					indent = "       "
				}
				fmt.Fprintf(out, "%s%s\n", indent, l)
			}
		}
	}
	if len(m.idle) > 0 {
		fmt.Fprintf(out, "%s: %s\n", phrase.Text{EN: "reach no personal data", NL: "bereiken geen persoonsgegevens"}.In(o.Lang), frame.Printable(strings.Join(m.idle, ", ")))
	}
}

// wayGroup is the fields of a table that a role reaches in the same way.
type wayGroup struct {
	table, sign, way, place string
	fields                  []string
}

func groupWays(r *accessRole, l phrase.Lang) []*wayGroup {
	var groups []*wayGroup
	for _, c := range r.cells {
		for _, f := range c.fields {
			one := accessCell{fields: []accessField{f}}
			g := wayGroup{table: f.item.Table.Object(), sign: one.sign(), way: strings.ReplaceAll(way(f.reader, l), f.item.Object(), f.item.Table.Object()), place: placeOfReader(f.reader)}
			k := indexGroup(groups, g)
			if k < 0 {
				groups, k = append(groups, &g), len(groups)
				groups[k].fields = []string{f.item.Object()}
				continue
			}
			groups[k].fields = append(groups[k].fields, f.item.Column.Name)
		}
	}
	return groups
}

func indexGroup(groups []*wayGroup, g wayGroup) int {
	for i, o := range groups {
		if o.table == g.table && o.sign == g.sign && o.way == g.way && o.place == g.place {
			return i
		}
	}
	return -1
}

func placeOfReader(r inventory.Reader) string {
	if !r.Origin.IsValid() {
		return ""
	}
	return fmt.Sprintf("%s:%d", r.Origin.File, r.Origin.Line)
}
