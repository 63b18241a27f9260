package flow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/privet-dev/privet/analyzer/flow"
)

// TestWorkersSeeTheSame analyses archives with wrappers, hooks, interfaces and shared
// fields by one worker and by many: who is faster must not matter.
func TestWorkersSeeTheSame(t *testing.T) {
	for _, name := range []string{"wrappers", "gorm", "objects", "managers"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile("testdata/flow/" + name + ".txtar")
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			unpack(t, dir, a)
			by := func(workers int) any {
				return *analyzeWith(t, dir, func(in flow.Input) flow.Input { return in.By(workers) })
			}
			one := by(1)
			for range 3 {
				if diff := cmp.Diff(one, by(8)); diff != "" {
					t.Fatalf("eight workers see something else (-one +eight):\n%s", diff)
				}
			}
		})
	}
}
