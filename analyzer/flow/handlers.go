package flow

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/flow/models"
	"github.com/privet-dev/privet/analyzer/usage"
)

// Handlers are collected from the calls that register them, on net/http's mux,
// chi, gin, echo, fiber and gorilla/mux. These routers differ in spelling and
// agree in shape: a call on a router takes a pattern and functions; the router is
// the result of calls (Group, With, PathPrefix) that take functions too; Use adds
// functions to a router. So the way to a handler is every function that is given
// to its registration, to the calls that made its router, and to Use on any of
// these, followed through variables, fields, parameters and the function literals
// that Route and Group call back. Where a router comes from cannot always be
// told; then too many functions are on the way rather than too few, and a rule
// that looks for a missing check stays silent.

// routerPackages are where registering methods are declared.
var routerPackages = []string{"net/http", "github.com/go-chi/chi", "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber", "github.com/gorilla/mux"}

// registering are the methods that take a pattern and a handler.
var registering = []string{"HandleFunc", "Handle", "Method", "MethodFunc", "Get", "Post", "Put", "Delete", "Patch", "Head", "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "Any", "All", "Add"}

type handlerFinder struct {
	an      *analysis
	uses    map[any][]string                      // what Use and wrappers put before a router, by root
	parents map[*ssa.Function]ssa.CallInstruction // function literal -> the Route or Group call that runs it
	callers map[*ssa.Function][]ssa.CallInstruction
	reached map[*ssa.Function]reached
	looked  map[*ssa.Function]*outgoing
}

// handlers returns the module's handlers in order of the functions that
// register them.
func (an *analysis) handlers() []usage.Handler {
	h := &handlerFinder{an: an, uses: map[any][]string{}, parents: map[*ssa.Function]ssa.CallInstruction{}, callers: map[*ssa.Function][]ssa.CallInstruction{},
		reached: map[*ssa.Function]reached{}, looked: map[*ssa.Function]*outgoing{}}
	var registrations []ssa.CallInstruction
	for _, fn := range an.functions {
		if p := packageOf(fn); p == nil || !an.inModule[p] {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && h.note(call) {
					registrations = append(registrations, call)
				}
			}
		}
	}
	var all []usage.Handler
	for _, call := range registrations {
		if found, ok := h.handler(call); ok {
			all = append(all, found)
		}
	}
	return all
}

// note records what a call says of routers and reports whether it registers a
// handler.
func (h *handlerFinder) note(call ssa.CallInstruction) bool {
	c := call.Common()
	if fn := c.StaticCallee(); fn != nil {
		h.callers[fn] = append(h.callers[fn], call)
	}
	pkg, name := routerMethod(c)
	if pkg == "" {
		h.wrapped(call)
		return false
	}
	switch {
	case name == "Use":
		if r := receiver(c); r != nil {
			h.uses[root(r)] = append(h.uses[root(r)], h.names(c)...)
		}
	case name == "Route" || name == "Group":
		for _, a := range functionArgs(c) {
			if fn := functionOf(a); fn != nil && len(fn.Params) > 0 && fn.Parent() != nil {
				h.parents[fn] = call
			}
		}
	}
	return slices.Contains(registering, name) && len(functionArgs(c)) > 0
}

// wrapped notes a function that takes a whole router and returns a handler:
// http.ListenAndServe(addr, auth(mux)).
func (h *handlerFinder) wrapped(call ssa.CallInstruction) {
	v, ok := call.(*ssa.Call)
	if !ok || !isHandler(v.Type()) {
		return
	}
	for _, a := range v.Call.Args {
		if mi, ok := a.(*ssa.MakeInterface); ok && strings.HasSuffix(types.TypeString(mi.X.Type(), nil), "Mux") || ok && strings.HasSuffix(types.TypeString(mi.X.Type(), nil), "mux.Router") {
			h.uses[root(mi.X)] = append(h.uses[root(mi.X)], bareName(calleeName(&v.Call)))
		}
	}
}

// routerMethod returns the package and name of a router's method or of http's
// registering functions, or "".
func routerMethod(c *ssa.CallCommon) (pkg, name string) {
	full := models.Normal(calleeName(c))
	i := slices.IndexFunc(routerPackages, func(p string) bool { return strings.Contains(full, p+".") })
	if i < 0 {
		return "", ""
	}
	return routerPackages[i], full[strings.LastIndexByte(full, '.')+1:]
}

