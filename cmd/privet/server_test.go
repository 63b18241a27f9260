package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/live/livetest"
	"github.com/privet-dev/privet/schema/source"
)

// privetJSON runs a command with --format json and returns what it says.
func privetJSON(t *testing.T, into any, args ...string) {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := run(t.Context(), append(args, "--format", "json", "--fail-on", "never"), nil, &out, &errOut); code != exitClean {
		t.Fatalf("privet %s: exit code %d: %s", strings.Join(args, " "), code, &errOut)
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		t.Fatal(err)
	}
}

// result is the part of the JSON contract that the tests here look at.
type result struct {
	Scope struct {
		Drift []struct {
			Object, Message string
			Personal        bool
		}
	}
	Inventory []struct {
		Schema, Table, Column, Within, Category, Protection string
		Mandatory                                           bool
		Readers                                             []struct {
			Role        string
			Read, Write bool
		}
	}
	Findings []struct{ Rule, Message, File string }
}

// facts lists an inventory, one line a field, without what only a server has:
// its administrator, and the name of the default schema.
func (r result) facts(admins ...string) []string {
	var list []string
	for _, i := range r.Inventory {
		var readers []string
		for _, reader := range i.Readers {
			if !slices.Contains(admins, reader.Role) {
				right := reader.Role
				if reader.Read {
					right += " r"
				}
				if reader.Write {
					right += " w"
				}
				readers = append(readers, right)
			}
		}
		slices.Sort(readers)
		mandatory := ""
		if i.Mandatory {
			mandatory = " mandatory"
		}
		list = append(list, i.Table+"."+i.Column+" "+i.Category+" "+i.Protection+mandatory+" ["+strings.Join(readers, ", ")+"]")
	}
	slices.Sort(list)
	return list
}

