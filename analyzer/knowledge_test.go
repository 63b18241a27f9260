package analyzer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer"
)

// The file's name is its digest: go vet's cache knows nothing else of it.
func TestAChangedSchemaHasAnotherName(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	write := func(schema string) string {
		t.Helper()
		unpack(t, dir, txtar.Parse([]byte("-- schema.sql --\n"+schema)))
		k, err := analyzer.ReadKnowledge(t.Context(), analyzer.Options{Root: dir}, nil)
		if err != nil {
			t.Fatal(err)
		}
		name, err := k.Write(out)
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	first := write("CREATE TABLE users (email text, password text);\n")
	if again := write("CREATE TABLE users (email text, password text);\n"); again != first {
		t.Error("the same schema has two names")
	}
	if granted := write("CREATE TABLE users (email text, password text);\nCREATE ROLE reader;\nGRANT SELECT ON users TO reader;\n"); granted != first {
		t.Error("a grant, which no rule on code looks at, changes the name")
	}
	if other := write("CREATE TABLE users (email text, pass_hash text);\n"); other == first {
		t.Error("another schema has the same name")
	}
	data, err := os.ReadFile(first)
	if err != nil || !strings.Contains(string(data), `"password"`) {
		t.Errorf("%s: no column in it (%v)", filepath.Base(first), err)
	}
}
