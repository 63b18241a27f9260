package flow

import (
	"maps"
	"slices"
	"strings"
)

// imports lists the packages of other modules that the module imports: which
// companies' libraries a program uses says who may receive its data.
func (an *analysis) imports() []string {
	found := map[string]bool{}
	for _, p := range an.mod.Packages {
		for _, f := range p.Files {
			for _, spec := range f.Imports {
				path := strings.Trim(spec.Path.Value, "\"`")
				if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") && !an.paths[path] {
					found[path] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}
