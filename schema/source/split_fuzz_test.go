package source

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

// FuzzSplit holds what every caller of a Splitter relies on: pieces are in
// order and never overlap, a piece's text stands where its position says, and
// how the bytes arrive changes nothing.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{
		"select 1; select ';'; -- ;\n/* ; */ select $a$ ; $a$;", "COPY t FROM stdin;\n1\n\\.\nselect 1;",
		"DELIMITER $$\ncreate trigger t begin x; END$$\nDELIMITER ;\n", "/*!40101 SET x */; # a\n--b\nselect '\\'';",
		"create function f() begin atomic select case when 1 then 2 end; end;", "select 'a;\nselect 2;\n", "\\connect x\n.read y\nsource z\nuse q\n",
	} {
		for d := range 4 {
			f.Add(s, d)
		}
	}
	f.Fuzz(func(t *testing.T, text string, dialect int) {
		d := schema.Dialect(dialect & 3)
		got := pieces(t, strings.NewReader(text), d)
		end := 0
		for _, p := range got {
			at := p.Position
			if at.Offset < end || at.Offset+p.Size > len(text) {
				t.Fatalf("piece at %d, size %d, behind one that ended at %d of %d", at.Offset, p.Size, end, len(text))
			}
			end = at.Offset + p.Size
			if p.Kind != CopyData && !strings.HasPrefix(maskedSeparators(text[at.Offset:]), maskedSeparators(p.Text)) {
				t.Fatalf("%q does not stand at offset %d of %q", p.Text, at.Offset, text)
			}
			if line := 1 + strings.Count(text[:at.Offset], "\n"); at.Line != line {
				t.Fatalf("offset %d is on line %d, not %d", at.Offset, line, at.Line)
			}
			if column := at.Offset - strings.LastIndexByte(text[:at.Offset], '\n'); at.Column != column {
				t.Fatalf("offset %d is in column %d, not %d", at.Offset, column, at.Column)
			}
		}
		if slow := pieces(t, iotest.OneByteReader(strings.NewReader(text)), d); !cmp.Equal(got, slow) {
			t.Fatalf("byte by byte: %s", cmp.Diff(got, slow))
		}
	})
}

// maskedSeparators undoes nothing but psql's \; whose backslash becomes a blank.
func maskedSeparators(s string) string { return strings.ReplaceAll(s, `\`, " ") }

func BenchmarkSplit(b *testing.B) {
	row := strings.Repeat(`(1,'Jansen','it''s','1980-01-01',NULL,3.14),`, 20000)
	texts := []struct {
		name    string
		dialect schema.Dialect
		text    string
	}{
		{"DDL", schema.PostgreSQL, strings.Repeat("-- customers\nCREATE TABLE shop.customer (\n  id bigint NOT NULL,\n  email character varying(255) DEFAULT ''::character varying,\n  born date\n);\n\nALTER TABLE ONLY shop.customer\n    ADD CONSTRAINT customer_pkey PRIMARY KEY (id);\n\n", 20000)},
		{"COPY", schema.PostgreSQL, "COPY t FROM stdin;\n" + strings.Repeat("1\tJansen\tj@example.com\t1980-01-01\t\\N\n", 200000) + "\\.\n"},
		{"extended-inserts", schema.MySQL, strings.Repeat("INSERT INTO `t` VALUES "+row[:len(row)-1]+";\n", 20)},
		{"single-inserts", schema.PostgreSQL, strings.Repeat("INSERT INTO public.t (id, name, born) VALUES (1, 'Jansen', '1980-01-01');\n", 200000)},
	}
	for _, tt := range texts {
		b.Run(tt.name, func(b *testing.B) {
			b.SetBytes(int64(len(tt.text)))
			b.ReportAllocs()
			for b.Loop() {
				s := NewSplitter(NewDecoder(strings.NewReader(tt.text)), tt.dialect)
				for {
					if _, err := s.Next(); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func ExampleSplitter() {
	s := NewSplitter(strings.NewReader("-- the customers\nCREATE TABLE klant (id int);\nCOPY klant FROM stdin;\n1\n\\.\n"), schema.PostgreSQL)
	for {
		p, err := s.Next()
		if err != nil {
			break
		}
		fmt.Printf("%d:%d %q %q\n", p.Position.Line, p.Position.Column, p.Lead, p.Text)
	}
	// Output:
	// 2:1 "-- the customers\n" "CREATE TABLE klant (id int)"
	// 3:1 "" "COPY klant FROM stdin"
	// 4:1 "" "1\n"
}
