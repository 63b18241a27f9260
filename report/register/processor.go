package register

import (
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/policy"
)

// NewProcessor drafts the register of the agency itself for this client (GDPR
// art. 30(2)): on whose behalf it processes which kinds of data, transfers and
// security. The agency's own name is for the agency to fill in.
func NewProcessor(inv *inventory.Inventory, p *policy.Policy, l phrase.Lang) *Register {
	if p == nil {
		p = &policy.Policy{}
	}
	r := draft(l)
	r.Title = phrase.Text{EN: "Draft register of a processor (GDPR art. 30(2))", NL: "Concept-register van een verwerker (AVG art. 30 lid 2)"}.In(l)
	r.Owner = []Field{
		{phrase.Text{EN: "Processor", NL: "Verwerker"}.In(l), Cell{}},
		{phrase.Text{EN: "Contact", NL: "Contact"}.In(l), Cell{}},
	}
	for _, t := range []phrase.Text{
		{EN: "Controller (a)", NL: "Verwerkingsverantwoordelijke (a)"},
		{EN: "Categories of processing (b)", NL: "Categorieën verwerkingen (b)"},
		{EN: "Transfer outside the EEA (c)", NL: "Doorgifte buiten de EER (c)"},
		{EN: "Security measures (d)", NL: "Beveiligingsmaatregelen (d)"},
	} {
		r.Head = append(r.Head, t.In(l))
	}
	var kinds, secured []string
	for _, a := range Activities(inv) {
		if name := purpose(a, p, l).Text; name != "" {
			kinds = append(kinds, name)
		}
		list, _ := measureList(a, p, l)
		for _, m := range list {
			if !slices.Contains(secured, m) { // purposes share measures
				secured = append(secured, m)
			}
		}
	}
	r.Rows = [][]Cell{{
		{Text: p.Controller.Name},
		{strings.Join(kinds, ", "), len(kinds) > 0},
		transfer(nil, p, l),
		{strings.Join(secured, "; "), len(secured) > 0},
	}}
	return r.visible()
}
