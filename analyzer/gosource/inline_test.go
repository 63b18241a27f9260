package gosource_test

import (
	"context"
	"testing"

	"github.com/privet-dev/privet/analyzer/gosource"
)

func TestDDLInGoStringsIsFoundWithItsPosition(t *testing.T) {
	root := extract(t, `
-- go.mod --
module example.org/a
go 1.21
-- a.go --
package a

const users = `+"`"+`
CREATE TABLE users (email text);
`+"`"+`

const notDDL = "how to CREATE TABLEs"

var dynamic = "CREATE TABLE %s (email text)"

func drop() string { return "DROP TABLE users" }

func add() string { return "ALTER TABLE users ADD COLUMN name text" }
`)
	mods, _, err := gosource.Load(context.Background(), root, gosource.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := gosource.Inline(root, mods)
	if len(got) != 2 {
		t.Fatalf("got %d texts, want 2: %+v", len(got), got)
	}
	if p := got[0].Position; p.File != "a.go" || p.Line != 3 || p.Column != 16 {
		t.Errorf("first text at %v", p)
	}
	if got[1].Text != "ALTER TABLE users ADD COLUMN name text" || got[1].Position.Line != 13 {
		t.Errorf("second text is %+v", got[1])
	}
}

// Rows that the code puts into a table it creates are evidence; what is put in at
// run time, and rows of tables created elsewhere, are not.
func TestSeedsOfTheCodesOwnTablesAreFound(t *testing.T) {
	root := extract(t, `
-- go.mod --
module example.org/a
go 1.21
-- a.go --
package a

const (
	users  = "CREATE TABLE IF NOT EXISTS Users (email text, pass text)"
	seed   = "INSERT INTO users (email, pass) VALUES ('a@example.org', '$2a$10$abcdefghijklmnopqrstuv')"
	insert = "INSERT INTO users (email, pass) VALUES ($1, $2)"
	named  = "INSERT INTO users (email, pass) VALUES (:email, :pass)"
	format = "INSERT INTO users (email) VALUES ('%s')"
	other  = "INSERT INTO orders VALUES (1)"
)
`)
	mods, _, err := gosource.Load(context.Background(), root, gosource.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := gosource.Inline(root, mods)
	if len(got) != 2 || got[1].Position.Line != 5 {
		t.Errorf("got %+v, want the table and the first INSERT", got)
	}
}
