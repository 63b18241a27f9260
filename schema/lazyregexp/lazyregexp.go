// Package lazyregexp is a regular expression that is compiled when it is first
// used. privet has more than a hundred of them, and go vet starts it once for
// every package of a build, most of which need none: compiling them all cost
// each start 30 ms. The Go command has an internal package of the same name for
// the same reason.
package lazyregexp

import (
	"os"
	"regexp"
	"strings"
	"sync"
)

// inTest makes New compile at once in test binaries, so that an expression that
// does not compile is found by any test of its package.
var inTest = len(os.Args) > 0 && strings.HasSuffix(strings.TrimSuffix(os.Args[0], ".exe"), ".test")

// Regexp is a regular expression that compiles on first use. It is safe for
// concurrent use. Its methods are those of regexp.Regexp.
type Regexp struct {
	compiled func() *regexp.Regexp
}

// New returns the expression, in the syntax of package regexp. One that does not
// compile panics when it is first used.
func New(expr string) *Regexp {
	re := &Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
	if inTest {
		re.compiled()
	}
	return re
}
