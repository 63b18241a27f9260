package analyzer_test

import (
	"path/filepath"
	"testing"

	"github.com/privet-dev/privet/analyzer"
	"github.com/privet-dev/privet/analyzer/gosource"
)

// BenchmarkScan is a whole scan of each bundled shop; BenchmarkLoad is its part
// that the go command and the type checker take.
func BenchmarkScan(b *testing.B) {
	eachShop(b, func(b *testing.B, dir string) {
		if _, err := analyzer.Scan(b.Context(), analyzer.Options{Root: dir}); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	eachShop(b, func(b *testing.B, dir string) {
		if _, _, err := gosource.Load(b.Context(), dir, gosource.Options{}); err != nil {
			b.Fatal(err)
		}
	})
}

func eachShop(b *testing.B, do func(*testing.B, string)) {
	dirs, err := filepath.Glob("../testdata/shops/*/go.mod")
	if err != nil || len(dirs) == 0 {
		b.Fatalf("no shops: %v", err)
	}
	for _, mod := range dirs {
		dir := filepath.Dir(mod)
		b.Run(filepath.Base(dir), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				do(b, dir)
			}
		})
	}
}
