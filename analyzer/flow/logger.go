package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/schema/lazyregexp"
)

// logMethod matches the methods that loggers share.
var logMethod = lazyregexp.New(`^(?:[A-Z]|Ctx|Log)?(Trace|Debug|Info|Notice|Warn|Warning|Error|Critical|Fatal|Panic|Print)(f|ln|w|s|KV|Context|Ctx)?f?$|^Log(f|ln|w|Context|Ctx)?$`)

// looksLikeLogger recognises a logger that no table knows: a function or method
// named as loggers name them, in a package or of a type named after logging. In
// public applications every second project wraps its logger in a package of its
// own organisation.
func looksLikeLogger(c *ssa.CallCommon, name string) bool {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || !logMethod.MatchString(name[i+1:]) {
		return false
	}
	owner := strings.ToLower(name[:i])
	if j := strings.LastIndexByte(owner, '/'); j >= 0 {
		owner = owner[j+1:]
	}
	if strings.Contains(owner, "log") {
		return true
	}
	if !c.IsInvoke() {
		return false
	}
	n, ok := types.Unalias(c.Value.Type()).(*types.Named)
	return ok && strings.Contains(strings.ToLower(n.Obj().Name()), "log")
}

// logWord matches names of functions, types and packages of logging: not of logins.
var logWord = lazyregexp.New(`(?:^|[^a-zA-Z])log(?:s|ger|ging|f|ln)?(?:[^a-z]|$)|(?:^|[^A-Z])Log(?:s|ger|ging|f|ln)?(?:[^a-z]|$)`)

// saysLog reports whether a function, its type or its package is named after logging: one
// that is handed a map may as well fill a mail's text with it.
func saysLog(fn *ssa.Function) bool {
	p := packageOf(fn)
	return logWord.MatchString(functionName(fn)) || p != nil && logWord.MatchString(p.Pkg.Name())
}

// wrapsLogger reports whether a field of type t is the logger inside a logger of the
// program's own. Each of these adds something to what it logs: what all of them add is in
// no line.
//
//	func (l *Logger) WithRequest(r *http.Request) *Logger {
//		return &Logger{l.Entry.WithField("headers", r.Header)}
//	}
func wrapsLogger(owner string, t types.Type) bool {
	return logWord.MatchString(owner[strings.LastIndexByte(owner, '.')+1:]) && isLogger(t)
}

// isLogger reports whether a type is a logger, by its name or that of its package.
func isLogger(t types.Type) bool {
	n, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	return strings.HasSuffix(n.Obj().Name(), "Logger") || strings.Contains(n.Obj().Pkg().Name(), "log")
}
