package source

import (
	"fmt"
	"path"

	"github.com/privet-dev/privet/schema"
)

func (f *finder) skip(rel, reason string) {
	f.found.Skipped = append(f.found.Skipped, note(rel, reason, ""))
}

// note makes a Note about a whole file.
func note(rel, message, hint string) schema.Note {
	return schema.Note{Origin: schema.Origin{Span: schema.Span{Position: schema.Position{File: rel}}}, Message: message, Hint: hint}
}

// countSkipped writes one note a folder for the files that were left out for
// what they are.
func (f *finder) countSkipped() {
	for _, dir := range sortedKeys(f.tests) {
		f.found.Skipped = append(f.found.Skipped, note(dir, fmt.Sprintf("%s not read: test data", files(f.tests[dir])),
			"name the folder on the command line to read it"))
	}
	for _, dir := range sortedKeys(f.idle) {
		f.found.Skipped = append(f.found.Skipped, note(dir, fmt.Sprintf("%s without schema statements, rows or named queries", files(f.idle[dir])), ""))
	}
}

// listed is how many files of one folder are named one by one when they were
// skipped for the same reason.
const listed = 3

// gather makes one note of many that say the same of files in one folder.
func gather(all []schema.Note) []schema.Note {
	type group struct{ dir, message string }
	of := func(n schema.Note) group {
		return group{path.Dir(n.Origin.File), n.Message}
	}
	count := map[group]int{}
	for _, n := range all {
		count[of(n)]++
	}
	var out []schema.Note
	for _, n := range all {
		g := of(n)
		switch k := count[g]; {
		case k > listed:
			out = append(out, note(g.dir, fmt.Sprintf("%s not read: %s", files(k), g.message), n.Hint))
			count[g] = -1
		case k >= 0:
			out = append(out, n)
		}
	}
	return out
}
