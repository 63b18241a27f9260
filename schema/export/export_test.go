package export

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

const people = "naam;e-mail;plaats\nJan;j.boer@ziggo.nl;Ede\nEls;els@kpnmail.nl;\n\"Smit; Ans\";ans@xs4all.nl;Goes\nte kort\n"

// read writes files into a folder and reads its exports.
func read(t *testing.T, files map[string]string, exclude ...string) *Result {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(t.Context(), dir, exclude)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func tables(r *Result) (names []string) {
	for _, t := range r.Database.Tables {
		names = append(names, t.Name.String())
	}
	return names
}

// TestOnlyFilesNamedLikeExportsAreRead: everything else that is CSV stays shut.
func TestOnlyFilesNamedLikeExportsAreRead(t *testing.T) {
	got := read(t, map[string]string{
		"klanten.csv": people, "export/2026.csv": people, "db/users-dump.csv": people, "weg/users.csv": people,
		"prices.csv": people, "testdata/users.csv": people, "seeds/customers.csv": people, "example-users.csv": people, "node_modules/x/users.csv": people,
		"backup.csv":  "j.boer@ziggo.nl;els@kpnmail.nl\n1;2\n", // no line of names
		"export.csv":  "een kolom\nJan\n",
		"members.csv": "naam;naam\nJan;Boer\n",
		"leden.csv":   "",
	}, "weg/**")
	if diff := cmp.Diff([]string{"db.users-dump", "export.2026", "klanten"}, tables(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRowsAreCounted: in any of the usual separators and encodings, quoted or
// not; a row of another width is left out.
func TestRowsAreCounted(t *testing.T) {
	utf16 := []byte{0xFF, 0xFE}
	for _, r := range people {
		utf16 = append(utf16, byte(r), 0)
	}
	for name, text := range map[string]string{
		"semicolons": people, "a byte order mark": "\xEF\xBB\xBF" + people, "UTF-16": string(utf16),
		"tabs": "naam\te-mail\tplaats\nJan\tj.boer@ziggo.nl\tEde\nEls\tels@kpnmail.nl\t\nAns\tans@xs4all.nl\tGoes\n",
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, map[string]string{"klanten.csv": text}).Database.Tables
			if len(got) != 1 || got[0].Rows == nil {
				t.Fatalf("tables %+v", got)
			}
			v := got[0].Column("e-mail").Values
			if got[0].Rows.Sampled != 3 || v.Counts[schema.EmailValue] != 3 || v.Persons() != 3 || got[0].Rows.Origin.Line != 2 {
				t.Errorf("%d rows from line %d, values %+v", got[0].Rows.Sampled, got[0].Rows.Origin.Line, v)
			}
		})
	}
}

// FuzzHeader: foreign bytes give a header or none.
func FuzzHeader(f *testing.F) {
	f.Add(people)
	f.Add("a,b\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "export.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(t.Context(), dir, nil); err != nil {
			t.Fatal(err)
		}
	})
}
