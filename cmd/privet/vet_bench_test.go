package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkVet runs go vet on a module in which nothing changed, bare and with
// privet as its tool: what a developer pays for privet from the second run on.
// The ratio of the two is what counts.
func BenchmarkVet(b *testing.B) {
	dir := b.TempDir()
	tool := filepath.Join(dir, "privet")
	if out, err := exec.Command("go", "build", "-o", tool, ".").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	module := filepath.Join(dir, "shop")
	if err := os.CopyFS(module, os.DirFS("../../testdata/shops/bloemenwinkel")); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"bare", []string{"vet", "-json", "./..."}},
		{"privet", []string{"vet", "-json", "-vettool=" + tool, "./..."}},
	} {
		vet := func(b *testing.B) {
			cmd := exec.Command("go", c.args...)
			cmd.Dir = module
			cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "GOPROXY=off", "GOWORK=off")
			if out, err := cmd.CombinedOutput(); err != nil {
				b.Fatalf("go vet: %v\n%s", err, out)
			}
		}
		b.Run(c.name, func(b *testing.B) {
			vet(b) // fills go vet's cache
			for b.Loop() {
				vet(b)
			}
		})
	}
}