func receiver(c *ssa.CallCommon) ssa.Value {
	if c.IsInvoke() {
		return c.Value
	}
	if fn := c.StaticCallee(); fn != nil && fn.Signature.Recv() != nil && len(c.Args) > 0 {
		return c.Args[0]
	}
	return nil
}

// functionArgs are the arguments that are functions or handlers, those of a
// variadic parameter included.
func functionArgs(c *ssa.CallCommon) []ssa.Value {
	args := c.Args
	if !c.IsInvoke() && c.StaticCallee() != nil && c.StaticCallee().Signature.Recv() != nil && len(args) > 0 {
		args = args[1:]
	}
	var found []ssa.Value
	for _, a := range args {
		if s, ok := a.(*ssa.Slice); ok {
			found = append(found, elements(s)...)
			continue
		}
		if isFunction(a.Type()) || isHandler(a.Type()) {
			found = append(found, a)
		}
	}
	return found
}

// elements are the values stored into the array behind a variadic argument.
func elements(s *ssa.Slice) []ssa.Value {
	alloc, ok := s.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var found []ssa.Value
	for _, ref := range *alloc.Referrers() {
		addr, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *addr.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == addr && (isFunction(st.Val.Type()) || isHandler(st.Val.Type())) {
				found = append(found, st.Val)
			}
		}
	}
	return found
}

func isFunction(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func isHandler(t types.Type) bool { return types.TypeString(t, nil) == "net/http.Handler" }

// names are the functions given to a call, each with what is given to it.
func (h *handlerFinder) names(c *ssa.CallCommon) []string {
	var out []string
	for _, a := range functionArgs(c) {
		if fn := h.functionOf(a); fn != nil {
			out = append(out, fn.Name(), functionName(fn))
			out = append(out, h.reach(fn).calls...)
		}
		if call, ok := unwrapFunction(a).(*ssa.Call); ok {
			out = append(out, bareName(calleeName(&call.Call)))
			out = append(out, h.names(&call.Call)...)
		}
	}
	return out
}

// unwrapFunction takes conversions off a value.
func unwrapFunction(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.ChangeType:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		default:
			return v
		}
	}
}

// functionOf is the function a value is, or nil. A bound method is its method.
func functionOf(v ssa.Value) *ssa.Function {
	var fn *ssa.Function
	switch x := unwrapFunction(v).(type) {
	case *ssa.Function:
		fn = x
	case *ssa.MakeClosure:
		fn, _ = x.Fn.(*ssa.Function)
	}
	if fn != nil && fn.Synthetic != "" {
		if m, ok := fn.Object().(*types.Func); ok {
			if real := fn.Prog.FuncValue(m); real != nil {
				return real
			}
		}
	}
	return fn
}

// root is what stands for a router in all places that mean the same one.
func root(v ssa.Value) any {
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return root(x.X)
	case *ssa.ChangeInterface:
		return root(x.X)
	case *ssa.UnOp:
		return root(x.X)
	case *ssa.FieldAddr:
		s := structOf(x.X.Type())
		if s == nil {
			return v
		}
		if f := s.Field(x.Field); f.Embedded() { // gin.Engine has a RouterGroup
			return root(x.X)
		} else {
			return f
		}
	}
	return v
}

// maxWay bounds the search for where a router comes from.
const maxWay = 12

// way lists the functions before a router.
func (h *handlerFinder) way(v ssa.Value, depth int) []string {
	if v == nil || depth > maxWay {
		return nil
	}
	out := slices.Clone(h.uses[root(v)])
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return h.way(x.X, depth+1)
	case *ssa.ChangeInterface:
		return h.way(x.X, depth+1)
	case *ssa.FreeVar:
		if outer := bindingOf(x); outer != nil {
			out = append(out, h.way(outer, depth+1)...)
		}
	case *ssa.UnOp:
		for _, st := range h.storedAt(x.X) {
			out = append(out, h.way(st, depth+1)...)
		}
		out = append(out, h.way(x.X, depth+1)...)
	case *ssa.FieldAddr:
		out = append(out, h.way(x.X, depth+1)...)
	case *ssa.Alloc:
		for _, st := range h.storedAt(x) {
			out = append(out, h.way(st, depth+1)...)
		}
	case *ssa.Call:
		out = append(out, h.names(&x.Call)...)
		out = append(out, h.way(receiver(&x.Call), depth+1)...)
	case *ssa.Parameter:
		out = append(out, h.wayOfParameter(x, depth)...)
	}
	return out
}

