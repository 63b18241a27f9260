package query

import (
	"errors"

	"github.com/privet-dev/privet/schema"
	"github.com/privet-dev/privet/schema/token"
)

var errTooDeep = errors.New("the statement nests too deeply for the grammar")

// guard refuses what could overflow the stack of PostgreSQL's C code: 30,000
// chained operators do, 4,900 do not.
func guard(text string) error {
	const maxSize, maxTokens = 1 << 20, 4000
	if len(text) <= maxTokens {
		return nil
	}
	if len(text) > maxSize || len(token.Append(nil, text, schema.PostgreSQL)) > 2*maxTokens {
		return errTooDeep
	}
	return nil
}
