package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/privet-dev/privet/analyzer/drift"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/phrase"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/report/frame"
	"github.com/privet-dev/privet/rules"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

const shop = "testdata/shop"

// at returns the span of the first occurrence of text in a file of the shop.
func at(t testing.TB, file, text string) schema.Span {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shop, file))
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(data), text)
	if !ok {
		t.Fatalf("%q is not in %s", text, file)
	}
	return schema.Span{
		Position: schema.Position{File: file, Offset: len(before), Line: 1 + strings.Count(before, "\n"), Column: len(before) - strings.LastIndex(before, "\n")},
		Length:   len(text),
	}
}

func say(en, nl string) phrase.Text { return phrase.Text{EN: en, NL: nl} }

// sample is the result of a scan of the shop as the engine would give it, with
// one finding of each severity, and with foreign names that try to misbehave.
func sample(t testing.TB) *Result {
	t.Helper()
	birthDate := at(t, "schema.sql", "birth_date")
	r := &Result{
		Tool:      Tool{Name: "privet", Version: "0.1.0", Revision: "abc123"},
		Inventory: sampleInventory(t),
		Rules:     sampleRules(),
		Elapsed:   2400 * time.Millisecond,
		Findings: []finding.Finding{
			{
				Rule: "MIN-003", Name: "unused-field", Severity: finding.Note, Confidence: personal.Medium,
				Message: say("users.birth_date is collected and never read", "users.birth_date wordt verzameld en nooit gelezen"),
				Why:     say("what is not needed may not be collected (GDPR art. 5(1)(c))", "wat niet nodig is mag niet worden verzameld (AVG art. 5 lid 1 onder c)"),
				Help:    say("drop the column", "verwijder de kolom"),
				Span:    birthDate, Objects: []string{"users.birth_date"}, FixSQL: "ALTER TABLE users\n  DROP COLUMN birth_date;", Print: "f3",
			},
			plaintextPassword(t),
			{
				Rule: "ACC-001", Name: "public-grant", Severity: finding.Warning, Confidence: personal.High,
				Message: say("everyone may read users\x1b[2J", "iedereen mag users\x1b[2J lezen"),
				Help:    say("REVOKE ALL ON users FROM PUBLIC", "REVOKE ALL ON users FROM PUBLIC"),
				Objects: []string{"users\x1b]0;title\a"}, Print: "f2",
			},
		},
		Suppressed: []finding.Suppressed{{
			Finding: finding.Finding{Rule: "CRED-004", Name: "password-equality", Severity: finding.Error, Message: say("compared", "vergeleken"), Print: "f4"},
			By:      finding.ByIgnore, Because: "legacy import", Until: "2027-03-01", At: birthDate.Position,
		}},
	}
	return r
}

func plaintextPassword(t testing.TB) finding.Finding {
	column := at(t, "schema.sql", "password")
	return finding.Finding{
		Rule: "CRED-001", Name: "plaintext-password", Severity: finding.Error, Confidence: personal.High,
		Message: say("password reaches storage without a slow hash", "wachtwoord wordt opgeslagen zonder trage hash"),
		Why:     say("anyone who reads the table can log in as the user, here and elsewhere", "wie de tabel leest kan inloggen als de gebruiker, hier en elders"),
		Help:    say("hash it first: bcrypt.GenerateFromPassword([]byte(u.Password), 12)", "hash het eerst: bcrypt.GenerateFromPassword([]byte(u.Password), 12)"),
		Law:     []finding.LawRef{{Ref: say("GDPR art. 32(1)(a)", "AVG art. 32 lid 1 onder a"), URL: "https://eur-lex.europa.eu/eli/reg/2016/679/oj", AsOf: "2026-11"}},
		Label:   say("becomes users.password", "wordt users.password"),
		Span:    at(t, "internal/user/store.go", "u.Password"),
		Objects: []string{"users.password"},
		Steps: []finding.Step{
			{Span: at(t, "internal/http/signup.go", "json.NewDecoder(r.Body).Decode(&u)"), Message: say("comes from the request here", "komt hier uit het verzoek")},
			{Span: at(t, "internal/http/signup.go", "user.Store(u)"), Message: say("handed on here", "hier doorgegeven")},
			{Span: at(t, "internal/user/store.go", "u.Password"), Message: say("stored here", "hier opgeslagen")},
			{Span: column, Message: say("stored as plain text", "als leesbare tekst opgeslagen")},
		},
		Others:   []finding.Step{{Span: at(t, "internal/user/store.go", "return err"), Message: say("and here", "en hier")}},
		Evidence: []phrase.Text{say("the column is named password", "de kolom heet password")},
		Print:    "f1",
	}
}

