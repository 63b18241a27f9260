package datamap

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/word"
	"github.com/privet-dev/privet/schema"
)

// shop has a customers table filled by a form and by a request, and logged, and
// a less sensitive mailing list.
func shop(t *testing.T, customers string) *inventory.Inventory {
	t.Helper()
	category := func(id personal.ID) *personal.Category {
		c, ok := personal.Lookup(id)
		if !ok {
			t.Fatalf("no category %s", id)
		}
		return &c
	}
	at := schema.Span{Position: schema.Position{File: "web/signup.go", Line: 3, Column: 1}}
	list := &inventory.Table{Table: &schema.Table{Name: schema.Name{Name: "subscribers"}}, Items: []*inventory.Item{{Category: category("contact.email")}}}
	tab := &inventory.Table{Table: &schema.Table{Name: schema.Name{Name: customers}}, Items: []*inventory.Item{
		{Category: category("contact.email"), Forms: []*inventory.FormField{{Page: &page.Page{File: "pages/signup.html"}}}, Exits: []*usage.Event{{Kind: usage.Log}}},
		{Category: category("cred.password"), Writes: []*usage.Event{{Source: usage.FromRequest, Span: at}}},
		{MayHold: true},
	}}
	empty := &inventory.Table{Table: &schema.Table{Name: schema.Name{Name: "products"}}}
	return &inventory.Inventory{Tables: []*inventory.Table{list, empty, tab}}
}

func TestTablesComeMostSensitiveFirst(t *testing.T) {
	got := Tables(shop(t, "customers"), phrase.English)
	if len(got) != 2 || got[0].Name != "customers" || got[1].Name != "subscribers" || got[0].Fields != 2 {
		t.Fatalf("%+v", got)
	}
	if from := strings.Join(got[0].From, "; "); from != "form signup.html; request in signup.go" {
		t.Errorf("comes from %s", from)
	}
	if to := strings.Join(got[0].To, "; "); to != "log" {
		t.Errorf("leaves to %s", to)
	}
}

// wellFormed reads a picture as XML and returns its elements.
func wellFormed(t *testing.T, text string) map[string]int {
	t.Helper()
	elements := map[string]int{}
	for dec := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return elements
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if e, ok := token.(xml.StartElement); ok {
			elements[e.Name.Local]++
		}
	}
}

func TestTheDrawingHoldsWhateverATableIsCalled(t *testing.T) {
	for _, name := range []string{"customers", `"><script>alert(1)</script>`, "a\x1b[31m\u202eb", strings.Repeat("long", 5000), "end\"]:::x --> y"} {
		var svg, mermaid bytes.Buffer
		tables := Tables(shop(t, name), phrase.Dutch)
		if err := SVG(&svg, tables, phrase.Dutch, word.Visible); err != nil {
			t.Fatal(err)
		}
		elements := wellFormed(t, svg.String())
		if elements["script"] > 0 || elements["rect"] != 2*5 || elements["path"] != 2*3 || svg.Len() > 20_000 {
			t.Errorf("%.20q: %v, %d bytes", name, elements, svg.Len())
		}
		if err := Mermaid(&mermaid, tables, phrase.Dutch, word.Visible); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(mermaid.String(), "\n"); n != 1+2+3+3+5 {
			t.Errorf("%.20q: a diagram of %d lines:\n%s", name, n, mermaid.String())
		}
		if strings.Contains(mermaid.String(), "<script") || strings.Contains(mermaid.String(), `"]:::x`) {
			t.Errorf("a name ends its label:\n%s", mermaid.String())
		}
	}
}

func TestNothingFoundIsSaid(t *testing.T) {
	var svg bytes.Buffer
	if err := SVG(&svg, nil, phrase.English, word.Visible); err != nil || !strings.Contains(svg.String(), "No personal data was found") {
		t.Errorf("%v: %s", err, svg.String())
	}
	wellFormed(t, svg.String())
}
