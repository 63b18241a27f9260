// Package plugin makes privet a linter of golangci-lint, through its module
// plugin system: golangci-lint custom builds a golangci-lint that has it.
// README.md says how.
package plugin

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/privet-dev/privet/analyzer"
)

// The one init of the module: it is how golangci-lint finds plugins.
func init() { register.Plugin("privet", New) }

// Settings are linters.settings.custom.privet.settings in .golangci.yml.
type Settings struct {
	// Schema is a file that privet vet --print-schema wrote; without it, only
	// what Go code shows is known.
	Schema string `json:"schema"`
}

// New makes the plugin from its settings.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, fmt.Errorf("privet: settings: %w", err)
	}
	return &linter{settings: s}, nil
}

// linter implements register.LinterPlugin.
type linter struct{ settings Settings }

// BuildAnalyzers returns privet's analyzer with the settings as its flags.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	a := analyzer.New()
	if err := a.Flags.Set("schema", l.settings.Schema); err != nil {
		return nil, fmt.Errorf("privet: settings: schema: %w", err)
	}
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) { return run(withoutRelated(pass)) }
	return []*analysis.Analyzer{a}, nil
}

// withoutRelated is a pass that reports findings without the steps that lead to
// them: golangci-lint counts each of those as an issue of its own.
func withoutRelated(pass *analysis.Pass) *analysis.Pass {
	own := *pass
	own.Report = func(d analysis.Diagnostic) {
		d.Related = nil
		pass.Report(d)
	}
	return &own
}

// GetLoadMode says that privet needs types.
func (l *linter) GetLoadMode() string { return register.LoadModeTypesInfo }
