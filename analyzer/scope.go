package analyzer

import (
	"fmt"

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
	for _, db := range loaded.Databases {
		if db.Layout != schema.ServerLayout { // a server's are among the load's already
			s.Notes = append(s.Notes, replayNotes(db)...)
		}
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

// replayNotes are the statements that could not be applied: an ALTER of a table
// that nobody creates, a DROP of one that is gone. Of each database the first are
// listed and the rest counted.
func replayNotes(db *schema.Database) []schema.Note {
	const listed = 20
	if len(db.Notes) <= listed {
		return db.Notes
	}
	more := schema.Note{Origin: schema.Origin{Span: schema.Span{Position: schema.Position{File: db.Name}}},
		Message: fmt.Sprintf("%d more statements could not be applied to the schema", len(db.Notes)-listed)}
	return append(db.Notes[:listed:listed], more)
}
