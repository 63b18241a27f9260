package token

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema"
)

var kindNames = map[Kind]string{Word: "word", Quoted: "quoted", String: "string", Number: "number", Operator: "op", Param: "param",
	Comment: "comment", Unclosed: "unclosed"}

func kinds(text string, d schema.Dialect) []string {
	var got []string
	s := NewScanner(text, d)
	for t := s.Next(); t.Kind != EOF; t = s.Next() {
		got = append(got, kindNames[t.Kind]+" "+t.Text)
	}
	return got
}

func TestNext(t *testing.T) {
	const pg, my, lite = schema.PostgreSQL, schema.MySQL, schema.SQLite
	for _, tc := range []struct {
		name    string
		dialect schema.Dialect
		text    string
		want    []string
	}{
		{"a doubled quote stays inside the string", pg, `'it''s' x`, []string{`string 'it''s'`, "word x"}},
		{"a backslash escapes in MySQL", my, `'it\'s' x`, []string{`string 'it\'s'`, "word x"}},
		{"a backslash is a backslash in PostgreSQL", pg, `'c:\' x`, []string{`string 'c:\'`, "word x"}},
		{"a backslash escapes in an E string", pg, `E'it\'s' x`, []string{`string E'it\'s'`, "word x"}},
		{"double quotes are a string in MySQL", my, `"a\"b"`, []string{`string "a\"b"`}},
		{"double quotes are a name elsewhere", lite, `"a""b"`, []string{`quoted "a""b"`}},
		{"brackets are a name in SQLite", lite, `[first name]`, []string{"quoted [first name]"}},
		{"brackets are an array in PostgreSQL", pg, `int[]`, []string{"word int", "op [", "op ]"}},
		{"a character set introducer belongs to the string", my, `_utf8mb4'x' N'y' x'0f'`, []string{"string _utf8mb4'x'", "string N'y'", "string x'0f'"}},
		{"a dollar-quoted string ends at its own tag", pg, `$f$ a $$ b $f$ c`, []string{"string $f$ a $$ b $f$", "word c"}},
		{"a dollar inside a name", pg, `a$b $1`, []string{"word a$b", "param $1"}},
		{"a number of each form", my, `1 1.5 .5 1e10 1.5E-3 0x1F`, []string{"number 1", "number 1.5", "number .5", "number 1e10", "number 1.5E-3", "number 0x1F"}},
		{"a name may begin with a digit", my, `2fa_secret t.2fa`, []string{"word 2fa_secret", "word t", "op .", "word 2fa"}},
		{"two dashes without a blank begin a comment", my, "a --b\nc", []string{"word a", "comment --b", "word c"}},
		{"two minus signs between numbers do not", my, "5--3", []string{"number 5", "op -", "op -", "number 3"}},
		{"a hash begins a comment in MySQL", my, "a # b\r\nc", []string{"word a", "comment # b", "word c"}},
		{"a hash is an operator in PostgreSQL", pg, "a #>> b", []string{"word a", "op #>>", "word b"}},
		{"comments nest in PostgreSQL", pg, "/* a /* b */ c */ d", []string{"comment /* a /* b */ c */", "word d"}},
		{"comments do not nest in MySQL", my, "/* a /* b */ c", []string{"comment /* a /* b */", "word c"}},
		{"an executable comment is content", my, "/*!40101 SET x */ y", []string{"word SET", "word x", "word y"}},
		{"MariaDB's executable comment is content", my, "a /*M!100100 b*/", []string{"word a", "word b"}},
		{"executable comments are comments in PostgreSQL", pg, "/*!40101 SET x */", []string{"comment /*!40101 SET x */"}},
		{"parameters of every driver", lite, "? ?2 :id @id $id", []string{"param ?", "param ?2", "param :id", "param @id", "param $id"}},
		{"a cast is no parameter", pg, "a::text := b", []string{"word a", "op ::", "word text", "op :=", "word b"}},
		{"an account's host", my, "'u'@'%' u@db.example", []string{"string 'u'", "op @", "string '%'", "word u", "param @db.example"}},
		{"PostgreSQL's JSON operators", pg, "a ?| b @> c", []string{"word a", "op ?|", "word b", "op @>", "word c"}},
		{"placeholders are part of the name", my, "{{prefix}}users %TABLE_PREFIX%user ${db}.users #__users", []string{
			"word {{prefix}}users", "word %TABLE_PREFIX%user", "word ${db}", "op .", "word users", "word #__users"}},
		{"a modulo is no placeholder", my, "a %B% c", []string{"word a", "op %", "word B", "op %", "word c"}},
		{"an unclosed string reaches to the end", my, "a 'b", []string{"word a", "unclosed 'b"}},
		{"an unclosed comment reaches to the end", pg, "a /* b", []string{"word a", "unclosed /* b"}},
		{"bytes that are not UTF-8 are letters", pg, "caf\xe9 x", []string{"word caf\xe9", "word x"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, kinds(tc.text, tc.dialect)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tc.text, diff)
			}
		})
	}
}

func TestValue(t *testing.T) {
	for _, tc := range []struct {
		text    string
		dialect schema.Dialect
		want    string
	}{
		{`'it''s'`, schema.PostgreSQL, "it's"},
		{`E'a\tb'`, schema.PostgreSQL, "a\tb"},
		{`'a\'b\n'`, schema.MySQL, "a'b\n"},
		{`'a\b'`, schema.SQLite, `a\b`},
		{"`a``b`", schema.MySQL, "a`b"},
		{"[a b]", schema.SQLite, "a b"},
		{"$t$a'b$t$", schema.PostgreSQL, "a'b"},
		{"_utf8'x'", schema.MySQL, "x"},
		{`U&"x"`, schema.PostgreSQL, "x"},
	} {
		s := NewScanner(tc.text, tc.dialect)
		if got := s.Next().Value(tc.dialect); got != tc.want {
			t.Errorf("Value(%s) = %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestCommentText(t *testing.T) {
	for text, want := range map[string]string{"-- a b ": "a b", "--- x": "x", "# y": "y", "/* z */": "z", "/** doc */": "doc", "/**/": ""} {
		if got := (Token{Kind: Comment, Text: text}).CommentText(); got != want {
			t.Errorf("CommentText(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzNext holds the scanner to its promises: it ends, its tokens lie in order
// and in the text, and Value never fails.
func FuzzNext(f *testing.F) {
	for _, seed := range []string{"", "'", "$a$ $b$", "/*!50 a*/*/", "E'\\", "1e+", "{{}}", "%A%b", "U&'x'", "[", "a$${", "@@", "0x", "x'", "1.e5", "_x'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range []schema.Dialect{schema.UnknownDialect, schema.PostgreSQL, schema.MySQL, schema.SQLite} {
			s := NewScanner(text, d)
			end := 0
			for tok := s.Next(); tok.Kind != EOF; tok = s.Next() {
				if tok.Text == "" || tok.Offset < end || text[tok.Offset:tok.End()] != tok.Text {
					t.Fatalf("%v: token %+v behind byte %d of %q", d, tok, end, text)
				}
				end = tok.End()
				tok.Value(d)
				tok.CommentText()
			}
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	text := strings.Repeat("CREATE TABLE `customer` (`id` int(10) unsigned NOT NULL AUTO_INCREMENT, -- key\n `email` varchar(255) DEFAULT '' COMMENT 'E-mail', KEY `k` (`email`(10))) ENGINE=InnoDB;\n", 1000)
	var buf []Token
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		buf = Append(buf[:0], text, schema.MySQL)
	}
}
