package personal

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/privet-dev/privet/analyzer/phrase"
)

//go:embed data/taxonomy.yaml
var taxonomyYAML []byte

// taxonomyFile is the shape of data/taxonomy.yaml.
type taxonomyFile struct {
	Updated    string `yaml:"updated"` // the day of the last change, lexicon included
	Categories []struct {
		ID    ID     `yaml:"id"`
		EN    string `yaml:"en"`
		NL    string `yaml:"nl"`
		Class Class  `yaml:"class"`
		Fides string `yaml:"fides"`
		DPV   string `yaml:"dpv"`
		Map   string `yaml:"map"`
		Sens  int    `yaml:"sens"`
	} `yaml:"categories"`
}

// taxonomy reads the embedded categories once; the file is part of the build
// and a test reads it, so that an error here is a broken build.
var taxonomy = sync.OnceValue(func() []Category {
	file := readTaxonomy()
	cats := make([]Category, 0, len(file.Categories))
	for _, c := range file.Categories {
		cats = append(cats, Category{
			ID: c.ID, Name: phrase.Text{EN: c.EN, NL: c.NL}, Class: c.Class, Sensitivity: c.Sens,
			Fideslang: c.Fides, DPV: c.DPV, Exact: c.Map == "=",
		})
	}
	return cats
})

func readTaxonomy() taxonomyFile {
	var file taxonomyFile
	if err := yaml.UnmarshalWithOptions(taxonomyYAML, &file, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("personal: data/taxonomy.yaml: %v", err))
	}
	return file
}

// Categories returns privet's built-in categories in the order of the taxonomy.
func Categories() []Category { return slices.Clone(taxonomy()) }

// Lookup finds a built-in category by id.
func Lookup(id ID) (Category, bool) { return lookupIn(taxonomy(), id) }

func lookupIn(cats []Category, id ID) (Category, bool) {
	for _, c := range cats {
		if c.ID == id {
			return c, true
		}
	}
	return Category{}, false
}
