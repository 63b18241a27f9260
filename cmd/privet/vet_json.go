package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// vetPackage is what go vet -json says of one package.
type vetPackage struct {
	path        string
	diagnostics []vetDiagnostic
}

type vetDiagnostic struct {
	Category string `json:"category"`
	Posn     string `json:"posn"`
	Message  string `json:"message"`
}

// readVet reads the output of go vet -json: comment lines with the name of a
// package, and one object a package: {"path": {"privet": [diagnostic...]}}. rest
// is what is neither, such as errors of the compiler.
func readVet(out []byte) (pkgs []vetPackage, rest []byte) {
	for len(out) > 0 {
		line, after, _ := bytes.Cut(out, []byte("\n"))
		if !bytes.HasPrefix(line, []byte("{")) {
			if !bytes.HasPrefix(line, []byte("#")) && len(bytes.TrimSpace(line)) > 0 {
				rest = append(append(rest, line...), '\n')
			}
			out = after
			continue
		}
		dec := json.NewDecoder(bytes.NewReader(out))
		var tree map[string]map[string]json.RawMessage
		if err := dec.Decode(&tree); err != nil {
			return pkgs, append(rest, line...)
		}
		out = out[dec.InputOffset():]
		pkgs = append(pkgs, packagesOf(tree)...)
	}
	slices.SortFunc(pkgs, func(a, b vetPackage) int { return strings.Compare(a.path, b.path) })
	return pkgs, rest
}

func packagesOf(tree map[string]map[string]json.RawMessage) []vetPackage {
	var out []vetPackage
	for path, byAnalyzer := range tree {
		p := vetPackage{path: path}
		for _, raw := range byAnalyzer {
			var ds []vetDiagnostic
			if err := json.Unmarshal(raw, &ds); err != nil { // {"error": "..."}: the analyzer failed
				ds = []vetDiagnostic{{Message: string(raw)}}
			}
			p.diagnostics = append(p.diagnostics, ds...)
		}
		out = append(out, p)
	}
	return out
}
