package load

import (
	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/postgres"
	"github.com/privet-dev/privet/schema/replay"
	"github.com/privet-dev/privet/schema/tolerant"
)

// grammars are the readers Load uses.
var grammars = readers{
	postgres: postgres.Read,
	masked:   postgres.Masked,
	tolerant: tolerant.Read,
	replay:   func(name string, d schema.Dialect) replayer { return replay.New(name, d) },
}
