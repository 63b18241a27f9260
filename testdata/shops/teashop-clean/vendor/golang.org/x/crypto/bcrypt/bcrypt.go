// Package bcrypt stands in for golang.org/x/crypto/bcrypt, so that this example
// shop type-checks without a download: the signatures are the real ones, the
// bodies only refuse.
package bcrypt

import "errors"

// The costs of the real package.
const (
	MinCost     = 4
	MaxCost     = 31
	DefaultCost = 10
)

var errStandIn = errors.New("bcrypt: this is a stand-in")

// GenerateFromPassword refuses.
func GenerateFromPassword(password []byte, cost int) ([]byte, error) { return nil, errStandIn }

// CompareHashAndPassword refuses.
func CompareHashAndPassword(hashedPassword, password []byte) error { return errStandIn }
