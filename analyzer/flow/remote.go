package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
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
	return protobuf(p.Type()) || strings.HasSuffix(typeName(recv.Type()), "Resolver")
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
