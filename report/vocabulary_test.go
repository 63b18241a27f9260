package report

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/privet-dev/privet/analyzer/personal"
)

// TestDPVNamesOnlyWhatItDescribes: a reference to a node that is not in the graph
// says nothing to a reader of linked data.
func TestDPVNamesOnlyWhatItDescribes(t *testing.T) {
	var doc dpvFile
	if err := json.Unmarshal(written(t, InventoryDPV, sample(t), sampleOptions(t)), &doc); err != nil {
		t.Fatal(err)
	}
	types := map[string][]string{}
	for _, n := range doc.Graph {
		types[n.ID] = n.Type
	}
	purposes, fields := 0, 0
	for _, n := range doc.Graph {
		for _, p := range n.Purposes {
			purposes++
			if len(types[p.ID]) == 0 || types[p.ID][0] != "dpv:Purpose" {
				t.Errorf("%s has the purpose %s, a %v", n.ID, p.ID, types[p.ID])
			}
		}
		for _, d := range n.Data {
			fields++
			if len(types[d.ID]) == 0 {
				t.Errorf("%s holds %s, which is described nowhere", n.ID, d.ID)
			}
		}
	}
	if purposes == 0 || fields == 0 {
		t.Errorf("%d purposes, %d fields", purposes, fields)
	}
}

// TestFideslangTakesTheDataset: the forms that fideslang's models demand of keys
// and categories. That each of the taxonomy's terms is one of the vocabularies'
// was checked against their releases, which the taxonomy names.
func TestFideslangTakesTheDataset(t *testing.T) {
	key, category := regexp.MustCompile(`^[a-zA-Z0-9_.<>-]+$`), regexp.MustCompile(`^(user|system)(\.[a-z_]+)*$`)
	r := sample(t)
	r.Inventory.Databases[0].Name = "db/sch\u00e9ma 1.sql"
	var doc fidesFile
	if err := yaml.Unmarshal(written(t, InventoryFideslang, r, sampleOptions(t)), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Dataset) != 1 || !key.MatchString(doc.Dataset[0].Key) {
		t.Errorf("%+v", doc.Dataset)
	}
	for _, c := range personal.Categories() {
		if !category.MatchString(c.Fideslang) {
			t.Errorf("%s is %q in fideslang", c.ID, c.Fideslang)
		}
	}
}
