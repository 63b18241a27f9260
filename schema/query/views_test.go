package query_test

import (
	"testing"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/query"
)

func TestViewsOnViewsReachTheBaseColumns(t *testing.T) {
	db := shop()
	db.AddView(&schema.View{Name: schema.Name{Name: "contacts"}, Query: `SELECT id, lower(email) AS mail FROM users WHERE status = 'on'`})
	db.AddView(&schema.View{Name: schema.Name{Name: "mails"}, Query: `SELECT mail FROM contacts`})
	query.ResolveViews(db)
	v := db.View(schema.Name{Name: "mails"})
	if len(v.Columns) != 1 || len(v.Columns[0].From) != 1 {
		t.Fatalf("columns %+v", v.Columns)
	}
	if from := v.Columns[0].From[0]; from.Table.Name != "users" || from.Column != "email" {
		t.Errorf("mail is made of %v.%s, want users.email", from.Table, from.Column)
	}
	if via := v.Columns[0].Via; len(via) != 1 || via[0] != "lower" {
		t.Errorf("mail comes through %v, want lower", via)
	}
	filtered := false
	for _, u := range db.Views[0].Uses {
		filtered = filtered || u.Column == "status" && u.Role == schema.FilterUse
	}
	if !filtered {
		t.Errorf("contacts filters by status, but uses %+v", db.Views[0].Uses)
	}
}

func TestViewThatCannotBeReadIsIncomplete(t *testing.T) {
	db := shop()
	db.AddView(&schema.View{Name: schema.Name{Name: "broken"}, Query: `SELECT FROM WHERE`})
	query.ResolveViews(db)
	if !db.Views[0].Incomplete {
		t.Error("a view with a query nobody can read is not marked incomplete")
	}
}
