package analyzer

import (
	"fmt"
	"slices"

	"github.com/privet-dev/privet/analyzer/drift"
	"github.com/privet-dev/privet/analyzer/inventory"
	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/load"
)

// scanServer analyses a server alone.
func scanServer(o Options) (*inventory.Inventory, error) {
	classifier, err := personal.New(o.Classifier...)
	if err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	return inventory.Build(inventory.Input{
		Databases:  []*schema.Database{o.Server},
		Classifier: classifier,
		Scope:      inventory.Scope{Root: o.Server.Sources[0], Notes: o.Server.Notes},
	}), nil
}

// joinServer puts a server in the place of the schema files that state it: it is
// what runs. The files lend it the places where they state the same table or
// column, so that findings show code, and their rows; where the two differ is
// returned. Files of another database stay beside it.
func joinServer(loaded *load.Result, server *schema.Database) []drift.Difference {
	if server == nil {
		return nil
	}
	loaded.Notes = append(loaded.Notes, server.Notes...)
	var found []drift.Difference
	rest := slices.DeleteFunc(loaded.Databases, func(files *schema.Database) bool {
		if !drift.Same(files, server) {
			return false
		}
		found = append(found, drift.Compare(files, server)...)
		drift.Lend(files, server)
		return true
	})
	loaded.Databases = append([]*schema.Database{server}, rest...)
	return found
}
