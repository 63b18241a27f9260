package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
)

// reached is what a function gets to.
type reached struct {
	calls     []string // names without package, of libraries too
	functions []string // of the module: import path, a space, the name as events have it
}

// maxReached bounds the functions that are looked through from one handler.
const maxReached = 300

// outgoing is what one function calls itself: looked at once, however many
// handlers get to it.
type outgoing struct {
	id    string   // import path, a space, the name as events have it; "" outside packages
	names []string // see reached.calls
	next  []*ssa.Function
}

// reach walks the calls from a function, breadth first.
func (h *handlerFinder) reach(fn *ssa.Function) reached {
	if out, ok := h.reached[fn]; ok {
		return out
	}
	var out reached
	called, passed := map[string]bool{"": true}, map[string]bool{"": true}
	seen := map[*ssa.Function]bool{fn: true}
	queue := []*ssa.Function{fn}
	for len(queue) > 0 && len(seen) < maxReached {
		o := h.outgoing(queue[0])
		queue = queue[1:]
		if !passed[o.id] {
			passed[o.id] = true
			out.functions = append(out.functions, o.id)
		}
		for _, name := range o.names {
			if !called[name] {
				called[name] = true
				out.calls = append(out.calls, name)
			}
		}
		for _, n := range o.next {
			if !seen[n] {
				seen[n] = true
				queue = append(queue, n)
			}
		}
	}
	out.functions, out.calls = slices.Clip(out.functions), slices.Clip(out.calls)
	h.reached[fn] = out
	return out
}

func (h *handlerFinder) outgoing(fn *ssa.Function) *outgoing {
	if o := h.looked[fn]; o != nil {
		return o
	}
	o := &outgoing{next: slices.Clone(fn.AnonFuncs)}
	h.looked[fn] = o
	if p := packageOf(fn); p != nil {
		o.id = p.Pkg.Path() + " " + functionName(fn)
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				if name := bareName(calleeName(call.Common())); !slices.Contains(o.names, name) {
					o.names = append(o.names, name)
				}
				o.next = append(o.next, h.an.callees(call)...)
			}
		}
	}
	return o
}

// bareName leaves a function's package and name: "jwt.Parse", "Store.Get".
func bareName(full string) string {
	full = full[strings.LastIndexByte(full, '/')+1:]
	return strings.Map(func(r rune) rune {
		switch r {
		case '(', ')', '*':
			return -1
		}
		return r
	}, full)
}

// answersRequests reports whether a function is handed what an answer is written to, or is
// within one that is: a handler, or a middleware, which no route names.
func answersRequests(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for _, p := range fn.Params {
			if answerers[models.Normal(typeName(deref(p.Type())))] {
				return true
			}
		}
	}
	return false
}

// answerers are the types by which frameworks hand over a request with its answer.
var answerers = map[string]bool{
	"net/http.ResponseWriter":                           true,
	"github.com/gin-gonic/gin.Context":                  true,
	"github.com/labstack/echo.Context":                  true,
	"github.com/gofiber/fiber.Ctx":                      true,
	"github.com/gobuffalo/buffalo.Context":              true,
	"github.com/kataras/iris/context.Context":           true,
	"github.com/valyala/fasthttp.RequestCtx":            true,
	"github.com/cloudwego/hertz/pkg/app.RequestContext": true,
	"github.com/astaxie/beego/context.Context":          true,
	"github.com/beego/beego/context.Context":            true,
	"github.com/beego/beego/server/web/context.Context": true,
}
