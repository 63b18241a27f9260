package report

import (
	"strings"
	"testing"
)

// The expected values were published with the algorithm, in codeql-action's
// fingerprints.test.ts.
func TestLineHashesAreGitHubs(t *testing.T) {
	greeting := []string{"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}
	cases := []struct {
		name, text string
		want       []string
	}{
		{"an empty file", "", []string{"c129715d7a2bc9a3:1"}},
		{"no newline at the end", " a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{"a newline at the end", " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", greeting},
		{"carriage returns alone", " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", greeting},
		{"Windows line ends", " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", greeting},
		{"mixed line ends", " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", greeting},
		{"the same line again and again", strings.Repeat("Lorem ipsum dolor sit amet.\n", 10), []string{
			"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
			"a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			wanted := map[int]bool{}
			for i := range c.want {
				wanted[i+1] = true
			}
			got, err := lineHashes(strings.NewReader(c.text), wanted)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range c.want {
				if got[i+1] != want {
					t.Errorf("line %d = %s, want %s", i+1, got[i+1], want)
				}
			}
		})
	}
}
