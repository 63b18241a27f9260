package rows

import (
	"hash/maphash"
	"slices"
	"strings"

	"github.com/privet-dev/privet/schema"
)

// maxDistinct bounds how many different values of a column are told apart.
const maxDistinct = 1024

// column counts the values of one column or key.
type column struct {
	values     schema.Values
	seen       map[uint64]struct{}
	domains    map[uint64]struct{}
	stems      map[uint64]struct{}
	keys       map[string]*column
	flooded    bool // more than maxKeys keys: they are data
	docs       int  // rows that had keys
	certain    bool // a key seen once is a key
	attributes bool // its keys stand in another column of the row
	budget     int  // what may still be spent on guessing its bcrypt hashes
}

func newColumn(at schema.Origin) *column {
	return &column{values: schema.Values{Origin: at}, seen: map[uint64]struct{}{}, budget: bcryptBudget}
}

// add counts one value.
func (s *Sampler) add(c *column, v cell) {
	switch {
	case v.unknown:
		return
	case v.null || v.text == "":
		c.values.Empty++
		return
	}
	kind, reserved := recognise(v.text)
	c.values.Sampled++
	c.values.Counts[kind]++
	if reserved {
		c.values.Reserved++
	}
	if kind.IsHash() {
		known := false
		if known, c.budget = guess(kind, v.text, c.budget); known {
			c.values.Known++
		}
	}
	if kind == schema.OtherValue && isOldVAT(v.text) {
		c.values.OldVAT++
	}
	if readable(kind, v.text) {
		c.values.Readable++
	}
	if len(c.seen) < maxDistinct {
		c.seen[maphash.String(s.seed, v.text)] = struct{}{}
	}
	if kind == schema.EmailValue && !reserved {
		s.address(c, strings.ToLower(v.text))
	}
	if kind == schema.JSONValue {
		c.docs++
		documentFields(v.text, func(key, value string) { s.addKey(c, key, value) })
	}
}

// address counts the domain of an e-mail address, and the address without its
// digits.
func (s *Sampler) address(c *column, address string) {
	if c.domains == nil {
		c.domains, c.stems = map[uint64]struct{}{}, map[uint64]struct{}{}
	}
	if len(c.domains) < maxDistinct {
		c.domains[maphash.String(s.seed, address[strings.IndexByte(address, '@')+1:])] = struct{}{}
	}
	if len(c.stems) < maxDistinct {
		c.stems[maphash.String(s.seed, strings.Map(dropDigit, address))] = struct{}{}
	}
}

func dropDigit(r rune) rune {
	if r >= '0' && r <= '9' {
		return -1
	}
	return r
}

// addKey counts the value of a field inside the column.
func (s *Sampler) addKey(c *column, key, value string) {
	if c.keys == nil {
		c.keys = map[string]*column{}
	}
	k := c.keys[key]
	if k == nil {
		if len(c.keys) >= maxKeys {
			c.flooded = true
			return
		}
		k = newColumn(c.values.Origin)
		c.keys[key] = k
	}
	s.add(k, cell{text: value})
}

// result returns the counts.
func (c *column) result() *schema.Values {
	v := c.values
	v.Distinct, v.Domains, v.Stems = len(c.seen), len(c.domains), len(c.stems)
	return &v
}

// fields returns the keys that are names of fields: those that come back. In a
// map from persons to something every key is new, and is not to be repeated.
func (c *column) fields() []schema.Key {
	if c.flooded {
		return nil
	}
	var out []schema.Key
	for name, k := range c.keys {
		if n := k.values.Sampled + k.values.Empty; c.certain || n > 1 || c.docs == 1 {
			out = append(out, schema.Key{Name: name, InJSON: !c.attributes, Values: k.result()})
		}
	}
	slices.SortFunc(out, func(a, b schema.Key) int { return strings.Compare(a.Name, b.Name) })
	return out
}
