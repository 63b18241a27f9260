package bind

import (
	"go/types"
	"maps"
	"slices"
	"strings"
)

// Hooks of ent replace what a builder was given before it is stored. They are methods of
// the schema, or given to a client, and where they set a field a setter says nothing.

// EntHook notes that code outside the generated package sets a field of a
// mutation: a hook, whose value replaces what the builder was given.
func (b *Binder) EntHook(fn *types.Func) {
	if fn == nil || fn.Pkg() == nil {
		return
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return
	}
	n := namedType(recv.Type())
	field, set := strings.CutPrefix(fn.Name(), "Set")
	if n == nil || !set {
		return
	}
	// The constants of the entity may be out of sight where only its mutation is used.
	entity, mutation := strings.CutSuffix(n.Obj().Name(), "Mutation")
	if mutation && n.Obj().Pkg().Scope().Lookup(entity+"Client") != nil {
		b.entHooks[entField(n, entity, field)] = true
	}
}

// EntHookByName notes that code sets a field of a mutation by its name, as hooks for
// several entities do: m.SetField("password", hash). Whose field it is says the schema
// that the hook is a method of; else it is that of any entity.
func (b *Binder) EntHookByName(callee string, in *types.Func, args []Value) {
	if len(args) < 3 || !strings.HasSuffix(callee, ".SetField") || !entMutation(args[0].Type()) {
		return
	}
	column, ok := word(args[1])
	if !ok {
		return
	}
	owner := "*"
	if in != nil && in.Signature().Recv() != nil {
		if n := namedType(in.Signature().Recv().Type()); n != nil && embedsSchema(n) {
			owner = n.Obj().Name()
		}
	}
	b.entHooks[owner+"."+column] = true
}

// entMutation reports whether a type is ent's Mutation, or one that was generated.
func entMutation(t types.Type) bool {
	n := namedType(t)
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	entity, ok := strings.CutSuffix(n.Obj().Name(), "Mutation")
	return ok && (entity == "" && isEnt(n.Obj().Pkg().Path()) || entity != "" && n.Obj().Pkg().Scope().Lookup(entity+"Client") != nil)
}

func isEnt(path string) bool {
	return strings.HasPrefix(path, "entgo.io/ent") || strings.HasPrefix(path, "github.com/facebook/ent") || strings.HasPrefix(path, "github.com/facebookincubator/ent")
}

// embedsSchema reports whether a type is a schema, and no mixin of several.
func embedsSchema(n *types.Named) bool {
	s := structType(n)
	if s == nil {
		return false
	}
	for f := range s.Fields() {
		if t := namedType(f.Type()); f.Embedded() && t != nil && t.Obj().Name() == "Schema" && t.Obj().Pkg() != nil && isEnt(t.Obj().Pkg().Path()) {
			return t.Obj().Pkg().Name() != "mixin"
		}
	}
	return false
}

// entHooked reports whether a hook sets a field.
func (b *Binder) entHooked(e entity, field string) bool {
	return b.entHooks[entField(e.typ, e.name, field)] || b.entHooks[e.name+"."+e.column(field)] || b.entHooks["*."+e.column(field)]
}

// entField names a field of an entity in the package of a type that ent generated.
func entField(n *types.Named, entity, field string) string {
	return n.Obj().Pkg().Path() + "." + entity + "." + field
}

// Hooked returns the fields of ent that hooks set, in order.
func (b *Binder) Hooked() []string { return slices.Sorted(maps.Keys(b.entHooks)) }

// SetHooked notes fields that hooks of other packages set.
func (b *Binder) SetHooked(columns []string) {
	for _, c := range columns {
		b.entHooks[c] = true
	}
}
