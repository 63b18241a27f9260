package analyzer

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/privet-dev/privet/analyzer/gosource"
	"github.com/privet-dev/privet/rules/finding"
	"github.com/privet-dev/privet/rules/policy"
	"github.com/privet-dev/privet/schema/load"
)

// ReadKnowledge reads the schemas, query files and DDL in Go strings below
// o.Root, for the units of go vet.
func ReadKnowledge(ctx context.Context, o Options, pol *policy.Policy) (*Knowledge, error) {
	root, err := filepath.Abs(o.Root)
	if err != nil {
		return nil, fmt.Errorf("read schemas: %w", err)
	}
	inline, err := gosource.InlineOnly(root, o.Exclude)
	if err != nil {
		return nil, fmt.Errorf("read schemas: %w", err)
	}
	loaded, err := load.Load(ctx, root, load.Options{Dialect: o.Dialect, Exclude: o.Exclude, Extra: inline})
	if err != nil {
		return nil, fmt.Errorf("read schemas: %w", err)
	}
	k := &Knowledge{Databases: loaded.Databases, Queries: loaded.QueryFiles}
	if pol != nil {
		k.Policy = pol.Source()
	}
	return k, nil
}

// ParseFinding reads a diagnostic of a unit that ran with -privet.findings; file
// names become relative to dir.
func ParseFinding(dir, category, message string) (finding.Finding, error) {
	var f finding.Finding
	if category != FindingCategory {
		return f, fmt.Errorf("privet: %s", message)
	}
	if err := json.Unmarshal([]byte(message), &f); err != nil {
		return f, fmt.Errorf("privet: read a finding: %w", err)
	}
	f.Span.File = relative(dir, f.Span.File)
	for _, steps := range [][]finding.Step{f.Steps, f.Others} {
		for i := range steps {
			steps[i].Span.File = relative(dir, steps[i].Span.File)
		}
	}
	return f, nil
}

// relative is gosource.Rel for absolute names; a schema's files are named
// relative to its folder already.
func relative(dir, name string) string {
	if !filepath.IsAbs(name) {
		return name
	}
	return gosource.Rel(dir, name)
}
