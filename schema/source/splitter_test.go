package source

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

// split returns the pieces of text, one string each: the text, with the
// keyword of commands and marks for what is special about a piece.
func split(t testing.TB, text string, d schema.Dialect) []string {
	t.Helper()
	var out []string
	for _, p := range pieces(t, strings.NewReader(text), d) {
		if got := text[p.Position.Offset:]; !strings.HasPrefix(got, p.Text) {
			t.Errorf("offset %d holds %.40q, the piece says %.40q", p.Position.Offset, got, p.Text)
		}
		mark := map[Kind]string{CopyData: "data:", MetaCommand: "meta:"}[p.Kind]
		if p.Unclosed {
			mark += "unclosed:"
		}
		out = append(out, mark+p.Text)
	}
	return out
}

func pieces(t testing.TB, r io.Reader, d schema.Dialect) []Piece {
	t.Helper()
	s := NewSplitter(r, d)
	var out []Piece
	for {
		p, err := s.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
}

func TestSplit(t *testing.T) {
	const pg, my, lite = schema.PostgreSQL, schema.MySQL, schema.SQLite
	tests := []struct {
		name    string
		dialect schema.Dialect
		text    string
		want    []string
	}{
		{"statements end at semicolons, the last one at the end of the file", pg,
			"select 1; select 2\n", []string{"select 1", "select 2"}},
		{"stray semicolons are nothing", pg, ";;\n; select 1;;", []string{"select 1"}},
		{"quotes hide semicolons", pg, `select ';', "a;b", 'it''s;'; select 2`, []string{`select ';', "a;b", 'it''s;'`, "select 2"}},
		{"a backslash is an ordinary character in a standard string", pg, `select '\'; select 2`, []string{`select '\'`, "select 2"}},
		{"E strings escape", pg, `select E'\';', e'a'; select 2`, []string{`select E'\';', e'a'`, "select 2"}},
		{"an old dump says that strings escape", pg, "SET standard_conforming_strings = off;\nselect '\\';'; select 2",
			[]string{"SET standard_conforming_strings = off", `select '\';'`, "select 2"}},
		{"comments hide semicolons and nest", pg, "select 1 -- ;\n, 2 /* ; /* ; */ ; */ ; select 3", []string{"select 1 -- ;\n, 2 /* ; /* ; */ ; */", "select 3"}},
		{"dollar quotes hold anything", pg, "do $a$ begin; $b$ ; $a$; select $1, a$b;", []string{"do $a$ begin; $b$ ; $a$", "select $1, a$b"}},
		{"BEGIN ATOMIC bodies hold semicolons", pg,
			"create function f() returns int begin atomic select case when true then 1 end; select 2; end; select 3",
			[]string{"create function f() returns int begin atomic select case when true then 1 end; select 2; end", "select 3"}},
		{"rule actions hold semicolons", pg, "create rule r as on insert to t do instead (insert into a values (1); delete from b); select 1",
			[]string{"create rule r as on insert to t do instead (insert into a values (1); delete from b)", "select 1"}},
		{"an unbalanced bracket costs one statement", pg, "create table a (b int; create table c (d int);", []string{"create table a (b int", "create table c (d int)"}},
		{"psql commands stand alone or end a statement", pg, "\\restrict abc\nselect 1 \\gset\n\\connect shop\nselect 2;",
			[]string{`meta:\restrict abc`, "select 1", `meta:\gset`, `meta:\connect shop`, "select 2"}},
		{`psql's \; separates`, pg, `select 1\; select 2;`, []string{"select 1", "select 2"}},
		{"COPY data is one block up to its closing line", pg, "COPY t (a, b) FROM stdin;\n1\t;'\n2\t\\N\n\\.\nselect 1;",
			[]string{"COPY t (a, b) FROM stdin", "data:1\t;'\n2\t\\N\n", "select 1"}},
		{"empty COPY data is nothing", pg, "COPY t FROM stdin;\n\\.\nselect 1;", []string{"COPY t FROM stdin", "select 1"}},
		{"a dump cut off inside COPY data ends there", pg, "COPY t FROM stdin;\n1\n2", []string{"COPY t FROM stdin", "data:unclosed:1\n2"}},
		{"COPY from a file has no data", pg, "COPY t FROM '/tmp/x';\nselect 1;", []string{"COPY t FROM '/tmp/x'", "select 1"}},
		{"an unclosed quote costs the statements up to the end of its line", pg, "select 'a;\ncreate table t (a int);\nselect 1",
			[]string{"unclosed:select 'a", "create table t (a int)", "select 1"}},

		{"MySQL strings escape and are quoted twice over", my, `select 'it\'s;', "a\";b", ` + "`c;d`" + `; select 2`,
			[]string{`select 'it\'s;', "a\";b", ` + "`c;d`", "select 2"}},
		{"hash and dash comments", my, "# a;\nselect 1 # ;\n-- b;\n, 5--3;--c;\n-------- d;\nselect 2;", []string{"select 1 # ;\n-- b;\n, 5--3", "select 2"}},
		{"a line of dashes inside a statement is a comment", my, "create table t (\n--old;\na int);", []string{"create table t (\n--old;\na int)"}},
		{"executable comments are code", my, "/*!40101 SET NAMES utf8 */;\n/*M! create table t (a int) */;", []string{"/*!40101 SET NAMES utf8 */", "/*M! create table t (a int) */"}},
		{"the sandbox line of mariadb-dump is a comment", my, "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump\ncreate table t (a int);", []string{"create table t (a int)"}},
		{"DELIMITER changes the terminator, glued or not", my, "DELIMITER $$\ncreate trigger t before insert on a for each row begin set @a = 1; END$$\ndelimiter ;\nselect 1;",
			[]string{"create trigger t before insert on a for each row begin set @a = 1; END", "select 1"}},
		{"bodies without DELIMITER", my, "create procedure p() begin if a then select 1; end if; case x when 1 then select 2; end case; while a do select case when 1 then 2 end; end while; end; select 3;",
			[]string{"create procedure p() begin if a then select 1; end if; case x when 1 then select 2; end case; while a do select case when 1 then 2 end; end while; end", "select 3"}},
		{"a trigger with one statement has no body", my, "create trigger t after insert on a for each row set @x = 1; select 1;", []string{"create trigger t after insert on a for each row set @x = 1", "select 1"}},
		{"USE ends with its line, SOURCE is the client's", my, "use shop\nsource tables.sql\nselect 1;", []string{"use shop", "meta:source tables.sql", "select 1"}},

		{"SQLite quotes identifiers in three ways", lite, "create table [a;b] (`c;d` text, \"e;f\" text); select '\\';", []string{"create table [a;b] (`c;d` text, \"e;f\" text)", "select '\\'"}},
		{"SQLite triggers hold statements", lite, "create trigger t after insert on a begin update b set c = case when 1 then 2 end; delete from d; end; select 1;",
			[]string{"create trigger t after insert on a begin update b set c = case when 1 then 2 end; delete from d; end", "select 1"}},
		{"BEGIN alone opens a transaction", lite, "begin; create table t (a); end;", []string{"begin", "create table t (a)", "end"}},
		{"dot commands are the client's", lite, ".mode csv\nselect 1;\n.read b.sql", []string{"meta:.mode csv", "select 1", "meta:.read b.sql"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, split(t, tt.text, tt.dialect)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSplitSlowly(t *testing.T) {
	const text = "-- lead\ncreate table a (b text default E'\\';'); /* x */ COPY a FROM stdin;\n1\n\\.\ndo $x$ ; $x$;\n\\connect b\n"
	want := pieces(t, strings.NewReader(text), schema.PostgreSQL)
	got := pieces(t, iotest.OneByteReader(strings.NewReader(text)), schema.PostgreSQL)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("a reader that yields single bytes changes the pieces (-whole +slow):\n%s", diff)
	}
}

func TestPositionsAndLeads(t *testing.T) {
	const text = "-- far away\n\n-- customers\n# not in PostgreSQL\ncreate table a (b int); -- behind\n/* two\nlines */\n  create table c (d int);"
	want := []Piece{
		{Keyword: "", Text: "# not in PostgreSQL\ncreate table a (b int)", Lead: "-- customers\n", Size: 42,
			Position: schema.Position{Offset: 26, Line: 4, Column: 1}},
		{Keyword: "CREATE", Text: "create table c (d int)", Lead: "/* two\nlines */\n", Size: 22,
			Position: schema.Position{Offset: 98, Line: 8, Column: 3}},
	}
	got := pieces(t, strings.NewReader(text), schema.PostgreSQL)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// pattern yields head, then n times middle, then tail.
func pattern(head, middle string, n int, tail string) io.Reader {
	i := 0
	return io.MultiReader(strings.NewReader(head), readerFunc(func(p []byte) (int, error) {
		total := 0
		for i < n && len(p)-total >= len(middle) {
			total += copy(p[total:], middle)
			i++
		}
		if total == 0 {
			return 0, io.EOF
		}
		return total, nil
	}), strings.NewReader(tail))
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestGiantPiecesAreReducedToTheirHead(t *testing.T) {
	const n = 1 << 20
	tests := []struct {
		name       string
		dialect    schema.Dialect
		head, row  string
		tail       string
		size, kept int
	}{
		{"an INSERT on one line", schema.MySQL, "INSERT INTO t VALUES (0,';')", ",(1,'a\\'b;')", ";\nselect 1;", 28 + 12*n, maxRows},
		{"a COPY block", schema.PostgreSQL, "COPY t FROM stdin;\n", "1\tabcdef\n", "\\.\nselect 1;", 9 * n, maxRows / 9 * 9},
		{"a statement of one line", schema.PostgreSQL, "do $$", " x y z; ", "$$;\nselect 1;", 7 + 8*n, maxStatement},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := NewSplitter(pattern(tt.head, tt.row, n, tt.tail), tt.dialect)
			var last, big Piece
			for {
				p, err := s.Next()
				if err == io.EOF {
					break
				}
				if p.Truncated {
					big = p
				}
				last = p
			}
			if last.Text != "select 1" {
				t.Errorf("the last piece is %.40q, want select 1", last.Text)
			}
			if big.Size != tt.size || len(big.Text) != tt.kept {
				t.Errorf("size %d and kept %d, want %d and %d", big.Size, len(big.Text), tt.size, tt.kept)
			}
			if limit := 4 * maxStatement; cap(s.w.b) > limit {
				t.Errorf("the window grew to %d bytes, want at most %d", cap(s.w.b), limit)
			}
		})
	}
}
