package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
)

// Category is a kind of personal data that privet does not know: a badge
// number, the house style of a horse.
type Category struct {
	ID          personal.ID    `yaml:"id" doc:"Key of the category, such as own.badge." required:"true"`
	Name        string         `yaml:"name" doc:"What it is called in reports." required:"true"`
	Class       personal.Class `yaml:"class" doc:"ordinary, special, criminal, national_id, credential or financial; ordinary when left out."`
	Sensitivity int            `yaml:"sensitivity" doc:"1 (trivial) to 5 (never without an explicit legal reason); 3 when left out."`
}

// classes are the legal classes a category may have.
var classes = []string{string(personal.Ordinary), string(personal.Special), string(personal.Criminal), string(personal.NationalID), string(personal.Credential), string(personal.Financial)}

// lexiconOptions are the categories and words as the classifier takes them.
func (p *Policy) lexiconOptions() []personal.Option {
	var opts []personal.Option
	for _, c := range p.Categories {
		category := personal.Category{ID: c.ID, Name: phrase.Text{EN: c.Name, NL: c.Name}, Class: c.Class, Sensitivity: c.Sensitivity}
		if category.Class == "" {
			category.Class = personal.Ordinary
		}
		if category.Sensitivity == 0 {
			category.Sensitivity = 3
		}
		opts = append(opts, personal.WithCategories(category))
	}
	ids := make([]personal.ID, 0, len(p.Tokens))
	for id := range p.Tokens {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		opts = append(opts, personal.WithTokens(id, p.Tokens[id]...))
	}
	return opts
}

// categoryIDs are the built-in categories and the policy's own.
func (p *Policy) categoryIDs() []string {
	var ids []string
	for _, c := range personal.Categories() {
		ids = append(ids, string(c.ID))
	}
	for _, c := range p.Categories {
		ids = append(ids, string(c.ID))
	}
	return ids
}

// lexicon checks the policy's own categories and words.
func (c *checker) lexicon(p *Policy) {
	seen := map[personal.ID]bool{}
	for i, x := range p.Categories {
		at := fmt.Sprintf("$.categories[%d]", i)
		c.required(at, "id", string(x.ID))
		c.required(at, "name", x.Name)
		if _, known := personal.Lookup(x.ID); known || seen[x.ID] {
			c.add(at+".id", phrase.Textf("there is a category %q already", "er is al een categorie %q", x.ID))
		}
		seen[x.ID] = true
		if x.Class != "" && !slices.Contains(classes, string(x.Class)) {
			c.add(at+".class", phrase.Textf("there is no class %q; write one of %s", "er is geen klasse %q; schrijf een van %s", x.Class, strings.Join(classes, ", ")))
		}
		if x.Sensitivity < 0 || x.Sensitivity > 5 {
			c.add(at+".sensitivity", phrase.Text{EN: "the sensitivity is 1 to 5", NL: "de gevoeligheid is 1 tot 5"})
		}
	}
	ids := p.categoryIDs()
	for _, id := range slices.Sorted(maps.Keys(p.Tokens)) {
		if !slices.Contains(ids, string(id)) {
			c.add(fmt.Sprintf("$.tokens.'%s'", id), join(phrase.Textf("there is no category %q", "er is geen categorie %q", id), didYouMean(string(id), ids)))
		}
	}
}
