package flow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/privet-dev/privet/analyzer/bind"
	"github.com/privet-dev/privet/analyzer/flow/models"
)

// Code often sees a database through an interface of its own: sqlc's generated
// DBTX, a Querier for tests. A method of an interface that a library's
// connection type implements is that connection's method.

// libraryName is a callee as package bind knows it, "" for function values.
func (an *analysis) libraryName(c *ssa.CallCommon) string {
	name := an.modelName(c)
	if !c.IsInvoke() || an.binder.Knows(name, nil) {
		return name
	}
	if alias := an.alias(c.Method); alias != "" {
		return alias
	}
	return name
}

// alias returns the library method behind a method of an interface of the
// module, or "".
func (an *analysis) alias(m *types.Func) string {
	return an.aliased.get(m, func() string { return an.findAlias(m) })
}

func (an *analysis) findAlias(m *types.Func) string {
	recv := m.Signature().Recv()
	if recv == nil || !an.declaredHere(recv.Type()) {
		return ""
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return ""
	}
	if scansRow(m) {
		return rowScan
	}
	for _, conn := range an.connections() {
		if types.Implements(conn.typ, iface) && an.binder.Knows(conn.name+"."+m.Name(), nil) {
			return conn.name + "." + m.Name()
		}
	}
	return ""
}

// connection is a library type through which statements are run.
type connection struct {
	name string // as in callees: (*database/sql.DB)
	typ  types.Type
}

// findConnections finds, among the packages the module imports, the types that
// bind.Connections names.
func (an *analysis) findConnections() []connection {
	byPath := map[string]*types.Package{}
	for _, p := range an.mod.Packages {
		for _, dep := range p.Imports {
			byPath[models.Normal(dep.Path())] = dep
		}
	}
	var out []connection
	for _, name := range bind.Connections {
		typ := strings.Trim(name, "(*)")
		i := strings.LastIndexByte(typ, '.')
		pkg := byPath[typ[:i]]
		if pkg == nil {
			continue
		}
		obj := pkg.Scope().Lookup(typ[i+1:])
		if obj == nil {
			continue
		}
		t := obj.Type()
		if strings.HasPrefix(name, "(*") {
			t = types.NewPointer(t)
		}
		out = append(out, connection{name, t})
	}
	return out
}

// rowScan is what stands behind an interface of the module's own for a row and for
// rows, which share no type in database/sql.
const rowScan = "(*database/sql.Row).Scan"

// scansRow reports whether a method is Scan(...any) error.
func scansRow(m *types.Func) bool {
	sig := m.Signature()
	if m.Name() != "Scan" || !sig.Variadic() || sig.Params().Len() != 1 || sig.Results().Len() != 1 || !isError(sig.Results().At(0).Type()) {
		return false
	}
	list, ok := sig.Params().At(0).Type().(*types.Slice)
	return ok && anyValue(list.Elem())
}
