package register_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/report/register"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema"
)

// orders is an inventory with one table of guests' orders.
func orders(t *testing.T, table string) *inventory.Inventory {
	t.Helper()
	category, ok := personal.Lookup("contact.email")
	if !ok {
		t.Fatal("no category contact.email")
	}
	tab := &inventory.Table{
		Table:    &schema.Table{Name: schema.Name{Name: table}},
		Purposes: []inventory.Purpose{{ID: "order_guest", Hint: "bestelling"}},
	}
	tab.Items = []*inventory.Item{{Table: tab, Column: &schema.Column{Name: "email"}, Category: &category, Protection: personal.Plain}}
	return &inventory.Inventory{Tables: []*inventory.Table{tab}, Items: tab.Items}
}

// cell returns the cell of the first activity under a title.
func cell(t *testing.T, r *register.Register, title string) register.Cell {
	t.Helper()
	for i, h := range r.Head {
		if strings.HasPrefix(h, title) {
			return r.Rows[0][i]
		}
	}
	t.Fatalf("no column %q in %v", title, r.Head)
	return register.Cell{}
}

func TestWhatNobodyDeclaredIsAProposal(t *testing.T) {
	r := register.New(orders(t, "bestelling"), nil, phrase.Dutch)
	for title, want := range map[string]string{
		"Doel": "Bestelling als gast", "Betrokkenen": "klanten", "Categorieën": "E-mailadres", "Bijzondere": "niet gezien",
	} {
		if c := cell(t, r, title); c.Text != want || !c.Proposed {
			t.Errorf("%s: %q, proposed %v; want the proposal %q", title, c.Text, c.Proposed, want)
		}
	}
}

func TestWhatThePolicyDeclaresIsNoProposal(t *testing.T) {
	inv := orders(t, "bestelling")
	inv.Tables[0].Purposes[0].Declared = true
	p := &policy.Policy{
		Controller: policy.Controller{Name: "Voorbeeldwinkel B.V."},
		Processors: []policy.Processor{{Name: "Mailhuis", Country: "US"}, {Name: "Hosting", Country: "NL"}},
		Purposes:   []policy.Purpose{{ID: "order_guest", Basis: "contract", Retention: "36m", Subjects: []string{"kopers"}}},
	}
	r := register.New(inv, p, phrase.Dutch)
	for title, want := range map[string]string{
		"Doel": "Bestelling als gast", "Grondslag": "uitvoering van een overeenkomst", "Betrokkenen": "kopers", "Bewaartermijn": "36 maanden",
		"Ontvangers": "Mailhuis, Hosting", "Doorgifte": "Mailhuis (US)",
	} {
		if c := cell(t, r, title); c.Text != want || c.Proposed {
			t.Errorf("%s: %q, proposed %v; want %q as declared", title, c.Text, c.Proposed, want)
		}
	}
	if r.Owner[0].Cell.Text != "Voorbeeldwinkel B.V." {
		t.Errorf("the controller is %q", r.Owner[0].Cell.Text)
	}
}

func TestProcessorsRegisterNamesItsClient(t *testing.T) {
	p := &policy.Policy{Controller: policy.Controller{Name: "Voorbeeldwinkel B.V."}}
	r := register.NewProcessor(orders(t, "bestelling"), p, phrase.English)
	if got := r.Rows[0][0].Text; got != "Voorbeeldwinkel B.V." {
		t.Errorf("the client is %q", got)
	}
	if got := r.Rows[0][1]; got.Text != "Order as a guest" && !got.Proposed {
		t.Errorf("the kinds of processing are %+v", got)
	}
}

func TestNoFormatRunsAFormulaFromAName(t *testing.T) {
	r := register.New(orders(t, `=HYPERLINK("x")`), nil, phrase.English)
	var out bytes.Buffer
	if err := r.CSV(&out); err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(&out)
	in.FieldsPerRecord = -1
	lines, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		for _, c := range line {
			if strings.HasPrefix(c, "=") {
				t.Errorf("CSV cell %q is a formula", c)
			}
		}
	}
	out.Reset()
	if err := r.XLSX(&out); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Register")
	if err != nil {
		t.Fatal(err)
	}
	for y, row := range rows {
		for x := range row {
			name, _ := excelize.CoordinatesToCellName(x+1, y+1)
			if f, _ := book.GetCellFormula("Register", name); f != "" {
				t.Errorf("XLSX cell %s runs %q", name, f)
			}
		}
	}
}

