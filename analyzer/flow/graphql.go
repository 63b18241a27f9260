package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/personal"
	"github.com/privet-dev/privet/analyzer/usage"
)

// gqlgen generates, of a GraphQL schema, the interfaces that a project's resolvers
// implement (MutationResolver, UserResolver) and an executor that calls them: their
// arguments are what a client sent, and of what they return it answers the fields that
// the schema has, each with a method of its own (_User_email). The generated code says so
// by its shape: its import path is the project's own.

const gqlgen = "github.com/99designs/gqlgen/graphql"

// graphQL is the generated code of a module.
type graphQL struct {
	resolvers []*types.TypeName // interfaces
	fields    map[heapKey]bool  // of Go structs, those that the schema has: see graphField
}

// graphQL looks for the generated code once.
func (an *analysis) graphQL() *graphQL {
	return an.graph.get(struct{}{}, func() *graphQL {
		g := &graphQL{fields: map[heapKey]bool{}}
		for _, pkg := range an.scopes() {
			if imports(pkg, gqlgen) {
				g.add(pkg)
			}
		}
		return g
	})
}

func imports(pkg *types.Package, path string) bool {
	for _, imp := range pkg.Imports() {
		if imp.Path() == path {
			return true
		}
	}
	return false
}

func (g *graphQL) add(pkg *types.Package) {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if _, isInterface := obj.Type().Underlying().(*types.Interface); isInterface && strings.HasSuffix(name, "Resolver") && name != "Resolver" {
			g.resolvers = append(g.resolvers, obj)
		}
		if n, ok := obj.Type().(*types.Named); ok && name == "executionContext" {
			g.answers(n, scope)
		}
	}
}

// answers notes the fields that an executor has methods for, but for those that a resolver
// answers: func (ec *executionContext) _User_email(ctx, field, obj *model.User).
func (g *graphQL) answers(executor *types.Named, scope *types.Scope) {
	for m := range executor.Methods() {
		of, field, ok := strings.Cut(strings.TrimPrefix(m.Name(), "_"), "_")
		params := m.Signature().Params()
		if !ok || !strings.HasPrefix(m.Name(), "_") || params.Len() < 3 {
			continue
		}
		if r := scope.Lookup(of + "Resolver"); r != nil {
			if obj, _, _ := types.LookupFieldOrMethod(r.Type(), false, nil, strings.ToUpper(field[:1])+field[1:]); obj != nil {
				continue
			}
		}
		g.fields[heapKey{typeName(params.At(2).Type()), graphField(field)}] = true
	}
}

// graphField is a field's name as schema and struct both spell it.
func graphField(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// keepsBack reports whether a field of a struct is none of the schema's.
func (g *graphQL) keepsBack(owner types.Type, v *types.Var) bool {
	return !v.Embedded() && !g.fields[heapKey{typeName(owner), graphField(v.Name())}]
}

// resolver returns the interface of a schema that a method is part of, as callees are
// written; "" for other methods.
func (an *analysis) resolver(fn *ssa.Function) string {
	resolvers := an.graphQL().resolvers
	recv := fn.Signature.Recv()
	if len(resolvers) == 0 || recv == nil || fn.Synthetic != "" || len(fn.Params) < 2 || typeName(fn.Params[1].Type()) != "context.Context" {
		return ""
	}
	for _, r := range resolvers {
		i := r.Type().Underlying().(*types.Interface)
		if obj, _, _ := types.LookupFieldOrMethod(i, false, nil, fn.Name()); obj == nil {
			continue
		}
		if types.Implements(recv.Type(), i) || types.Implements(types.NewPointer(recv.Type()), i) {
			return "(" + r.Pkg().Path() + "." + r.Name() + ")"
		}
	}
	return ""
}

// executes reports whether a function stands in the executor that gqlgen generated.
func executes(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	recv := fn.Signature.Recv()
	return recv != nil && strings.HasSuffix(typeName(recv.Type()), ".executionContext")
}

// ofParent reports whether a resolver's first argument is the object whose field it
// answers: that comes from another resolver, not from the client.
func ofParent(fn *ssa.Function, p *ssa.Parameter) bool {
	name := typeName(fn.Signature.Recv().Type())
	name = strings.ToLower(strings.TrimSuffix(name[strings.LastIndexByte(name, '.')+1:], "Resolver"))
	switch name {
	case "", "mutation", "query", "subscription", "entity":
		return false
	}
	_, pointer := p.Type().Underlying().(*types.Pointer)
	return pointer && p == fn.Params[2] && structOf(p.Type()) != nil
}

// answersQuery sinks what a resolver returns, the fields that the schema has. What the
// client sent itself, and gets back as it was, is no news to it, and a schema that has a
// token or a key has it for whom it was made: none needs a password.
func (f *function) answersQuery(m memory, ret *ssa.Return) {
	if len(ret.Results) != 2 || textual(ret.Results[0].Type()) {
		return
	}
	schema := f.an.resolver(f.fn)
	if schema == "" {
		return
	}
	out := f.collectAs(m, ret.Results[0], gathering{queried: true}).each(func(t taint) (taint, bool) {
		return t, (t.From != fromParam || t.Protection > personal.Plain) && (!isCredential(t.Category) || t.Category == passwordCategory)
	})
	if len(out) > 0 {
		f.sink(m, f.site(ret, usage.Response, schema+"."+f.fn.Name()), out)
	}
}
