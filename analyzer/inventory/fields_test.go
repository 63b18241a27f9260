package inventory

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema"
)

func values(n int, kind schema.ValueKind) *schema.Values {
	v := &schema.Values{Sampled: n, Distinct: n, Stems: n, Domains: n}
	v.Counts[kind] = n
	return v
}

// TestKeysBecomeFields: the keys that rows name are judged as columns beside
// those of their table, and kept apart from them in what is stated.
func TestKeysBecomeFields(t *testing.T) {
	db := &schema.Database{Dialect: schema.MySQL}
	db.AddTable(&schema.Table{Name: schema.Name{Name: "wp_usermeta"}, Columns: []*schema.Column{
		{Name: "user_id"}, {Name: "meta_key"},
		{Name: "meta_value", Keys: []schema.Key{{Name: "billing_phone", Values: values(6, schema.PhoneValue)}, {Name: "rich_editing", Values: values(6, schema.OtherValue)}, {Name: "_billing_email", Values: values(6, schema.EmailValue)}}},
		{Name: "settings", Keys: []schema.Key{{Name: "address.street", InJSON: true, Values: values(2, schema.OtherValue)}}},
	}})
	classifier, err := personal.New()
	if err != nil {
		t.Fatal(err)
	}
	inv := Build(Input{Databases: []*schema.Database{db}, Classifier: classifier})
	var got []string
	for _, i := range inv.Items {
		if i.Within != nil {
			got = append(got, fmt.Sprintf("%s in %s: %s %s", i.Object(), i.Stored().Name, i.Category.ID, i.Protection))
		}
	}
	want := []string{
		"wp_usermeta.billing_phone in meta_value: contact.phone plain",
		"wp_usermeta.billing_email in meta_value: contact.email plain",
		"wp_usermeta.settings.address.street in settings: contact.address unknown",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(db.Tables[0].Columns); n != 4 {
		t.Errorf("the schema itself has %d columns now, want 4", n)
	}
	if slices.ContainsFunc(inv.Tables[0].Verdicts, func(v personal.Verdict) bool { return v.Category == "contact.phone" }) {
		t.Error("the verdicts of the table's columns hold one of a key")
	}
}

// TestValuesProveProtection: the rows of a dump say how a password is stored.
func TestValuesProveProtection(t *testing.T) {
	mixed := values(10, schema.BcryptValue)
	mixed.Counts[schema.BcryptValue], mixed.Counts[schema.HexMD5Value] = 7, 3
	words := values(4, schema.OtherValue)
	words.Readable = 4
	for _, tt := range []struct {
		name   string
		values *schema.Values
		want   personal.Protection
	}{
		{"bcrypt", values(3, schema.BcryptValue), personal.SlowHash},
		{"MD5", values(3, schema.HexMD5Value), personal.FastHash},
		{"old customers in MD5", mixed, personal.FastHash},
		{"words", words, personal.Plain},
		{"something unknown", values(3, schema.OtherValue), personal.UnknownProtection},
		{"no rows", nil, personal.UnknownProtection},
	} {
		column := typed("varchar(255)", "varchar", "255")
		column.Values = tt.values
		if got := protection(proofs(passwordItem(column, 0))); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
