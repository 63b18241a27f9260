package report

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/report/datamap"
	"github.com/privet-dev/privet/report/word"
)

// Two vocabularies name personal data for other tools: Ethyca's fideslang, which
// Fides reads as a dataset, and the W3C's Data Privacy Vocabulary. Categories
// whose term there is only the nearest broader one are exported by that term; the
// NOTICE file says where the terms are from.

type (
	fidesFile struct {
		Dataset []fidesDataset `yaml:"dataset"`
	}
	fidesDataset struct {
		Key         string            `yaml:"fides_key"`
		Name        string            `yaml:"name"`
		Description string            `yaml:"description"`
		Collections []fidesCollection `yaml:"collections"`
	}
	fidesCollection struct {
		Name   string       `yaml:"name"`
		Fields []fidesField `yaml:"fields"`
	}
	fidesField struct {
		Name       string   `yaml:"name"`
		Categories []string `yaml:"data_categories,omitempty"`
	}
)

// InventoryFideslang writes the inventory as a dataset of fideslang: every table
// with personal data, its personal columns with their categories.
func InventoryFideslang(w io.Writer, r *Result, _ Options) error {
	doc := fidesFile{Dataset: []fidesDataset{}}
	for _, db := range r.Inventory.Databases {
		set := fidesDataset{Key: fidesKey(db.Name), Name: word.Visible(db.Name), Description: "Drafted by privet from the schema; to be confirmed by a person.", Collections: []fidesCollection{}}
		for _, t := range r.Inventory.Tables {
			if t.Database != db || len(t.Items) == 0 {
				continue
			}
			c := fidesCollection{Name: word.Visible(t.Object())}
			for _, i := range t.Items {
				f := fidesField{Name: word.Visible(i.Column.Name)} // YAML has no place for control characters
				if i.Category != nil {
					f.Categories = []string{i.Category.Fideslang}
				}
				c.Fields = append(c.Fields, f)
			}
			set.Collections = append(set.Collections, c)
		}
		if len(set.Collections) > 0 {
			doc.Dataset = append(doc.Dataset, set)
		}
	}
	return yaml.NewEncoder(w, yaml.IndentSequence(true)).Encode(doc)
}

// fidesKey makes a name a fides_key, which is letters, digits and "_.-".
func fidesKey(name string) string {
	key := strings.Map(func(r rune) rune {
		if r < 128 && (r == '_' || r == '.' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return r
		}
		return '_'
	}, name)
	if key == "" {
		return "_"
	}
	return key
}

// dpvContext names the vocabularies that the export uses.
var dpvContext = map[string]string{"dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#", "dct": "http://purl.org/dc/terms/"}

type (
	dpvFile struct {
		Context map[string]string `json:"@context"`
		Graph   []dpvNode         `json:"@graph"`
	}
	dpvNode struct {
		ID       string   `json:"@id"`
		Type     []string `json:"@type"`
		Title    string   `json:"dct:title"`
		Language string   `json:"dct:language,omitempty"`
		Purposes []dpvRef `json:"dpv:hasPurpose,omitempty"`
		Data     []dpvRef `json:"dpv:hasPersonalData,omitempty"`
	}
	dpvRef struct {
		ID string `json:"@id"`
	}
)

// InventoryDPV writes the inventory as JSON-LD in the Data Privacy Vocabulary: a
// process for each table, with the personal data in it and what it is for.
func InventoryDPV(w io.Writer, r *Result, _ Options) error {
	doc := dpvFile{Context: dpvContext, Graph: []dpvNode{}}
	var purposes []dpvNode // a purpose is a thing of its own in the vocabulary, not a word
	for _, t := range r.Inventory.Tables {
		process := dpvNode{ID: dpvID(t.Object()), Type: []string{"dpv:Process"}, Title: t.Object()}
		var fields []dpvNode
		for _, i := range t.Items {
			if i.Category == nil {
				continue
			}
			n := dpvNode{ID: dpvID(i.Object()), Type: dpvTypes(i), Title: i.Object()}
			process.Data = append(process.Data, dpvRef{n.ID})
			fields = append(fields, n)
		}
		if len(fields) == 0 {
			continue
		}
		for _, p := range t.Purposes {
			id := "urn:privet:purpose:" + url.PathEscape(p.ID)
			process.Purposes = append(process.Purposes, dpvRef{id})
			if !slices.ContainsFunc(purposes, func(n dpvNode) bool { return n.ID == id }) {
				purposes = append(purposes, dpvNode{ID: id, Type: []string{"dpv:Purpose"}, Title: p.ID})
			}
		}
		doc.Graph = append(append(doc.Graph, process), fields...)
	}
	doc.Graph = append(doc.Graph, purposes...)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func dpvID(object string) string { return "urn:privet:" + url.PathEscape(object) }

// dpvTypes are a field's class in law and its kind of data.
func dpvTypes(i *inventory.Item) []string {
	types := []string{"dpv:PersonalData"}
	if i.Category.Class == personal.Special {
		types[0] = "dpv:SpecialCategoryPersonalData"
	}
	if term := i.Category.DPV; term != "" {
		if !strings.Contains(term, ":") {
			term = "pd:" + term
		}
		types = append(types, term)
	}
	return types
}

// InventorySVG draws the data map.
func InventorySVG(w io.Writer, r *Result, o Options) error {
	return datamap.SVG(w, datamap.Tables(r.Inventory, o.Lang), o.Lang, word.Visible)
}

// InventoryMermaid writes the data map as a Mermaid flowchart.
func InventoryMermaid(w io.Writer, r *Result, o Options) error {
	return datamap.Mermaid(w, datamap.Tables(r.Inventory, o.Lang), o.Lang, word.Visible)
}
