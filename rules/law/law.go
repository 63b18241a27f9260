// Package law holds the references that findings cite: statutes, rulings and
// standards, as dated data in English and Dutch. Rules name them by key, so that
// a changed article or a reversed fine is a change of data, not of code.
package law

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/rules/finding"
)

//go:embed law.yaml
var source []byte

// entry is one reference as law.yaml spells it.
type entry struct {
	EN   string `yaml:"en"`
	NL   string `yaml:"nl"`
	URL  string `yaml:"url"`
	AsOf string `yaml:"as_of"`
}

var table = sync.OnceValue(func() map[string]entry {
	entries := map[string]entry{}
	if err := yaml.UnmarshalWithOptions(source, &entries, yaml.Strict()); err != nil {
		panic(fmt.Errorf("law: embedded law.yaml: %w", err))
	}
	return entries
})

// Refs returns the references of the keys, in the order given. A key that
// law.yaml does not hold is a mistake in privet itself and panics; the rules'
// metadata test looks every key up.
func Refs(keys ...string) []finding.LawRef {
	refs := make([]finding.LawRef, 0, len(keys))
	for _, key := range keys {
		e, ok := table()[key]
		if !ok {
			panic(fmt.Sprintf("law: no reference %q", key))
		}
		refs = append(refs, finding.LawRef{Ref: phrase.Text{EN: e.EN, NL: e.NL}, URL: e.URL, AsOf: e.AsOf})
	}
	return refs
}

// Keys returns every key, sorted.
func Keys() []string {
	keys := make([]string, 0, len(table()))
	for k := range table() {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
