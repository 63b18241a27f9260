package proposal

import (
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema"
)

// shop is an inventory with tables of these names, each with an e-mail address,
// and a role of each name that may read one column.
func shop(tables, roles []string) *inventory.Inventory {
	db := &schema.Database{Name: "shop", Dialect: schema.PostgreSQL}
	inv := &inventory.Inventory{Databases: []*schema.Database{db}, Usage: &usage.Facts{Modules: []usage.Module{{Imports: []string{"github.com/mailgun/mailgun-go/v4", "github.com/stripe/stripe-go/v76/client"}}}}}
	category := &personal.Category{ID: "contact.email", Sensitivity: 2}
	for _, name := range tables {
		t := &inventory.Table{Database: db, Table: &schema.Table{Name: schema.Name{Name: name}}}
		item := &inventory.Item{Database: db, Table: t, Column: &schema.Column{Name: "e-mail: \"it\""}, Category: category}
		for _, r := range roles {
			item.Readers = append(item.Readers, inventory.Reader{Role: r, Read: true, Rights: schema.Select})
		}
		t.Items = append(t.Items, item)
		inv.Tables = append(inv.Tables, t)
	}
	return inv
}

// Names from a stranger's schema may hold anything; what is proposed is right
// all the same, and means the same.
func TestAProposalIsARightPolicyWhateverTheNames(t *testing.T) {
	tables := []string{"customers", "newsletter", "no", "a: b", "x # y", "it's", "tab\tle", "new\nline: {purposes: [x]}", "\"quoted\"", "1", "", "emoji😀", "order s", "[list]", "&anchor", "*alias", "- dash", "'", "\u2028version: 2", "customers_order"}
	roles := []string{"bi", "shop'@'%", "yes", "a\nb", "x: y"}
	for _, lang := range []phrase.Lang{phrase.English, phrase.Dutch} {
		text := Write(shop(tables, roles), Answers{Name: "Winkel: \"B.V.\"\nversion: 3", Contact: "a@example.nl", Breach: "#"}, lang)
		p, err := policy.Read(strings.NewReader(string(text)), "privet.yaml")
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if p.Controller.Name != "Winkel: \"B.V.\"\nversion: 3" || p.Breach.Contact != "#" || len(p.Processors) != 2 {
			t.Errorf("controller %+v, breach %+v, processors %+v", p.Controller, p.Breach, p.Processors)
		}
		for _, r := range roles {
			for _, table := range tables {
				if ops, ok := p.Access[r][table]; !ok || !ops.Allows("select", "e-mail: \"it\"") || ops.Allows("update", "other") {
					t.Errorf("%q on %q: %v", r, table, ops)
				}
			}
		}
		if _, ok := p.Tables["customers"]; !ok {
			t.Error("customers has no purpose")
		}
		if _, ok := p.Tables["emoji😀"]; ok {
			t.Error("a purpose was made up for a table that hints at none")
		}
	}
}

func TestEveryGuessIsMarked(t *testing.T) {
	text := string(Write(shop([]string{"customers"}, []string{"bi"}), Answers{}, phrase.English))
	for _, line := range strings.Split(text, "\n") {
		guessed := strings.Contains(line, "basis:") || strings.Contains(line, "retention:") || strings.Contains(line, "- id:") || strings.Contains(line, "purposes: [") || strings.Contains(line, "- name:")
		if guessed && !strings.Contains(line, "# guess") {
			t.Errorf("not marked: %q", line)
		}
	}
	if strings.Contains(text, "\nbreach:") {
		t.Error("a breach contact was made up")
	}
}