func (h *handlerFinder) wayOfParameter(x *ssa.Parameter, depth int) (out []string) {
	fn := x.Parent()
	if parent := h.parents[fn]; parent != nil {
		out = append(out, h.names(parent.Common())...)
		out = append(out, h.way(receiver(parent.Common()), depth+1)...)
	}
	i := slices.Index(fn.Params, x)
	for _, call := range h.callers[fn] {
		if i < len(call.Common().Args) {
			out = append(out, h.way(call.Common().Args[i], depth+1)...)
		}
	}
	return out
}

// storedAt are the values stored at an address.
func (h *handlerFinder) storedAt(addr ssa.Value) []ssa.Value {
	switch a := addr.(type) {
	case *ssa.Global:
		return h.an.globals[a]
	case *ssa.FieldAddr:
		if s := structOf(a.X.Type()); s != nil {
			return h.an.stored[s.Field(a.Field)]
		}
	case *ssa.Alloc:
		var found []ssa.Value
		for _, ref := range *a.Referrers() {
			if st, ok := ref.(*ssa.Store); ok && st.Addr == a {
				found = append(found, st.Val)
			}
		}
		return found
	}
	return nil
}

// bindingOf is what a closure's free variable is bound to.
func bindingOf(v *ssa.FreeVar) ssa.Value {
	fn := v.Parent()
	i := slices.Index(fn.FreeVars, v)
	if fn.Parent() == nil {
		return nil
	}
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == fn && i < len(mc.Bindings) {
				return mc.Bindings[i]
			}
		}
	}
	return nil
}

// handler describes the handler that a call registers.
func (h *handlerFinder) handler(call ssa.CallInstruction) (usage.Handler, bool) {
	c := call.Common()
	out := usage.Handler{Span: h.an.span(call.Pos())}
	for _, a := range c.Args {
		if k, ok := a.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.String && strings.Contains(constant.StringVal(k.Value), "/") {
			out.Route = constant.StringVal(k.Value)
			break
		}
	}
	out.Way = append(h.names(c), h.way(receiver(c), 0)...)
	args := functionArgs(c)
	pkg, _ := routerMethod(c)
	at := len(args) - 1
	if strings.Contains(pkg, "echo") {
		at = 0 // echo takes its middleware behind the handler
	}
	fn := h.innermost(args[at], 0)
	if fn == nil || packageOf(fn) == nil || !h.an.inModule[packageOf(fn)] {
		return out, false
	}
	r := h.reach(fn)
	out.Function, out.Package, out.Calls, out.Reaches = functionName(fn), packageOf(fn).Pkg.Path(), r.calls, r.functions
	out.FromLine = h.an.span(fn.Pos()).Line
	if syntax := fn.Syntax(); syntax != nil {
		out.FromLine, out.ToLine = h.an.span(syntax.Pos()).Line, h.an.span(syntax.End()).Line
	}
	return out, true
}

// innermost is the function that answers: behind wrappers, or the function
// literal that a constructor returns.
func (h *handlerFinder) innermost(v ssa.Value, depth int) *ssa.Function {
	if fn := h.functionOf(v); fn != nil || depth > 5 {
		return fn
	}
	call, ok := unwrapFunction(v).(*ssa.Call)
	if !ok {
		return nil
	}
	for _, a := range functionArgs(&call.Call) {
		if fn := h.innermost(a, depth+1); fn != nil {
			return fn
		}
	}
	made := call.Call.StaticCallee()
	if made == nil {
		return nil
	}
	for _, b := range made.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && len(ret.Results) == 1 {
			if fn := h.functionOf(ret.Results[0]); fn != nil {
				return fn
			}
		}
	}
	return nil
}
