package source

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"
)

func utf16Bytes(s string, big, mark bool) string {
	var b []byte
	if mark {
		s = "\ufeff" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

func TestDecode(t *testing.T) {
	tests := []struct {
		name, in, want string
		met            Decoding
	}{
		{"UTF-8 stays", "créer 😀", "créer 😀", Decoding{}},
		{"a byte order mark becomes blanks", "\xef\xbb\xbfCREATE", "   CREATE", Decoding{}},
		{"Latin-1 becomes question marks of equal length", "cr\xe9er \xff", "cr?er ?", Decoding{Invalid: 2}},
		{"NULs become blanks", "a\x00b", "a b", Decoding{NULs: 1}},
		{"UTF-16 little endian", utf16Bytes("CREATE é😀", false, true), "CREATE é😀", Decoding{UTF16: true}},
		{"UTF-16 big endian", utf16Bytes("CREATE é😀", true, true), "CREATE é😀", Decoding{UTF16: true}},
		{"UTF-16 without a mark", utf16Bytes("CREATE", false, false), "CREATE", Decoding{UTF16: true}},
		{"half a UTF-16 unit", "\xff\xfeA\x00B", "A?", Decoding{UTF16: true, Invalid: 1}},
		{"a character cut off at the end", "ab\xf0\x9f", "ab??", Decoding{Invalid: 2}},
		{"nothing", "", "", Decoding{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				d := NewDecoder(r)
				got, err := io.ReadAll(d)
				if err != nil || string(got) != tt.want || d.Met() != tt.met {
					t.Errorf("got %q, %+v, %v; want %q, %+v", got, d.Met(), err, tt.want, tt.met)
				}
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"CREATE TABLE t (a int);", "\xef\xbb\xbfé", "\xff\xfea\x00", "\xfe\xff\x00a", "a\x00\xe2\x82"} {
		f.Add([]byte(s), 3)
	}
	f.Fuzz(func(t *testing.T, in []byte, size int) {
		d := NewDecoder(strings.NewReader(string(in)))
		got, err := io.ReadAll(&chopped{d, 1 + size&63})
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(got) || strings.ContainsRune(string(got), 0) {
			t.Errorf("%q decodes to %q", in, got)
		}
		if !d.Met().UTF16 && len(got) != len(in) {
			t.Errorf("%d bytes decode to %d", len(in), len(got))
		}
	})
}

// chopped reads at most n bytes at once.
type chopped struct {
	r io.Reader
	n int
}

func (c *chopped) Read(p []byte) (int, error) { return c.r.Read(p[:min(len(p), c.n)]) }
