package law

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/privet-dev/privet/rules/finding"
)

//go:embed retention.yaml
var retentionSource []byte

// Band is how long data of a purpose is kept, in months; 0 leaves an end open.
type Band struct {
	Purpose   string
	Floor     int
	Ceiling   int
	Benchmark bool // practice, not law: longer needs a reason of your own
	Law       finding.LawRef
}

type bandEntry struct {
	Purpose string `yaml:"purpose"`
	Country string `yaml:"country"` // "": everywhere
	When    string `yaml:"when"`    // consent or oss: only then, and before the band without
	Floor   int    `yaml:"floor"`
	Ceiling int    `yaml:"ceiling"`
	Kind    string `yaml:"kind"`
	Law     string `yaml:"law"`
}

var bands = sync.OnceValue(func() (d struct {
	AsOf  string      `yaml:"as_of"`
	Bands []bandEntry `yaml:"bands"`
}) {
	if err := yaml.UnmarshalWithOptions(retentionSource, &d, yaml.Strict()); err != nil {
		panic(fmt.Errorf("law: embedded retention.yaml: %w", err))
	}
	return d
})

// RetentionBand returns the band of a purpose in a country (two letters). when
// is "consent" where the data is kept with consent, "oss" where it is kept for
// the one-stop shop, else "". ok is false where nothing is known.
func RetentionBand(purpose, country, when string) (band Band, ok bool) {
	for _, e := range bands().Bands {
		fits := e.Purpose == purpose && (e.Country == "" || e.Country == country) && (e.When == "" || e.When == when)
		if !fits || ok && e.When == "" {
			continue
		}
		band = Band{Purpose: e.Purpose, Floor: e.Floor, Ceiling: e.Ceiling, Benchmark: e.Kind == "benchmark", Law: Refs(e.Law)[0]}
		ok = true
	}
	return band, ok
}
