package change

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
)

// field is a personal field of table klant.
func field(t *testing.T, column string, id personal.ID, change ...func(*inventory.Item)) *inventory.Item {
	t.Helper()
	c, ok := personal.Lookup(id)
	if !ok {
		t.Fatalf("no category %s", id)
	}
	i := &inventory.Item{Column: &schema.Column{Name: column}, Category: &c}
	for _, f := range change {
		f(i)
	}
	return i
}

func shop(items ...*inventory.Item) *inventory.Inventory {
	tab := &inventory.Table{Table: &schema.Table{Name: schema.Name{Name: "klant"}}, Items: items}
	inv := &inventory.Inventory{Tables: []*inventory.Table{tab}, Items: items}
	for _, i := range items {
		i.Table = tab
		tab.Table.Columns = append(tab.Table.Columns, i.Column)
	}
	return inv
}

func mandatory(i *inventory.Item) { i.Mandatory = true }
func stored(p personal.Protection) func(*inventory.Item) {
	return func(i *inventory.Item) { i.Protection = p }
}
func exitTo(kinds ...usage.Kind) func(*inventory.Item) {
	return func(i *inventory.Item) {
		for _, k := range kinds {
			i.Exits = append(i.Exits, &usage.Event{Kind: k, Callee: "x.Y", Function: "Z"})
		}
	}
}
func readableBy(roles ...string) func(*inventory.Item) {
	return func(i *inventory.Item) {
		for _, r := range roles {
			i.Readers = append(i.Readers, inventory.Reader{Role: r, Read: true})
		}
	}
}

func once(name string) func(*inventory.Item) {
	return func(i *inventory.Item) { i.Column.Renames = append(i.Column.Renames, schema.Rename{From: name}) }
}
func onceCalled(inv *inventory.Inventory, name, former string) *inventory.Inventory {
	t := inv.Tables[0].Table
	t.Name.Name = name
	if former != "" {
		t.Renames = []schema.Rename{{From: former}}
	}
	return inv
}