func TestNamesHideNothing(t *testing.T) {
	r := register.New(orders(t, "x\x1b[2J\u202ekcab"), nil, phrase.Dutch)
	var md, html, csv bytes.Buffer
	for _, err := range []error{r.Markdown(&md), r.HTML(&html, "nl"), r.CSV(&csv)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{md.String(), html.String(), csv.String()} {
		if strings.ContainsAny(text, "\x1b\u202e") || !strings.Contains(text, "202E") {
			t.Errorf("a hidden character stays hidden:\n%q", text)
		}
	}
}

// TestTheWorkbookKeepsHostileNames: whatever a table and the owner are called, a
// cell holds the words, no formula and nothing that cannot be seen, and no more
// than a spreadsheet takes.
func TestTheWorkbookKeepsHostileNames(t *testing.T) {
	for _, name := range []string{"<script>alert(1)</script>", "\x00\x1b[2J\a", "\u202ekcab", `=HYPERLINK("x")`, "@SUM(1)", "+1", "-1", "]]>", "_x0041_", "\ufffe", strings.Repeat("k", 40_000)} {
		r := register.New(orders(t, name), &policy.Policy{Controller: policy.Controller{Name: name}}, phrase.Dutch)
		var out bytes.Buffer
		if err := r.XLSX(&out); err != nil {
			t.Fatalf("%.40q: %v", name, err)
		}
		book, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatalf("%.40q: %v", name, err)
		}
		rows, err := book.GetRows("Register")
		if err != nil || len(rows) < len(r.Owner)+2 {
			t.Fatalf("%.40q: %d rows, %v", name, len(rows), err)
		}
		for y, row := range rows {
			for x, text := range row {
				at, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if f, _ := book.GetCellFormula("Register", at); f != "" {
					t.Errorf("%.40q: cell %s runs %q", name, at, f)
				}
				if strings.ContainsAny(text, "\x00\x1b\a\u202e\ufffe") {
					t.Errorf("%.40q: cell %s hides a character: %.60q", name, at, text)
				}
			}
		}
		if want := r.Owner[0].Cell.Text; rows[0][1] != want && len(want) <= excelize.TotalCellChars {
			t.Errorf("%.40q: the owner is written as %.60q", name, rows[0][1])
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheWorkbookMarksProposals: in words and in colour; the head stays in sight.
func TestTheWorkbookMarksProposals(t *testing.T) {
	r := register.New(orders(t, "bestelling"), nil, phrase.Dutch)
	var out bytes.Buffer
	if err := r.XLSX(&out); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Register")
	if err != nil {
		t.Fatal(err)
	}
	marked := 0
	for y, row := range rows {
		for x, text := range row {
			name, _ := excelize.CoordinatesToCellName(x+1, y+1)
			id, err := book.GetCellStyle("Register", name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := book.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			says, shows := strings.HasSuffix(text, "(voorstel)"), len(s.Fill.Color) > 0
			if says != shows {
				t.Errorf("%s %q: marked in words %v, in colour %v", name, text, says, shows)
			}
			if says {
				marked++
			}
		}
	}
	if panes, err := book.GetPanes("Register"); err != nil || marked == 0 || panes.YSplit != len(r.Owner)+1 {
		t.Errorf("%d proposals, head frozen at %d: %v", marked, panes.YSplit, err)
	}
}

func TestEveryFormatMarksProposals(t *testing.T) {
	r := register.New(orders(t, "a|b<script>"), nil, phrase.Dutch)
	var md, html bytes.Buffer
	if err := r.Markdown(&md); err != nil {
		t.Fatal(err)
	}
	if err := r.HTML(&html, "nl"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(md.String(), "klanten (voorstel)") || !strings.Contains(html.String(), "klanten <em>(voorstel)</em>") {
		t.Error("a proposal is not marked")
	}
	if strings.Contains(html.String(), "<script>") || !strings.Contains(md.String(), `a\|b&lt;script>`) {
		t.Error("a table's name is not escaped")
	}
}
