package main

import (
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/privet-dev/privet/analyzer"
)

// isVet reports whether go vet runs privet as its tool: with -V=full, -flags or
// a unit's .cfg file (golang.org/x/tools/go/analysis/unitchecker).
func isVet(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return strings.HasPrefix(args[0], "-V=") || args[0] == "-flags" || strings.HasSuffix(last, ".cfg")
}

// vet runs one unit of go vet, as the arguments of the process say, and exits
// with go vet's own codes.
func vet() { unitchecker.Main(analyzer.Analyzer) }
