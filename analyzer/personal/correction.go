package personal

import (
	"fmt"
	"strings"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

// Option adds to the embedded lexicon, or corrects its verdicts.
type Option func(*options)

type options struct {
	categories  []Category
	tokens      []userTokens
	corrections []Correction
}

type userTokens struct {
	id     ID
	tokens []string
}

// Correction is a person's verdict on a table or column. It wins over every
// other evidence.
type Correction struct {
	Table    string // table, or schema.table; for a struct its type name
	Column   string // column or field; "" means every column of the table
	Category ID     // "" means: not personal data
	Reason   string // shown in the evidence
	Source   string // where it was said, for the evidence: "privet.yaml"
}

// WithCategories adds the user's categories; their ids must be new.
func WithCategories(cats ...Category) Option {
	return func(o *options) { o.categories = append(o.categories, cats...) }
}

// WithTokens adds names that decide by themselves for the category, in any
// spelling.
func WithTokens(id ID, tokens ...string) Option {
	return func(o *options) { o.tokens = append(o.tokens, userTokens{id, tokens}) }
}

// WithCorrections adds verdicts on tables and columns; of several on one column
// the last wins.
func WithCorrections(cs ...Correction) Option {
	return func(o *options) { o.corrections = append(o.corrections, cs...) }
}

// correct puts the user's additions into the classifier.
func (c *Classifier) correct(o options) error {
	for _, ut := range o.tokens {
		cat, ok := c.index[ut.id]
		if !ok {
			return fmt.Errorf("tokens for unknown category %q", ut.id)
		}
		for _, token := range ut.tokens {
			for _, t := range c.vocab.ensure(token, "en", english) {
				t.lookalike, t.own = "", true
				t.senses = []sense{{cat: cat, strength: strongToken, langs: english}}
			}
		}
	}
	for _, corr := range o.corrections {
		if _, ok := c.index[corr.Category]; !ok && corr.Category != "" {
			return fmt.Errorf("correction of %s.%s: unknown category %q", corr.Table, corr.Column, corr.Category)
		}
	}
	c.corrections = o.corrections
	return nil
}

// corrected returns a person's verdict on the column: privet.yaml first, then
// the comment in the schema.
func (c *Classifier) corrected(tv *tableView, col *columnView) (Verdict, bool) {
	for i := len(c.corrections) - 1; i >= 0; i-- {
		if corr := c.corrections[i]; corr.matches(tv.table.Name, col.name) {
			by := corr.Source
			if by == "" {
				by = "privet.yaml"
			}
			return c.decided(corr.Category, by, corr.Reason), true
		}
	}
	for _, text := range []string{col.comment, tv.comment} {
		if id, reason, ok := directive(text); ok {
			if _, known := c.index[id]; known || id == "" {
				return c.decided(id, "a comment in the schema", reason), true
			}
		}
	}
	return Verdict{}, false
}

func (c *Classifier) decided(id ID, by, reason string) Verdict {
	v := Verdict{Category: id, Corrected: true, Evidence: []phrase.Text{corrected(by, reason)}}
	if id != "" {
		v.Confidence = High
	}
	return v
}

func (corr Correction) matches(table schema.Name, column string) bool {
	if corr.Column != "" && !strings.EqualFold(corr.Column, column) {
		return false
	}
	return strings.EqualFold(corr.Table, table.Name) || strings.EqualFold(corr.Table, table.String())
}

// directive reads a correction out of a comment: "privet: category=contact.email"
// or "privet: not-personal, the shop's own address". ok is false when the
// comment says nothing to privet.
func directive(comment string) (id ID, reason string, ok bool) {
	_, text, found := strings.Cut(comment, "privet:")
	if !found {
		return "", "", false
	}
	text = strings.TrimSpace(text)
	if rest, found := strings.CutPrefix(text, "category="); found {
		word, reason, _ := strings.Cut(rest, " ")
		word = strings.TrimRight(word, ",;.")
		if word == "none" { // as privet.yaml says it
			return "", strings.TrimSpace(reason), true
		}
		return ID(word), strings.TrimSpace(reason), word != ""
	}
	if rest, found := strings.CutPrefix(text, "not-personal"); found {
		return "", strings.TrimLeft(rest, " ,:;-"), true
	}
	return "", "", false
}
