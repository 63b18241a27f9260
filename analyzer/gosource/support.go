package gosource

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Packages that only tests use are code of tests, though their files are not named so:
// stores made of maps, requests that are made up, checks that every store must pass.
// What is kept or shown there is nobody's.

// TestLibraries are the libraries that only tests and what serves them import.
var TestLibraries = []string{"testing", "github.com/golang/mock/gomock", "go.uber.org/mock/gomock", "github.com/stretchr/testify/mock", "github.com/stretchr/testify/require", "github.com/stretchr/testify/assert"}

// supportNames are folders whose packages help tests, by their whole name or the end of it.
var supportNames = []string{"test", "tests", "testing", "testutil", "testutils", "testhelper", "testhelpers", "mock", "mocks", "fake", "fakes", "conformance", "e2e"}

// leaveOutSupport takes packages out that help tests and that no other package of the
// folder imports, and says which.
func (l *fileLoader) leaveOutSupport() {
	names := map[string]bool{}
	for rel := range l.local {
		names[path.Base(rel)] = true
	}
	var left []string
	for {
		used := l.importedHere()
		n := len(left)
		for _, rel := range slices.Sorted(maps.Keys(l.local)) {
			if p := l.local[rel]; !used[p] && p.helpsTests(names) {
				left = append(left, rel)
			}
		}
		if len(left) == n || len(left)-n == len(l.local) {
			left = left[:n]
			break // nothing more, or nothing but that: then somebody asks about these
		}
		for _, rel := range left[n:] {
			delete(l.local, rel)
		}
	}
	if len(left) == 0 {
		return
	}
	slices.Sort(left)
	l.notes = append(l.notes, note(l.folder.rel, fmt.Sprintf("packages that only tests use not analysed: %s", strings.Join(left, ", ")), "name such a folder on the command line to have it analysed"))
}

// importedHere returns the packages that others of the folder import.
func (l *fileLoader) importedHere() map[*localPackage]bool {
	used := map[*localPackage]bool{}
	for _, p := range l.local {
		for _, name := range p.imports {
			if q := l.find(name); q != nil && q != p {
				used[q] = true
			}
		}
	}
	return used
}

// helpsTests reports whether a package is one for tests, by the name of a folder that it
// is in (mocks, db_fake, storagetest beside storage) or the libraries that it uses. The
// names are those of all packages.
func (p *localPackage) helpsTests(names map[string]bool) bool {
	if p.pkg.Files[0].Name.Name == "main" {
		return false
	}
	if slices.ContainsFunc(p.imports, func(name string) bool { return slices.Contains(TestLibraries, name) }) {
		return true
	}
	return slices.ContainsFunc(strings.Split(p.rel, "/"), func(folder string) bool {
		if of, ok := strings.CutSuffix(folder, "test"); ok && names[of] {
			return true
		}
		return slices.ContainsFunc(supportNames, func(name string) bool {
			return folder == name || strings.HasSuffix(folder, "_"+name)
		})
	})
}
