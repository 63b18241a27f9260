package flow_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/usage"
)

// chosen is a program whose passwords are hashed by what a setting names, far from
// where they are stored.
const chosen = `
-- go.mod --
module shop

go 1.24
-- schema.sql --
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, password text NOT NULL);
-- hash.go --
package main

import (
	"crypto/md5"
	"encoding/hex"
)

type hasher interface{ HashPassword(password string) string }

type plain struct{}

func (plain) HashPassword(password string) string {
	return password
}

type salted struct{ salt string }

func digest(b []byte) []byte {
	sum := md5.Sum(b)
	return sum[:]
}

func text(s string) string { return hex.EncodeToString(digest([]byte(s))) }

func (s salted) HashPassword(password string) string {
	return text(text(password) + s.salt)
}

func named(name string) hasher {
	if name == "plain" {
		return plain{}
	}
	return salted{}
}
-- main.go --
package main

import (
	"database/sql"
	"net/http"
)

type User struct{ Email, Password string }

func (u *User) protect(setting string) {
	u.Password = named(setting).HashPassword(u.Password)
}

func signup(db *sql.DB, r *http.Request) error {
	u := &User{Email: r.FormValue("email"), Password: r.FormValue("password")}
	return first(db, u)
}

func first(db *sql.DB, u *User) error  { return second(db, u) }
func second(db *sql.DB, u *User) error { return third(db, u) }
func third(db *sql.DB, u *User) error {
	u.protect("")
	return fourth(db, u)
}
func fourth(db *sql.DB, u *User) error { return fifth(db, u) }
func fifth(db *sql.DB, u *User) error  { return insert(db, u) }

func insert(db *sql.DB, u *User) error {
	_, err := db.Exec("INSERT INTO users (email, password) VALUES ($1, $2)", u.Email, u.Password)
	return err
}

func main() {}
`

// TestTraceTellsWhichImplementation holds that a trace, however long, has the place
// where the value's protection was decided: behind an interface that is the
// implementation, and one that only bears the name of a hash.
func TestTraceTellsWhichImplementation(t *testing.T) {
	unseen := map[string]bool{"md5": true, "HashPassword": true}
	a := txtar.Parse([]byte(chosen))
	dir := t.TempDir()
	unpack(t, dir, a)
	for _, e := range analyze(t, dir).Events {
		if e.Kind != usage.Write || e.Target.Column != "password" {
			continue
		}
		var got []string
		for _, s := range e.Steps {
			got = append(got, fmt.Sprintf("%s:%d %s", s.Span.File, s.Span.Line, s.Message.EN))
		}
		want := []string{"main.go:15 comes from the request", "hash.go:13 handed back unchanged by HashPassword", "main.go:29 stored in users.password"}
		if e.Algorithm == "md5" {
			want = []string{"main.go:15 comes from the request", "hash.go:25 one of the implementations: (salted).HashPassword", "hash.go:19 hashed by md5", "main.go:29 stored in users.password"}
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: want the step %q, got\n\t%s", e.Algorithm, w, strings.Join(got, "\n\t"))
			}
		}
		if len(got) > 8 {
			t.Errorf("%d steps", len(got))
		}
		delete(unseen, e.Algorithm)
	}
	for algorithm := range unseen {
		t.Errorf("no password is stored by way of %s", algorithm)
	}
}

// chained logs through a chain over many lines.
const chained = `
-- go.mod --
module shop

go 1.24
-- main.go --
package main

import (
	"net/http"

	"github.com/rs/zerolog/log"
)

func signup(w http.ResponseWriter, r *http.Request) {
	log.Info().
		Str("email", r.FormValue("email")).
		Str("path", "/signup").
		Int("attempt", 1).
		Str("agent", "shop").
		Msg("signed up")
}

func main() { http.HandleFunc("/signup", signup) }
`

// TestTraceHasTheLink holds that a trace tells which link of a chain the datum is put
// in by, and no other.
func TestTraceHasTheLink(t *testing.T) {
	dir := t.TempDir()
	unpack(t, dir, txtar.Parse([]byte(chained)))
	var got []string
	for _, e := range analyze(t, dir).Events {
		for _, s := range e.Steps {
			got = append(got, fmt.Sprintf("%s %d %s", e.Kind, s.Span.Line, s.Message.EN))
		}
	}
	want := []string{"log 11 comes from the request", "log 11 added as email", "log 15 logged by (*zerolog.Event).Msg"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}
