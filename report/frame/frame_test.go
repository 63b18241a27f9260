package frame

import (
	"bufio"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/schema"
)

var update = flag.Bool("update", false, "rewrite the golden frames")

// frameOf renders the part of a file's line that stands between » and «. The
// marks are taken out first, so that a test shows what should be underlined.
func frameOf(t *testing.T, file, text, label string, width int) string {
	t.Helper()
	dir := t.TempDir()
	before, rest, ok := strings.Cut(text, "»")
	marked, after, ok2 := strings.Cut(rest, "«")
	if !ok || !ok2 {
		t.Fatal("no »…« in the text")
	}
	if err := os.WriteFile(filepath.Join(dir, file), []byte(before+marked+after), 0o644); err != nil {
		t.Fatal(err)
	}
	line := 1 + strings.Count(before, "\n")
	column := len(before) - strings.LastIndex(before, "\n")
	span := schema.Span{Position: schema.Position{File: file, Line: line, Column: column}, Length: len(marked)}
	return render(t, dir, Snippet{Span: span, Label: label}, width)
}

func render(t testing.TB, dir string, s Snippet, width int) string {
	t.Helper()
	src, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	palette := NewPalette(false)
	r := Renderer{Source: src, Palette: palette, Width: width}
	var b strings.Builder
	r.Render(&b, []Snippet{s}, palette.Error)
	return b.String()
}