// brief is a change as "kind object: text".
func brief(cs []Change) []string {
	out := []string{}
	for _, c := range cs {
		out = append(out, string(c.Kind)+" "+c.Object+": "+c.Text.EN)
	}
	return out
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, new *inventory.Inventory
		want     []string
	}{
		{"nothing changed", shop(field(t, "email", "contact.email")), shop(field(t, "email", "contact.email")), []string{}},
		{"case of names does not count", shop(field(t, "Email", "contact.email")), shop(field(t, "email", "contact.email")), []string{}},
		{"a field came", shop(), shop(field(t, "email", "contact.email")), []string{"added klant.email: E-mail address (contact.email)"}},
		{"a field went", shop(field(t, "email", "contact.email")), shop(), []string{"removed klant.email: E-mail address (contact.email)"}},
		{"it became mandatory", shop(field(t, "email", "contact.email")), shop(field(t, "email", "contact.email", mandatory)), []string{"widened klant.email: is mandatory now"}},
		{"it became optional", shop(field(t, "email", "contact.email", mandatory)), shop(field(t, "email", "contact.email")), []string{"narrowed klant.email: is optional now"}},
		{"the hash became weaker", shop(field(t, "ww", "cred.password", stored(personal.SlowHash))), shop(field(t, "ww", "cred.password", stored(personal.FastHash))),
			[]string{"widened klant.ww: is stored as fast hash now, was slow hash"}},
		{"evidence was lost: nothing is known to have changed", shop(field(t, "ww", "cred.password", stored(personal.SlowHash))), shop(field(t, "ww", "cred.password")), []string{}},
		{"it now leaves to the log", shop(field(t, "email", "contact.email", exitTo(usage.Mail))), shop(field(t, "email", "contact.email", exitTo(usage.Mail, usage.Log))),
			[]string{"leaving klant.email: now leaves to: log"}},
		{"a second log line is no new exit", shop(field(t, "email", "contact.email", exitTo(usage.Log))), shop(field(t, "email", "contact.email", exitTo(usage.Log, usage.Log))), []string{}},
		{"it no longer leaves", shop(field(t, "email", "contact.email", exitTo(usage.Log))), shop(field(t, "email", "contact.email")), []string{"contained klant.email: no longer leaves to: log"}},
		{"a role may read two fields: one line",
			shop(field(t, "email", "contact.email"), field(t, "naam", "name.full")), shop(field(t, "email", "contact.email", readableBy("bi")), field(t, "naam", "name.full", readableBy("bi"))),
			[]string{"readable klant: can now be read by role bi: email, naam"}},
		{"a column was renamed, and its log line stays", shop(field(t, "mail", "contact.email", exitTo(usage.Log), readableBy("bi"))),
			shop(field(t, "email", "contact.email", exitTo(usage.Log), readableBy("bi"), once("mail"))), []string{"renamed klant.email: was called klant.mail"}},
		{"renamed and made mandatory", shop(field(t, "mail", "contact.email")), shop(field(t, "email", "contact.email", once("mail"), mandatory)),
			[]string{"widened klant.email: is mandatory now", "renamed klant.email: was called klant.mail"}},
		{"renamed long ago", shop(field(t, "email", "contact.email", once("mail"))), shop(field(t, "email", "contact.email", once("mail"))), []string{}},
		{"the old name lives on as another column", shop(field(t, "mail", "contact.email")), shop(field(t, "email", "contact.email", once("mail")), field(t, "mail", "contact.email")),
			[]string{"added klant.email: E-mail address (contact.email)"}},
		{"a table was renamed: one line", onceCalled(shop(field(t, "email", "contact.email"), field(t, "naam", "name.full")), "klanten", ""),
			onceCalled(shop(field(t, "email", "contact.email"), field(t, "naam", "name.full")), "klant", "klanten"), []string{"renamed klant: was called klanten"}},
		{"a role lost a right", shop(field(t, "email", "contact.email", readableBy("bi"))), shop(field(t, "email", "contact.email")), []string{"unreadable klant: can no longer be read by role bi: email"}},
		{"it is more sensitive than was thought", shop(field(t, "nr", "id.customer")), shop(field(t, "nr", "id.national")),
			[]string{"widened klant.nr: is judged to be " + name(field(t, "", "id.national")).EN + " now, was " + name(field(t, "", "id.customer")).EN}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := brief(Compare(test.old, test.new))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestARemovedVerdictSaysThatTheColumnStays(t *testing.T) {
	now := shop()
	now.Tables[0].Table.Columns = []*schema.Column{{Name: "email"}}
	got := Compare(shop(field(t, "email", "contact.email")), now)
	if len(got) != 1 || len(got[0].Details) != 1 || !strings.Contains(got[0].Details[0].EN, "still there") {
		t.Errorf("%+v", got)
	}
}

func TestDataThatNoColumnIsKnownForLeavesToo(t *testing.T) {
	now := shop()
	now.Usage = &usage.Facts{Events: []usage.Event{
		{Kind: usage.Log, Data: []usage.Datum{{Name: "req.Email", Category: "contact.email"}, {Name: "err"}}},
		{Kind: usage.Log, Test: true, Data: []usage.Datum{{Name: "t.Phone", Category: "contact.phone"}}},
		{Kind: usage.Compare, Data: []usage.Datum{{Name: "p", Category: "cred.password"}}},
	}}
	if diff := cmp.Diff([]string{"leaving req.Email: now leaves to: log"}, brief(Compare(shop(), now))); diff != "" {
		t.Error(diff)
	}
}

func TestHostileNamesStayInTheirLine(t *testing.T) {
	r := Report{From: "main\x1b[2J", To: "x", Changes: Compare(shop(), shop(field(t, "e|\n## <img src=x> @team\x1b[31m", "contact.email")))}
	for name, write := range map[string]func(Report, *bytes.Buffer) error{
		"text":     func(r Report, b *bytes.Buffer) error { return r.Text(b, Options{}) },
		"markdown": func(r Report, b *bytes.Buffer) error { return r.Markdown(b, Options{Lang: phrase.Dutch}) },
	} {
		var b bytes.Buffer
		if err := write(r, &b); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"\x1b", "\n##"} {
			if strings.Contains(b.String(), bad) {
				t.Errorf("%s lets %q through:\n%s", name, bad, b.String())
			}
		}
		if name == "markdown" && (strings.Contains(b.String(), "<img") || strings.Contains(b.String(), " @team")) {
			t.Errorf("markdown lets HTML or a mention through:\n%s", b.String())
		}
	}
	var b bytes.Buffer
	if err := r.JSON(&b, Options{}); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Changes []struct{ Kind, Category string }
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil || len(doc.Changes) != 1 || doc.Changes[0].Category != "contact.email" {
		t.Errorf("%v: %+v", err, doc)
	}
}
