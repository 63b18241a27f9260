// Package profile knows, for each purpose a webshop usually has, which
// categories of personal data it needs, which it may justify, and which are too
// much. It is data (profiles.yaml) with three look-ups: a profile by id, how a
// category fits a profile, and which profiles a table's name hints at.
//
// The profiles are engineering defaults drawn from the GDPR's minimisation
// principle, EDPB guidance and rulings named in each profile's "why". An owner
// who declares and justifies more in privet.yaml is right and the profile is
// not.
package profile

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
)

//go:embed profiles.yaml
var source []byte

// Profile is one purpose.
type Profile struct {
	ID    string
	Name  phrase.Text
	Basis phrase.Text // the usual legal basis; the owner decides
	Keep  phrase.Text // the usual retention, as a proposal
	Why   string      // where the lists come from, English

	Proposal Proposal

	need, optional, excessive []personal.ID
}

// Proposal is what privet init writes for the purpose, for the owner to confirm.
type Proposal struct {
	Basis     string // as privet.yaml spells it
	Retention string
	Subjects  phrase.Text
}

// Fit says how a category fits a purpose.
type Fit uint8

// The degrees of fit. Unlisted means that the profile says nothing: a person
// decides.
const (
	Unlisted Fit = iota
	Excessive
	Optional // only with a written justification, and never mandatory
	Needed
)

// document is profiles.yaml as written.
type document struct {
	Meta     map[string]any `yaml:"meta"`
	Profiles []struct {
		ID      string        `yaml:"id"`
		EN      string        `yaml:"en"`
		NL      string        `yaml:"nl"`
		Basis   string        `yaml:"basis"`
		BasisNL string        `yaml:"basis_nl"`
		Need    []personal.ID `yaml:"need"`
		Opt     []personal.ID `yaml:"opt"`
		Bad     []personal.ID `yaml:"bad"`
		Keep    string        `yaml:"keep"`
		KeepNL  string        `yaml:"keep_nl"`
		Why     string        `yaml:"why"`

		Propose struct {
			Basis     string `yaml:"basis"`
			Retention string `yaml:"retention"`
			Subjects  struct {
				EN string `yaml:"en"`
				NL string `yaml:"nl"`
			} `yaml:"subjects"`
		} `yaml:"propose"`
	} `yaml:"profiles"`
	Hints map[string][]string `yaml:"hints"`
}

var load = sync.OnceValue(func() document {
	var d document
	if err := yaml.UnmarshalWithOptions(source, &d, yaml.Strict()); err != nil {
		panic(fmt.Errorf("profile: embedded profiles.yaml: %w", err))
	}
	return d
})

// All returns the profiles in the order of profiles.yaml.
func All() []*Profile { return profiles() }

var profiles = sync.OnceValue(func() []*Profile {
	d := load()
	all := make([]*Profile, 0, len(d.Profiles))
	for _, p := range d.Profiles {
		all = append(all, &Profile{
			ID: p.ID, Name: phrase.Text{EN: p.EN, NL: p.NL}, Basis: phrase.Text{EN: p.Basis, NL: p.BasisNL}, Keep: phrase.Text{EN: p.Keep, NL: p.KeepNL}, Why: p.Why,
			Proposal: Proposal{p.Propose.Basis, p.Propose.Retention, phrase.Text{EN: p.Propose.Subjects.EN, NL: p.Propose.Subjects.NL}},
			need:     p.Need, optional: p.Opt, excessive: p.Bad,
		})
	}
	return all
})

// ByID returns the profile of that id, or nil.
func ByID(id string) *Profile {
	for _, p := range All() {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// Fit returns how the category fits the purpose. Special, criminal, national-id
// and credential data, and card numbers and codes, are excessive unless the
// profile lists them; of other unlisted categories it says nothing.
func (p *Profile) Fit(c *personal.Category) Fit {
	switch {
	case slices.Contains(p.need, c.ID):
		return Needed
	case slices.Contains(p.optional, c.ID):
		return Optional
	case slices.Contains(p.excessive, c.ID):
		return Excessive
	case c.ID == "fin.card_number" || c.ID == "fin.card_auth":
		return Excessive
	}
	switch c.Class {
	case personal.Special, personal.Criminal, personal.NationalID, personal.Credential:
		return Excessive
	}
	return Unlisted
}
