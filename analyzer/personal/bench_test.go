package personal

import (
	"fmt"
	"testing"

	"github.com/privet-dev/privet/schema"
)

// BenchmarkDatabase classifies the whole corpus and reports the time for one
// column; ten thousand columns are to take less than 50 ms on one core.
func BenchmarkDatabase(b *testing.B) {
	c := classifier(b)
	projects := readProjects(b, "columns-dev.tsv", "foreign-keys-dev.tsv")
	columns := 0
	for _, p := range projects {
		for _, t := range p.db.Tables {
			columns += len(t.Columns)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range projects {
			c.Database(p.db)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(columns), "ns/column")
}

// BenchmarkWideTable is one table of ten thousand columns with names that no
// vocabulary knows: the segmenter's worst case.
func BenchmarkWideTable(b *testing.B) {
	c := classifier(b)
	t := &schema.Table{Name: schema.Name{Name: "measurements"}}
	for i := range 10_000 {
		t.Columns = append(t.Columns, &schema.Column{Name: fmt.Sprintf("qzxw%dlieferstrassenverzeichnis", i)})
	}
	db := &schema.Database{}
	db.AddTable(t)
	b.ReportAllocs()
	for b.Loop() {
		c.Database(db)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10_000, "ns/column")
}

// BenchmarkNew compiles the lexicon.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		classifier(b)
	}
}
