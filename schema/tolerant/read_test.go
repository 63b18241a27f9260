package tolerant

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var dialects = []struct {
	name    string
	dialect schema.Dialect
}{{"mysql", schema.MySQL}, {"sqlite", schema.SQLite}, {"postgres", schema.PostgreSQL}}

// statementsOf cuts a test file at the semicolons that end a line.
func statementsOf(text string) (list []string, offsets []int) {
	for at := 0; at < len(text); {
		n := strings.Index(text[at:], ";\n")
		if n < 0 {
			break
		}
		list, offsets = append(list, text[at:at+n]), append(offsets, at)
		at += n + 2
	}
	return list, offsets
}

// TestGolden reads a file of each dialect and compares all Ops, positions
// included, with what is kept next to it.
func TestGolden(t *testing.T) {
	for _, d := range dialects {
		t.Run(d.name, func(t *testing.T) {
			file := filepath.Join("testdata", d.name+".sql")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			list, offsets := statementsOf(string(text))
			for i, s := range list {
				pos := schema.Position{File: d.name + ".sql", Offset: offsets[i], Line: strings.Count(string(text[:offsets[i]]), "\n") + 1, Column: 1}
				stmt, ok, err := Read(s, pos, d.dialect)
				if !ok || err != nil {
					t.Fatalf("%s: ok %v, error %v", s, ok, err)
				}
				out.WriteString("# " + stmt.Verb + "\n")
				for _, op := range stmt.Ops {
					out.WriteString(describeOp(t, op))
				}
			}
			golden(t, filepath.Join("testdata", d.name+".golden"), out.String())
		})
	}
}

// describeOp writes an Op as JSON without its empty fields, origins as
// line:column+length.
func describeOp(t *testing.T, op schema.Op) string {
	b, err := json.MarshalIndent(compact(reflect.ValueOf(op)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return reflect.TypeOf(op).Name() + " " + string(b) + "\n"
}

func compact(v reflect.Value) any {
	if v.Type() == reflect.TypeFor[schema.Span]() || v.Type() == reflect.TypeFor[schema.Origin]() {
		if v.Type() == reflect.TypeFor[schema.Origin]() {
			v = v.FieldByName("Span")
		}
		s := v.Interface().(schema.Span)
		return strings.TrimPrefix(s.Position.String(), s.File+":") + "+" + string(rune('0'+s.Length/10)) + string(rune('0'+s.Length%10))
	}
	switch v.Kind() {
	case reflect.Pointer:
		return compact(v.Elem())
	case reflect.Struct:
		m := map[string]any{}
		for i := range v.NumField() {
			if f := v.Field(i); v.Type().Field(i).IsExported() && !f.IsZero() {
				m[v.Type().Field(i).Name] = compact(f)
			}
		}
		return m
	case reflect.Slice:
		list := []any{}
		for i := range v.Len() {
			list = append(list, compact(v.Index(i)))
		}
		return list
	}
	return v.Interface()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestPasswordsAreNeverKept looks for the secrets of the test files in
// everything the reader returns.
func TestPasswordsAreNeverKept(t *testing.T) {
	for _, d := range dialects {
		text, err := os.ReadFile(filepath.Join("testdata", d.name+".golden"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "secret") || strings.Contains(string(text), "81F5E21E") {
			t.Errorf("%s.golden holds a password", d.name)
		}
	}
}

func TestStatementsThatSayNothingAboutTheSchema(t *testing.T) {
	for _, s := range []string{"", "-- nothing", "INSERT INTO t VALUES ('create table x')", "SET NAMES utf8", "SELECT 1", "FLUSH PRIVILEGES",
		"LOCK TABLES a WRITE", "PRAGMA foreign_keys = ON", "START SLAVE", "CREATE SERVER s", "'quoted'"} {
		if stmt, ok, err := Read(s, schema.Position{}, schema.MySQL); ok || err != nil {
			t.Errorf("%q: read as %q, error %v", s, stmt.Verb, err)
		}
	}
}

func TestStatementsThatMakeNoSense(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"a table without a name", "CREATE TABLE (a int)", `f.sql:3:14: expected a table name, found "("`},
		{"a table that ends inside its bracket", "CREATE TABLE t (a int,\n b int", `f.sql:4:7: expected ")" behind the columns, found the end of the statement`},
		{"a column that is a number", "CREATE TABLE t (1 int)", `f.sql:3:17: expected a column name, found a number`},
		{"a grant to nobody", "GRANT SELECT ON t", `f.sql:3:18: expected TO or FROM and an account, found the end of the statement`},
		{"an index on nothing", "CREATE INDEX i (a)", `f.sql:3:16: expected ON and a table name, found "("`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, ok, err := Read(tc.text, schema.Position{File: "f.sql", Line: 3, Column: 1}, schema.MySQL)
			if !ok || err == nil || err.Error() != tc.want {
				t.Errorf("got %v, %v; want %s", ok, err, tc.want)
			}
		})
	}
}

func TestATruncatedTableKeepsItsColumns(t *testing.T) {
	stmt, _, err := Read("CREATE TABLE t (a int, b text, c varch", schema.Position{Line: 1, Column: 1}, schema.MySQL)
	if err == nil || len(stmt.Ops) != 1 || len(stmt.Ops[0].(schema.CreateTable).Table.Columns) != 3 {
		t.Errorf("got %+v, %v", stmt.Ops, err)
	}
}

// FuzzRead holds the reader to its promises on any text: it ends, it does not
// panic, and every span lies inside the text.
func FuzzRead(f *testing.F) {
	for _, d := range dialects {
		text, err := os.ReadFile(filepath.Join("testdata", d.name+".sql"))
		if err != nil {
			f.Fatal(err)
		}
		list, _ := statementsOf(string(text))
		for _, s := range list {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range dialects {
			stmt, _, _ := Read(text, schema.Position{Line: 1, Column: 1}, d.dialect)
			checkSpans(t, reflect.ValueOf(stmt), len(text))
		}
	})
}

func checkSpans(t *testing.T, v reflect.Value, size int) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			checkSpans(t, v.Elem(), size)
		}
	case reflect.Slice:
		for i := range v.Len() {
			checkSpans(t, v.Index(i), size)
		}
	case reflect.Struct:
		if s, ok := v.Interface().(schema.Span); ok {
			if s.Offset < 0 || s.Length < 0 || s.Offset+s.Length > size {
				t.Fatalf("span %+v in a text of %d bytes", s, size)
			}
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				checkSpans(t, v.Field(i), size)
			}
		}
	}
}

// BenchmarkRead reads the dialects' test files; BenchmarkScan is the bare cost
// of cutting the same text into tokens.
func BenchmarkRead(b *testing.B) {
	for _, d := range dialects {
		text, err := os.ReadFile(filepath.Join("testdata", d.name+".sql"))
		if err != nil {
			b.Fatal(err)
		}
		list, _ := statementsOf(string(text))
		b.Run(d.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for _, s := range list {
					Read(s, schema.Position{Line: 1, Column: 1}, d.dialect)
				}
			}
		})
		b.Run(d.name+"/tokens only", func(b *testing.B) {
			var buf []token.Token
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				buf = token.Append(buf[:0], string(text), d.dialect)
			}
		})
	}
}
