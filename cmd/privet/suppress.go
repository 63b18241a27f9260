package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/privet-dev/privet/report"
	"github.com/privet-dev/privet/rules/ignore"
	"github.com/privet-dev/privet/schema"
)

// suppress applies the privet:ignore comments of the scanned tree. Links out of
// the tree are not followed.
func (a *app) suppress(dir string, r *report.Result, today time.Time) {
	info, err := os.Stat(dir)
	if err != nil {
		return // the scan has said so
	}
	var tree fs.FS
	if info.IsDir() {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return
		}
		defer root.Close()
		tree = root.FS()
	} else {
		tree = singleFile{dir}
	}
	var sources []string
	for _, db := range r.Inventory.Databases {
		if db.Layout == schema.ServerLayout {
			sources = append(sources, db.Sources[1:]...) // the first is the server
			continue
		}
		sources = append(sources, db.Sources...)
	}
	for _, pg := range r.Inventory.Pages {
		sources = append(sources, pg.File)
	}
	directives, notes := ignore.Find(tree, sources)
	r.Inventory.Scope.Skipped = append(r.Inventory.Scope.Skipped, notes...)
	kept, out := ignore.Apply(r.Findings, directives, today)
	r.Findings = kept
	r.Suppressed = append(r.Suppressed, out...)
}

// singleFile is the tree of a scan of one file: that file alone, by its base
// name.
type singleFile struct{ path string }

// Open opens the one file; the tree's root lists nothing.
func (s singleFile) Open(name string) (fs.File, error) {
	if name != filepath.Base(s.path) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.Open(s.path)
}
