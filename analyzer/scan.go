// Package analyzer is the pipeline from files to the joined picture: Scan reads
// a whole project.
package analyzer

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow"
	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/page"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/export"
	"github.com/privet-dev/privet/schema/load"
)

// Options steer a scan. The zero value, but for Root, analyses everything with
// detected dialects and the built-in lexicon.
type Options struct {
	Root       string            // folder or single file; "" where only Server is to be analysed
	Server     *schema.Database  // a running server's catalog to join with what is below Root, or nil
	Dialect    schema.Dialect    // UnknownDialect: detect
	Exclude    []string          // doublestar patterns relative to Root
	Classifier []personal.Option // corrections and additions of privet.yaml
	Progress   func(stage string)
}

// ErrNothing means that Root holds neither a schema, nor Go code, nor pages.
var ErrNothing = errors.New("nothing to analyse: no schema, no Go code and no pages found")

// Scan reads every schema, every Go module and every page below o.Root and joins
// them.
//
// A file or package that cannot be read does not end the scan: it is listed in
// the result's Scope. An error is returned only when the root itself cannot be
// read, when the context is done, or, as ErrNothing together with a result whose
// Scope says what was skipped, when nothing was there to analyse.
func Scan(ctx context.Context, o Options) (*inventory.Inventory, error) {
	if o.Root == "" && o.Server != nil {
		return scanServer(o)
	}
	root, err := filepath.Abs(o.Root)
	if err != nil {
		return nil, fmt.Errorf("scan %s: %w", o.Root, err)
	}
	// A root that is a symbolic link was chosen; only those below it are not followed.
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	o.stage("reading Go packages")
	read, err := readSources(ctx, root, o)
	if err != nil {
		return nil, fmt.Errorf("scan %s: %w", o.Root, err)
	}
	modules, pages, classifier := read.modules, read.pages, read.classifier
	o.stage("reading schemas")
	stored, err := readStored(ctx, root, o, modules)
	if err != nil {
		return nil, fmt.Errorf("scan %s: %w", o.Root, err)
	}
	loaded, settings, exports := stored.schemas, stored.settings, stored.exports
	loaded.Skipped = append(loaded.Skipped, exports.Skipped...)
	drift := joinServer(loaded, o.Server)
	o.stage("following values")
	facts, err := flow.Analyze(ctx, modules, flow.Input{
		Root: root, Databases: loaded.Databases, Queries: loaded.QueryFiles, Classifier: classifier,
	})
	if err != nil {
		return nil, fmt.Errorf("scan %s: follow values: %w", o.Root, err)
	}
	inv := inventory.Build(inventory.Input{
		Databases:  loaded.Databases,
		Exports:    exports.Database,
		Usage:      facts,
		Settings:   settings,
		Classifier: classifier,
		Pages:      pages.Pages,
		Scope:      scope(o.Root, loaded, settings, facts.Modules, read.notes, facts.Notes, pages.Skipped),
	})
	inv.Scope.Exports = len(exports.Database.Tables)
	inv.Scope.Notes = append(inv.Scope.Notes, misnamed(classifier, loaded.Databases, facts.Models)...)
	inv.NoteDrift(drift)
	if loaded.Files == 0 && len(modules) == 0 && len(pages.Pages) == 0 && len(exports.Database.Tables) == 0 && o.Server == nil {
		return inv, ErrNothing
	}
	return inv, nil
}

// sources is what is read before the schemas, of which Go code may hold some.
type sources struct {
	modules    []*gosource.Module
	notes      []schema.Note
	pages      *page.Result
	classifier *personal.Classifier
}

// readSources reads Go packages, for the most part a wait for the go command,
// and beside it pages and the lexicon.
func readSources(ctx context.Context, root string, o Options) (*sources, error) {
	var s sources
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		if s.modules, s.notes, err = gosource.Load(ctx, root, gosource.Options{Exclude: o.Exclude, Generate: bind.EntGenerate}); err != nil {
			return fmt.Errorf("read Go packages: %w", err)
		}
		return nil
	})
	g.Go(func() (err error) {
		if s.classifier, err = personal.New(o.Classifier...); err != nil {
			return err
		}
		if s.pages, err = page.Load(ctx, root, page.Options{Exclude: o.Exclude}); err != nil {
			return fmt.Errorf("read pages: %w", err)
		}
		return nil
	})
	return &s, g.Wait()
}

// stored is what the code is joined with.
type stored struct {
	schemas  *load.Result
	settings *setting.Facts
	exports  *export.Result
}

// readStored reads schemas, settings and exports, each in its own walk.
func readStored(ctx context.Context, root string, o Options, modules []*gosource.Module) (*stored, error) {
	var s stored
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		if s.schemas, err = load.Load(ctx, root, load.Options{Dialect: o.Dialect, Exclude: o.Exclude, Extra: gosource.Inline(root, modules)}); err != nil {
			return fmt.Errorf("read schemas: %w", err)
		}
		return nil
	})
	g.Go(func() (err error) {
		s.settings, err = setting.Read(ctx, root, modules, setting.Options{Exclude: o.Exclude})
		return err
	})
	g.Go(func() (err error) {
		if s.exports, err = export.Read(ctx, root, o.Exclude); err != nil {
			return fmt.Errorf("read exports: %w", err)
		}
		return nil
	})
	return &s, g.Wait()
}

func (o Options) stage(name string) {
	if o.Progress != nil {
		o.Progress(name)
	}
}
