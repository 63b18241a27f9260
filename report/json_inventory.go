package report

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
)

// The inventory's part of the JSON contract: one entry for each stored personal
// field.
type (
	jsonItem struct {
		Database   string       `json:"database"`
		Schema     string       `json:"schema"`
		Table      string       `json:"table"`
		Column     string       `json:"column"`
		Within     string       `json:"within"` // the column a key is kept in
		Field      string       `json:"field"`
		Category   string       `json:"category"`
		Class      string       `json:"class"`
		Name       string       `json:"name"`
		Fideslang  string       `json:"fideslang"`
		DPV        string       `json:"dpv"`
		MayHold    bool         `json:"mayHold"`
		Confidence string       `json:"confidence"`
		Protection string       `json:"protection"`
		Proof      []string     `json:"proof"`
		Mandatory  bool         `json:"mandatory"`
		Purposes   []string     `json:"purposes"`
		Evidence   []string     `json:"evidence"`
		Writes     []jsonEvent  `json:"writes"`
		Reads      []jsonEvent  `json:"reads"`
		Filters    []jsonEvent  `json:"filters"`
		Exits      []jsonEvent  `json:"exits"`
		Readers    []jsonReader `json:"readers"`
		Forms      []jsonForm   `json:"forms"`
		File       string       `json:"file"`
		Line       int          `json:"line"`
	}
	jsonEvent struct {
		Kind       string `json:"kind"`
		Callee     string `json:"callee"`
		Function   string `json:"function"`
		Source     string `json:"source"`
		Protection string `json:"protection"`
		Algorithm  string `json:"algorithm"`
		Confidence string `json:"confidence"`
		File       string `json:"file"`
		Line       int    `json:"line"`
	}
	jsonForm struct {
		Field    string `json:"field"`
		Required bool   `json:"required"`
		File     string `json:"file"`
		Line     int    `json:"line"`
	}
	jsonReader struct {
		Role  string   `json:"role"`
		Read  bool     `json:"read"`
		Write bool     `json:"write"`
		Path  []string `json:"path"`
	}
)

func jsonItems(inv *inventory.Inventory, l phrase.Lang) []jsonItem {
	out := []jsonItem{}
	if inv == nil {
		return out
	}
	for _, i := range inv.Items {
		out = append(out, jsonItemOf(i, l))
	}
	return out
}

func jsonItemOf(i *inventory.Item, l phrase.Lang) jsonItem {
	item := jsonItem{
		Field: i.Field, MayHold: i.MayHold, Confidence: i.Confidence.String(), Protection: i.Protection.String(),
		Proof: []string{}, Mandatory: i.Mandatory, Purposes: []string{}, Evidence: inLang(i.Evidence, l),
		Writes: jsonEvents(i.Writes), Reads: jsonEvents(i.Reads), Filters: jsonEvents(i.Filters), Exits: jsonEvents(i.Exits),
		Readers: []jsonReader{}, Forms: []jsonForm{}, File: i.Origin.File, Line: i.Origin.Line,
	}
	if i.Database != nil {
		item.Database = i.Database.Name
	}
	if i.Table != nil {
		if t := i.Table.Table; t != nil {
			item.Schema, item.Table = t.Name.Schema, t.Name.Name
		}
		for _, p := range i.Table.Purposes {
			item.Purposes = append(item.Purposes, p.ID)
		}
	}
	if i.Column != nil {
		item.Column = i.Column.Name
	}
	if i.Within != nil {
		item.Within = i.Within.Name
	}
	if c := i.Category; c != nil {
		item.Category, item.Class, item.Name = string(c.ID), string(c.Class), c.Name.In(l)
		item.Fideslang, item.DPV = c.Fideslang, c.DPV
	}
	for _, p := range i.Proof {
		item.Proof = append(item.Proof, p.Text.In(l))
	}
	for _, r := range i.Readers {
		item.Readers = append(item.Readers, jsonReader{r.Role, r.Read, r.Write, inLang(r.Path, l)})
	}
	for _, f := range i.Forms {
		item.Forms = append(item.Forms, jsonForm{f.Field.Name, f.Field.Required, f.Field.Span.File, f.Field.Span.Line})
	}
	return item
}

func jsonEvents(events []*usage.Event) []jsonEvent {
	out := []jsonEvent{}
	for _, e := range events {
		out = append(out, jsonEvent{
			Kind: string(e.Kind), Callee: e.Callee, Function: e.Function, Source: string(e.Source),
			Protection: e.Protection.String(), Algorithm: e.Algorithm, Confidence: e.Confidence.String(),
			File: e.Span.File, Line: e.Span.Line,
		})
	}
	return out
}
