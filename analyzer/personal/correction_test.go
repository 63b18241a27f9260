package personal

import (
	"testing"

	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/schema"
)

func TestACorrectionAlwaysWins(t *testing.T) {
	c := classifier(t, WithCorrections(
		Correction{Table: "shops", Column: "telephone", Category: "contact.phone", Reason: "sole traders"},
		Correction{Table: "public.users", Column: "email", Reason: "test accounts only", Source: "privet.yaml:12"},
		Correction{Table: "actors", Reason: "public figures"},
	))
	db := build("shops: telephone varchar(20)", "users: email text", "actors: first_name text; last_name text")
	db.RenameTable(db.Tables[1], schema.Name{Schema: "public", Name: "users"})
	for name, want := range map[string]ID{"shops.telephone": "contact.phone", "users.email": "", "actors.first_name": "", "actors.last_name": ""} {
		got := verdict(t, c, db, name)
		if got.Category != want || !got.Corrected {
			t.Errorf("%s: %q, corrected %v; want %q", name, got.Category, got.Corrected, want)
		}
	}
	if got := verdict(t, c, db, "users.email").Evidence[0].EN; got != "decided by privet.yaml:12: test accounts only" {
		t.Errorf("evidence = %q", got)
	}
}

func TestOfTwoCorrectionsTheLastWins(t *testing.T) {
	c := classifier(t, WithCorrections(
		Correction{Table: "users", Column: "code", Category: "cred.token"},
		Correction{Table: "users", Column: "code", Category: "id.national"},
	))
	if got := verdict(t, c, build("users: code text"), "users.code"); got.Category != "id.national" {
		t.Errorf("got %q", got.Category)
	}
}

func TestSQLCommentsCorrect(t *testing.T) {
	c := classifier(t)
	for comment, want := range map[string]ID{
		"privet: category=id.national":              "id.national",
		"Nummer. privet: category=id.national, old": "id.national",
		"privet: not-personal the shop's own":       "",
		"privet: category=none the shop's own":      "",
	} {
		db := build("customers: email text")
		db.Tables[0].Columns[0].LineComment = &schema.Text{Text: comment}
		if got := verdict(t, c, db, "customers.email"); got.Category != want || !got.Corrected {
			t.Errorf("%q: %q, corrected %v", comment, got.Category, got.Corrected)
		}
	}
	db := build("customers: email text")
	db.Tables[0].Comment = &schema.Text{Text: "privet: not-personal: companies"}
	if got := verdict(t, c, db, "customers.email"); got.Personal() || !got.Corrected {
		t.Errorf("a comment on the table: %+v", got)
	}
	db.Tables[0].Comment.Text = "privet: category=no.such"
	if got := verdict(t, c, db, "customers.email"); got.Category != "contact.email" || got.Corrected {
		t.Errorf("an unknown category in a comment: %+v", got)
	}
}

func TestUsersAddCategoriesAndTokens(t *testing.T) {
	own := Category{ID: "own.badge", Name: phrase.Text{EN: "Badge number", NL: "Pasnummer"}, Class: Ordinary, Sensitivity: 2}
	c := classifier(t, WithCategories(own), WithTokens("own.badge", "badge_no"), WithTokens("contact.phone", "belletje"))
	db := build("employees: badge_no int; belletje text; lastname text")
	if got := verdict(t, c, db, "employees.badge_no"); got.Category != "own.badge" {
		t.Errorf("badge_no: %q", got.Category)
	}
	if got := verdict(t, c, db, "employees.belletje"); got.Category != "contact.phone" {
		t.Errorf("belletje: %q", got.Category)
	}
	if cat, ok := c.Lookup("own.badge"); !ok || cat.Name.NL != "Pasnummer" || len(c.Categories()) != len(Categories())+1 {
		t.Errorf("Lookup = %+v, %v", cat, ok)
	}
	if plain := classifier(t); verdict(t, plain, db, "employees.belletje").Personal() {
		t.Error("one classifier's tokens reached another")
	}
}

func TestWrongAdditionsAreRefused(t *testing.T) {
	for name, opt := range map[string]Option{
		"a category that exists":              WithCategories(Category{ID: "name.full"}),
		"tokens for an unknown category":      WithTokens("no.such", "x"),
		"a correction to an unknown category": WithCorrections(Correction{Table: "t", Category: "no.such"}),
	} {
		if _, err := New(opt); err == nil {
			t.Errorf("New accepted %s", name)
		}
	}
}
