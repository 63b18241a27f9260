package main

import (
	"os"
	"path/filepath"
	"strings"
)

// repositoryRoot returns the folder at or above dir that holds .git, or "".
func repositoryRoot(dir string) string {
	for {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// repositoryPath returns the scanned folder as seen from the repository's root,
// or from the current folder where there is no repository, with forward slashes:
// code hosts resolve the paths of SARIF and annotations from there. It is "" for
// the root itself, and for a folder outside.
func repositoryPath(path string) string {
	dir, err := filepath.Abs(path)
	if err != nil {
		return ""
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	root := repositoryRoot(dir)
	if root == "" {
		if root, err = os.Getwd(); err != nil {
			return ""
		}
	}
	rel, err := filepath.Rel(root, dir)
	if err != nil || rel == "." || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(rel)
}
