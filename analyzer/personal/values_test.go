package personal

import (
	"testing"

	"github.com/privet-dev/privet/schema"
)

func valuesOf(kind schema.ValueKind, n, of int) *schema.Values {
	v := &schema.Values{Sampled: of, Distinct: of}
	v.Counts[kind], v.Counts[schema.OtherValue] = n, of-n
	return v
}

// TestValuesDecideWhereNamesAreSilent: what the rows hold tells what a column
// is when its name does not, confirms a name, and contradicts one.
func TestValuesDecideWhereNamesAreSilent(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, table, column string
		values              *schema.Values
		want                ID
		confidence          Confidence
	}{
		{"e-mail addresses in a column of no meaning", "data", "veld3", valuesOf(schema.EmailValue, 40, 40), "contact.email", High},
		{"IBANs in two rows", "data", "veld3", valuesOf(schema.IBANValue, 2, 2), "fin.bank_account", Medium},
		{"bcrypt hashes", "klanten", "k7", valuesOf(schema.BcryptValue, 12, 12), "cred.password", High},
		{"zero-padded order numbers in a table of nobody", "data", "veld3", valuesOf(schema.PhoneValue, 40, 40), "", None},
		{"the same in a table about customers", "klanten", "veld3", valuesOf(schema.PhoneValue, 40, 40), "contact.phone", Medium},
		{"digests of anything", "klanten", "veld3", valuesOf(schema.HexMD5Value, 40, 40), "", None},
		{"half of them", "data", "veld3", valuesOf(schema.EmailValue, 20, 40), "", None},
		{"a name and its values agree", "klanten", "telefoon", valuesOf(schema.PhoneValue, 9, 10), "contact.phone", High},
		{"a name and its values differ", "klanten", "email", valuesOf(schema.NumberValue, 10, 10), "", None},
		{"one value says too little against a name", "klanten", "email", valuesOf(schema.NumberValue, 1, 1), "contact.email", High},
	} {
		t.Run(tt.name, func(t *testing.T) {
			table := &schema.Table{Name: schema.Name{Name: tt.table}, Columns: []*schema.Column{{Name: "id"}, {Name: tt.column, Values: tt.values}}}
			got := c.Table(nil, table).Columns[1]
			if got.Category != tt.want || got.Confidence != tt.confidence {
				t.Errorf("%q, %s; want %q, %s: %v", got.Category, got.Confidence, tt.want, tt.confidence, got.Evidence)
			}
		})
	}
}
