package law

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed countries.yaml
var countrySource []byte

// Transfer says what a transfer of personal data to a country needs.
type Transfer uint8

// The kinds of transfers.
const (
	NoTransfer      Transfer = iota // inside the EEA: none
	AdequateCountry                 // an adequacy decision, perhaps for some recipients only
	ThirdCountry                    // a transfer tool of art. 46
)

var countries = sync.OnceValue(func() (d struct {
	AsOf     string   `yaml:"as_of"`
	URL      string   `yaml:"url"`
	EEA      []string `yaml:"eea"`
	Adequate []string `yaml:"adequate"`
}) {
	if err := yaml.UnmarshalWithOptions(countrySource, &d, yaml.Strict()); err != nil {
		panic(fmt.Errorf("law: embedded countries.yaml: %w", err))
	}
	return d
})

// TransferTo says what a transfer to a country (ISO 3166-1 alpha-2, in any case)
// needs. The UK is also known as UK.
func TransferTo(country string) Transfer {
	country = strings.ToUpper(country)
	if country == "UK" {
		country = "GB"
	}
	switch d := countries(); {
	case slices.Contains(d.EEA, country):
		return NoTransfer
	case slices.Contains(d.Adequate, country):
		return AdequateCountry
	}
	return ThirdCountry
}
