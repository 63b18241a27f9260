package analyzer

import (
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/setting"
	"github.com/privet-dev/privet/analyzer/usage"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/load"
)

// scope joins what each part of the pipeline read, and what it could not.
func scope(root string, loaded *load.Result, settings *setting.Facts, modules []usage.Module, notes ...[]schema.Note) inventory.Scope {
	s := inventory.Scope{
		Root: root, Files: loaded.Files, Statements: loaded.Statements, Degraded: loaded.Degraded,
		Unparsed: loaded.Unparsed, Skipped: loaded.Skipped, Notes: loaded.Notes, Modules: modules, Settings: settings.Files,
	}
	for _, m := range modules {
		s.Packages += m.Packages
		s.GoFiles += m.Files
	}
	for _, ns := range append(notes, settings.Notes) {
		s.Skipped = append(s.Skipped, ns...)
	}
	return s
}