// TestFrames renders each case of testdata/frames.txtar: a file "name.ext" with
// »marks«, and the file "name.frame" with what must come out. The first line of
// an archive comment gives the width.
func TestFrames(t *testing.T) {
	const archive = "testdata/frames.txtar"
	ar, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(ar.Files); i += 2 {
		in, want := ar.Files[i], &ar.Files[i+1]
		t.Run(strings.ReplaceAll(in.Name, "-", " "), func(t *testing.T) {
			got := frameOf(t, in.Name, string(in.Data), "becomes users.password", 72)
			if *update {
				want.Data = []byte(got)
				return
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("frame differs (-want +got):\n%s", diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile(archive, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPersonalValuesAreNeverPrinted(t *testing.T) {
	cases := []struct{ name, file, text string }{
		{"a row of an insert", "seed.sql", "INSERT INTO users (email, password) VALUES »(«'jan@voorbeeld.nl', 'geheim1');"},
		{"a row on its own line", "seed.sql", "INSERT INTO users VALUES\n  »(«'Jan Geheim', 'geheim1', 123456782),"},
		{"a MySQL row in double quotes", "seed.sql", "insert into users values »(«\"Jan Geheim\", \"geheim1\", 123456782);"},
		{"a row of COPY data", "dump.sql", "COPY users (name, pw) FROM stdin;\n»Jan« Geheim\tgeheim1\t123456782\n\\.\n"},
		{"a single column of COPY data", "dump.sql", "COPY users (name) FROM stdin;\n»Jan« Geheim geheim1\n\\.\n"},
		{"a role's password", "roles.sql", "CREATE ROLE »app« LOGIN PASSWORD 'geheim1';"},
		{"a default password", "schema.sql", "  »wachtwoord« varchar(40) NOT NULL DEFAULT 'geheim1',"},
		{"a quoted quote", "seed.sql", "INSERT INTO users VALUES »(«'O''Geheim', 'it\\'s geheim1');"},
		{"an insert in Go", "seed.go", "\tdb.»Exec«(`INSERT INTO users VALUES ('Jan Geheim', 'geheim1', 123456782)`)"},
		{"arguments beside an insert in Go", "seed.go", "\tdb.»Exec«(\"INSERT INTO users VALUES ($1, $2)\", \"Jan Geheim\", \"geheim1\")"},
		{"an address anywhere", "main.go", "\tnotify(»\"geheim1@voorbeeld.nl\"«)"},
		{"a hash anywhere", "main.go", "\tx := »h«(\"$2a$10$geheim1geheim1geheim1geheim1\")"},
		{"a long row with the value before the caret", "seed.sql", "INSERT INTO t VALUES ('" + strings.Repeat("geheim1 ", 100) + "', »NULL«);"},
		{"a literal the window starts in", "seed.sql", "INSERT INTO t VALUES ('" + strings.Repeat("a", 300) + strings.Repeat("geheim1 ", 100) + "»x« geheim1 ', 'geheim1');"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := frameOf(t, c.file, c.text, "", 120)
			for _, secret := range []string{"geheim1", "Geheim", "123456782"} {
				if strings.Contains(got, secret) {
					t.Errorf("%q is printed:\n%s", secret, got)
				}
			}
		})
	}
}

func TestStructureIsNotMasked(t *testing.T) {
	cases := []struct{ name, file, text, want string }{
		{"values of a CHECK", "a.sql", "  »geslacht« text CHECK (geslacht IN ('man','vrouw')),", "'man','vrouw'"},
		{"labels of an enum", "a.sql", "CREATE TYPE »rol« AS ENUM ('klant','beheer');", "'klant','beheer'"},
		{"the algorithm of a hash", "q.sql", "UPDATE users SET »password« = crypt($1, gen_salt('bf', 8))", "gen_salt('bf', 8)"},
		{"a column of a domain type", "a.sql", "  »mail« email_adres,", "mail email_adres,"},
		{"a rune literal in Go", "a.go", "\tif r == »'\\n'« || r == 'x' {", "r == 'x'"},
		{"an apostrophe in Go", "a.go", "\tx := »1« // it's the client's own", "it's the client's own"},
		{"an attribute of a form", "a.html", "<input »name='geboortedatum'« type='date'>", "name='geboortedatum'"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := frameOf(t, c.file, c.text, "", 120); !strings.Contains(got, c.want) {
				t.Errorf("%q is not in:\n%s", c.want, got)
			}
		})
	}
}

func TestPlacesThatCannotBeShown(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "short.sql"), []byte("SELECT 1;\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "outside.sql")); err != nil {
		t.Fatal(err)
	}
	at := func(file string, line, column int) schema.Span {
		return schema.Span{Position: schema.Position{File: file, Line: line, Column: column}, Length: 4}
	}
	cases := []struct {
		name string
		span schema.Span
		want string
	}{
		{"a file that is gone", at("gone.sql", 3, 5), " --> gone.sql:3:5\n  |\n  | here\n"},
		{"a line behind the end", at("short.sql", 7, 1), " --> short.sql:7:1\n  |\n  | here\n"},
		{"a column behind the end", at("short.sql", 1, 90), " --> short.sql:1:90\n  |\n  | here\n"},
		{"a file outside the tree", at("../../etc/passwd", 1, 1), " --> ../../etc/passwd:1:1\n  |\n  | here\n"},
		{"a link out of the tree", at("outside.sql", 1, 1), " --> outside.sql:1:1\n  |\n  | here\n"},
		{"a folder", at(".", 1, 1), " --> .:1:1\n  |\n  | here\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := render(t, dir, Snippet{Span: c.span, Label: "here"}, 80)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnyLineOfALongFileIsFound(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	for i := range 3000 {
		b.WriteString(strings.Repeat(" ", i%7) + "CREATE TABLE t;\r\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "a.sql"), []byte("\ufeff"+b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	src, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	for _, line := range []int{1, 2, 2999, 257, 256, 1025, 3000, 1} {
		w, err := src.line("a.sql", line, 1)
		if want := strings.Repeat(" ", (line-1)%7) + "CREATE TABLE t;"; err != nil || string(w.text) != want {
			t.Errorf("line %d = %q, %v; want %q", line, w.text, err, want)
		}
	}
}

func TestUTF16FilesAreShown(t *testing.T) {
	dir := t.TempDir()
	text := "\xff\xfe"
	for _, c := range "\r\n  email text,\r\n" {
		text += string([]byte{byte(c), 0})
	}
	if err := os.WriteFile(filepath.Join(dir, "a.sql"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	span := schema.Span{Position: schema.Position{File: "a.sql", Line: 2, Column: 3}, Length: 5}
	want := " --> a.sql:2:3\n  |\n2 |   email text,\n  |   ^^^^^ here\n"
	if diff := cmp.Diff(want, render(t, dir, Snippet{Span: span, Label: "here"}, 80)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzFrame(f *testing.F) {
	f.Add("a.sql", "  email\ttext, -- \x1b[31m", "label", 3, 5, 80)
	f.Add("a.go", "x := \"日本語\" // \u202e\u200d", "日本", 7, 9, 30)
	f.Add("a.sql", "e\u0301\u0301\xff\xfe👨‍👩‍👧 ('x''", "👨‍👩‍👧 \r\n x", 1, 400, 10)
	f.Add("a.html", strings.Repeat("a", 2000), strings.Repeat("word ", 50), 1200, 3, 72)
	f.Fuzz(func(t *testing.T, file, line, label string, column, length, width int) {
		column, length, width = min(max(column, 1), 1<<20), min(max(length, 0), 1<<20), min(max(width, 40), 400)
		if file != filepath.Base(file) || strings.ContainsAny(file, "\x00\\") || len(file) > 100 || file == "." || file == ".." || file == "" {
			file = "a.sql"
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, file), []byte(line), 0o644); err != nil {
			t.Skip("the system does not take the name")
		}
		span := schema.Span{Position: schema.Position{File: file, Line: 1, Column: column}, Length: length}
		got := render(t, dir, Snippet{Span: span, Label: label}, width)
		sc := bufio.NewScanner(strings.NewReader(got))
		sc.Buffer(nil, 1<<20)
		for n := 0; sc.Scan(); n++ {
			if n > 0 && Width(sc.Text()) > width {
				t.Errorf("line is %d wide, frame is %d:\n%q", Width(sc.Text()), width, sc.Text())
			}
			for _, r := range sc.Text() {
				if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
					t.Errorf("control character %q in %q", r, sc.Text())
				}
			}
		}
	})
}

// BenchmarkLongLine shows that a frame in a line of 100 MB costs one streaming
// read of the file and a constant amount of memory. The ratio to copying the
// file to nowhere is reported.
func BenchmarkLongLine(b *testing.B) {
	dir := b.TempDir()
	const size = 100 << 20
	line := append([]byte("INSERT INTO t VALUES "), []byte(strings.Repeat("('a','b'),", size/10))...)
	if err := os.WriteFile(filepath.Join(dir, "a.sql"), line, 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size)
	b.ReportAllocs()
	span := schema.Span{Position: schema.Position{File: "a.sql", Line: 1, Column: size - 100}, Length: 3}
	for b.Loop() {
		render(b, dir, Snippet{Span: span}, 100)
	}
}
