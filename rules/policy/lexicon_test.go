package policy

import (
	"strings"
	"testing"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema"
)

const ownWords = `version: 1
categories:
  - {id: own.badge, name: Badge number, sensitivity: 2}
tokens:
  own.badge: [pasnummer_medewerker]
  demo.birth_date: [gebje]
corrections:
  - {column: medewerkers.kast, category: own.badge, reason: the locker has the badge's number}
`

func TestAPolicyTeachesTheClassifier(t *testing.T) {
	p, err := Read(strings.NewReader(ownWords), "privet.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := personal.New(p.ClassifierOptions()...)
	if err != nil {
		t.Fatal(err)
	}
	table := &schema.Table{Name: schema.Name{Name: "medewerkers"}}
	want := map[string]personal.ID{"pasnummer_medewerker": "own.badge", "gebje": "demo.birth_date", "kast": "own.badge"}
	for _, name := range []string{"pasnummer_medewerker", "gebje", "kast"} {
		table.Columns = append(table.Columns, &schema.Column{Name: name})
	}
	for i, v := range c.Table(nil, table).Columns {
		if name := table.Columns[i].Name; v.Category != want[name] {
			t.Errorf("%s: %q, want %q", name, v.Category, want[name])
		}
	}
	if got, ok := c.Lookup("own.badge"); !ok || got.Class != personal.Ordinary || got.Sensitivity != 2 || got.Name.NL != "Badge number" {
		t.Errorf("own.badge = %+v, %v", got, ok)
	}
}

func TestOwnCategoriesAndWordsAreChecked(t *testing.T) {
	for text, want := range map[string]string{
		"categories: [{id: contact.email, name: Post}]":               `there is a category "contact.email" already`,
		"categories: [{id: own.a, name: A}, {id: own.a, name: B}]":    `there is a category "own.a" already`,
		"categories: [{id: own.a, name: A, class: secret}]":           `there is no class "secret"`,
		"categories: [{id: own.a, name: A, sensitivity: 9}]":          "the sensitivity is 1 to 5",
		"tokens: {contact.emial: [post]}":                             `there is no category "contact.emial"`,
		"corrections: [{column: a.b, category: own.b, reason: none}]": `there is no category "own.b"`,
	} {
		_, err := Read(strings.NewReader("version: 1\n"+text+"\n"), "privet.yaml")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %s", text, err, want)
		}
	}
}
