package ignore

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/schema"
)

func TestDirectives(t *testing.T) {
	type want struct {
		rules, reason, until string
		line                 int
		problem              string
	}
	cases := []struct {
		name, file, text string
		want             []want
	}{
		{"behind the code", "a.go", "x := 1 //privet:ignore CRED-001 -- legacy import", []want{{"CRED-001", "legacy import", "", 1, ""}}},
		{"alone above the code", "a.go", "//privet:ignore CRED-001 -- legacy\n\n// a comment\nx := 1\n", []want{{"CRED-001", "legacy", "", 4, ""}}},
		{"two above the same code", "a.go", "// privet:ignore DIS-001 -- a\n// privet:ignore CRED-001 -- b\nx()", []want{{"DIS-001", "a", "", 3, ""}, {"CRED-001", "b", "", 3, ""}}},
		{"one behind and one above the next line", "a.sql", "a int, -- privet:ignore MIN-003 -- a\n-- privet:ignore MIN-005 -- b\nb int", []want{{"MIN-003", "a", "", 1, ""}, {"MIN-005", "b", "", 3, ""}}},
		{"several rules, with an end", "a.sql", "a int -- privet:ignore MIN-003, MIN-005 until=2027-03-01 -- the form asks", []want{{"MIN-003 MIN-005", "the form asks", "2027-03-01", 1, ""}}},
		{"a block comment", "a.sql", "a int /* privet:ignore MIN-003 -- old form */", []want{{"MIN-003", "old form", "", 1, ""}}},
		{"MySQL's hash", "a.sql", "a int # privet:ignore MIN-003 -- old form", []want{{"MIN-003", "old form", "", 1, ""}}},
		{"no reason", "a.go", "x() //privet:ignore CRED-001", []want{{"CRED-001", "", "", 1, "it gives no reason behind --"}}},
		{"no rule", "a.go", "x() //privet:ignore -- because", []want{{"", "because", "", 1, "it names no rule"}}},
		{"no such rule", "a.go", "x() //privet:ignore password -- because", []want{{"", "because", "", 1, `"password" is not the id of a rule`}}},
		{"no such date", "a.go", "x() //privet:ignore CRED-001 until=soon -- because", []want{{"CRED-001", "because", "soon", 1, "until=soon is not a date such as 2027-03-01"}}},
		{"text in a string is no comment", "a.go", `x("//privet:ignore CRED-001 -- no")`, nil},
		{"text in a literal is no comment", "a.sql", "INSERT INTO t VALUES ('-- privet:ignore CRED-001 -- no')", nil},
		{"words in prose are no directive", "a.go", "// write privet:ignore to ignore", nil},
		{"an example in a comment is no directive", "a.go", "//\t//privet:ignore CRED-001 -- reason\nx()", nil},
		{"Windows line ends", "a.sql", "-- privet:ignore MIN-003 -- a\r\nb int\r\n", []want{{"MIN-003", "a", "", 2, ""}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ds, err := Read(strings.NewReader(c.text), c.file)
			if err != nil {
				t.Fatal(err)
			}
			var got []want
			for _, d := range ds {
				got = append(got, want{strings.Join(d.Rules, " "), d.Reason, d.Until, d.Line, d.Problem.EN})
			}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestApply(t *testing.T) {
	at := func(line int) schema.Span {
		return schema.Span{Position: schema.Position{File: "a.go", Line: line, Column: 1}, Length: 1}
	}
	directive := func(text string) Directive {
		ds, err := Read(strings.NewReader(text+"\nx()"), "a.go")
		if err != nil || len(ds) != 1 {
			t.Fatalf("%q: %v %v", text, ds, err)
		}
		return ds[0]
	}
	today := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	cases := []struct {
		name, directive string
		rule            string
		line            int
		kept            string
		suppressed      bool
	}{
		{"a finding it speaks of is kept out", "//privet:ignore CRED-001 -- r", "CRED-001", 2, "", true},
		{"the last day counts", "//privet:ignore CRED-001 until=2026-11-24 -- r", "CRED-001", 2, "", true},
		{"an ended one suppresses nothing and is reported", "//privet:ignore CRED-001 until=2026-11-23 -- r", "CRED-001", 2, "CRED-001 PRV-002", false},
		{"another rule leaves it unused", "//privet:ignore CRED-002 -- r", "CRED-001", 2, "CRED-001 PRV-001", false},
		{"another line leaves it unused", "//privet:ignore CRED-001 -- r", "CRED-001", 9, "CRED-001 PRV-001", false},
		{"one without reason suppresses nothing", "//privet:ignore CRED-001", "CRED-001", 2, "CRED-001 PRV-003", false},
		{"national numbers need a law", "//privet:ignore SPC-002 -- r", "SPC-002", 2, "SPC-002 PRV-003", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kept, out := Apply([]finding.Finding{{Rule: c.rule, Span: at(c.line)}}, []Directive{directive(c.directive)}, today)
			var rules []string
			for _, f := range kept {
				rules = append(rules, f.Rule)
			}
			if got := strings.Join(rules, " "); got != c.kept || (len(out) == 1) != c.suppressed {
				t.Errorf("kept %q, suppressed %v; want %q, %v", got, out, c.kept, c.suppressed)
			}
		})
	}
}

func TestAStepOfTheTraceMayBeIgnored(t *testing.T) {
	step := finding.Step{Span: schema.Span{Position: schema.Position{File: "a.go", Line: 2}}}
	ds, _ := Read(strings.NewReader("//privet:ignore CRED-001 -- r\nx()"), "a.go")
	kept, out := Apply([]finding.Finding{{Rule: "CRED-001", Steps: []finding.Step{step}}}, ds, time.Now())
	if len(kept) != 0 || len(out) != 1 {
		t.Errorf("kept %v, suppressed %v", kept, out)
	}
}

func TestFindSearchesWhatIsBuilt(t *testing.T) {
	line := &fstest.MapFile{Data: []byte("x() //privet:ignore CRED-001 -- r\n")}
	tree := fstest.MapFS{
		"main.go": line, "internal/a/a.go": line, "vendor/x/x.go": line, "a/testdata/x.go": line, ".cache/x.go": line,
		"schema.sql": {Data: []byte("a int -- privet:ignore MIN-003 -- r\n")}, "notes.sql": {Data: []byte("a int -- privet:ignore MIN-003 -- r\n")},
	}
	ds, notes := Find(tree, []string{"schema.sql", "gone.sql"})
	var files []string
	for _, d := range ds {
		files = append(files, d.Span.File)
	}
	if diff := cmp.Diff([]string{"internal/a/a.go", "main.go", "schema.sql"}, files); diff != "" || len(notes) != 0 {
		t.Errorf("(-want +got):\n%s%v", diff, notes)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("x() //privet:ignore CRED-001 until=2027-01-01 -- r", "a.go")
	f.Add("-- privet:ignore\n/* privet:ignore a,b,, until= -- */\r\n'", "a.sql")
	f.Fuzz(func(t *testing.T, text, name string) {
		ds, err := Read(strings.NewReader(text), name)
		if err != nil {
			t.Fatal(err)
		}
		lines := 1 + strings.Count(text, "\n")
		for _, d := range ds {
			if d.Span.Line < 1 || d.Span.Line > lines || d.Line < d.Span.Line || d.Line > lines || d.Span.Length < len(mark) {
				t.Errorf("directive out of place: %+v in %d lines", d, lines)
			}
			if d.Problem.IsZero() && (len(d.Rules) == 0 || d.Reason == "") {
				t.Errorf("accepted without rule or reason: %+v", d)
			}
		}
	})
}
