package word

import (
	"slices"
	"testing"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// What one function alone does with a field is said so; many functions are counted.
func TestUses(t *testing.T) {
	in := func(function string, kind usage.Kind) *usage.Event {
		return &usage.Event{Kind: kind, Function: function, Span: schema.Span{Position: schema.Position{File: "shop.go", Line: 7}}}
	}
	all := func(kind usage.Kind, functions ...string) (out []*usage.Event) {
		for _, f := range functions {
			out = append(out, in(f, kind))
		}
		return out
	}
	for _, c := range []struct {
		name   string
		item   inventory.Item
		en, nl []string
	}{
		{"nobody was seen to touch it", inventory.Item{}, nil, nil},
		{"only the export reads it",
			inventory.Item{Writes: all(usage.Write, "SignUp", "SignUp"), Reads: all(usage.Read, "Export")},
			[]string{"written only by SignUp (shop.go:7)", "read only by Export (shop.go:7)"},
			[]string{"alleen opgeslagen door SignUp (shop.go:7)", "alleen gelezen door Export (shop.go:7)"}},
		{"collected and never read",
			inventory.Item{Writes: all(usage.Write, "SignUp", "Import")},
			[]string{"written by SignUp (shop.go:7), Import (shop.go:7)", "no code that was seen uses it"},
			[]string{"opgeslagen door SignUp (shop.go:7), Import (shop.go:7)", "geen onderzochte code gebruikt het"}},
		{"fetched for nothing",
			inventory.Item{Fetched: all(usage.Fetch, "List")},
			[]string{"fetched only by List (shop.go:7)", "no code that was seen uses it"},
			[]string{"alleen opgehaald door List (shop.go:7)", "geen onderzochte code gebruikt het"}},
		{"many functions, and out of the shop",
			inventory.Item{Filters: all(usage.Filter, "A", "B", "C", "D"), Exits: all(usage.Mail, "Send")},
			[]string{"used to find rows by 4 functions, among them A (shop.go:7), B (shop.go:7), C (shop.go:7)", "handed on (e-mail) only by Send (shop.go:7)"},
			[]string{"gebruikt om rijen te vinden door 4 functies, waaronder A (shop.go:7), B (shop.go:7), C (shop.go:7)", "alleen doorgegeven (e-mail) door Send (shop.go:7)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for lang, want := range map[phrase.Lang][]string{phrase.English: c.en, phrase.Dutch: c.nl} {
				var got []string
				for _, s := range Uses(&c.item) {
					got = append(got, s.In(lang))
				}
				if !slices.Equal(got, want) {
					t.Errorf("%v:\ngot  %q\nwant %q", lang, got, want)
				}
			}
		})
	}
}