func sampleRules() []*rules.Rule {
	return []*rules.Rule{
		{ID: "CRED-001", Name: "plaintext-password", Severity: finding.Error, Title: say("Password stored in readable form", "Wachtwoord leesbaar opgeslagen"),
			What: say("Passwords that reach a column readable.", "Wachtwoorden die leesbaar in een kolom komen."), Why: say("A leak opens every account.", "Een lek opent elk account."),
			Fix: say("Hash with bcrypt.", "Hash met bcrypt."), Not: say("Tokens.", "Tokens."), Law: []finding.LawRef{{Ref: say("GDPR art. 32", "AVG art. 32")}}},
		{ID: "MIN-003", Name: "unused-field", Severity: finding.Note, Title: say("Collected and never read", "Verzameld en nooit gelezen"), Preview: true},
		{ID: "ACC-001", Name: "public-grant", Severity: finding.Warning, Title: say("Everyone may read it", "Iedereen mag het lezen")},
	}
}

func sampleInventory(t testing.TB) *inventory.Inventory {
	password := &schema.Column{Name: "password", NotNull: schema.Yes, Type: schema.TypeRef{Raw: "text", Base: "text"}, Origin: schema.Origin{Span: at(t, "schema.sql", "password")}}
	email := &schema.Column{Name: "email", NotNull: schema.Yes, Type: schema.TypeRef{Raw: "varchar(255)", Base: "varchar"}, Origin: schema.Origin{Span: at(t, "schema.sql", "email")}}
	users := &schema.Table{Name: schema.Name{Name: "users"}, Columns: []*schema.Column{email, password}}
	db := &schema.Database{Name: "schema.sql", Dialect: schema.PostgreSQL, Sources: []string{"schema.sql"}, Tables: []*schema.Table{users}}
	table := &inventory.Table{Database: db, Table: users, Subject: personal.PersonSubject, Purposes: []inventory.Purpose{{ID: "account", Hint: "users"}}}
	write := &usage.Event{Kind: usage.Write, Callee: "(*database/sql.DB).Exec", Function: "Store", Source: usage.FromRequest, Protection: personal.Plain, Span: at(t, "internal/user/store.go", "u.Password"), Confidence: personal.High}
	items := []*inventory.Item{
		{Database: db, Table: table, Column: email, Category: &personal.Category{ID: "contact.email", Name: say("e-mail address", "e-mailadres"), Class: personal.Ordinary, Fideslang: "user.contact.email", DPV: "pd:EmailAddress"},
			Confidence: personal.High, Mandatory: true, Evidence: []phrase.Text{say("token 'email'", "token 'email'")}, Origin: email.Origin,
			Readers: []inventory.Reader{{Role: "PUBLIC", Read: true, Path: []phrase.Text{say("GRANT SELECT TO PUBLIC", "GRANT SELECT TO PUBLIC")}}}},
		{Database: db, Table: table, Column: password, Field: "user.User.Password", Category: &personal.Category{ID: "cred.password", Name: say("password", "wachtwoord"), Class: personal.Credential},
			Confidence: personal.High, Mandatory: true, Protection: personal.Plain, Writes: []*usage.Event{write}, Origin: password.Origin,
			Proof: []inventory.Proof{{Kind: inventory.FlowProof, Protection: personal.Plain, Text: say("stored as it came in", "opgeslagen zoals het binnenkwam")}}},
	}
	table.Items = items
	inv := &inventory.Inventory{Databases: []*schema.Database{db}, Tables: []*inventory.Table{table}, Items: items,
		Scope: inventory.Scope{Root: shop, Files: 1, Statements: 1, GoFiles: 2, Packages: 2, Modules: []usage.Module{{Dir: ".", Path: "shop.example", Packages: 2}}}}
	for _, line := range []int{3, 9, 12, 14, 15, 16, 21} {
		place := schema.Position{File: "broken.sql", Line: line, Column: 1}
		inv.Scope.Unparsed = append(inv.Scope.Unparsed, schema.Note{Origin: schema.Origin{Span: schema.Span{Position: place}}, Message: "syntax error near \x1b[31mFORM", Hint: "the rest of the file was read"})
	}
	inv.Scope.Drift = []inventory.Drift{
		{Personal: true, Difference: drift.Difference{Object: "users.email", Table: users.Name, Column: "email", Origin: email.Origin,
			Text: say("column users.email is varchar(255) in the files, text on the server", "kolom users.email is varchar(255) in de bestanden, text op de server")}},
		{Difference: drift.Difference{Object: "tmp\x1b[2J", Text: say("table tmp\x1b[2J is on the server, in no file", "tabel tmp\x1b[2J staat op de server, in geen bestand")}},
	}
	inv.Scope.Skipped = []schema.Note{{Origin: schema.Origin{Span: schema.Span{Position: schema.Position{File: "dump.bin"}}}, Message: "not text"}}
	return inv
}

func sampleOptions(t testing.TB) Options {
	t.Helper()
	src, err := frame.Open(shop)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return Options{Source: src, Width: 100}
}
