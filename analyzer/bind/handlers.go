package bind

import (
	"go/types"
	"strings"
)

// handler binds the calls of one function.
type handler func(*Binder, Call) (Binding, bool)

// handlers is every library's table, by callee.
//
// A key "pkg/path.*.Method" stands for the method of any type of the package:
// libraries move methods between their interfaces.
var handlers = merge(sqlCalls, sqlxCalls, pgxCalls, gormCalls, gormGenericCalls, squirrelCalls, goquCalls, xormCalls, bunCalls, gopgCalls, beegoCalls, popCalls, dotsqlCalls, mongoCalls, mgoCalls, gfCalls, upperCalls, gozeroCalls, tableCalls)

// Knows reports whether calls of the function may be bound; fn is nil when only
// the name is known.
func (b *Binder) Knows(callee string, fn *types.Func) bool { return b.handler(callee, fn) != nil }

func (b *Binder) handler(callee string, fn *types.Func) handler {
	if h := handlers[callee]; h != nil {
		return h
	}
	if h := handlers[anyReceiver(callee)]; h != nil {
		return h
	}
	return b.entHandler(fn)
}

// anyReceiver turns "(*pkg/path.Type).Method" into "pkg/path.*.Method".
func anyReceiver(callee string) string {
	end := strings.LastIndexByte(callee, ')')
	if end < 0 {
		return ""
	}
	path, _, _ := strings.Cut(strings.TrimLeft(callee[:end], "(*"), "[") // type arguments say nothing of the method
	dot := strings.IndexByte(path[strings.LastIndexByte(path, '/')+1:], '.')
	if dot < 0 {
		return ""
	}
	return path[:strings.LastIndexByte(path, '/')+1+dot] + ".*" + callee[end+1:]
}
