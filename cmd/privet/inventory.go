package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/report/word"
	"github.com/privet-dev/privet/schema"
)

var inventoryFormats = map[string]report.Writer{
	"text":     report.InventoryText,
	"json":     report.JSON,
	"csv":      report.InventoryCSV,
	"markdown": report.InventoryMarkdown,

	"fideslang": report.InventoryFideslang,
	"dpv":       report.InventoryDPV,
	"mermaid":   report.InventoryMermaid,
	"svg":       report.InventorySVG,
}

func (a *app) inventoryCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:     "inventory [PATH]",
		Short:   a.say("List every stored personal field: what it is, how it is protected, who uses it", "Noem elk opgeslagen persoonsgegeven: wat het is, hoe het is beschermd, wie het gebruikt"),
		Example: "  privet inventory ./shop --format csv=fields.csv\n  privet inventory ./shop --why customers.email",
		Args:    a.atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			outputs, err := a.outputs("text", inventoryFormats)
			if err != nil {
				return err
			}
			lang, err := a.language()
			if err != nil {
				return err
			}
			result, _, err := a.analyse(cmd.Context(), a.subject(args))
			if err != nil {
				return err
			}
			if why != "" {
				return explainField(a.out, result.Inventory, why, lang)
			}
			return a.write(a.subject(args), result, outputs)
		},
	}
	a.serverFlags(c)
	c.Flags().StringVar(&why, "why", "", a.say("say why a column is, or is not, personal data: table.column", "zeg waarom een kolom wel of geen persoonsgegeven is: tabel.kolom"))
	offerFormats(c, slices.Collect(maps.Keys(inventoryFormats)))
	return c
}

// explainField prints the evidence for one column, also where the answer is no.
func explainField(w io.Writer, inv *inventory.Inventory, name string, l phrase.Lang) error {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return misuse(phrase.Text{EN: "privet inventory --why customers.email", NL: "privet inventory --why klant.email"}, phrase.Textf("--why %s: give a table and a column", "--why %s: noem een tabel en een kolom", name))
	}
	table, column := name[:dot], name[dot+1:]
	found := false
	for _, item := range inv.Items { // keys inside columns
		if item.Within != nil && strings.EqualFold(item.Object(), name) {
			found = true
			sayWhy(w, item.Table, item.Column, personal.Verdict{Category: item.Category.ID, Confidence: item.Confidence, Evidence: item.Evidence}, l)
		}
	}
	for _, t := range inv.Tables {
		n := t.Table.Name
		if !strings.EqualFold(n.Name, table) && !strings.EqualFold(n.String(), table) {
			continue
		}
		for i, c := range t.Table.Columns {
			if strings.EqualFold(c.Name, column) {
				found = true
				sayWhy(w, t, c, t.Verdicts[i], l)
			}
		}
	}
	if !found {
		return misuse(nearestColumn(inv, name), phrase.Textf("there is no column %s", "er is geen kolom %s", name))
	}
	return nil
}

// nearestColumn proposes a column, or a table where the table is not known.
func nearestColumn(inv *inventory.Inventory, name string) phrase.Text {
	var columns []string
	for _, t := range inv.Tables {
		for _, c := range t.Table.Columns {
			columns = append(columns, t.Object()+"."+c.Name)
		}
	}
	if near := phrase.Nearest(name, columns); near != "" {
		return meant(near)
	}
	return phrase.Text{EN: "privet inventory lists the columns that hold personal data; --why also takes the others", NL: "privet inventory noemt de kolommen met persoonsgegevens; --why kent ook de andere"}
}

// sayWhy prints the verdict on a column of a table, or a key in one, with its
// evidence.
func sayWhy(w io.Writer, t *inventory.Table, column *schema.Column, v personal.Verdict, l phrase.Lang) {
	sure := fmt.Sprintf(phrase.Text{EN: "confidence %s", NL: "zekerheid %s"}.In(l), word.Confidence(v.Confidence).In(l))
	verdict := phrase.Text{EN: "not personal data", NL: "geen persoonsgegeven"}.In(l)
	switch category, ok := personal.Lookup(v.Category); {
	case ok:
		verdict = fmt.Sprintf("%s (%s), %s", category.Name.In(l), category.ID, sure)
	case v.Category != "":
		verdict = fmt.Sprintf("%s, %s", v.Category, sure)
	case v.MayHold:
		verdict = phrase.Text{EN: "may hold personal data", NL: "kan persoonsgegevens bevatten"}.In(l)
	}
	fmt.Fprintf(w, "%s.%s: %s\n", frame.Printable(t.Table.Name.String()), frame.Printable(column.Name), verdict)
	evidence := slices.Clip(v.Evidence)
	for _, item := range t.Items {
		if item.Column == column {
			for _, p := range item.Proof {
				evidence = append(evidence, p.Text)
			}
			evidence = append(evidence, word.Uses(item)...)
		}
	}
	said := map[phrase.Text]bool{}
	for _, e := range append(evidence[:len(evidence):len(evidence)], t.Evidence...) {
		if !said[e] {
			fmt.Fprintf(w, "  - %s\n", frame.Printable(e.In(l)))
		}
		said[e] = true
	}
}
