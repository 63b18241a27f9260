package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/usage"
)

// Some requests arrive as arguments: generated code that is often not in the
// module calls a method with the message already decoded.

// remoteCall reports whether a parameter of a function that nothing in the module
// calls holds what a remote caller sent: a protobuf message of a gRPC or Twirp
// service, or an argument of a gqlgen resolver.
func remoteCall(fn *ssa.Function, p *ssa.Parameter) bool {
	recv := fn.Signature.Recv()
	if recv == nil || len(fn.Params) < 3 || p == fn.Params[0] || p == fn.Params[1] || typeName(fn.Params[1].Type()) != "context.Context" {
		return false
	}
	return protobuf(p.Type()) || strings.HasSuffix(typeName(recv.Type()), "Resolver") && !ofParent(fn, p)
}

// protobuf reports whether a type is a generated message.
func protobuf(t types.Type) bool {
	for _, name := range []string{"ProtoReflect", "ProtoMessage"} {
		if obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name); obj != nil {
			if _, ok := obj.(*types.Func); ok {
				return true
			}
		}
	}
	return false
}

// streamed handles the calls of a gRPC stream as its server has it: Recv takes a message
// from it, Send and SendAndClose answer with one.
func (f *function) streamed(m memory, call ssa.CallInstruction, v *ssa.Call, args []ssa.Value) bool {
	c := call.Common()
	if !c.IsInvoke() {
		return false
	}
	stream, ok := types.Unalias(c.Value.Type()).(*types.Named)
	if !ok || !strings.HasSuffix(stream.Obj().Name(), "Server") {
		return false
	}
	switch c.Method.Name() {
	case "Recv":
		res := c.Signature().Results()
		p, ok := f.result(v, 0)
		if !ok || len(args) != 1 || res.Len() != 2 || !protobuf(res.At(0).Type()) {
			return false
		}
		l := label{From: fromRequest, Protection: plainFrom(fromRequest)}
		f.write(m, p, setOf(taint{l, (*step)(nil).then(call.Pos(), comesFrom(fromRequest))}), true)
		return true
	case "Send", "SendAndClose":
		if len(args) != 2 || !protobuf(args[1].Type()) {
			return false
		}
		f.sink(m, f.site(call, usage.Response, stream.Obj().Pkg().Path()+"."+stream.Obj().Name()+"."+c.Method.Name()), f.collect(m, args[1]))
		return true
	}
	return false
}

// answersRemote sinks what a method of a gRPC or Twirp service returns: the framework
// encodes the message whole, so that a hash put into it reaches whoever called.
func (f *function) answersRemote(m memory, ret *ssa.Return) {
	if len(ret.Results) != 2 || !protobuf(ret.Results[0].Type()) {
		return
	}
	if service := f.an.served(f.fn); service != "" {
		f.sink(m, f.site(ret, usage.Response, service+"."+f.fn.Name()), f.collect(m, ret.Results[0]))
	}
}

// served returns the service that a method is part of, as callees are written: an
// interface called after a server, beside the message the method is handed, that the
// method's type implements. It is "" for other methods.
func (an *analysis) served(fn *ssa.Function) string {
	recv := fn.Signature.Recv()
	if recv == nil || fn.Synthetic != "" || len(fn.Params) != 3 || !protobuf(fn.Params[2].Type()) || typeName(fn.Params[1].Type()) != "context.Context" {
		return ""
	}
	message, ok := types.Unalias(deref(fn.Params[2].Type())).(*types.Named)
	if !ok || message.Obj().Pkg() == nil {
		return ""
	}
	scope := message.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		service, ok := scope.Lookup(name).Type().Underlying().(*types.Interface)
		if !ok || strings.HasPrefix(name, "Unsafe") || !strings.HasSuffix(name, "Server") && !strings.HasSuffix(name, "Service") {
			continue
		}
		if obj, _, _ := types.LookupFieldOrMethod(service, false, nil, fn.Name()); obj == nil {
			continue
		}
		if types.Implements(recv.Type(), service) || types.Implements(types.NewPointer(recv.Type()), service) {
			return "(" + message.Obj().Pkg().Path() + "." + name + ")"
		}
	}
	return ""
}
