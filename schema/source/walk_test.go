package source_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/privet-dev/privet/schema/source"
)

func TestWalkPassesOverWhatIsLeftOut(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"a.csv", "data/b.csv", "data/old/c.csv", ".git/d.csv", "shop/vendor/e.csv", "dist/f.csv", "kept/g.csv"} {
		p := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		walk source.Walk
		want []string
	}{
		{"nothing", source.Walk{Root: root}, []string{"a.csv", "data/b.csv", "data/old/c.csv", "dist/f.csv", "kept/g.csv"}},
		{"folder", source.Walk{Root: root, Exclude: []string{"data"}}, []string{"a.csv", "dist/f.csv", "kept/g.csv"}},
		{"folder with a slash", source.Walk{Root: root, Exclude: []string{"data/"}}, []string{"a.csv", "dist/f.csv", "kept/g.csv"}},
		{"pattern", source.Walk{Root: root, Exclude: []string{"**/c.*"}, Skip: []string{"dist"}}, []string{"a.csv", "data/b.csv", "kept/g.csv"}},
		{"one file", source.Walk{Root: filepath.Join(root, "kept", "g.csv")}, []string{"g.csv"}},
	} {
		var got []string
		err := c.walk.Files(t.Context(), func(rel, _ string) error {
			got = append(got, rel)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if err := (source.Walk{Root: filepath.Join(root, "none")}).Files(t.Context(), nil); err == nil {
		t.Error("a root that is not there is no error")
	}
}