// TestAServerGivesTheInventoryOfItsFiles loads an example shop into a real
// PostgreSQL and asks both.
func TestAServerGivesTheInventoryOfItsFiles(t *testing.T) {
	shop := filepath.Join("..", "..", "testdata", "shops", "bloemenwinkel", "db")
	url, conn := livetest.Postgres(t)
	for _, name := range []string{"schema.sql", "rollen.sql"} {
		text, err := os.ReadFile(filepath.Join(shop, name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), string(text)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	var file, server, both result
	privetJSON(t, &file, "scan", shop)
	privetJSON(t, &server, "db", url)
	if len(file.Inventory) < 20 {
		t.Fatalf("%d fields in the files", len(file.Inventory))
	}
	if diff := cmp.Diff(file.facts("postgres"), server.facts("postgres")); diff != "" {
		t.Errorf("inventory (-files +server):\n%s", diff)
	}
	privetJSON(t, &both, "scan", shop, "--db", url)
	if len(both.Scope.Drift) > 0 {
		t.Errorf("a server that is as its files drifts: %+v", both.Scope.Drift)
	}
	if len(both.Findings) == 0 || !slices.ContainsFunc(both.Findings, func(f struct{ Rule, Message, File string }) bool {
		return f.Rule == "SPC-002" && f.File == "schema.sql"
	}) {
		t.Errorf("findings do not stand where the files state them: %+v", both.Findings)
	}
	if _, err := conn.Exec(t.Context(), `ALTER TABLE klant ADD paspoort text; ALTER TABLE adres DROP COLUMN postcode; GRANT SELECT ON adres TO statistiek; ALTER TABLE klant ALTER geboortedatum TYPE text; CREATE TABLE los (id int)`); err != nil {
		t.Fatal(err)
	}
	privetJSON(t, &both, "scan", shop, "--db", url)
	var drift []string
	for _, d := range both.Scope.Drift {
		drift = append(drift, d.Message)
	}
	slices.Sort(drift)
	want := []string{
		"column adres.postcode is in the files, not on the server",
		"column klant.geboortedatum is date in the files, text on the server",
		"column klant.paspoort is on the server, in no file",
		"role statistiek has SELECT on adres on the server, which no file grants",
		"table los is on the server, in no file",
	}
	if diff := cmp.Diff(want, drift); diff != "" {
		t.Errorf("drift (-want +got):\n%s", diff)
	}
}

// TestAMariaDBServerGivesTheInventoryOfItsFiles loads the MySQL shop and its
// clean twin into a real MariaDB, one after the other, and asks both.
func TestAMariaDBServerGivesTheInventoryOfItsFiles(t *testing.T) {
	url, db := livetest.MariaDB(t)
	db.SetMaxOpenConns(1)
	admins := []string{"root@localhost", "root@127.0.0.1", "root@%", "root@::1", "root", "mariadb.sys@localhost"}
	for name, fields := range map[string]int{"fietsenwinkel": 18, "fietsenwinkel-netjes": 12} {
		t.Run(name, func(t *testing.T) {
			shop := filepath.Join("..", "..", "testdata", "shops", name)
			loadMariaDB(t, db, filepath.Join(shop, "sql", "winkel.sql"), filepath.Join(shop, "sql", "rechten.sql"))
			defer forgetShop(t, db)
			var file, server, both result
			privetJSON(t, &file, "scan", shop)
			privetJSON(t, &server, "db", url+"fietsen")
			if len(file.Inventory) < fields {
				t.Fatalf("%d fields in the files, want %d", len(file.Inventory), fields)
			}
			if diff := cmp.Diff(file.facts(admins...), server.facts(admins...)); diff != "" {
				t.Errorf("inventory (-files +server):\n%s", diff)
			}
			privetJSON(t, &both, "scan", shop, "--db", url+"fietsen")
			if len(both.Scope.Drift) > 0 {
				t.Errorf("a server that is as its files drifts: %+v", both.Scope.Drift)
			}
			if _, err := db.Exec("USE fietsen; ALTER TABLE fw_klant ADD bsn char(9), DROP telefoon; GRANT SELECT ON fw_klant TO statistiek@localhost"); err != nil {
				t.Fatal(err)
			}
			privetJSON(t, &both, "scan", shop, "--db", url+"fietsen")
			var drift []string
			for _, d := range both.Scope.Drift {
				drift = append(drift, d.Message)
			}
			slices.Sort(drift)
			want := []string{
				"column fietsen.fw_klant.bsn is on the server, in no file",
				"column fietsen.fw_klant.telefoon is in the files, not on the server",
				"role statistiek@localhost has SELECT on fietsen.fw_klant on the server, which no file grants",
			}
			if diff := cmp.Diff(want, drift); diff != "" {
				t.Errorf("drift (-want +got):\n%s", diff)
			}
		})
	}
}

// loadMariaDB runs scripts as the command-line client does, DELIMITER included.
func loadMariaDB(t *testing.T, db *sql.DB, files ...string) {
	t.Helper()
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		pieces := source.NewSplitter(f, schema.MySQL)
		for {
			p, err := pieces.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if p.Kind != source.Statement {
				continue
			}
			if _, err := db.Exec(p.Text); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

// forgetShop leaves the server as it was before a shop was loaded.
func forgetShop(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, statement := range []string{"DROP DATABASE fietsen", "DROP USER IF EXISTS winkel@localhost, beheer@localhost, statistiek@localhost, bureau@'%'"} {
		if _, err := db.Exec(statement); err != nil {
			t.Error(err)
		}
	}
}

// TestSampledRowsOfAServerAreEvidence: rows are looked at only with --sample,
// are no dump in a repository, and none of their values comes out.
func TestSampledRowsOfAServerAreEvidence(t *testing.T) {
	url, conn := livetest.Postgres(t)
	if _, err := conn.Exec(t.Context(), `CREATE TABLE klant (id int, v1 text, wachtwoord text);
		INSERT INTO klant SELECT i, chr(97+i)||'.kuiper@ziggo.nl', md5('Zwaluw'||i) FROM generate_series(1, 20) i`); err != nil {
		t.Fatal(err)
	}
	pgPassword := strings.Replace(url, "postgres@", "postgres:hunter2-Zwaluw@", 1)
	var catalog, rows result
	privetJSON(t, &catalog, "db", pgPassword)
	privetJSON(t, &rows, "db", pgPassword, "--sample", "15")
	if got, want := catalog.facts("postgres"), []string{"klant.wachtwoord cred.password unknown []"}; !cmp.Equal(got, want) {
		t.Errorf("without --sample: %q, want %q", got, want)
	}
	if got, want := rows.facts("postgres"), []string{"klant.v1 contact.email plain []", "klant.wachtwoord cred.password fast_hash []"}; !cmp.Equal(got, want) {
		t.Errorf("with --sample: %q, want %q", got, want)
	}
	if slices.ContainsFunc(rows.Findings, func(f struct{ Rule, Message, File string }) bool { return f.Rule == "BRE-001" }) {
		t.Error("the rows of a server are taken for a dump")
	}
	for _, format := range []string{"text", "json", "sarif", "github", "gitlab", "junit", "markdown"} {
		var out bytes.Buffer
		run(context.Background(), []string{"db", pgPassword, "--sample", "15", "--format", format}, nil, &out, &out)
		for _, secret := range []string{"kuiper", "ziggo", "Zwaluw", "hunter2"} {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%s: %q comes out", format, secret)
			}
		}
	}
}

// answering is a server that says this to everyone and hangs up.
func answering(t *testing.T, packet string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
			_, _ = io.WriteString(c, packet)
			_, _ = c.Read(make([]byte, 1024)) // what the client says, so that the end is no reset
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

// TestAServerThatCannotBeReadIsSaidWhy: away, slow, refused, mistyped; in both
// languages, with a hint, without the password.
func TestAServerThatCannotBeReadIsSaidWhy(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, tt := range []struct{ name, url, en, nl string }{
		{"away", "postgres://u:hunter2@127.0.0.1:1/shop", "no server answers there", "daar antwoordt geen server"},
		{"away", "mysql://u:hunter2@127.0.0.1:1/shop", "no server answers there", "daar antwoordt geen server"},
		{"slow", "mysql://u:hunter2@" + l.Addr().String() + "/shop", "did not answer within 300ms", "antwoordde niet binnen 300ms"},
		{"slow", "postgres://u:hunter2@" + l.Addr().String() + "/shop", "did not answer within 300ms", "antwoordde niet binnen 300ms"},
		{"refused", "mysql://u:hunter2@" + answering(t, "\x46\x00\x00\x00\xff\x15\x04#28000Access denied for user 'u'@'localhost' (using password: YES).") + "/shop",
			"the server refuses this account", "de server weigert dit account"},
		{"full", "mysql://u:hunter2@" + answering(t, "\x0e\x00\x00\x00\xff\x10\x04#08004Full!") + "/shop", "takes no more connections", "geen verbindingen meer aan"},
		{"hangs up", "postgres://u:hunter2@" + answering(t, "") + "/shop?sslmode=disable", "the connection broke off", "de verbinding brak af"},
		{"another kind", "oracle://u:hunter2@127.0.0.1/shop", "no server of the kind", "geen verbindings-URL"},
		{"no URL", "hunter2", "this is not a connection URL", "geen verbindings-URL"},
	} {
		for _, command := range [][]string{{"db", tt.url}, {"access", "--db", tt.url}, {"scan", ".", "--db", tt.url}} {
			for lang, want := range map[string]string{"en": tt.en, "nl": tt.nl} {
				var out, errOut bytes.Buffer
				code := run(t.Context(), append(command, "--db-timeout", "300ms", "--lang", lang), nil, &out, &errOut)
				if code != exitUsage || !strings.Contains(errOut.String(), want) || !strings.Contains(errOut.String(), "hint: ") {
					t.Errorf("%s, %s, %s: exit code %d, %s", tt.name, command[0], lang, code, &errOut)
				}
				if strings.Contains(out.String()+errOut.String(), "hunter2") {
					t.Errorf("%s: the password comes out: %s%s", tt.name, &out, &errOut)
				}
			}
		}
	}
	for _, args := range [][]string{{"db"}, {"db", "postgres://u:hunter2@h/d", "postgres://u:hunter2@h/e"}, {"scan", "postgres://u:hunter2@h/d"}} {
		var out bytes.Buffer
		if code := run(t.Context(), args, nil, &out, &out); code != exitUsage || strings.Contains(out.String(), "hunter2") {
			t.Errorf("%q: exit code %d: %s", args[:1], code, &out)
		}
	}
}
