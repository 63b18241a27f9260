package source

import (
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// skippedFolders are never entered: version control, and other people's code.
var skippedFolders = []string{".git", ".hg", ".svn", "node_modules", "vendor", "bower_components", ".venv", "__pycache__"}

// Excluded reports whether a file or folder, relative to the root and with forward
// slashes, is one that the user left out: a doublestar pattern matches it or a folder
// above it. A pattern may end in a slash.
func Excluded(patterns []string, rel string) bool {
	for _, pattern := range patterns {
		if ok, err := doublestar.Match(pattern, rel); ok && err == nil {
			return true
		}
		if ok, err := doublestar.Match(strings.TrimSuffix(pattern, "/")+"/**", rel); ok && err == nil {
			return true
		}
	}
	return false
}

// Walk is a walk over the files beside the schemas: settings, exports.
type Walk struct {
	Root    string   // folder, or the one file the user named
	Exclude []string // doublestar patterns relative to Root
	Skip    []string // names of folders not to enter, beside version control and other people's code
}

// Files calls visit for every regular file that is not left out, with its name
// relative to the root and on this machine, in lexical order; fs.SkipAll ends the
// walk. What cannot be read below the root is passed over, since Find, which walks
// the same tree, says so. The error is that of visit, of a root that cannot be read,
// or of ctx.
func (w Walk) Files(ctx context.Context, visit func(rel, osPath string) error) error {
	return filepath.WalkDir(w.Root, func(p string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rel, relErr := filepath.Rel(w.Root, p)
		if relErr != nil {
			return relErr
		}
		if rel = filepath.ToSlash(rel); rel == "." && d != nil && !d.IsDir() {
			rel = d.Name() // the user named the file
		}
		switch {
		case err != nil && rel == ".":
			return err
		case err != nil:
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			if rel != "." && (slices.Contains(skippedFolders, d.Name()) || slices.Contains(w.Skip, d.Name()) || Excluded(w.Exclude, rel)) {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || Excluded(w.Exclude, rel):
			return nil
		}
		return visit(rel, p)
	})
}
